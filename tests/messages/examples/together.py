"""Examples of a circle of peers who wait for the same."""

from bot.messages.base import Message, View
from bot.messages.together import Begun, CountedIn, CountedOut, UnderWay

EXAMPLES: list[Message | View] = [
    CountedIn("Public speaking"),
    CountedIn("<!channel> & עברית 🎤"),
    CountedOut(),
    UnderWay("Public speaking"),
    UnderWay("Public speaking", "https://slack.com/app_redirect?channel=CROOM&team=T1"),
    Begun("Public speaking", ("U0ANA00001", "U0CYD00001", "U0DEE00001")),
    Begun(
        "SQL", ("U0ANA00001", "U0BEN00001", "U0CYD00001", "U0DEE00001", "U0EVA00001", "U0FAY00001")
    ).alone(),
]

UNASKED: set[str] = set()
