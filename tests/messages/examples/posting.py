"""Examples of a post that Slack did not take."""

from bot.messages.base import Message, View
from bot.messages.posting import NotPosted, PostedAgain

LETTER = "1f0c2a52-6f3c-4c5e-9a6e-2f8c1f0d7b11"

EXAMPLES: list[Message | View] = [
    NotPosted(LETTER, "CMENTORSHIP", "not_in_channel"),
    NotPosted(LETTER, "CMENTORSHIP", "is_archived"),
    NotPosted(LETTER, "CMENTORSHIP", "tried too often: fatal_error <!channel>"),
    PostedAgain("CMENTORSHIP"),
    PostedAgain("", done=True),
]
