"""Everybody of a round side by side: mentees as rows, mentors as columns, and the points of any block of pairs.

Each criterion is columns of small whole numbers, what it is worth on the mentees' side and whether it is so on the
mentors'. One product of the two gives the points of all pairs; every sum stays far below 2^24, so that float32 is exact
and the same on every machine. A skill in common adds COMMON as well, which tells pairs without any apart, and a
must that is not met takes off MISSED.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bot.domain.barred import barred
from bot.domain.matching import Pair, ReasonKind, Request
from bot.domain.program import Format
from bot.matching import reasons
from bot.matching.columns import COMMON, Column, Columns, Numbers, People, incidence, product
from bot.matching.reasons import plain

Points = NDArray[np.int32]
Mask = NDArray[np.bool_]

NOT: Final = -1
"""What stands in place of points where a pair cannot be."""
BLOCK: Final = 128  # rows at a time: they fit the processor's cache
DENSE_WORDS: Final = 500  # a word shared costs so many times what a column of a dense product does


@dataclass(frozen=True, slots=True)
class Words:
    """The words of goals, a row each; and of expertise, a column each."""

    said: csr_array
    heard: csr_array
    densely: tuple[NDArray[np.float32], NDArray[np.float32]] | None
    """The same once more, where so many words are shared that this is the quicker way."""

    def of_mentors(self, columns: Numbers) -> "Words":
        densely = self.densely and (self.densely[0], np.ascontiguousarray(self.densely[1][:, columns]))
        return Words(self.said, self.heard[:, columns], densely)

    def add(self, found: Points, rows: slice, columns: slice, goal: int) -> None:
        """The points of all words in common, put to those that pairs have."""
        if self.densely is not None:
            said, heard = self.densely
            shared = np.minimum(product(said[rows], heard[:, columns]), reasons.ENOUGH_WORDS).astype(np.int32)
            shared *= goal
            shared //= reasons.ENOUGH_WORDS
            found += shared
        elif self.said.shape[1]:
            shared = (self.said[rows] @ self.heard[:, columns]).tocoo()
            found[shared.coords] += (
                np.minimum(shared.data, reasons.ENOUGH_WORDS) * goal // reasons.ENOUGH_WORDS
            )


@dataclass(frozen=True, slots=True)
class Board:
    request: Request
    mentees: People
    mentors: People
    worth: NDArray[np.float32]
    is_so: NDArray[np.float32]
    """A row a column of `worth`, a column a mentor."""
    skill_columns: int
    words: tuple["Words", ...]
    """One of what mentors can be asked about; of peers a second one, the other way round."""
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
        found: Points = product(self.worth[rows], self.is_so[:, columns]).astype(np.int32)
        goal = reasons.points_each_way(self.request).get(ReasonKind.GOAL, 0)
        for words in self.words:
            words.add(found, rows, columns, goal)
        least = COMMON if ReasonKind.SKILLS in self.request.rules.must else 0
        cannot = found < least
        if least:
            found &= COMMON - 1
        if len(self.teams[0]):
            cannot |= self.teams[0][rows, None] == self.teams[1][columns]
        found |= -cannot.astype(np.int32)  # NOT is all ones: much faster than to write it in here and there
        found[self.barred[rows, columns].tocoo().coords] = NOT
        return found

    def of_mentors(self, columns: Numbers) -> "Board":
        """The same of these mentors alone."""
        return replace(
            self,
            mentors=[self.mentors[column] for column in columns],
            is_so=np.ascontiguousarray(self.is_so[:, columns]),
            words=tuple(words.of_mentors(columns) for words in self.words),
            teams=(self.teams[0], self.teams[1][columns] if len(self.teams[1]) else self.teams[1]),
            barred=self.barred[:, columns],
            minutes=(*self.minutes[:2], self.minutes[2][columns]),
        )

    def all_points(self) -> Points:
        blocks = [self.points(begin, begin + BLOCK) for begin in range(0, len(self.mentees), BLOCK)]
        return np.vstack(blocks) if blocks else np.zeros((0, len(self.mentors)), np.int32)


def board(request: Request, mentees: People, mentors: People) -> Board:
    """Peers are on both sides, and each may learn from the other: their columns stand there both ways."""
    ways = [Columns(request, mentees, mentors)]
    words = [_words(request, mentees, mentors)]
    skills, others = ways[0].skills(), [*ways[0].tables(), *ways[0].sets()]
    if request.rules.format is Format.PEERS:
        back = Columns(request, mentors, mentees)
        skills += [part[::-1] for part in back.skills()]
        others += [part[::-1] for part in (*back.tables(), *back.sets())]
        heard, said = _words(request, mentors, mentees)
        words.append((said, heard))
    return Board(
        request=request,
        mentees=mentees,
        mentors=mentors,
        worth=_joined([left for left, _ in (*skills, *others)], len(mentees)),
        is_so=np.ascontiguousarray(_joined([right for _, right in (*skills, *others)], len(mentors)).T),
        skill_columns=sum(left.shape[1] for left, _ in skills),
        words=tuple(Words(said, csr_array(heard.T), _densely(said, heard)) for said, heard in words),
        teams=_teams(request, mentees, mentors),
        barred=_barred(request, mentees, mentors),
        minutes=ways[0].minutes,
    )


def _joined(parts: list[Column], people: int) -> Column:
    return np.ascontiguousarray(np.hstack(parts)) if parts else np.zeros((people, 0), np.float32)


def _words(request: Request, mentees: People, mentors: People) -> tuple[csr_array, csr_array]:
    """The words of goals and of expertise that both sides know, a row a mentee and a row a mentor."""
    counts = request.rules.points.get(ReasonKind.GOAL, 0) > 0
    said = [reasons.goal_words(one) if counts else frozenset[str]() for one in mentees]
    heard = [reasons.expertise_words(one) if counts else frozenset[str]() for one in mentors]
    known = {word: place for place, word in enumerate(sorted(set().union(*said) & set().union(*heard)))}
    return incidence(said, known), incidence(heard, known)


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
    met = set() if request.rules.repeat_allowed else set(request.past)
    if request.rules.format is Format.PEERS:
        met |= {(one, other) for other, one in met}
    before = placed(met)
    before = {
        (row, column) for row, column in before if not reasons.wish_again(mentors[column], mentees[row])
    }
    marks = [(*place, 1) for place in between] + [(*place, 2) for place in before - between]
    cells = np.array(sorted(marks), np.int32).reshape(-1, 3)
    return csr_array((cells[:, 2], (cells[:, 0], cells[:, 1])), shape=(len(mentees), len(mentors)))
