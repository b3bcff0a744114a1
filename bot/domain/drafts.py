"""A draft looked through by the program team: the pairs it locks and forbids, and what changed since the one before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from bot.domain.explaining import Move
from bot.domain.matching import Certificate, Pair, Request, Tiers
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

    def facts(self) -> dict[str, Any]:
        one, tiers = self.certificate, self.certificate.tiers
        return {
            "digest": one.digest,
            "tiers": [tiers.people, tiers.below, tiers.points, tiers.kept],
            "value": one.value,
            "places": dict(one.places),
            "seats": dict(one.seats),
            "rounds": one.rounds,
            "pinned": [list(pair) for pair in self.pinned],
            "pairs": self.pairs,
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """A proof as it was stored."""
        certificate = Certificate(
            digest=facts["digest"],
            tiers=Tiers(*facts["tiers"]),
            value=facts["value"],
            places=facts["places"],
            seats=facts["seats"],
            rounds=facts["rounds"],
        )
        return cls(certificate, tuple((a, b) for a, b in facts["pinned"]), facts["pairs"])


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


def compared(before: Iterable[ProposedPair], after: Iterable[ProposedPair], seen: Scenery) -> Comparison:
    """Only what changed, those first of whom it is known why."""
    old = {one.mentee: one for one in before}
    new = {one.mentee: one for one in after}
    changes = []
    for mentee in sorted(old.keys() | new.keys()):
        was, now = old.get(mentee), new.get(mentee)
        if (was and was.mentor) != (now and now.mentor):
            move = Move(
                mentee,
                was.mentor if was else "",
                now.mentor if now else "",
                was.points if was else 0,
                now.points if now else 0,
            )
            changes.append(Change(move, _because(move, seen)))
    kept = sum(one.mentor == old[who].mentor for who, one in new.items() if who in old)
    changes.sort(key=lambda one: (not one.because, one.move.mentee))
    return Comparison(tuple(changes), kept, seen.without)


def _because(move: Move, seen: Scenery) -> Because:
    locked = {one.pair for one in seen.rulings if one.kind is RulingKind.LOCKED}
    forbidden = {one.pair for one in seen.rulings if one.kind is RulingKind.FORBIDDEN} | seen.dropped
    if (move.after, move.mentee) in locked:
        return Because.LOCKED
    if (move.before, move.mentee) in forbidden:
        return Because.DROPPED
    if move.before and (move.before not in seen.there or move.mentee not in seen.there):
        return Because.GONE
    if not move.before and move.mentee not in seen.known_before:
        return Because.NEW
    return Because.UNKNOWN
