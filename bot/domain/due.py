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
    "opening.",
    "times.",
    "checkin.",
    "feedback.prompt",
    "feedback.follow_up",
    "feedback.asked",
    "feedback.unread",
    "pause.partner",
)
"""The kinds whose `about` is a match (a prefix such as `checkin.` takes all of it): they are dropped when it ends."""

OF_PAIR = (*ABOUT_MATCH, "match.over", "feedback.")
"""The kinds (or prefixes of kinds) that concern both people of the match they are about, whoever is asked."""

OF_ALL = ("match.publish",)
"""The kinds after which anybody may hear something."""

OF_PROGRAM = {
    "match.held": "admin_channel",
    "checkin.silence": "admin_channel",
    "match.public": "program_channel",
}
"""The kinds after which something may be said in a channel, and the setting that names it."""


QUIET = ("checkin.silence", "opening.passed", "times.passed")
"""The kinds after which nobody of the pair hears anything: at most a message of before is drawn anew."""


def concerns_pair(kind: str) -> bool:
    return kind.startswith(OF_PAIR) and kind not in QUIET
