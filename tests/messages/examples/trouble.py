"""Examples of the answer to a cry for help."""

from bot.messages.base import Message, View
from bot.messages.trouble import Heard
from tests.messages.examples.about import WAYS

EXAMPLES: list[Message | View] = [
    Heard(),
    Heard(("UHANA", "UOMAR"), ((1, "Bo"),)),
    Heard(("UHANA", "UOMAR"), ((1, "Bo"),), WAYS),
    Heard(("UHANA",), ((1, "<!channel> & Ünal 🎉"), (2, "מרים"))),
]
