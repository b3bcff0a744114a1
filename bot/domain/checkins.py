"""Check-ins: when the bot asks a pair how it goes, what they may answer, and the meetings they tell of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.calendar import at_local_hour, local_date, working_day_after
from bot.domain.matches import Match
from bot.domain.program import Program

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


def met_as_agreed(match: Match, told: Session | None, meetings: int) -> datetime | None:
    """When they first met, if they had agreed on a time that lay before one of them told of it; else only that is known."""
    agreed = match.slot_agreed
    return agreed if told and agreed and meetings == 1 and agreed <= told.met_at else None


def next_checkin(after: datetime, rhythm: str, program: Program, tz: str) -> tuple[date, datetime]:
    """The day of a pair's next check-in and its moment: one rhythm on, or the first working day after, at the hour of
    the program."""
    day = working_day_after(local_date(after, tz) + timedelta(days=program.rhythm(rhythm).days), 0)
    return day, at_local_hour(day, program.hour_of("checkin.mentee"), tz)


def first_checkin(match: Match, opened: datetime, program: Program, tz: str) -> tuple[date, datetime]:
    """The same for a pair that begins: the working day after the time that they agreed on, if they have."""
    agreed = match.slot_agreed
    if agreed is None:
        return next_checkin(opened, match.rhythm, program, tz)
    day = working_day_after(local_date(agreed, tz))
    return day, at_local_hour(day, program.hour_of("checkin.mentee"), tz)
