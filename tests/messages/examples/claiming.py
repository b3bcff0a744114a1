"""Examples of what the first admin sees."""

from bot.messages.base import Message, View
from bot.messages.claiming import WHY, Claimed, NotClaimed, Unclaimed

EXAMPLES: list[Message | View] = [
    Unclaimed(),
    *(NotClaimed(why, 3) for why in WHY),
    Claimed("Hana <!channel> Sato"),
    Claimed(""),
]
