"""Examples of concerns about a match."""

from bot.messages.base import Message, View
from bot.messages.concerns import Decided, PairNeedsLook, SharedWords, Taken, WordsClosed, WordsOpened

EXAMPLES: list[Message | View] = [
    Taken(shared=False, held=True),
    Taken(shared=True, held=False),
    PairNeedsLook(1, "Bo Berg", "Ana Alvarez"),
    PairNeedsLook(1, "Bo <!channel>", "دانا 🎉", shared=True),
    PairNeedsLook(1, "Bo Berg", "Ana Alvarez", started=True),
    Decided("Bo Berg", "Ana Alvarez", "ended", "Hana Holm"),
    Decided("Bo Berg", "Ana Alvarez", "ended"),
    Decided("Bo Berg", "Ana Alvarez", "resumed", "<!here>"),
    Decided("Bo Berg", "Ana Alvarez", "held", "Hana Holm"),
    Decided("Bo Berg", "Ana Alvarez", "settled", "Hana Holm"),
    WordsOpened("UHANA"),
    WordsClosed(),
    SharedWords(1, "Ana Alvarez", "We want different things. <!channel> اَلْعَرَبِيَّةُ 🎉 " + "and more " * 110),
    SharedWords(1, "Ana Alvarez"),
]

UNASKED = {"concerns.opened"}
