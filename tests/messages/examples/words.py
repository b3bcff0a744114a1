"""Examples of the words that every feature may need."""

from bot.messages.base import Message, View
from bot.messages.words import (
    AdminWentWrong,
    AlreadySent,
    Busy,
    CannotTakePart,
    NoAnswer,
    NotForYou,
    NotYours,
    Outdated,
    StillToOpen,
    WentWrong,
)

EXAMPLES: list[Message | View] = [
    StillToOpen("forms.as_form", '{"form":"intake","about":0}'),
    StillToOpen("gone.since", "{}"),
    Busy(),
    WentWrong("3f2a91"),
    NoAnswer("3f2a91", "why.pair", '{"mentor":"UBO","mentee":"UANA"}'),
    NoAnswer("3f2a91"),
    AdminWentWrong("3f2a91", "checkins.met"),
    NotForYou(),
    NotForYou(("UHANA",)),
    NotForYou(("UHANA",), "CADMIN"),
    NotYours(),
    Outdated(),
    AlreadySent(),
    *(CannotTakePart(why) for why in ("guest", "external", "bot", "deactivated", "something new")),
]
