"""Check-ins: when the bot asks a pair how it goes, what they may answer, and the meetings they tell of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.calendar import at_local_hour, local_date, working_day_after

SAME_MEETING: Final = timedelta(days=2)
"""How long after a meeting was told of the same one is probably meant again."""


class Said(StrEnum):
    """What a check-in was answered with; silence is no answer, after the question was asked twice."""

    NOTHING = ""
    MET = "met"
    PLANNED = "planned"
    NOT_YET = "not_yet"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One question to a pair, whoever of them answers. `slot_at` is a time suggested, which `works_for` these."""

    id: int
    match_id: int
    day: str
    said: Said = Said.NOTHING
    said_by: str = ""
    asked_at: datetime | None = None
    asked_mentor_at: datetime | None = None
    asked_again_at: datetime | None = None
    planned_for: date | None = None
    slot_at: datetime | None = None
    works_for: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether nobody has said yet whether they met."""
        return self.said in (Said.NOTHING, Said.PLANNED, Said.SILENCE)

    def planned_after(self, day: date) -> bool:
        return self.said is Said.PLANNED and self.planned_for is not None and self.planned_for > day


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting that took place, and who told of it."""

    id: int
    match_id: int
    met_at: datetime
    told_by: str


def told_already(last: Session | None, now: datetime) -> bool:
    """Whether somebody who now says that they met probably means the meeting told of last."""
    return last is not None and now - last.met_at < SAME_MEETING


def next_checkin(after: datetime, days: int, tz: str, hour: int = 10) -> tuple[date, datetime]:
    """The day of the next check-in and its moment: `days` on, or the first working day after, at that local hour."""
    day = working_day_after(local_date(after, tz) + timedelta(days=days), 0)
    return day, at_local_hour(day, hour, tz)
