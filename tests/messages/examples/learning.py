"""Examples of what has worked so far."""

from bot.messages.base import Message, View
from bot.messages.learning import TakenOver, Worked

EXAMPLES: list[Message | View] = [
    Worked(0, 0.0),
    Worked(1, 3.0),
    Worked(34, 2.647, (), ("skills", "shared_hours", "languages")),
    Worked(
        34,
        2.647,
        (("shared_hours", 0.58, 0.19, 0.81), ("style", -0.55, -0.79, -0.15)),
        ("skills", "goal"),
        (("shared_hours", "low", "medium"), ("style", "medium", "low")),
        4,
    ),
    Worked(60, 1.0, (("skills", 0.7, 0.4, 0.9),), ()),
    TakenOver(),
]

UNASKED: set[str] = set()
