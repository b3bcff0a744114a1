"""A pair that the program team makes by hand: locked in the draft, or in a new one where there is none yet."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.base import Message, Rendered
from bot.messages.explained import ABSENT
from bot.messages.formats import paired
from bot.messages.mrkdwn import bullets, fill
from bot.messages.pieces import section, small, told

USAGE: Final = (
    "Name the mentor first, then the mentee: `/mentor-admin pair @mentor @mentee`. "
    "Both must have joined. Nobody hears of it before you publish."
)


@dataclass(frozen=True)
class PairHow(Message, kind="pairing.how"):
    """The word `pair` without two people."""

    def render(self, program: Program) -> Rendered:
        return told(section(USAGE))


@dataclass(frozen=True)
class CannotPair(Message, kind="pairing.cannot"):
    """Who of the two is not in the round, and why: a name, and a key of `ABSENT`."""

    mentor: str
    mentee: str
    absent: tuple[tuple[str, str], ...] = ()

    def render(self, program: Program) -> Rendered:
        lines = [fill(ABSENT[why], name=name) for name, why in self.absent]
        pair = paired(program, self.mentee, self.mentor)
        told_of = fill("{pair} cannot be:\n{lines}", pair=pair, lines=bullets(list[object](lines)))
        return told(
            section(told_of),
            small("Nothing was changed. `/mentor-admin why` shows who would be next best for each of them."),
        )


@dataclass(frozen=True)
class PairStaged(Message, kind="pairing.staged"):
    """They are locked; the rest is worked out round them, and the card shows what came of it."""

    mentor: str
    mentee: str

    def render(self, program: Program) -> Rendered:
        words = (
            "✓ {pair}: locked. The rest is worked out round them, and the card in the "
            "program team's channel shows what changed. Nobody hears of it before you publish."
        )
        return told(section(fill(words, pair=paired(program, self.mentee, self.mentor))))
