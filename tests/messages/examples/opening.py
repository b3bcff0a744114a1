"""Examples of a conversation as it opens."""

from bot.messages.base import Message, View
from bot.messages.opening import Opened, SlotAgreed
from tests.messages.examples.matching import GOAL, HOSTILE, REST, SPEAKING

AT = 1894269600

EXAMPLES: list[Message | View] = [
    Opened(7, "UBO", "UANA", SPEAKING, AT, ask_day="2030-01-21"),
    Opened(8, "UBO", "UANA", GOAL, AT, "UANA"),
    Opened(9, "UBO", "UANA", REST, AT, "both"),
    Opened(10, "UBO", "UANA", HOSTILE),
    Opened(11, "UBO", "UANA"),
    SlotAgreed(AT),
    SlotAgreed(AT, "2030-01-21"),
]

UNASKED: set[str] = set()
