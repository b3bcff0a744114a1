"""Examples of a pair made by hand."""

from bot.messages.base import Message, View
from bot.messages.explained import ABSENT
from bot.messages.pairing import CannotPair, PairHow, PairStaged

EXAMPLES: list[Message | View] = [
    PairHow(),
    PairStaged("Bo Berg", "Ana <!channel> Alvarez 🎤"),
    CannotPair("Bo Berg", "Ana Alvarez", tuple(("دانا", why) for why in ABSENT)),
]
