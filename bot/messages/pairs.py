"""Who is with whom, for the program team: how each pair stands and whether they met; never what they say."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.meetings import day_words
from bot.messages.mrkdwn import Mrkdwn, fill
from bot.messages.pieces import buttons, header, section, small, told

PAIRS_A_PAGE: Final = 15

STATES: Final = {
    "mentee_asked": "the mentee has been asked",
    "mentor_asked": "both have been asked",
    "agreed": "both said yes; their conversation opens soon",
    "held": "needs a look",
    "open": "under way since {day}",
}


class PairLine(NamedTuple):
    """`since` and `met` are days (ISO): when their conversation opened, and when they last told that they met; "" for not yet."""

    mentee: str
    mentor: str
    state: str
    since: str
    met: str


@dataclass(frozen=True)
class ShowPairs(Click, name="pairs.show"):
    page: int = 0


@dataclass(frozen=True)
class Pairs(Message, kind="pairs.list"):
    """One page of the pairs in force. `waiting` and `paused` are people by name, as text."""

    pairs: tuple[PairLine, ...]
    total: int
    page: int = 0
    waiting: str = ""
    places: str = ""
    paused: str = ""

    def render(self, program: Program) -> Rendered:
        return told(
            header("Who is with whom"),
            small("You see who is paired, and whether and when they met; never what they say or write."),
            *self._lines(),
            self._people(),
            self._pages(),
        )

    def _lines(self) -> list[Block]:
        if not self.pairs:
            return [section("No pairs yet. `match` works out the best ones.")]
        lines = [_line(PairLine(*one)) for one in self.pairs]
        return [section(Mrkdwn("\n".join(lines[at : at + 5]))) for at in range(0, len(lines), 5)]

    def _people(self) -> Block | None:
        rows = (
            ("Wait for a mentor", self.waiting),
            ("Mentors without a mentee", self.places),
            ("On a pause", self.paused),
        )
        lines = [fill(f"*{title}:* {{names}}", names=names) for title, names in rows if names]
        return section(Mrkdwn("\n".join(lines))) if lines else None

    def _pages(self) -> Block:
        back = ("Previous", ShowPairs(self.page - 1)) if self.page else None
        on = ("Next", ShowPairs(self.page + 1)) if (self.page + 1) * PAIRS_A_PAGE < self.total else None
        return buttons(back, on, ("Refresh", ShowPairs(self.page)), primary=False)


def _line(pair: PairLine) -> Mrkdwn:
    state = fill(STATES.get(pair.state, "in between"), day=day_words(pair.since) if pair.since else "")
    met = (
        fill("told me on {day} that they met", day=day_words(pair.met)) if pair.met else Mrkdwn("not met yet")
    )
    names = fill("*{mentee}* with *{mentor}*", mentee=pair.mentee, mentor=pair.mentor)
    words = "• {names}: {state}; {met}" if pair.since else "• {names}: {state}"
    return fill(words, names=names, state=state, met=met)
