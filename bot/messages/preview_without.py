"""The page of a preview for those who stay without a match, and for the pairs that were dropped before."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.domain.program import Program
from bot.messages.base import Block, Message, Rendered
from bot.messages.formats import paired, wording
from bot.messages.left_out import why_words
from bot.messages.matching import Allow
from bot.messages.mrkdwn import bullets, fill, listed
from bot.messages.pieces import button, header, section, small
from bot.messages.preview import Around, framed, picker, to_pairs

NAMES_A_REASON: Final = 20
EARLIER_AT_MOST: Final = 10

SIDES: Final = ("mentee", "mentor")


class EarlierLine(NamedTuple):
    """A pair that was dropped before it was worked out again, and stays out until that is undone."""

    id: int
    mentor: str
    mentee: str


class WithoutLine(NamedTuple):
    """People who stay without a match for the same reason: some of their names, and how many there are besides."""

    side: str
    why: str
    names: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class Without(Message, kind="matching.without"):
    round_id: int
    approved: int
    lines: tuple[WithoutLine, ...]
    earlier: tuple[EarlierLine, ...] = ()
    edit: int = 0
    format: str = ""
    stale: bool = False

    def render(self, program: Program) -> Rendered:
        program = program.in_format(self.format)
        lines = [WithoutLine(*one) for one in self.lines]
        blocks = [
            header("Without a match this time"),
            section(
                "They hear it kindly when you publish: why, what comes next, and when. Nobody is dropped from the list."
            )
            if lines
            else section("Everybody has somebody."),
            picker("without") if lines else None,
            *(self._side(side, [one for one in lines if one.side == side], program) for side in SIDES),
            *(self._earlier(EarlierLine(*one), place, program) for place, one in enumerate(self.earlier)),
            small(
                "*Why …?* tells for one of them what would help; *What is lacking* says whom to recruit, and whose one "
                "more place would gain most."
            )
            if lines
            else None,
        ]
        around = Around(self.round_id, self.approved, 0, self.edit, stale=self.stale)
        return framed(around, blocks, to_pairs(around), program=program)

    def _side(self, side: str, lines: list[WithoutLine], program: Program) -> Block | None:
        if not lines:
            return None
        told_of = [
            fill("{names}: {why}", names=listed((*one.names, *_more(one))), why=why_words(one.why))
            for one in lines
        ]
        title = wording(program).seeks if side == "mentee" else wording(program).offers
        return section(fill("*{side}*\n{lines}", side=title, lines=bullets(list[object](told_of))))

    def _earlier(self, pair: EarlierLine, place: int, program: Program) -> Block:
        names = paired(program, pair.mentee, pair.mentor)
        about = f"Undo drop: {pair.mentee} and {pair.mentor}"
        return section(
            fill("Dropped earlier, so not proposed: {names}", names=names),
            button("Undo", Allow(self.round_id, pair.id, 0), place=place, about=about),
        )


def _more(line: WithoutLine) -> list[str]:
    return [f"{line.others} more"] if line.others else []
