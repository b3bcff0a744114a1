"""What the bot says, as the outbox knows it: to whom it goes, and what goes before what."""

from dataclasses import dataclass
from typing import Final

ANSWER: Final = 0
PROMISED: Final = 1
NEWS: Final = 2
NUDGE: Final = 3
"""Ranks of what is said: an answer, what somebody asked to be told, what another's act caused, what nobody asked for.
From `NEWS` on, whoever has left meanwhile is spared it."""


@dataclass(frozen=True, slots=True)
class Room:
    """The group DM of these people and the bot. Where Slack refuses to open it, each of them is told alone."""

    people: tuple[str, ...]


Recipient = str | Room
"""A person's or a channel's Slack id, or a room."""


def addressed(to: Recipient) -> str:
    """A recipient as the outbox knows them."""
    return to if isinstance(to, str) else "room:" + ",".join(sorted(to.people))
