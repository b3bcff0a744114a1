"""Examples of one pair in a window."""

from bot.messages.base import Message, View
from bot.messages.one_pair import NOTES, OnePair
from tests.messages.examples.about import WAYS
from tests.messages.examples.pairs import LINES

EXAMPLES: list[Message | View] = [
    *(OnePair(7, line, ("UANA", "UBO"), line.state == "open") for line in LINES),
    *(
        OnePair(7, LINES[1], ("UANA", "UBO"), False, note, 1894100000)
        for note in NOTES
        if note.startswith("asked")
    ),
    OnePair(7, LINES[1], ("UANA", "UBO"), ways=WAYS),
    *(OnePair(7, note=note) for note in ("ended", "over")),
]
