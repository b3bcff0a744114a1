"""Examples of leaving."""

from bot.messages.base import Message, View
from bot.messages.leaving import (
    Gone,
    LeaveCard,
    Left,
    LeftAlready,
    MatchEnded,
    NotTakingPart,
    PlaceKept,
    SomebodyLeft,
    Stayed,
)

EXAMPLES: list[Message | View] = [
    NotTakingPart(),
    LeaveCard(),
    LeaveCard(("UBO", "UCARL"), team=True),
    Left(),
    Left(deleted=True),
    LeftAlready(),
    LeftAlready(kept=True),
    Stayed(),
    MatchEnded("UBO", seeks=True),
    MatchEnded("UANA", seeks=False),
    PlaceKept(),
    Gone("Bo Lindqvist", 1),
    Gone("<!channel> \u202ebo 🎉 <https://evil.example|Bo>", 0),
    SomebodyLeft(),
    SomebodyLeft(1),
    SomebodyLeft(3),
    Gone("Bo Lindqvist", 3),
]

UNASKED = {"leaving.match_ended"}
