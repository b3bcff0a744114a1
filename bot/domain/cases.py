"""A pair that needs a look: somebody has a concern, or said not this time. Why, only they may tell."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`kind` is declined, concern, or open (a concern after the conversation had opened).

    `state` is open, read (the program team has read the words that were shared) or settled.
    """

    id: int
    match_id: int
    raised_by: str
    kind: str
    shared: bool
    state: str
    opened_at: datetime
