"""A matching round: asked for, proposed, published; and the rules by which its pairs come into force."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.matches import Match
from bot.domain.matching import Candidate, Pair, Reason, Request, Side, barred, candidate
from bot.domain.people import Participant, Person, Status
from bot.domain.program import MatchingRules, Program

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


@dataclass(frozen=True, slots=True)
class ProposedPair:
    id: int
    round_id: int
    mentor: str
    mentee: str
    points: int
    reasons: tuple[Reason, ...]
    dropped: bool = False


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

    def can(self, who: str) -> bool:
        """Whether somebody can be matched at all."""
        told, person = self.participants.get(who), self.people.get(who)
        present = told is not None and told.status in (Status.ACTIVE, Status.PAUSED)
        return present and not (person and person.why_not)

    def candidates(self, *statuses: Status) -> tuple[Candidate, ...]:
        """Everybody of these statuses who can be matched, with the places that their matches leave them."""
        mentees = Counter(match.mentor for match in self.live)
        mentors = Counter(match.mentee for match in self.live)
        return tuple(
            candidate(self.people.get(who, Person(who, who)), one, mentees=mentees[who], mentors=mentors[who])
            for who, one in sorted(self.participants.items())
            if one.status in statuses and self.can(who)
        )


def request(scene: Scene, past: frozenset[Pair], program: Program, day: date, seed: int) -> Request:
    """The round to be solved: everybody who is active."""
    return Request(
        people=scene.candidates(Status.ACTIVE),
        rules=program.matching,
        day=day,
        past=past,
        seed=seed,
        day_starts=program.day_starts,
        day_ends=program.day_ends,
    )


def version(asked: Request) -> int:
    """A number that changes when people, their answers, past and dropped pairs or rules do; not with the day or the lot."""
    facts = replace(asked, day=date.min, seed=0, past=frozenset(), forbidden=frozenset())
    print_of = f"{facts!r}{sorted(asked.past)}{sorted(asked.forbidden)}".encode()
    return int.from_bytes(hashlib.sha256(print_of).digest()[:4]) >> 1


def possible(
    pairs: Iterable[ProposedPair], scene: Scene, rules: MatchingRules
) -> tuple[list[ProposedPair], list[ProposedPair]]:
    """The pairs that can come into force, and those that can no longer: since they were proposed somebody left,
    found another, changed their part, or a rule came to stand between them."""
    kept: list[ProposedPair] = []
    broken: list[ProposedPair] = []
    people = scene.candidates(Status.ACTIVE, Status.PAUSED)
    between = set(barred(people, people, same_team_allowed=rules.same_team_allowed))
    places = {one.id: one.places for one in people}
    seeking = {one.id for one in people if one.seeks}
    for pair in pairs:
        fits = pair.mentee in seeking and places.get(pair.mentor, 0) > 0
        if fits and (pair.mentor, pair.mentee) not in between:
            places[pair.mentor] -= 1
            seeking.remove(pair.mentee)
            kept.append(pair)
        else:
            broken.append(pair)
    return kept, broken


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
