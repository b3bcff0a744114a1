"""A draft looked through by the program team: the pairs it locks and forbids, and what changed since the one before."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from bot.domain.explaining import Move, differences
from bot.domain.matching import Certificate, Pair, Request, Tiers
from bot.domain.program import MatchingRules
from bot.domain.rounds import ProposedPair


class RulingKind(StrEnum):
    LOCKED = "locked"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the program team decided on a pair, until the round is published. `by` is who decided it."""

    id: int
    round_id: int
    mentor: str
    mentee: str
    kind: RulingKind
    by: str

    @property
    def pair(self) -> Pair:
        return self.mentor, self.mentee


def ruled(
    wanted: Request,
    rulings: Collection[Ruling],
    dropped: Iterable[Pair],
    table: Sequence[Pair],
    *,
    calm: bool,
) -> Request:
    """The request as the program team's decisions leave it. `table` are the pairs of the draft before: if `calm`, all of
    them stay that can; if not, the best answer wins, and of equally good ones that which changes fewest."""
    locked = tuple(one.pair for one in rulings if one.kind is RulingKind.LOCKED)
    out = {one.pair for one in rulings if one.kind is RulingKind.FORBIDDEN} | set(dropped)
    out -= set(locked)
    stay = tuple(pair for pair in table if calm and pair not in out and pair not in locked)
    return replace(
        wanted,
        forbidden=wanted.forbidden | out,
        pinned=locked + stay,
        previous=tuple(sorted(table)),
    )


@dataclass(frozen=True, slots=True)
class Proof:
    """The certificate of a draft, and the pairs that stood before it was worked out."""

    certificate: Certificate
    pinned: tuple[Pair, ...] = ()
    pairs: int = 0
    """How many pairs were compared."""
    rules: str = ""
    """Stands for the rules it was worked out by; "" where that was not kept."""
    possible: int = -1
    """How many of those compared can be pairs by the rules; -1 where that was not counted."""

    def facts(self) -> dict[str, Any]:
        return _facts(self.certificate) | {
            "pinned": [list(pair) for pair in self.pinned],
            "pairs": self.pairs,
            "rules": self.rules,
            "possible": self.possible,
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """A proof as it was stored."""
        pinned = tuple((a, b) for a, b in facts["pinned"])
        more = facts.get("rules", ""), facts.get("possible", -1)
        return cls(_certificate(facts), pinned, facts["pairs"], *more)

    def of(self, rules: MatchingRules) -> bool:
        """Whether these are the rules it was worked out by, as far as that is known."""
        return self.rules in ("", print_of(rules))


def print_of(rules: MatchingRules) -> str:
    """Stands for rules: another for others."""
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:16]


def _facts(one: Certificate) -> dict[str, Any]:
    return {
        "digest": one.digest,
        "tiers": list(astuple(one.tiers)),
        "value": one.value,
        "places": dict(one.places),
        "seats": dict(one.seats),
        "rounds": one.rounds,
        "most": list(astuple(one.most)) if one.most else None,
        "added": [list(pair) for pair in one.pairs],
        "further": [_facts(level) for level in one.further],
    }


def _certificate(facts: Mapping[str, Any]) -> Certificate:
    most = facts.get("most")
    return Certificate(
        digest=facts["digest"],
        tiers=Tiers(*facts["tiers"]),
        value=facts["value"],
        places=facts["places"],
        seats=facts["seats"],
        rounds=facts["rounds"],
        most=Tiers(*most) if most else None,
        pairs=tuple((a, b) for a, b in facts.get("added", ())),
        further=tuple(_certificate(level) for level in facts.get("further", ())),
    )


class Because(StrEnum):
    """Why somebody's match changed, where that is known."""

    LOCKED = "locked"
    DROPPED = "dropped"
    GONE = "gone"  # the partner before takes no part any more, or has no place left
    NEW = "new"  # they were not in the draft before at all
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A mentee who has another mentor than in the draft before, and why if that is known."""

    move: Move
    because: Because = Because.UNKNOWN


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs from the draft before: the changes, how many pairs stayed, and how many mentees have nobody."""

    changes: tuple[Change, ...] = ()
    kept: int = 0
    without: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Scenery:
    """What is known besides the pairs: what was decided, and who takes part now and did in the draft before."""

    rulings: Collection[Ruling] = ()
    there: frozenset[str] = frozenset()
    known_before: frozenset[str] = frozenset()
    without: tuple[int, int] = (0, 0)
    dropped: frozenset[Pair] = field(default_factory=frozenset)
    peers: bool = False


def compared(before: Iterable[ProposedPair], after: Iterable[ProposedPair], seen: Scenery) -> Comparison:
    """Only what changed, those first of whom it is known why; of peers, by person."""
    before, after = list(before), list(after)
    moves = differences(before, after, peers=seen.peers)
    changes = sorted(
        (Change(move, _because(move, seen)) for move in moves),
        key=lambda one: (not one.because, one.move.mentee),
    )
    stayed = {(one.mentor, one.mentee) for one in before} & {(one.mentor, one.mentee) for one in after}
    return Comparison(tuple(changes), len(stayed) * (2 if seen.peers else 1), seen.without)


def _because(move: Move, seen: Scenery) -> Because:
    locked = {one.pair for one in seen.rulings if one.kind is RulingKind.LOCKED}
    forbidden = {one.pair for one in seen.rulings if one.kind is RulingKind.FORBIDDEN} | seen.dropped
    now, was = ({(move.after, move.mentee)}, {(move.before, move.mentee)})
    if seen.peers:  # either of two peers may stand first
        now, was = now | {(move.mentee, move.after)}, was | {(move.mentee, move.before)}
    if now & locked:
        return Because.LOCKED
    if was & forbidden:
        return Because.DROPPED
    if move.before and (move.before not in seen.there or move.mentee not in seen.there):
        return Because.GONE
    if not move.before and move.mentee not in seen.known_before:
        return Because.NEW
    return Because.UNKNOWN
