"""The program, written down: the one form of a program file that the rest of the bot knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import (
    at_local_hour,
    local_date,
    next_good_time,
    next_local_hour,
    on_day,
    working_day_after,
)
from bot.domain.forms import Form
from bot.domain.names import Names
from bot.domain.skills import Catalogue


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

    def due_at(self, since: datetime, tz: str, starts: int, ends: int) -> datetime:
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


class Format(StrEnum):
    """Who comes together in a match."""

    ONE_TO_ONE = "one_to_one"  # a mentor has as many mentees as they have places, each by themselves
    CIRCLES = "circles"  # several mentees share a mentor, and begin only together
    PEERS = "peers"  # two equals, each of whom may learn from the other
    REVERSE = "reverse"  # as one to one, with the mentor the junior of the two


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """Points of the criteria, out of 1000 in all, and the hard rules."""

    points: Mapping[str, int]
    same_team_allowed: bool = False
    repeat_allowed: bool = False
    min_shared_hours: int = 0
    """How many of their working hours two people must share to be paired."""
    enough_shared_hours: int = 4
    """How many count: more than these speak no further for a pair."""
    must: tuple[str, ...] = ("skills",)
    """Criteria without which a pair cannot be."""
    department: str = "different"
    """What the criterion `department` speaks for: `same` or `different`."""
    seniority_ahead: tuple[int, int] = (1, 3)
    """How many steps a mentor should be ahead; below zero for reverse mentoring."""
    floor: int = 0
    """Matches with fewer points than these are made only where somebody would be left without one."""
    departments: tuple[str, ...] = ()
    """The departments whose people are matched; empty for all."""
    sites: tuple[str, ...] = ()
    """The sites whose people are matched; empty for all."""
    calm: bool = field(default=False, repr=False)
    """Whether a first draft keeps, unless told otherwise, the pairs of the draft before it."""
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What each criterion counts, in words, of which the points come: must, high, medium, low or off."""
    aim: str = "people"
    """`people`: as many mentees matched as possible; `points`: the most points, even if fewer are matched."""
    format: Format = Format.ONE_TO_ONE
    mentors_each: int = 1
    """How many mentors a mentee may have, where the format lets them have more than one."""
    circle: tuple[int, int] = (3, 6)
    """How many mentees a circle needs to open, and how many it takes at most."""

    def in_format(self, form: str) -> "MatchingRules":
        """The same rules for another format; "" for their own."""
        return replace(self, format=Format(form)) if form else self

    @property
    def most_mentors(self) -> int:
        """How many mentors a mentee has at most."""
        return self.mentors_each if self.format in (Format.ONE_TO_ONE, Format.REVERSE) else 1


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
    catalogue: Catalogue = field(default_factory=Catalogue)
    """Every skill that can be picked; `skills` are those of them shown before anything is typed."""
    names: Names = field(default_factory=lambda: Names(()))
    """All names of the catalogue, to be searched."""
    written: MatchingRules | None = None
    """The matching rules as the file has them, where some were changed in Slack (`matching` are those in force)."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Words that are the program's own: invitation, more, promise, help_line."""
    budget_per_week: int = 2
    public_from_pairs: int = 3
    day_starts: int = 9
    day_ends: int = 17

    def in_format(self, form: str) -> "Program":
        """The program as it was while a match or a draft was made, whose format may be another by now; "" where that
        was not kept."""
        return replace(self, matching=self.matching.in_format(form)) if form else self

    @property
    def undo_minutes(self) -> int:
        """How long a publishing is held back."""
        return self.nudges["match.publish"].after_minutes

    def hour_of(self, kind: str) -> int:
        """The local hour at which something of this kind is said; where the program leaves it open, as the day begins."""
        hour = self.nudges[kind].hour
        return self.day_starts if hour is None else hour

    def form(self, name: str) -> Form:
        return self.forms[name]

    def rhythm(self, key: str) -> Rhythm:
        """The rhythm of that key, or the program's first, which is its default."""
        return next((r for r in self.rhythms if r.key == key), self.rhythms[0])
