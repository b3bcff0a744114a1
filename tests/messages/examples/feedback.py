"""Examples of writing feedback."""

from bot.messages.base import Message, View
from bot.messages.feedback import (
    DraftWaits,
    Given,
    Kept,
    Menu,
    MoreWished,
    NoMatchForFeedback,
    Preview,
    Sent,
    Thanked,
)

WORDS = {
    "situation": "On Tuesday, when we went through your slides,",
    "behavior": "you stopped after each chart and asked what I read from it.",
    "impact": "I felt at ease to say that two of them told me nothing.",
    "next_step": "Try the same with the team on Friday.",
}
HOSTILE = {
    "situation": "<!channel> <https://example.com|press here> 🎈" + " and so on" * 90,
    "behavior": "‮זה לא עובד",
    "impact": "a" * 1000,
}

EXAMPLES: list[Message | View] = [
    Preview(5, "UBO", words=WORDS),
    Preview(5, "UBO", "always", HOSTILE),
    Sent("UBO"),
    Sent("UBO", at=1894100000, tz="Asia/Kolkata"),
    Given(7, "UBO"),
    Sent("UBO", "next"),
    Sent("UBO", "already"),
    Kept(5, "UBO"),
    Kept(5, "UBO", ended=True),
    Menu(((3, "UBO", 0),)),
    Menu(tuple((n, f"UMENTEE{n}", n % 2) for n in range(12)), tuple((n, f"UMENTOR{n}") for n in range(9))),
    DraftWaits(3, "UBO"),
    Thanked("UBO"),
    MoreWished(3, "UBO"),
    NoMatchForFeedback(),
]

UNASKED = {"feedback.draft_waits", "feedback.more_wished"}
