"""What the program team sees at a glance, and the code by which the first of them comes in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from typing import Final, Self

from bot.domain.matches import Match, State
from bot.domain.people import Participant, Role, Status

PUBLISHED: Final = "published"
"""The setting that says how many pairs the newest round brought into force, and on which day: `16 2030-01-07`."""

TRIES: Final = 5
"""Wrong codes after which the code is void."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A code that makes somebody the first admin. Only its digest is kept."""

    digest: str
    until: datetime

    @classmethod
    def read(cls, kept: str) -> Self | None:
        """The claim of the setting `claim`, `<digest> <until>`; None if there is none."""
        digest, _, until = kept.partition(" ")
        return cls(digest, datetime.fromisoformat(until)) if until else None

    def fits(self, code: str) -> bool:
        return compare_digest(self.digest, sha256(code.strip(" `").upper().encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Overview:
    """How many take part as what; how many wait for a mentor, and how many places are free for them."""

    mentees: int = 0
    mentors: int = 0
    both: int = 0
    paused: int = 0
    interested: int = 0
    seeking: int = 0
    places: int = 0
    starting: int = 0
    under_way: int = 0
    held: int = 0

    @property
    def can_match(self) -> bool:
        return self.mentees + self.both > 0 and self.mentors + self.both > 0

    def next_step(self, *, has_channel: bool, is_open: bool) -> "LeadStep":
        return lead_step(
            has_channel=has_channel,
            is_open=is_open,
            can_match=self.can_match and self.seeking > 0 and self.places > 0,
            paired=self.starting + self.under_way,
            held=self.held,
        )


class LeadStep(StrEnum):
    """The one thing for the program team to do next."""

    CHANNEL = "channel"
    LOOK = "look"
    MATCH = "match"
    OPEN = "open"
    WAIT = "wait"
    FOLLOW = "follow"


def lead_step(*, has_channel: bool, is_open: bool, can_match: bool, paired: int, held: int) -> LeadStep:
    """`can_match`: somebody who waits could be given somebody; `paired` and `held` count matches."""
    choices = (
        (held > 0, LeadStep.LOOK),
        (paired > 0, LeadStep.FOLLOW),
        (can_match, LeadStep.MATCH),
        (is_open, LeadStep.WAIT),
        (not has_channel, LeadStep.CHANNEL),
    )
    return next((step for holds, step in choices if holds), LeadStep.OPEN)


def overview(people: Sequence[Participant], matches: Iterable[Match], *, peers: bool = False) -> Overview:
    """Everybody of whom there is a row, and the matches in force. Of peers each who waits is a place for the others."""
    live = list(matches)
    status, states = Counter(one.status for one in people), Counter(match.state for match in live)
    here = [one for one in people if one.status in (Status.ACTIVE, Status.PAUSED)]
    roles = Counter(one.role for one in here)
    active = [one for one in here if one.status is Status.ACTIVE]
    has_mentor = {who for match in live for who in (match.people if peers else match.served)}
    taken = Counter(match.mentor for match in live)
    seeking = sum((one.seeks or peers) and one.id not in has_mentor for one in active)
    places = sum(max(0, one.capacity - taken[one.id]) for one in active)
    return Overview(
        mentees=roles[Role.MENTEE],
        mentors=roles[Role.MENTOR],
        both=roles[Role.BOTH],
        paused=status[Status.PAUSED],
        interested=status[Status.INTERESTED],
        seeking=seeking,
        places=max(0, seeking - 1) if peers else places,
        starting=sum(states[one] for one in (State.MENTEE_ASKED, State.MENTOR_ASKED, State.AGREED)),
        under_way=states[State.OPEN],
        held=states[State.HELD],
    )


def by_part(people: Iterable[Participant], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The names of those who take part as mentee, mentor or both, who have not finished joining, and who pause."""
    parts: dict[str, list[str]] = {part: [] for part in ("mentee", "mentor", "both", "joining", "paused")}
    for one in people:
        part = one.role if one.status is Status.ACTIVE and one.role else one.status
        if part in parts:
            parts[part].append(names.get(one.id) or one.id)
    return {part: tuple(sorted(found)) for part, found in parts.items()}
