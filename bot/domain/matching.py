"""A matching round in values: people, past pairs and rules go in; proposals with their reasons come out.

Everything here is frozen and can be pickled, since a round is solved in a process of its own.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from bot.domain.people import Participant, Person
from bot.domain.program import MatchingRules
from bot.domain.words import plain

Pair = tuple[str, str]
"""A mentor and a mentee, by id, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody in a round. They seek a mentor if `seeks`, and can take on as many mentees as they have `places`."""

    id: str
    seeks: bool = False
    places: int = 0
    wanted: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    wanted_levels: Mapping[str, str] = field(default_factory=dict)
    offered_levels: Mapping[str, str] = field(default_factory=dict)
    goal: str = ""
    expertise: str = ""
    tz: str = "UTC"
    languages: tuple[str, ...] = ()
    style: str = ""
    hours: int = 0
    managers: tuple[str, ...] = ()
    team: str = ""
    avoid: tuple[str, ...] = ()


def candidate(person: Person, told: Participant, *, mentees: int = 0, mentors: int = 0) -> Candidate:
    """Somebody as a candidate, if they have so many mentees and mentors already."""
    return Candidate(
        id=told.id,
        seeks=told.seeks and not mentors,
        places=max(0, told.capacity - mentees),
        wanted=told.wanted,
        offered=told.offered,
        wanted_levels=dict(told.wanted_levels),
        offered_levels=dict(told.offered_levels),
        goal=told.goal,
        expertise=told.expertise,
        tz=person.tz,
        languages=told.languages,
        style=told.style,
        hours=told.hours,
        managers=tuple(dict.fromkeys(one for one in (person.manager, told.manager) if one)),
        team=told.team,
        avoid=told.avoid,
    )


def barred(
    mentees: Collection[Candidate],
    mentors: Collection[Candidate],
    *,
    forbidden: Collection[Pair] = (),
    same_team_allowed: bool,
) -> Iterator[Pair]:
    """The pairs that must not be, whatever their points: somebody with themselves, the reporting line, a wish of
    either not to be paired, one team, and what the program team forbade. An id may be of nobody who is there."""
    for mentee in mentees:
        yield mentee.id, mentee.id
        yield from ((other, mentee.id) for other in (*mentee.avoid, *mentee.managers))
    for mentor in mentors:
        yield from ((mentor.id, other) for other in (*mentor.avoid, *mentor.managers))
    for one, other in forbidden:
        yield one, other
        yield other, one
    if not same_team_allowed:
        yield from _teammates(mentees, mentors)


def _teammates(mentees: Collection[Candidate], mentors: Collection[Candidate]) -> Iterator[Pair]:
    teams: dict[str, list[str]] = {}
    for mentor in mentors:
        teams.setdefault(plain(mentor.team), []).append(mentor.id)
    for mentee in mentees:
        if team := plain(mentee.team):
            yield from ((mentor, mentee.id) for mentor in teams.get(team, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A round to be solved. `forbidden` pairs hold both ways; `day` is when shared hours are counted.

    Among equally good answers the seed decides, and never the order of people or their ids.
    """

    people: tuple[Candidate, ...]
    rules: MatchingRules
    day: date
    past: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    pinned: tuple[Pair, ...] = ()
    seed: int = 0
    day_starts: int = 9
    day_ends: int = 17


class ReasonKind(StrEnum):
    """What counts for a pair; the keys of `MatchingRules.points`."""

    SKILLS = "skills"
    GOAL = "goal"
    SHARED_HOURS = "shared_hours"
    LANGUAGES = "languages"
    STYLE = "style"
    AVAILABILITY = "availability"


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a pair's points.

    `words` are the skills taught, the words both used, the languages, or the style; `minutes` are the working hours
    they share in a day. Of availability only the points are told.
    """

    kind: ReasonKind
    points: int
    words: tuple[str, ...] = ()
    minutes: int = 0

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """A reason as it was stored."""
        return cls(ReasonKind(facts["kind"]), facts["points"], tuple(facts["words"]), facts["minutes"])


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair proposed. The points of its reasons, strongest first, add up to its points, out of 1000."""

    mentor: str
    mentee: str
    points: int
    reasons: tuple[Reason, ...]


class Side(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"


class Why(StrEnum):
    """Why somebody stays without a match."""

    NOTHING_ASKED = "nothing_asked"  # they named no skill
    NOBODY_OFFERS = "nobody_offers"  # a mentee: no mentor with a place offers what they want
    NOBODY_NEEDS = "nobody_needs"  # a mentor: no mentee wants what they offer
    FORBIDDEN = "forbidden"  # a rule stands between all who would fit, perhaps a private one
    MET_BEFORE = "met_before"  # all who would fit were their partners before
    NO_SHARED_HOURS = "no_shared_hours"  # all who would fit work while they sleep
    NO_PLACE = "no_place"  # a mentee: those who fit are full
    NO_MENTEE_LEFT = "no_mentee_left"  # a mentor: those who fit have another mentor


@dataclass(frozen=True, slots=True)
class Unmatched:
    person: str
    side: Side
    why: Why


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a request. `value` is the points of all proposals; `refused` the pins that break a hard rule."""

    proposals: tuple[Proposal, ...]
    unmatched: tuple[Unmatched, ...]
    value: int
    refused: tuple[Pair, ...] = ()
