"""A match: a pair in force, from its publishing to its ending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.matching import Reason


class State(StrEnum):
    """Asked first is the mentee, then the mentor; held is a match that needs a look; open has its conversation."""

    MENTEE_ASKED = "mentee_asked"
    MENTOR_ASKED = "mentor_asked"
    AGREED = "agreed"
    HELD = "held"
    OPEN = "open"
    ENDED = "ended"


LIVE = (State.MENTEE_ASKED, State.MENTOR_ASKED, State.AGREED, State.HELD, State.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`mentee_said` and `mentor_said` are "", "yes" or "no"; `rhythm` is a key of the program's rhythms."""

    id: int
    round_id: int
    mentor: str
    mentee: str
    state: State
    reasons: Sequence[Reason] = ()
    rhythm: str = ""
    published_at: datetime
    mentee_said: str = ""
    mentor_said: str = ""
    mentee_public: str = ""
    mentor_public: str = ""
    slot_at: datetime | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    ended_why: str = ""

    @property
    def people(self) -> tuple[str, str]:
        return self.mentor, self.mentee

    def partner_of(self, who: str) -> str:
        """The other one. Raises `ValueError` for somebody who is not of this pair."""
        if who not in self.people:
            raise ValueError("not of this pair")
        return self.mentee if who == self.mentor else self.mentor
