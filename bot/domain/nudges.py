"""When an unasked message may reach somebody: one shared budget, their working hours, and no message to the absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.calendar import next_good_time
from bot.domain.people import Participant, Person, Status

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody an unasked message is meant for. `reached` are the times of those of the last week, oldest first."""

    person: Person | None
    participant: Participant | None
    reached: Sequence[datetime]
    fewer: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """The program's courtesy: unasked messages a person and week, and the local hours they may come in."""

    budget: int
    starts: int
    ends: int


def not_at_all(reader: Reader) -> str:
    """Why this person must not be written to unasked any more, or ""."""
    if reader.person is not None and reader.person.why_not:
        return reader.person.why_not
    if reader.participant is None or reader.participant.status is Status.LEFT:
        return "left"
    return ""


def good_for_all(readers: Sequence[Reader], now: datetime, hours: Hours) -> datetime:
    """The first time from `now` on that suits them all; where their hours never meet, the first one's decide."""
    at = now
    for _ in range(14):
        then = max(good_time(reader, at, hours) for reader in readers)
        if then == at:
            return at
        at = then
    return good_time(readers[0], now, hours)


def a_week(budget: int, *, fewer: bool) -> int:
    """The unasked messages a week that somebody gets at most: who asked for fewer gets half of them, and at least one."""
    return max(1, budget // 2) if fewer else budget


def good_time(reader: Reader, now: datetime, hours: Hours) -> datetime:
    """The first time from `now` on that suits: after a pause, in working hours, within the budget of the week."""
    budget = a_week(hours.budget, fewer=reader.fewer)
    at = now
    if reader.participant and reader.participant.paused_until:
        at = max(at, reader.participant.paused_until)
    recent = [when for when in reader.reached if when > at - WEEK]
    if len(recent) >= budget:
        at = max(at, recent[-budget] + WEEK)
    tz = reader.person.tz if reader.person else "UTC"
    return next_good_time(at, tz or "UTC", starts=hours.starts, ends=hours.ends)
