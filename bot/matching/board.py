"""Everybody of a round side by side: mentees as rows, mentors as columns, and the points of any block of pairs.

Each criterion is columns of small whole numbers, what it is worth on the mentees' side and whether it is so on the
mentors'. One product of the two gives the points of all pairs; every sum stays far below 2^24, so that float32 is exact
and the same on every machine. A skill in common adds COMMON as well, which tells pairs without any apart, and a
must that is not met takes off MISSED.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bot.domain.matching import Candidate, Pair, ReasonKind, Request, barred
from bot.matching import reasons
from bot.matching.reasons import plain

Numbers = NDArray[np.int64]
Points = NDArray[np.int32]
Mask = NDArray[np.bool_]
People = Sequence[Candidate]
Fact = TypeVar("Fact", bound=Hashable)

NOT: Final = -1
"""What stands in place of points where a pair cannot be."""
COMMON: Final = 2048
MISSED: Final = 2**20
BLOCK: Final = 128  # rows at a time: they fit the processor's cache
DENSE_WORDS: Final = 500  # a word shared costs so many times what a column of a dense product does


@dataclass(frozen=True, slots=True)
class Board:
    request: Request
    mentees: People
    mentors: People
    worth: NDArray[np.float32]
    is_so: NDArray[np.float32]
    """A row a column of `worth`, a column a mentor."""
    skill_columns: int
    said: csr_array
    heard: csr_array
    """The words of goals, a row a mentee; and of expertise, a column a mentor."""
    words_densely: tuple[NDArray[np.float32], NDArray[np.float32]] | None
    """The same once more, where so many words are shared that this is the quicker way."""
    teams: tuple[Numbers, Numbers]
    barred: csr_array
    """Sparse: 1 where a rule stands between two people, 2 where they were partners before."""
    minutes: tuple[Numbers, Numbers, Numbers]
    """Shared minutes of each two time zones, and the zone of each mentee and mentor."""

    def points(self, begin: int, end: int) -> Points:
        """The points of these mentees with every mentor; NOT where the pair cannot be."""
        return self._points(slice(begin, end), slice(None))

    def points_with(self, column: int) -> Points:
        """The points of every mentee with this mentor."""
        return self._points(slice(None), slice(column, column + 1))[:, 0]

    def _points(self, rows: slice, columns: slice) -> Points:
        found: Points = (self.worth[rows] @ self.is_so[:, columns]).astype(np.int32)
        goal = self.request.rules.points.get(ReasonKind.GOAL, 0)
        if self.words_densely is not None:
            said, heard = self.words_densely
            shared = np.minimum(said[rows] @ heard[:, columns], reasons.ENOUGH_WORDS).astype(np.int32)
            shared *= goal
            shared //= reasons.ENOUGH_WORDS
            found += shared
        elif self.said.shape[1]:
            shared = (self.said[rows] @ self.heard[:, columns]).tocoo()
            found[shared.coords] += (
                np.minimum(shared.data, reasons.ENOUGH_WORDS) * goal // reasons.ENOUGH_WORDS
            )
        least = COMMON if ReasonKind.SKILLS in self.request.rules.must else 0
        cannot = found < least
        if least:
            found &= COMMON - 1
        if len(self.teams[0]):
            cannot |= self.teams[0][rows, None] == self.teams[1][columns]
        found |= -cannot.astype(np.int32)  # NOT is all ones: much faster than to write it in here and there
        found[self.barred[rows, columns].tocoo().coords] = NOT
        return found

    def all_points(self) -> Points:
        blocks = [self.points(begin, begin + BLOCK) for begin in range(0, len(self.mentees), BLOCK)]
        return np.vstack(blocks) if blocks else np.zeros((0, len(self.mentors)), np.int32)


def board(request: Request, mentees: People, mentors: People) -> Board:
    columns = Columns(request, mentees, mentors)
    columns.skills()
    skill_columns = columns.count
    columns.tables()
    columns.sets()
    words = request.rules.points.get(ReasonKind.GOAL, 0) > 0
    said = [reasons.goal_words(one) if words else frozenset[str]() for one in mentees]
    heard = [reasons.expertise_words(one) if words else frozenset[str]() for one in mentors]
    known = {word: place for place, word in enumerate(sorted(set().union(*said) & set().union(*heard)))}
    before, behind = incidence(said, known), incidence(heard, known)
    return Board(
        request=request,
        mentees=mentees,
        mentors=mentors,
        worth=columns.joined(columns.left, len(mentees)),
        is_so=np.ascontiguousarray(columns.joined(columns.right, len(mentors)).T),
        skill_columns=skill_columns,
        said=before,
        heard=csr_array(behind.T),
        words_densely=_densely(before, behind),
        teams=_teams(request, mentees, mentors),
        barred=_barred(request, mentees, mentors),
        minutes=columns.minutes,
    )


class Columns:
    """The feature columns as they are gathered, criterion by criterion."""

    def __init__(self, request: Request, mentees: People, mentors: People) -> None:
        self.request, self.mentees, self.mentors = request, mentees, mentors
        self.worth_of = request.rules.points
        self.left: list[NDArray[np.float32]] = []
        self.right: list[NDArray[np.float32]] = []
        self.count = 0
        zones, of_mentee, of_mentor = facts([m.tz for m in mentees], [m.tz for m in mentors])
        shared = [[reasons.minutes_of(request, a, b) for b in zones[1]] for a in zones[0]]
        self.minutes = (
            np.array(shared, np.int64).reshape(len(zones[0]), len(zones[1])),
            of_mentee,
            of_mentor,
        )

    def add(self, left: NDArray[np.float32], right: NDArray[np.float32]) -> None:
        if left.any():
            self.left.append(left)
            self.right.append(right)
            self.count += left.shape[1]

    def joined(self, parts: list[NDArray[np.float32]], people: int) -> NDArray[np.float32]:
        return np.ascontiguousarray(np.hstack(parts)) if parts else np.zeros((people, 0), np.float32)

    def skills(self) -> None:
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
        self.add(left, right)

    def tables(self) -> None:
        """Criteria that depend on one fact of each side: a column a fact of the mentors'."""
        for kind, of, value in reasons.TABLES:
            points = self.worth_of.get(kind, 0)
            must = kind in self.request.rules.must
            hours = self.request.rules.min_shared_hours if kind is ReasonKind.SHARED_HOURS else 0
            if points or must or hours:
                self._table(of, partial(self._value, kind, value, points, must))

    def _value(self, kind: ReasonKind, value: Any, points: int, must: bool, a: Any, b: Any) -> int:  # noqa: FBT001
        met = int(value(self.request, ALL_POINTS, a, b))
        apart = kind is ReasonKind.SHARED_HOURS and reasons.too_far_apart(self.request, a, b)
        return -MISSED if apart or (must and not met) else int(value(self.request, points, a, b))

    def _table(self, of: Callable[[Candidate], Hashable], value: Callable[[Any, Any], int]) -> None:
        known, rows, columns = facts([of(one) for one in self.mentees], [of(one) for one in self.mentors])
        small = np.array([[value(a, b) for b in known[1]] for a in known[0]], np.float32)
        small = small.reshape(len(known[0]), len(known[1]))
        self.add(small[rows], np.eye(len(known[1]), dtype=np.float32)[columns])

    def sets(self) -> None:
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
                self.add(
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


def _densely(said: csr_array, heard: csr_array) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """Dense columns, if a pair shares so many words on average that a dense product takes less time."""
    rows, words = said.shape
    shared = float(said.sum(axis=0) @ heard.sum(axis=0)) / max(1, rows * heard.shape[0])
    if not words or shared < words / DENSE_WORDS:
        return None
    return said.toarray().astype(np.float32), np.ascontiguousarray(heard.toarray().T.astype(np.float32))


def _teams(request: Request, mentees: People, mentors: People) -> tuple[Numbers, Numbers]:
    """The number of each one's team, where nobody may be paired within it; else nothing."""
    names = {
        name: place
        for place, name in enumerate(dict.fromkeys(plain(one.team) for one in mentors if one.team))
    }
    if request.rules.same_team_allowed or not any(names):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    names.pop("", None)
    return (
        np.array([names.get(plain(one.team), -1) for one in mentees], np.int64),
        np.array([names.get(plain(one.team), -2) for one in mentors], np.int64),
    )


def _barred(request: Request, mentees: People, mentors: People) -> csr_array:
    rows = {mentee.id: row for row, mentee in enumerate(mentees)}
    columns = {mentor.id: column for column, mentor in enumerate(mentors)}

    def placed(pairs: Iterable[Pair]) -> set[tuple[int, int]]:
        return {(rows[b], columns[a]) for a, b in pairs if a in columns and b in rows}

    between = placed(
        barred(mentees, mentors, forbidden=request.forbidden, same_team_allowed=True, others=request.people)
    )
    before = placed(() if request.rules.repeat_allowed else request.past)
    before = {
        (row, column) for row, column in before if not reasons.wish_again(mentors[column], mentees[row])
    }
    marks = [(*place, 1) for place in between] + [(*place, 2) for place in before - between]
    cells = np.array(sorted(marks), np.int32).reshape(-1, 3)
    return csr_array((cells[:, 2], (cells[:, 0], cells[:, 1])), shape=(len(mentees), len(mentors)))
