"""Who is with whom, for the program team: how each pair stands and who is waited for; never what they say."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.domain.program import Program
from bot.messages.asking import ShowGaps
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.formats import called, pairs_words
from bot.messages.matching import PreviewMatch
from bot.messages.mrkdwn import Mrkdwn, day_words, fill, moment
from bot.messages.pieces import button, buttons, header, section, small, told
from bot.messages.team_sees import ShowTeamSees

PAIRS_A_PAGE: Final = 20

STAGES: Final = {
    "held": "Need a look",
    "not_met": "Not met yet",
    "starting": "Getting started",
    "met": "Have met",
}


class PairLine(NamedTuple):
    """`since`, `met` and `asked` are days (ISO): when their conversation opened, when they last told that they met, and
    since when an answer is waited for, from `waits` (mentee or mentor) before it opened; `next_at` is a Unix time.
    "" and 0 for not yet."""

    mentee: str
    mentor: str
    state: str
    since: str
    met: str
    id: int = 0
    stage: str = ""
    waits: str = ""
    asked: str = ""
    next_at: int = 0
    in_circle: bool = False


@dataclass(frozen=True)
class ShowPairs(Click, name="pairs.show"):
    page: int = 0


@dataclass(frozen=True)
class OpenPair(Click, name="pairs.open"):
    """One pair in a window: how it stands, and what can be done for it."""

    match_id: int


@dataclass(frozen=True)
class Pairs(Message, kind="pairs.list"):
    """One page of the pairs in force. `waiting` and `paused` are people by name, as text; `stages` counts the pairs of
    all pages."""

    pairs: tuple[PairLine, ...]
    total: int
    page: int = 0
    waiting: str = ""
    places: str = ""
    paused: str = ""
    stages: tuple[tuple[str, int], ...] = ()
    drawn_at: int = 0

    def render(self, program: Program) -> Rendered:
        return told(
            header("Who is with whom"),
            section(self._as_of(), button("Refresh", ShowPairs(self.page), place=9)),
            section(self._summary()),
            *self._lines(),
            self._waiting(program),
            self._people(program),
            self._ways(),
            small("You see who is paired, and whether and when they met; never what they say or write."),
        )

    def _as_of(self) -> Mrkdwn:
        pages = -(-self.total // PAIRS_A_PAGE)
        page = f"Page {self.page + 1} of {pages}, by stage and by the mentee's name." if pages > 1 else ""
        at = fill("As of {at}. ", at=moment(self.drawn_at)) if self.drawn_at else Mrkdwn("")
        return Mrkdwn((at + page).strip() or "As of now.")

    def _summary(self) -> Mrkdwn:
        if not self.total:
            return Mrkdwn(
                "No pairs yet. *Preview match* works out the best ones, and shows them to you alone."
            )
        counted = ", ".join(
            f"{count} {STAGES[stage].lower()}" for stage, count in self.stages if stage in STAGES
        )
        held = dict(self.stages).get("held", 0)
        then = (
            "*Next:* open those that need a look; each waits for your word."
            if held
            else "Nothing needs you now: I ask each pair when it is time. *Open* one to ask earlier, or to help."
        )
        return fill(
            "*{pairs}:* {counted}.\n{then}", pairs=pairs_words(self.total), counted=counted, then=Mrkdwn(then)
        )

    def _lines(self) -> list[Block]:
        blocks: list[Block] = []
        last, counts = "", dict(self.stages)
        for place, pair in enumerate(PairLine(*one) for one in self.pairs):
            if pair.stage != last and pair.stage in STAGES:
                count = counts.get(pair.stage, 0)
                blocks.append(section(fill("*{stage}* ({n})", stage=STAGES[pair.stage], n=count)))
                last = pair.stage
            pressed = button(
                "Open", OpenPair(pair.id), place=place, about=f"Open {pair.mentee} and {pair.mentor}"
            )
            blocks.append(
                section(fill("{names}\n{how}", names=names(pair), how=how_it_stands(pair)), pressed)
            )
        return blocks

    def _waiting(self, program: Program) -> Block | None:
        words = fill(called(program, "*Wait for a mentor:* {names}"), names=self.waiting)
        return section(words, button("What is lacking", ShowGaps())) if self.waiting else None

    def _people(self, program: Program) -> Block | None:
        rows = (
            (called(program, "Mentors without a mentee"), self.places),
            ("On a pause", self.paused),
        )
        lines = [fill(f"*{title}:* {{names}}", names=names) for title, names in rows if names]
        return section(Mrkdwn("\n".join(lines))) if lines else None

    def _ways(self) -> Block:
        back = ("Previous", ShowPairs(self.page - 1)) if self.page else None
        on = ("Next", ShowPairs(self.page + 1)) if (self.page + 1) * PAIRS_A_PAGE < self.total else None
        match = ("Preview match", PreviewMatch()) if self.waiting or not self.total else None
        sees = ("What the team sees", ShowTeamSees())
        return buttons(on, back, match, sees, primary=False)


def names(pair: PairLine) -> Mrkdwn:
    words = "*{mentee}* in the circle of *{mentor}*" if pair.in_circle else "*{mentee}* with *{mentor}*"
    return fill(words, mentee=pair.mentee, mentor=pair.mentor)


def how_it_stands(pair: PairLine) -> Mrkdwn:
    """One line: what was, whom it waits for, what comes by itself."""
    words = fill(
        WORDS[pair.state, bool(pair.asked)] if (pair.state, bool(pair.asked)) in WORDS else _under_way(pair),
        who=pair.mentor if pair.waits == "mentor" else pair.mentee,
        other=pair.mentee if pair.waits == "mentor" else pair.mentor,
        asked=day_words(pair.asked) if pair.asked else "",
        since=day_words(pair.since) if pair.since else "",
        met=day_words(pair.met) if pair.met else "",
        at=moment(pair.next_at) if pair.next_at else Mrkdwn("soon"),
    )
    return words


WORDS: Final = {
    ("mentee_asked", False): "I write to {who} in their working hours: {at}",
    ("mentee_asked", True): "waiting for {who} since {asked}; {other} is asked next, at the latest {at}",
    ("mentor_asked", False): "waiting for {who}; their conversation opens at the latest {at}",
    ("mentor_asked", True): "waiting for {who} since {asked}; their conversation opens at the latest {at}",
    ("agreed", False): "both said yes; their conversation opens {at}",
    ("held", False): "waits for a decision of yours; without one it ends {at}",
}


def _under_way(pair: PairLine) -> str:
    if pair.state != "open":
        return "in between"
    first = "under way since {since}; " + ("told me on {met} that they met" if pair.met else "not met yet")
    if pair.asked:
        return first + "; asked on {asked}, no answer yet"
    return first + ("; I ask next {at}" if pair.next_at else "")
