"""The columns of a board: what each criterion is worth to mentees, and whether it is so of mentors."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bot.domain.matching import Candidate, ReasonKind, Request
from bot.domain.program import Format
from bot.matching import reasons

Numbers = NDArray[np.int64]
People = Sequence[Candidate]
Column = NDArray[np.float32]
Part = tuple[Column, Column]
"""Columns of one criterion: a row a mentee, and a row a mentor."""
Fact = TypeVar("Fact", bound=Hashable)

COMMON: Final = 2048
MISSED: Final = 2**20


def product(worth: Column, is_so: Column) -> Column:
    """What pairs are worth together. Linear algebra libraries may read beyond a small matrix and then warn of what they
    found there; these numbers are all finite and whole, so there is nothing to warn of."""
    with np.errstate(invalid="ignore"):
        return worth @ is_so


class Columns:
    """The feature columns of each criterion: what they are worth to mentees, and whether they are so of mentors."""

    def __init__(self, request: Request, mentees: People, mentors: People) -> None:
        self.request, self.mentees, self.mentors = request, mentees, mentors
        self.worth_of = reasons.points_each_way(request)
        zones, of_mentee, of_mentor = facts([m.tz for m in mentees], [m.tz for m in mentors])
        shared = [[reasons.minutes_of(request, a, b) for b in zones[1]] for a in zones[0]]
        self.minutes = (
            np.array(shared, np.int64).reshape(len(zones[0]), len(zones[1])),
            of_mentee,
            of_mentor,
        )

    def skills(self) -> list[Part]:
        """A column a skill at a mentor's level; a skill that a mentor knows something close to has columns besides."""
        points = self.worth_of.get(ReasonKind.SKILLS, 0)
        common = COMMON if ReasonKind.SKILLS in self.request.rules.must else 0
        wishes = [reasons.wishes(one) for one in self.mentees]
        close = reasons.close_to(self.request.related)
        wanted = {skill: close[skill] for one in wishes for skill in one if skill in close}
        ways = [_ways(reasons.offers(one), wanted) for one in self.mentors]
        columns = {way: place for place, way in enumerate(sorted({way for one in ways for way in one}))}
        known: dict[str, list[tuple[int, bool]]] = {}
        for skill, level, very in columns:
            known.setdefault(skill, []).append((level, very))
        left = np.zeros((len(self.mentees), len(columns)), np.float32)
        for row, wished in enumerate(wishes):
            for skill, level_wanted in wished.items():
                for level, very in known.get(skill, ()):
                    worth = reasons.gap_points(points // len(wished), level_wanted, level)
                    left[row, columns[skill, level, very]] = worth + common if very else worth // 2
        right = np.zeros((len(self.mentors), len(columns)), np.float32)
        for row, of_mentor in enumerate(ways):
            right[row, [columns[way] for way in of_mentor]] = 1
        return [(left, right)] if left.any() else []

    def tables(self) -> Iterator[Part]:
        """Criteria that depend on one fact of each side: a column a fact of the mentors'."""
        rules = self.request.rules
        for kind, of, value in reasons.TABLES:
            points = self.worth_of.get(kind, 0)
            must = kind in rules.must
            hours = rules.min_shared_hours if kind is ReasonKind.SHARED_HOURS else 0
            junior = rules.format is Format.REVERSE and kind is ReasonKind.SENIORITY
            if points or must or hours or junior:
                yield from self._table(of, partial(self._value, kind, value, points, must))

    def _value(self, kind: ReasonKind, value: Any, points: int, must: bool, a: Any, b: Any) -> int:  # noqa: FBT001
        met = int(value(self.request, ALL_POINTS, a, b))
        apart = kind is ReasonKind.SHARED_HOURS and reasons.too_far_apart(self.request, a, b)
        apart |= kind is ReasonKind.SENIORITY and reasons.above_the_mentee(self.request, a, b)
        return -MISSED if apart or (must and not met) else int(value(self.request, points, a, b))

    def _table(self, of: Callable[[Candidate], Hashable], value: Callable[[Any, Any], int]) -> Iterator[Part]:
        known, rows, columns = facts([of(one) for one in self.mentees], [of(one) for one in self.mentors])
        small = np.array([[value(a, b) for b in known[1]] for a in known[0]], np.float32)
        small = small.reshape(len(known[0]), len(known[1]))
        if small.any():
            yield small[rows], np.eye(len(known[1]), dtype=np.float32)[columns]

    def sets(self) -> Iterator[Part]:
        """Criteria that are a list on each side, of which every entry in common counts the same."""
        for kind, of_mentee, of_mentor in reasons.SETS:
            points = self.worth_of.get(kind, 0)
            left = [reasons.skills_of(of_mentee(one)) for one in self.mentees] if points else []
            right = [reasons.skills_of(of_mentor(one)) for one in self.mentors] if points else []
            known = {
                word: place for place, word in enumerate(sorted(set().union(*left) & set().union(*right)))
            }
            shares = np.array([[points // max(1, len(words))] for words in left], np.float32)
            if known:
                yield (
                    incidence(left, known).toarray().astype(np.float32) * shares,
                    incidence(right, known).toarray().astype(np.float32),
                )


ALL_POINTS: Final = 1000

Way = tuple[str, int, bool]
"""A skill, a mentor's level, and whether that is of the very skill or of one close to it."""


def _ways(offers: Mapping[str, int], wanted: Mapping[str, Iterable[str]]) -> list[Way]:
    """How a mentor can help: with each skill they offer, and with each wanted one that is close to such."""
    near = {skill: reasons.nearest(offers, close) for skill, close in wanted.items() if skill not in offers}
    return [
        *((skill, level, True) for skill, level in offers.items()),
        *((skill, offers[close], False) for skill, close in near.items() if close),
    ]


def facts(
    rows: Sequence[Fact], columns: Sequence[Fact]
) -> tuple[tuple[list[Fact], list[Fact]], Numbers, Numbers]:
    """The distinct facts of each side, and which of them each row and column has."""
    known = [{fact: place for place, fact in enumerate(dict.fromkeys(side))} for side in (rows, columns)]
    places = [
        np.array([seen[fact] for fact in side], np.int64)
        for seen, side in zip(known, (rows, columns), strict=True)
    ]
    return (list(known[0]), list(known[1])), places[0], places[1]


def incidence(rows: Sequence[Iterable[str]], columns: Mapping[str, int]) -> csr_array:
    """A one wherever a row holds a column's word."""
    held = [[columns[word] for word in words if word in columns] for words in rows]
    starts = np.cumsum([0, *map(len, held)])
    places = np.fromiter((place for one in held for place in one), np.int32, int(starts[-1]))
    return csr_array((np.ones(len(places), np.int32), places, starts), shape=(len(rows), len(columns)))
