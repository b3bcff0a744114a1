"""Examples of telling of a meeting."""

from bot.messages.base import Message, View
from bot.messages.meetings import AlreadyNoted, Met, NoMatchYet, WhichMeeting

EXAMPLES: list[Message | View] = [
    Met(3, 9, "UBO", "2030-01-22"),
    Met(3, 9, "UANA", "2030-01-22", "UANA"),
    Met(3, 9, "UBO", gave=True),
    Met(3, 9, "UBO"),
    AlreadyNoted(3, "UBO", "2030-01-22", "UBO", 9),
    AlreadyNoted(3, "UBO", "2030-01-22", "", 9),
    WhichMeeting(((3, "Bo Berg"), (4, "<!channel> & Söhne 🎈"), (5, "‮דנה"))),
    WhichMeeting(tuple((n, f"Mentee {n}") for n in range(30))),
    NoMatchYet(),
]

UNASKED: set[str] = set()
