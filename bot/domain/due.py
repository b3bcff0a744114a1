"""What is to happen at a time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A due thing: of which kind, to or for whom, about which row. `key` is its identity: planned once, done once."""

    id: int
    key: str
    kind: str
    who: str
    about: int
    due_at: datetime


ABOUT_MATCH = (
    "match.mentee_turn",
    "match.mentor_turn",
    "match.open",
    "match.held",
    "match.again",
    "checkin.",
    "feedback.prompt",
    "feedback.follow_up",
    "feedback.asked",
    "feedback.unread",
    "pause.partner",
)
"""The kinds whose `about` is a match (a prefix such as `checkin.` takes all of it): they are dropped when it ends."""

OF_BOTH = ("match.mentor_turn", "match.open", "match.held", "feedback.deliver")
"""The kinds that name nobody and mean the two people of the match they are about."""

OF_ALL = ("match.publish",)
"""The kinds after which anybody may hear something."""
