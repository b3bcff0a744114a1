"""Examples of what makes meetings work for somebody."""

from bot.messages.base import Message, View
from bot.messages.needs import Needs

EXAMPLES: list[Message | View] = [
    Needs(7, "UANA", words={"UANA": "I read lips, so please face the camera. <!channel> שלום 🎧"}),
    Needs(7, "UANA", own=True, words={"UANA": "word " * 60}),
    Needs(7, "UANA", own=True),
]

UNASKED: set[str] = set()
