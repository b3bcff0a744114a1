"""Examples of being asked for feedback, and of reading it."""

from bot.messages.base import Message, View
from bot.messages.receiving import Asked, Declined, Feedback, Opened, Prompt, Requested, SetAside, Waits
from tests.messages.examples.feedback import HOSTILE, WORDS

EXAMPLES: list[Message | View] = [
    Prompt(3, 9, "UANA"),
    Requested(3, "UANA"),
    Requested(3, "UANA", again=True),
    Waits(5, "UANA"),
    Waits(5, "UANA", again=True),
    SetAside(5, "UANA"),
    Opened(5, "UANA"),
    Declined(3),
    Asked("UBO"),
    Asked("UBO", already=True),
    Feedback(5, "UANA", words=WORDS),
    Feedback(5, "UANA", thanked=True, words=HOSTILE),
    Feedback(5, "UANA", thanked=True, asked_more=True, match_id=7, words=WORDS),
    Feedback(5, "UANA"),
]

UNASKED = {"receiving.prompt", "receiving.requested", "receiving.waits"}
