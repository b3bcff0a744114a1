"""The window of *Swap*: whom else two people could be paired with, and exactly what each choice would cost."""

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.domain.matching import Tiers
from bot.domain.program import Program
from bot.messages.base import Block, Click, View
from bot.messages.chains import MoveLine, chain_words, cost_words, figure
from bot.messages.formats import paired
from bot.messages.mrkdwn import bullets, fill
from bot.messages.pieces import button, divider, modal, section, small
from bot.messages.review import LockPair, Swap

MOST = 6


class Choice(NamedTuple):
    """A pair in the place of another: ids, names, its points, what everybody loses by it, and who would move."""

    mentor: str
    mentee: str
    mentor_name: str
    mentee_name: str
    points: int
    cost: Tiers
    moves: tuple[MoveLine, ...]


@dataclass(frozen=True)
class Swapping(View, name="matching.swapping"):
    """`choices` is None while they are worked out."""

    round_id: int
    pair_id: int
    edit: int
    mentor: str = field(default="", metadata={"carried": False})
    mentee: str = field(default="", metadata={"carried": False})
    points: int = field(default=0, metadata={"carried": False})
    choices: tuple[Choice, ...] | None = field(default=None, metadata={"carried": False})

    def again(self) -> Click:
        return Swap(self.round_id, self.pair_id, self.edit)

    def draw(self, program: Program) -> dict[str, Any]:
        pair = paired(program, self.mentee, self.mentor)
        now = fill("{pair}: {points} of 100.", pair=pair, points=figure(self.points))
        metadata = json.dumps(self.carried())
        return modal("Swap", [section(now), *self._choices()], name=self.name, metadata=metadata)

    def _choices(self) -> list[Block]:
        if self.choices is None:
            return [small("Looking at who else it could be, and what that would cost the others …")]
        if not self.choices:
            return [section("Nobody else can be paired with either of them without breaking a rule.")]
        blocks: list[Block] = [
            section("Choose a pair: it is locked, and the rest is worked out again. Nobody hears of it."),
            divider(),
        ]
        return (
            blocks
            + [self._choice(Choice(*one), place) for place, one in enumerate(self.choices[:MOST])]
            + [small("Of 100; in all means over all pairs of the draft. What is lost or won is exact.")]
        )

    def _choice(self, one: Choice, place: int) -> Block:
        lines = fill(
            "*{mentee}* with *{mentor}*: {points} of 100. Everybody together: {cost}.\n{moves}",
            mentee=one.mentee_name,
            mentor=one.mentor_name,
            points=figure(one.points),
            cost=cost_words(one.cost),
            moves=bullets(list[object](chain_words(MoveLine(*move) for move in one.moves))),
        )
        click = LockPair(self.round_id, self.edit, one.mentor, one.mentee)
        about = f"Choose {one.mentee_name} with {one.mentor_name}"
        return section(lines, button("Choose", click, place=place, about=about))
