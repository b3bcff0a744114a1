"""Examples of changing how often a pair means to meet."""

from bot.messages.base import Message, View
from bot.messages.rhythm import RhythmChanged, Rhythms, RhythmSet

EXAMPLES: list[Message | View] = [
    Rhythms(7, "two_weeks"),
    RhythmSet("weekly", "2030-01-22"),
    RhythmSet("weekly", "2030-01-22", "UANA"),
    RhythmChanged("Ana Alvarez", "weekly"),
    RhythmChanged("<!channel> *Ana* 🎈", "monthly"),
]

UNASKED: set[str] = set()
