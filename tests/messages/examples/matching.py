"""Examples of a matching round: asked for, worked out, gone by."""

from bot.messages.base import Message, View
from bot.messages.matching import Asked, Outdated, Replaced, Working

SPEAKING = (("skills", ("Public speaking",), 0), ("shared_hours", (), 180), ("style", ("structured",), 0))
GOAL = (("skills", ("SQL", "Statistics", "Data analysis"), 0), ("goal", ("board", "numbers"), 0))
REST = (("languages", ("English", "Spanish"), 0), ("availability", (), 0), ("shared_hours", (), 90))
EVIL = ("<!channel> <https://evil.example|free> *bold* 🎉" * 3, "‮desrever", "&amp;")
HOSTILE = (("skills", EVIL, 0),)

EXAMPLES: list[Message | View] = [
    Working(43),
    Asked(43, "https://slack.com/app_redirect?channel=CADMINS&team=T1"),
    Asked(1),
    Outdated(1, 12),
    Outdated(1, 12, 3, "peers"),
    Replaced(),
]

UNASKED: set[str] = set()
