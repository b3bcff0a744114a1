"""A matching round: asked for, proposed, published; and the rules by which its pairs come into force."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from bot.domain.barred import barred
from bot.domain.matches import Match
from bot.domain.matching import Candidate, Pair, Partner, Reason, ReasonKind, Request, Side, candidate
from bot.domain.people import Participant, Person, Status
from bot.domain.program import Format, MatchingRules, Program
from bot.domain.skills import Catalogue
from bot.domain.words import plain

T = TypeVar("T")

NOT_ELIGIBLE = "not_eligible"
"""Why somebody stays unmatched whose department or site the program does not take."""

DROPPED = "dropped"
"""Why somebody stays unmatched whose pair the program team took out, or which could no longer be."""


class RoundState(StrEnum):
    ASKED = "asked"
    PROPOSED = "proposed"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    REPLACED = "replaced"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """`version` stands for the people and rules it was worked out from; `card` is its message in the admin channel."""

    id: int
    by: str
    state: RoundState
    asked_at: datetime
    version: int = 0
    seed: int = 0
    publish_at: datetime | None = None
    published_at: datetime | None = None
    card: tuple[str, str] = ("", "")
    before: int = 0
    """The draft whose place it took; 0 for the first after a publishing."""
    edit: int = 0
    """How often it was changed since it was worked out. Every button carries the edit it was drawn for."""
    edited_by: str = ""
    format: str = ""
    """The format it was worked out in: a change of the program's does not touch a draft. "" while it is worked out."""
    calm: bool = False
    """Whether the pairs of the draft before stay as far as they can, or the best answer wins always."""


@dataclass(frozen=True, slots=True)
class ProposedPair:
    id: int
    round_id: int
    mentor: str
    mentee: str
    points: int
    reasons: tuple[Reason, ...]
    dropped: bool = False
    runners_up: tuple[Partner, ...] = ()


class Fit(StrEnum):
    """How well two people fit, best first."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    LOOSE = "loose"


LEAST: Final = {Fit.VERY_GOOD: 600, Fit.GOOD: 400, Fit.FAIR: 200, Fit.LOOSE: 0}
"""The points, of 1000, from which on a pair fits so well."""


def fit_of(points: int) -> Fit:
    return next((fit for fit, least in LEAST.items() if points >= least), Fit.LOOSE)


def fits(pairs: Iterable[ProposedPair]) -> dict[Fit, list[int]]:
    """The points of the pairs of each fit, best first; a fit that no pair has is left out."""
    found: dict[Fit, list[int]] = {fit: [] for fit in Fit}
    for pair in sorted(pairs, key=lambda pair: -pair.points):
        found[fit_of(pair.points)].append(pair.points)
    return {fit: points for fit, points in found.items() if points}


@dataclass(frozen=True, slots=True)
class Topics:
    """The skills two people have in common, and what the mentee wants besides."""

    shared: tuple[str, ...]
    lacking: tuple[str, ...]


def topics(reasons: Iterable[Reason], wanted: Sequence[str]) -> Topics:
    shared = tuple(
        word for one in reasons if one.kind is ReasonKind.SKILLS and not one.back for word in one.words
    )
    known = {plain(word) for word in shared}
    return Topics(shared, tuple(word for word in wanted if plain(word) not in known))


def page_of(items: Sequence[T], page: int, size: int) -> tuple[int, Sequence[T]]:
    """The page that is there, counted from 0, and what stands on it."""
    last = max(0, -(-len(items) // size) - 1)
    page = min(max(0, page), last)
    return page, items[page * size : (page + 1) * size]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Somebody who stays without a match. `why` is a value of `Why`, or `DROPPED`."""

    id: int
    round_id: int
    who: str
    side: Side
    why: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is there when a round is worked out or published."""

    people: Mapping[str, Person]
    participants: Mapping[str, Participant]
    live: Sequence[Match]
    staged: Sequence[Pair] = ()
    """Mentors and mentees of pairs that are about to come into force."""
    never: frozenset[Pair] = frozenset()
    """Whom the program team never wants to be paired, either way round."""
    waited: Mapping[str, int] = field(default_factory=dict)
    """How many rounds those have waited for a mentor who had none."""

    def can(self, who: str) -> bool:
        """Whether somebody can be matched at all."""
        told, person = self.participants.get(who), self.people.get(who)
        present = told is not None and told.status in (Status.ACTIVE, Status.PAUSED)
        return present and not (person and person.why_not)

    def candidates(self, rules: MatchingRules, *statuses: Status) -> tuple[Candidate, ...]:
        """Everybody of these statuses who can be matched, with the places that their matches leave them."""
        pairs = [*((match.mentor, match.mentee) for match in self.live), *self.staged]
        mentees = Counter(mentor for mentor, _ in pairs)
        mentors: dict[str, set[str]] = {}
        for mentor, mentee in pairs:
            mentors.setdefault(mentee, set()).add(mentor)
        return tuple(
            candidate(
                self.people.get(who, Person(who, who)),
                one,
                rules,
                mentees=mentees[who],
                mentors=mentors.get(who, ()),
                waited=self.waited.get(who, 0),
            )
            for who, one in sorted(self.participants.items())
            if one.status in statuses and self.can(who)
        )


def eligible(one: Candidate, rules: MatchingRules) -> bool:
    """Whether the program takes somebody's department and site; one that is not known is not among them."""
    known = ((one.department, rules.departments), (one.site, rules.sites))
    return all(not taken or plain(own) in map(plain, taken) for own, taken in known)


def not_eligible(scene: Scene, rules: MatchingRules, round_id: int) -> list[LeftOver]:
    """Who would be matched and is left out by rule: they hear why, as everybody else who stays without a match."""
    if not rules.departments and not rules.sites:
        return []
    return [
        LeftOver(0, round_id, one.id, Side.MENTEE if one.seeks else Side.MENTOR, NOT_ELIGIBLE)
        for one in scene.candidates(rules, Status.ACTIVE)
        if (one.seeks or one.places) and not eligible(one, rules)
    ]


def by_name(one: Candidate, catalogue: Catalogue) -> Candidate:
    """Somebody with their skills by the names of the catalogue, whatever they went by when they were told."""
    return replace(
        one,
        wanted=catalogue.named(one.wanted),
        offered=catalogue.named(one.offered),
        wanted_levels={catalogue.name(word): level for word, level in one.wanted_levels.items()},
        offered_levels={catalogue.name(word): level for word, level in one.offered_levels.items()},
    )


def request(scene: Scene, past: frozenset[Pair], program: Program, day: date, seed: int) -> Request:
    """The round to be solved: everybody who is active and eligible."""
    people = tuple(
        by_name(one, program.catalogue) for one in scene.candidates(program.matching, Status.ACTIVE)
    )
    return Request(
        people=tuple(one for one in people if eligible(one, program.matching)),
        rules=program.matching,
        day=day,
        past=past,
        forbidden=scene.never,
        seed=seed,
        day_starts=program.day_starts,
        day_ends=program.day_ends,
        related=program.catalogue.close(word for one in people for word in (*one.wanted, *one.offered)),
    )


def version(asked: Request) -> int:
    """A number that changes when people, their answers, past and dropped pairs or rules do; not with the day, the lot, or
    what was locked: a lock comes with a working out of its own, or changes no pair."""
    facts = replace(
        asked,
        day=date.min,
        seed=0,
        past=frozenset(),
        forbidden=frozenset(),
        pinned=(),
        previous=(),
        related=frozenset(),
    )
    print_of = f"{facts!r}{sorted(asked.past)}{sorted(asked.forbidden)}{sorted(asked.related)}".encode()
    return int.from_bytes(hashlib.sha256(print_of).digest()[:4]) >> 1


def outdated(found: Round, asked: Request, rules: MatchingRules) -> bool:
    """Whether a draft would be another today: `asked` is its round as it would be asked for now, in its own format."""
    return version(asked) != found.version or rules.in_format(found.format) != rules


def possible(
    pairs: Iterable[ProposedPair], scene: Scene, rules: MatchingRules
) -> tuple[list[ProposedPair], list[ProposedPair]]:
    """The pairs that can come into force, and those that can no longer: since they were proposed somebody left,
    found another, changed their part, or a rule came to stand between them."""
    kept: list[ProposedPair] = []
    broken: list[ProposedPair] = []
    people = [one for one in scene.candidates(rules, Status.ACTIVE, Status.PAUSED) if eligible(one, rules)]
    between = set(barred(people, people, forbidden=scene.never, same_team_allowed=rules.same_team_allowed))
    places = {one.id: one.places for one in people}
    seeking = {one.id: rules.most_mentors - len(one.mentors) for one in people if one.seeks}
    for pair in pairs:
        fits = seeking.get(pair.mentee, 0) > 0 and places.get(pair.mentor, 0) > 0
        if fits and (pair.mentor, pair.mentee) not in between:
            places[pair.mentor] -= 1
            seeking[pair.mentee] -= 1
            if rules.format is Format.PEERS:
                places[pair.mentee] = seeking[pair.mentor] = 0
            kept.append(pair)
        else:
            broken.append(pair)
    small = too_small(kept, rules)
    return [one for one in kept if one.mentor not in small], [
        *broken,
        *(one for one in kept if one.mentor in small),
    ]


def too_small(pairs: Iterable[ProposedPair], rules: MatchingRules) -> set[str]:
    """The mentors of circles that have fewer than they need to open."""
    if rules.format is not Format.CIRCLES:
        return set()
    sizes = Counter(pair.mentor for pair in pairs)
    return {mentor for mentor, size in sizes.items() if size < rules.circle[0]}


def left_over(
    known: Iterable[LeftOver], without: Iterable[ProposedPair], scene: Scene, kept: Iterable[ProposedPair]
) -> list[LeftOver]:
    """Who is to hear that there is nobody for them this time: once each, and nobody who has a match on either side."""
    matched = {who for match in scene.live for who in match.people}
    matched |= {who for pair in kept for who in (pair.mentor, pair.mentee)}
    dropped = [
        LeftOver(0, pair.round_id, who, side, DROPPED)
        for pair in without
        for who, side in ((pair.mentee, Side.MENTEE), (pair.mentor, Side.MENTOR))
    ]
    found: dict[str, LeftOver] = {}
    for one in sorted((*known, *dropped), key=lambda one: one.side is Side.MENTOR):
        if one.who not in matched and scene.can(one.who):
            found.setdefault(one.who, one)
    return list(found.values())
