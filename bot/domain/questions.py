"""What the program team may ask of a matching, and what is answered: values that travel to the worker and back."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from bot.domain.explaining import Change, Suggestion, Waiting, WhatIf, WhyPair
from bot.domain.matching import Candidate, Outcome, Pair, Proposal, Request, Tiers
from bot.domain.program import Format, MatchingRules
from bot.domain.words import plain


@dataclass(frozen=True, slots=True)
class OfPair:
    """Why these two are a pair, or are not; whoever of them is the mentor."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Why somebody has whom they have, or has nobody, and who would be best for them."""

    who: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is lacking, whose place is worth most, and how each group fares."""


Question = OfPair | OfPerson | Gaps | Change


@dataclass(frozen=True, slots=True)
class Sitting:
    """A question, and the round it is about: its draft if there is one, else as it would be worked out now."""

    request: Request
    outcome: Outcome | None
    question: Question
    has_mentor: frozenset[str] = frozenset()
    """Who is in a match already, as its mentee."""


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """`best` are the mentors for somebody who looks for one, each with what it would take from the others."""

    who: str
    pairs: tuple[Proposal, ...] = ()
    waits: tuple[Waiting, ...] = ()
    best: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillGap:
    """How many want a skill, how many places there are with mentors who offer it, and how many who want it have nobody."""

    skill: str
    wanted: int
    places: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Recruit:
    """How many more people one more mentor for this skill would match, and of whom it was worked out; `waiting` are
    those who have nobody and want it, `who` those who would be matched, where that was worked out."""

    skill: str
    more: int
    waiting: tuple[str, ...]
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """How the mentees of a department or site fare. `points` is the mean of the pairs proposed for them; `together` is
    how many groups are told as one, as each would be too small to be shown."""

    kind: str
    name: str
    people: int
    matched: int
    points: int
    together: int = 0


@dataclass(frozen=True, slots=True)
class Fares:
    """How everybody fares, and each group; which are worse served than chance would explain, and whether there are
    enough people to tell."""

    everybody: GroupSeen
    groups: tuple[GroupSeen, ...] = ()
    worse: tuple[GroupSeen, ...] = ()
    telling: bool = False


@dataclass(frozen=True, slots=True)
class GapsSeen:
    """`gains` are mentors whose one more place would gain anything; `carried` have waited since an earlier round."""

    seeking: int
    pairs: int
    skills: tuple[SkillGap, ...] = ()
    gains: tuple[tuple[str, Tiers], ...] = ()
    recruits: tuple[Recruit, ...] = ()
    recruits_beyond: int = 0
    """How many skills fewer people wait for, for which no recruit was worked out."""
    skills_beyond: int = 0
    fares: Fares | None = None
    alone: tuple[str, ...] = ()
    """Who has nobody; whoever has waited longest first."""
    carried: int = 0
    carried_waiting: tuple[str, ...] = ()
    places: int = 1
    """How many the mentor takes who would be recruited."""
    circles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """A skill, and those who wait for it and could begin together."""


Answered = WhyPair | PersonSeen | GapsSeen | WhatIf


@dataclass(frozen=True, slots=True)
class Known:
    """What is shown besides an answer: people's names, the draft it is about (0: there is none yet) and its edit,
    whether somebody changed since that was worked out, why whoever is not in the round is not in it, and which locks
    hold the people that the question names."""

    names: Mapping[str, str] = field(default_factory=dict)
    round_id: int = 0
    edit: int = 0
    stale: bool = False
    absent: Mapping[str, str] = field(default_factory=dict)
    locked: tuple[Pair, ...] = ()

    def name(self, who: str) -> str:
        return self.names.get(who) or who


def strings(value: object) -> Iterator[str]:
    """Every word of an answer, the ids of people among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for each in fields(value):
            yield from strings(getattr(value, each.name))


def skill_gaps(people: Iterable[Candidate], alone: Collection[str] = ()) -> tuple[SkillGap, ...]:
    """Every skill that somebody wants who looks for a mentor, those first of which most is lacking. `alone` are those
    who have nobody."""
    waiting: dict[str, int] = {}
    wanted: dict[str, int] = {}
    places: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for one in people:
        for skill in one.wanted if one.seeks else ():
            spelt.setdefault(plain(skill), skill)
            wanted[plain(skill)] = wanted.get(plain(skill), 0) + 1
            waiting[plain(skill)] = waiting.get(plain(skill), 0) + (one.id in alone)
        for skill in one.offered if one.places > 0 else ():
            places[plain(skill)] = places.get(plain(skill), 0) + one.places
    found = (SkillGap(spelt[key], count, places.get(key, 0), waiting[key]) for key, count in wanted.items())
    return tuple(sorted(found, key=lambda one: (one.places - one.wanted, one.skill)))


def served(one: Proposal, rules: MatchingRules) -> tuple[str, ...]:
    """Whose wish a pair meets: its mentee's; of peers, both."""
    return (one.mentee, one.mentor) if rules.format is Format.PEERS else (one.mentee,)
