"""A matching explained, in values: why a pair is or is not, what a change would cost whom, and what would help.

What a private wish keeps apart is told as `Rule.PRIVATE` alone: no figures, no cost, and nothing of whose wish it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Final, Protocol

from bot.domain.matching import Candidate, Partner, Reason, Side, Tiers, Why

NOTHING: Final = Tiers()


@dataclass(frozen=True, slots=True)
class Force:
    """This pair is to be."""

    mentor: str
    mentee: str


@dataclass(frozen=True, slots=True)
class Forbid:
    """This pair is not to be."""

    mentor: str
    mentee: str


@dataclass(frozen=True, slots=True)
class AddPlace:
    """This mentor takes one more, or several."""

    mentor: str
    places: int = 1


@dataclass(frozen=True, slots=True)
class Weigh:
    """This criterion counts otherwise: must, high, medium, low or off. `criteria` are the words as they stand."""

    criterion: str
    word: str
    criteria: tuple[tuple[str, str], ...]


Change = Force | Forbid | AddPlace | Weigh


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee who gets another mentor than before; "" and 0 points where there is none."""

    mentee: str
    before: str
    after: str
    points_before: int
    points_after: int


class Rule(StrEnum):
    """What stands between two people."""

    PRIVATE = "private"  # a wish that is nobody's to read; never told whose
    NOT_SEEKING = "not_seeking"  # the one seeks nobody
    NO_PLACE = "no_place"  # the other has no place at all
    THEMSELVES = "themselves"
    REPORTING_LINE = "reporting_line"
    SAME_TEAM = "same_team"
    FORBIDDEN = "forbidden"  # by the program team
    MET_BEFORE = "met_before"
    NO_SHARED_SKILL = "no_shared_skill"
    NO_SHARED_HOURS = "no_shared_hours"
    MUST_MISSED = "must_missed"  # another criterion that is a must
    LOCKED = "locked"  # one of them is locked in another pair
    ALREADY = "already"  # they are a pair
    NOT_FILLED = "not_filled"  # of circles: with them in it, this mentor's could not be filled


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPair:
    """Why two people are a pair, or are not.

    `at_least` and `cost` are what it would take from everybody together if this pair were forced: at least, and
    exactly; `moves` are who would get another mentor. `mentor_next` and `mentee_next` are the best other partners
    of each.
    """

    mentor: str
    mentee: str
    chosen: bool = False
    rules: tuple[Rule, ...] = ()
    points: int = 0
    reasons: tuple[Reason, ...] = ()
    mentor_next: tuple[Partner, ...] = ()
    mentee_next: tuple[Partner, ...] = ()
    at_least: Tiers | None = None
    cost: Tiers | None = None
    moves: tuple[Move, ...] = ()

    @property
    def possible(self) -> bool:
        return not self.rules


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change would do: what everybody together gains by it (below zero: loses), and who would move, as chains
    in reading order: each move takes the place that the next one leaves."""

    change: Change
    rules: tuple[Rule, ...] = ()
    gain: Tiers = NOTHING
    chains: tuple[tuple[Move, ...], ...] = ()
    told: tuple[int, int] | None = None
    """Of a criterion: how many have told what it needs, and of how many; None where nobody need tell it."""

    @property
    def possible(self) -> bool:
        return not self.rules


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mentor for somebody who is looked after now, and what it would take from the others."""

    mentor: str
    mentee: str
    points: int
    reasons: tuple[Reason, ...]
    cost: Tiers
    moves: tuple[Move, ...]


class Help(StrEnum):
    """What would give somebody who waits a match."""

    NAME_SKILLS = "name_skills"
    FIND_SOMEBODY = "find_somebody"  # who offers, or wants, what they named
    ONE_MORE_PLACE = "one_more_place"  # with one of `who`, or as many more as they would need
    SOMEBODY_NEW = "somebody_new"  # as more places with those of `who` would go to others
    MORE_PLACES = "more_places"  # a mentor of circles, who takes fewer than one needs
    MORE_PEOPLE = "more_people"  # a mentor waits for mentees
    MORE_SHARED_HOURS = "more_shared_hours"  # with one of `who`
    MEET_AGAIN = "meet_again"  # with one of `who`, if both wish
    OTHER_RULES = "other_rules"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody without a match, why, and what would change it. `places` is how many more those of `who` would need,
    and `first` who would get those before; `has` is whose the places of `who` are, and `between` which open rules stand
    between them and others who would fit."""

    person: str
    side: Side
    why: Why
    help: Help
    who: tuple[Partner, ...] = ()
    words: tuple[str, ...] = ()
    places: int = 1
    first: tuple[str, ...] = ()
    has: tuple[tuple[str, tuple[str, ...]], ...] = ()
    between: tuple[tuple[str, tuple[Rule, ...]], ...] = ()


class Paired(Protocol):
    """A pair of two proposals that are compared."""

    @property
    def mentor(self) -> str: ...

    @property
    def mentee(self) -> str: ...

    @property
    def points(self) -> int: ...


def differences(
    before: Iterable[Paired], after: Iterable[Paired], *, peers: bool = False
) -> tuple[Move, ...]:
    """Only what changed between two proposals, by mentee; of peers, by person."""
    old, new = _partners(before, peers=peers), _partners(after, peers=peers)
    moves = []
    for who in sorted(old.keys() | new.keys()):
        was, now = old.get(who, {}), new.get(who, {})
        lost, won = sorted(was.keys() - now.keys()), sorted(now.keys() - was.keys())
        moves += [
            Move(who, one, other, was.get(one, 0), now.get(other, 0))
            for one, other in zip_longest(lost, won, fillvalue="")
        ]
    return tuple(moves)


def _partners(pairs: Iterable[Paired], *, peers: bool) -> dict[str, dict[str, int]]:
    """Whom everybody has, with the points."""
    found: dict[str, dict[str, int]] = {}
    for one in pairs:
        found.setdefault(one.mentee, {})[one.mentor] = one.points
        if peers:
            found.setdefault(one.mentor, {})[one.mentee] = one.points
    return found


def chains(moves: Iterable[Move]) -> tuple[tuple[Move, ...], ...]:
    """Moves in reading order: each takes the place that the next one leaves."""
    left = sorted(moves, key=lambda one: (bool(one.before), one.mentee))
    told = []
    while left:
        # a chain begins with a move into whose old place nobody moves; what has no beginning goes round
        entered = {one.after for one in left}
        chain = [next((one for one in left if one.before not in entered or not one.before), left[0])]
        left.remove(chain[0])
        while chain[-1].after:
            follower = next((one for one in left if one.before == chain[-1].after), None)
            if follower is None:
                break
            left.remove(follower)
            chain.append(follower)
        told.append(tuple(chain))
    return tuple(told)


def private(mentor: Candidate, mentee: Candidate) -> bool:
    """Whether one of them would rather not be paired with the other."""
    return mentor.id in mentee.avoid or mentee.id in mentor.avoid
