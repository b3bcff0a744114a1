"""A matching round as the program team sees it: asked for, previewed, published."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.mrkdwn import Mrkdwn, bullets, escape, fill, join, listed
from bot.messages.pieces import button, buttons, header, section, small, told
from bot.messages.reasons import Facts, reason_words

PAIRS_A_PAGE: Final = 10
NAMES_A_REASON: Final = 5

WHY: Final = {
    "nothing_asked": "named no skill yet",
    "nobody_offers": "nobody with a free place offers what they want to learn",
    "nobody_needs": "nobody is looking for what they offer",
    "forbidden": "not possible under a private rule",
    "met_before": "everybody who fits was their partner before",
    "no_shared_hours": "everybody who fits works while they sleep",
    "no_place": "everybody who fits is taken already",
    "no_mentee_left": "everybody who fits has another mentor",
}


class PairLine(NamedTuple):
    """A proposed pair: names and facts. Rebuilt from a plain tuple after it was stored."""

    id: int
    mentor: str
    mentee: str
    points: int
    reasons: Facts
    dropped: bool
    wanted: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


class EarlierLine(NamedTuple):
    """A pair that was dropped before it was worked out again, and stays out until that is undone."""

    id: int
    mentor: str
    mentee: str


class LeftLine(NamedTuple):
    """People who stay without a match for the same reason: some of their names, and how many there are besides."""

    side: str
    why: str
    names: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class PreviewMatch(Click, name="matching.preview"):
    """Work out the best pairs, and show them to the program team alone."""


@dataclass(frozen=True)
class TurnPage(Click, name="matching.page"):
    round_id: int
    page: int


@dataclass(frozen=True)
class Drop(Click, name="matching.drop"):
    round_id: int
    pair_id: int
    page: int


@dataclass(frozen=True)
class UndoDrop(Click, name="matching.undo_drop"):
    round_id: int
    pair_id: int
    page: int


@dataclass(frozen=True)
class Allow(Click, name="matching.allow"):
    """Let a pair that was dropped earlier be proposed again."""

    round_id: int
    pair_id: int
    page: int


@dataclass(frozen=True)
class Publish(Click, name="matching.publish"):
    """`count` is the number that the button named; `anyway`, although people have changed since."""

    round_id: int
    count: int
    anyway: bool = False


@dataclass(frozen=True)
class Undo(Click, name="matching.undo"):
    round_id: int


@dataclass(frozen=True)
class SendNow(Click, name="matching.send_now"):
    round_id: int


def pairs_words(count: int) -> str:
    return "1 pair" if count == 1 else f"{count} pairs"


def fit_words(points: int) -> str:
    """How well a pair fits, of 1000 points."""
    for least, words in ((600, "very good fit"), (400, "good fit"), (200, "fair fit")):
        if points >= least:
            return f"{words}, {round(points / 10)} of 100"
    return f"loose fit, {round(points / 10)} of 100"


SCALE: Final = (
    "100 would mean agreement on everything that anybody can say; few pairs come near, and 40 is good."
)
SKILLS_A_PAIR: Final = 3


def _some(skills: tuple[str, ...]) -> str:
    """The first skills, and how many more."""
    others = len(skills) - SKILLS_A_PAIR
    return ", ".join(skills[:SKILLS_A_PAIR]) + (f" and {others} more" if others > 0 else "")


@dataclass(frozen=True)
class Working(Message, kind="matching.working"):
    people: int

    def render(self, program: Program) -> Rendered:
        words = "The best pairs for {n} people appear in this channel as soon as they are worked out. Nobody else hears of it."
        return told(section(fill(words, n=self.people)))


@dataclass(frozen=True)
class WorkedOut(Message, kind="matching.worked_out"):
    """What `Working` becomes."""

    people: int

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("✓ The best pairs for {n} people are worked out: see below.", n=self.people))
        )


@dataclass(frozen=True)
class Preview(Message, kind="matching.preview"):
    """One page of the proposed pairs. `approved` counts the pairs of all pages that are not dropped."""

    round_id: int
    pairs: tuple[PairLine, ...]
    left: tuple[LeftLine, ...]
    total: int
    approved: int
    page: int = 0
    changed: bool = False
    earlier: tuple[EarlierLine, ...] = ()
    undone: bool = False

    def render(self, program: Program) -> Rendered:
        pages = max(1, -(-self.total // PAIRS_A_PAGE))
        return told(
            header("The best pairs" if self.total else "No pairs yet"),
            section("Somebody else changed this in the meantime. Here is how it stands now.")
            if self.changed
            else None,
            section("✓ Undone. Nobody heard of it. Drop, work it out again, or publish when you like.")
            if self.undone
            else None,
            section(self._summary(pages)),
            small(SCALE) if self.total else None,
            *(self._pair(PairLine(*one), place, program) for place, one in enumerate(self.pairs)),
            *(self._earlier(EarlierLine(*one), place) for place, one in enumerate(self.earlier)),
            self._left(),
            self._pages(pages),
            self._publish(program),
            small("Seen by the program team alone, until you publish."),
        )

    def _summary(self, pages: int) -> Mrkdwn:
        if not self.total:
            return escape("Nobody can be paired yet. More people on either side will help: invite some.")
        dropped = self.total - self.approved
        how = "all in until you drop one" if self.total > 1 else "in until you drop it"
        words = f"{pairs_words(self.approved)}, {f'{dropped} dropped' if dropped else how}"
        page = f" Page {self.page + 1} of {pages}." if pages > 1 else ""
        best = "" if dropped else " No other choice matches more people, or as many with a better fit."
        return escape(f"{words}.{best}{page}")

    def _pair(self, pair: PairLine, place: int, program: Program) -> Block:
        names = fill("*{mentee}* with *{mentor}* as mentor", mentee=pair.mentee, mentor=pair.mentor)
        about = f"{pair.mentee} and {pair.mentor}"
        if pair.dropped:
            undo = UndoDrop(self.round_id, pair.id, self.page)
            pressed = button("Undo drop", undo, place=place, about=f"Undo drop: {about}")
            return section(fill("Dropped: {names}", names=names), pressed)
        drop = Drop(self.round_id, pair.id, self.page)
        reasons = join(reason_words(pair.reasons, "team", program), "; ")
        wish = f"wants {_some(pair.wanted)}; the mentor offers {_some(pair.offered)}" if pair.wanted else ""
        told_of = bullets([line for line in (wish, reasons) if line])
        lines = fill("{names}: {fit}\n{told_of}", names=names, fit=fit_words(pair.points), told_of=told_of)
        return section(lines, button("Drop", drop, place=place, about=f"Drop {about}"))

    def _earlier(self, pair: EarlierLine, place: int) -> Block:
        names = fill("*{mentee}* with *{mentor}* as mentor", mentee=pair.mentee, mentor=pair.mentor)
        allow = Allow(self.round_id, pair.id, self.page)
        about = f"Undo drop: {pair.mentee} and {pair.mentor}"
        return section(
            fill("Dropped earlier, so not proposed: {names}", names=names),
            button("Undo", allow, place=place, about=about),
        )

    def _left(self) -> Block | None:
        if not self.left:
            return None
        lines = tuple(self._left_line(LeftLine(*one)) for one in self.left)
        return section(fill("*Without a match this time*\n{lines}", lines=bullets(lines)))

    def _left_line(self, line: LeftLine) -> Mrkdwn:
        more: list[object] = [f"{line.others} more"] if line.others else []
        why = Mrkdwn(WHY.get(line.why, "the pair was dropped"))
        return fill("{names} ({side}): {why}", names=listed((*line.names, *more)), side=line.side, why=why)

    def _pages(self, pages: int) -> Block | None:
        back = ("Previous", TurnPage(self.round_id, self.page - 1)) if self.page else None
        on = ("Next", TurnPage(self.round_id, self.page + 1)) if self.page + 1 < pages else None
        return buttons(back, on, primary=False) if back or on else None

    def _publish(self, program: Program) -> Block:
        again = ("Work it out again", PreviewMatch())
        if not self.approved:
            return buttons(again, primary=False)
        return buttons(
            (f"Publish {pairs_words(self.approved)}", Publish(self.round_id, self.approved)), again
        )


@dataclass(frozen=True)
class Outdated(Message, kind="matching.outdated"):
    """People, answers or rules have changed since the preview was worked out."""

    round_id: int
    count: int

    def render(self, program: Program) -> Rendered:
        words = (
            "Somebody joined, left or changed their wishes since these pairs were worked out. Nothing is published. "
            "A fresh preview takes a moment; pairs that can no longer be are left out either way."
        )
        anyway = Publish(self.round_id, self.count, anyway=True)
        return told(
            section(words),
            buttons(
                ("Work it out again", PreviewMatch()), (f"Publish {pairs_words(self.count)} anyway", anyway)
            ),
        )


@dataclass(frozen=True)
class Replaced(Message, kind="matching.replaced"):
    def render(self, program: Program) -> Rendered:
        return told(
            section("A newer preview has taken the place of this one. Nothing here is published."),
            buttons(("Work it out again", PreviewMatch()), primary=False),
        )
