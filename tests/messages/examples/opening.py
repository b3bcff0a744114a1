"""Examples of a conversation as it opens."""

from bot.messages.base import Message, View
from bot.messages.opening import Opened, SlotAgreed, YouSaidSo
from tests.messages.examples.matching import GOAL, HOSTILE, REST, SPEAKING

AT = 1894269600

EXAMPLES: list[Message | View] = [
    Opened(7, "UBO", "UANA", SPEAKING, AT, ask_day="2030-01-21"),
    Opened(8, "UBO", "UANA", GOAL, AT, "UANA"),
    Opened(9, "UBO", "UANA", REST, AT, "both"),
    Opened(10, "UBO", "UANA", HOSTILE),
    Opened(11, "UBO", "UANA"),
    Opened(13, "UBO", "UANA", SPEAKING, AT, ask_day="2030-01-21", apart=True),
    Opened(14, "UBO", "UANA", GOAL, AT, needs=("UANA",)),
    Opened(15, "UBO", "UANA", GOAL, AT, "both", needs=("UANA", "UBO")),
    SlotAgreed(AT),
    Opened(12, "UBO", "UANA", met=True),
    SlotAgreed(AT, "2030-01-21", "UANA"),
    YouSaidSo("UBO"),
    Opened(7, "UBO", "UANA", SPEAKING, AT, ask_day="2030-01-21", lapsed=AT - 86400, silent="UANA"),
    Opened(7, "UBO", "UANA", SPEAKING, 0, ask_day="2030-01-21", lapsed=AT - 86400),
]

UNASKED: set[str] = set()
