"""Examples of what the bot says of itself."""

from bot.messages.about import Hello, Help, NotUnderstood, Person, Privacy
from bot.messages.base import Message, View

WAYS = (
    ("Hana Sato", "slack://user?team=T1&id=UHANA"),
    ("<!channel> Omar " + "x" * 80, "slack://user?team=T1&id=UOMAR"),
)

EXAMPLES: list[Message | View] = [
    Help(),
    Hello(),
    Hello(is_open=False),
    NotUnderstood(),
    NotUnderstood(meant="pause"),
    Person(),
    Person(("UHANA", "UOMAR")),
    Person(("UHANA", "UOMAR"), WAYS),
    Privacy(),
]
