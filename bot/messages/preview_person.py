"""The page of a preview for one person: whom they are paired with, or why with nobody."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.asking import WhyPerson
from bot.messages.base import Block, Message, Rendered
from bot.messages.formats import OTHER, called
from bot.messages.left_out import why_words
from bot.messages.mrkdwn import Mrkdwn, fill
from bot.messages.pieces import buttons, section
from bot.messages.preview import Around, framed, picker, to_pairs, to_without
from bot.messages.preview_pair import PairLine, pair_block

ABSENT: Final = {
    "stranger": "{name} has not joined, so nobody is looked for.",
    "joining": "{name} has begun to join and has not finished, so nobody is looked for yet.",
    "paused": "{name} is on a pause, so nobody is looked for until they are back.",
    "matched": "{name} has a match already, and nobody else is looked for: *Pairs* shows how it stands.",
    "here": "{name} joined or changed their wishes after this was worked out: *Work it out again* takes them in.",
}


@dataclass(frozen=True)
class PersonInRound(Message, kind="matching.person"):
    """`left` is (side, why) for each side on which they stay without; `absent` is a key of `ABSENT`, where neither."""

    round_id: int
    approved: int
    without: int
    who: str
    name: str
    pairs: tuple[PairLine, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    absent: str = ""
    edit: int = 0
    format: str = ""
    stale: bool = False

    def render(self, program: Program) -> Rendered:
        program = program.in_format(self.format)
        around = Around(self.round_id, self.approved, self.without, self.edit, stale=self.stale)
        blocks = [
            section(fill("*{name}*", name=self.name)),
            *(self._pair(around, PairLine(*one), place, program) for place, one in enumerate(self.pairs)),
            *(section(self._left(side, why, program)) for side, why in self.left),
            buttons(
                (f"Why, and who would be best for {self.name}?"[:75], WhyPerson(self.who)), primary=False
            ),
            section(fill(ABSENT[self.absent], name=self.name)) if self.absent else None,
            picker(self.who),
        ]
        return framed(around, blocks, to_pairs(around), to_without(around), program=program)

    def _pair(self, around: Around, pair: PairLine, place: int, program: Program) -> Block:
        return pair_block(around, pair, program, place=place, page=0, who=self.who)

    def _left(self, side: str, why: str, program: Program) -> Mrkdwn:
        other = called(program, OTHER[side])
        return fill("No {other} this time: {why}.", other=other, why=why_words(why))
