"""Examples of what the bot says of itself."""

from bot.messages.about import Hello, Help, NotUnderstood, Person, Privacy
from bot.messages.base import Message, View

EXAMPLES: list[Message | View] = [
    Help(),
    Hello(),
    Hello(is_open=False),
    NotUnderstood(),
    NotUnderstood(meant="pause"),
    Person(),
    Person(("UHANA", "UOMAR")),
    Privacy(),
]
