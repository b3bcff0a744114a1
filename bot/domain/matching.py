"""A matching round in values: people, past pairs and rules go in; proposals with their reasons come out.

Everything here is frozen and can be pickled, since a round is solved in a process of its own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

from bot.domain.people import Participant, Person
from bot.domain.program import Format, MatchingRules

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
    again: tuple[str, ...] = ()
    """Earlier partners they would like again: such a pair may be repeated if both wish it."""
    department: str = ""
    site: str = ""
    seniority: int = 0
    """Steps of a career, from 1; 0 is not known."""
    ahead: tuple[int, int] | None = None
    """By how many steps a mentee's mentor should be ahead; None for what the program says."""
    aims: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    meeting: str = ""
    """How they like to meet: a key of the program's question, or `any`."""
    communication: str = ""
    affinity_wanted: tuple[str, ...] = ()
    """What a mentee chose to have in common with a mentor. Nobody infers it."""
    affinity: tuple[str, ...] = ()
    """What a mentor declared of themselves for this purpose."""
    priority: int = 0
    """How many rounds they have waited for a mentor."""
    mentors: tuple[str, ...] = ()
    """Whom they have as a mentor already, where they may have another."""


def candidate(
    person: Person,
    told: Participant,
    rules: MatchingRules,
    *,
    mentees: int = 0,
    mentors: Collection[str] = (),
    waited: int = 0,
) -> Candidate:
    """Somebody as a candidate, if they have so many mentees and these mentors already, and waited for so many rounds."""
    seeks, places = _free(told, rules, mentees, len(mentors))
    return Candidate(
        id=told.id,
        seeks=seeks,
        places=places,
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
        again=told.again,
        department=told.department or person.department,
        site=told.site or person.site,
        seniority=told.seniority,
        ahead=told.ahead,
        aims=told.aims,
        interests=told.interests,
        meeting=told.meeting,
        communication=told.communication,
        affinity_wanted=told.affinity_wanted,
        affinity=told.affinity,
        priority=waited,
        mentors=tuple(sorted(mentors)),
    )


def _free(told: Participant, rules: MatchingRules, mentees: int, mentors: int) -> tuple[bool, int]:
    """Whether somebody with so many mentees and mentors seeks another mentor, and the places they have left.

    A circle has all its mentees from the beginning, so that whoever leads one leads no second; and of peers everybody
    has one at a time, whether they asked for something or offered it.
    """
    if rules.format is Format.PEERS:
        free = (told.seeks or told.capacity > 0) and not mentees and not mentors
        return free, int(free)
    led = rules.format is Format.CIRCLES and mentees > 0
    places = 0 if led else max(0, told.capacity - mentees)
    return told.seeks and mentors < rules.most_mentors, places


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A round to be solved. `forbidden` pairs hold both ways; `day` is when shared hours are counted.

    `previous` are the pairs on the table: of equally good answers the one that changes fewest of them is taken. Among
    those that are left the seed decides, and never the order of people or their ids.
    """

    people: tuple[Candidate, ...]
    rules: MatchingRules
    day: date
    past: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    pinned: tuple[Pair, ...] = ()
    previous: tuple[Pair, ...] = ()
    seed: int = 0
    day_starts: int = 9
    day_ends: int = 17
    related: frozenset[tuple[str, str]] = frozenset()
    """Pairs of skills that are close, either way round: whoever offers the one can help with the other, which counts
    half. A must asks for the very skill."""


class ReasonKind(StrEnum):
    """What counts for a pair; the keys of `MatchingRules.points`."""

    SKILLS = "skills"
    GOAL = "goal"
    SHARED_HOURS = "shared_hours"
    LANGUAGES = "languages"
    STYLE = "style"
    AVAILABILITY = "availability"
    AIMS = "aims"
    INTERESTS = "interests"
    SENIORITY = "seniority"
    DEPARTMENT = "department"
    SITE = "site"
    MEETING = "meeting"
    COMMUNICATION = "communication"
    AFFINITY = "affinity"


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a pair's points.

    `words` are the skills taught, the words both used, the languages, aims, interests, the style or the way to meet or
    to talk; `minutes` are the working hours they share in a day; `near` are skills offered, each with the one wanted
    that it is close to. Of the others only the points are told. `back`: of peers, what goes the other way, so that the
    one called the mentor is who may learn it.
    """

    kind: ReasonKind
    points: int
    words: tuple[str, ...] = ()
    minutes: int = 0
    near: tuple[tuple[str, str], ...] = ()
    back: bool = False

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """A reason as it was stored."""
        return cls(
            ReasonKind(facts["kind"]),
            facts["points"],
            tuple(facts["words"]),
            facts["minutes"],
            tuple((a, b) for a, b in facts.get("near", ())),
            facts.get("back", False),
        )


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody whom a person could be paired with, and with how many points."""

    id: str
    points: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair proposed. The points of its reasons, strongest first, add up to its points, out of 1000.

    `runners_up` are the mentee's next-best mentors, best first, whoever has them now.
    """

    mentor: str
    mentee: str
    points: int
    reasons: tuple[Reason, ...]
    runners_up: tuple[Partner, ...] = ()


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
    NOT_FILLED = "not_filled"  # of circles: too few would fit together for one more to open
    TOO_FEW_PLACES = "too_few_places"  # a mentor of circles: they take fewer than one needs
    NOBODY_SHARES = "nobody_shares"  # of peers: nobody could learn from them, nor they from anybody
    NO_PEER_LEFT = "no_peer_left"  # of peers: those who fit have another


@dataclass(frozen=True, slots=True)
class Unmatched:
    person: str
    side: Side
    why: Why


@dataclass(frozen=True, slots=True)
class Tiers:
    """What a matching is judged by, the first that differs deciding: the people matched (each counted once, and once
    more for each round they waited), the matches below the floor, the points, and the pairs kept from the proposal
    on the table. As the difference of two matchings, any of them may be negative."""

    people: int = 0
    below: int = 0
    points: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """The proof that no matching is better: whole-number prices, in the units of `objective`.

    A pair that was not chosen is worth no more than its two prices together, and one that was is worth no less; a
    price above its ground stands only where nothing is free. `places` are the mentors' prices, each the smallest there
    is: exactly what one more place with them would gain. `seats` are the mentees'. `value` is what both sides of the
    proof come to, `digest` stands for the request, and `rounds` is how often all pairs were compared with the prices.

    Where mentees may have several mentors, this is the proof for their first ones, and `further` are those of the second
    and third, each with the `pairs` that it added. Circles and peers have `most` instead: what no answer exceeds, found
    by the solver and not by prices.
    """

    digest: str
    tiers: Tiers
    value: int
    places: Mapping[str, int]
    seats: Mapping[str, int]
    rounds: int = 1
    most: Tiers | None = None
    pairs: tuple[Pair, ...] = ()
    further: tuple["Certificate", ...] = ()

    @property
    def proven(self) -> bool:
        """Whether no answer is better. Circles can be found whose bound is above them, if the search was cut short."""
        return self.most is None or self.most == self.tiers


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a request. `value` is the points of all proposals; `refused` the pins that break a hard rule."""

    proposals: tuple[Proposal, ...]
    unmatched: tuple[Unmatched, ...]
    value: int
    refused: tuple[Pair, ...] = ()
    certificate: Certificate | None = None
