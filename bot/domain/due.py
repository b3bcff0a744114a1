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
