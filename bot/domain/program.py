"""The program, written down: the one form of a program file that the rest of the bot knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.calendar import (
    at_local_hour,
    local_date,
    next_good_time,
    next_local_hour,
    on_day,
    working_day_after,
)
from bot.domain.forms import Form


@dataclass(frozen=True, slots=True)
class NudgeRule:
    """When the bot reaches out by itself, and for how long that still makes sense.

    `after_days` counts days from the event; `working` counts working days only and keeps to working hours; `hour` is
    the reader's local hour, None for any hour; `fresh_for` is how long after its due time it may still be sent;
    `unasked` counts it in the budget. `why` is what *why this?* answers.
    """

    kind: str
    why: str
    after_days: int = 0
    after_hours: int = 0
    after_minutes: int = 0
    working: bool = False
    hour: int | None = None
    unasked: bool = True
    fresh_for: timedelta = timedelta(hours=36)

    def due_at(self, since: datetime, tz: str, starts: int = 9, ends: int = 17) -> datetime:
        """When this is due for somebody in that zone, if its event was `since`."""
        moment = since + timedelta(hours=self.after_hours, minutes=self.after_minutes)
        if self.after_days:
            today = local_date(moment, tz)
            day = (
                working_day_after(today, self.after_days)
                if self.working
                else today + timedelta(self.after_days)
            )
            moment = on_day(moment, day, tz) if self.hour is None else at_local_hour(day, self.hour, tz)
        if self.working:
            return next_good_time(moment, tz, self.hour, starts, ends)
        return moment if self.hour is None else next_local_hour(moment, self.hour, tz)


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """Points of the criteria, out of 1000 in all, and the hard rules."""

    points: Mapping[str, int]
    same_team_allowed: bool = False
    repeat_allowed: bool = False
    min_shared_hours: int = 0
    """How many of their working hours two people must share to be paired."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a pair means to meet: `days` between two check-ins."""

    key: str
    label: str
    days: int


@dataclass(frozen=True, slots=True)
class SkillGroup:
    label: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    name: str
    purpose: str
    contact: str
    """Who runs the program, in words, for people who ask for a person."""
    forms: Mapping[str, Form]
    nudges: Mapping[str, NudgeRule]
    matching: MatchingRules
    rhythms: tuple[Rhythm, ...]
    skills: tuple[SkillGroup, ...]
    openers: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Words that are the program's own: invitation, more, promise, help_line."""
    budget_per_week: int = 2
    public_from_pairs: int = 3
    day_starts: int = 9
    day_ends: int = 17

    @property
    def undo_minutes(self) -> int:
        """How long a publishing is held back."""
        return self.nudges["match.publish"].after_minutes

    def form(self, name: str) -> Form:
        return self.forms[name]

    def rhythm(self, key: str) -> Rhythm:
        """The rhythm of that key, or the program's first, which is its default."""
        return next((r for r in self.rhythms if r.key == key), self.rhythms[0])
