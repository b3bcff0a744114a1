"""Examples of suggesting a time to meet."""

from bot.messages.base import Message, View
from bot.messages.times import Suggested, TimeAgreed, TimePast, TimeSuggested

EXAMPLES: list[Message | View] = [
    TimeSuggested(7, 1894532400),
    TimeSuggested(7, 1894532400, ("Ana Alvarez",)),
    TimeSuggested(7, 1894532400, ("<!here> Ana", "Bo")),
    TimeAgreed(1894532400),
    TimeAgreed(1894532400, "UANA"),
    TimePast(1894532400),
    Suggested(1894532400),
    Suggested(1894532400, "UANA"),
]

UNASKED: set[str] = set()
