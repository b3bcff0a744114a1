"""A request laid out: its people in the order of the lot, the pins that hold, and the problem that is left."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from bot.domain.matching import Candidate, Pair, Request
from bot.domain.program import Format
from bot.matching.board import BLOCK, Board, board
from bot.matching.columns import Numbers
from bot.matching.flow import Problem
from bot.matching.objective import objective
from bot.matching.rules import rules

Place = tuple[int, int]
"""A mentee's row and a mentor's column."""


@dataclass(frozen=True, slots=True)
class Laid:
    """`has` is how many mentors each mentee has already, or by a pin."""

    problem: Problem
    pins: tuple[Place, ...]
    has: Numbers

    @property
    def board(self) -> Board:
        return self.problem.board

    @property
    def request(self) -> Request:
        return self.problem.board.request


def lay_out(request: Request) -> Laid:
    mentees, mentors = sides(request)
    side_by_side = board(request, mentees, mentors)
    pins = tuple(_kept_pins(side_by_side))
    places = np.array([one.places for one in mentors], np.int64)
    has = np.array([len(one.mentors) for one in mentees], np.int64)
    for row, column in pins:
        has[row] += 1
        places[column] -= 1
    peers = request.rules.format is Format.PEERS
    weights = objective(request, mentees, int(places.sum()) // 2 if peers else int(places.sum()))
    problem = Problem(
        board=side_by_side,
        objective=weights,
        places=places,
        takes_part=has == 0,
        person=weights.person_worth(mentees),
        kept=marked(side_by_side, request.previous),
    )
    return Laid(problem, pins, has)


def open_pairs(request: Request) -> int:
    """How many combinations of a mentee and a mentor no rule stands between; of peers, each two people once."""
    mentees, mentors = sides(request)
    if not mentees or not mentors:
        return 0
    side_by_side, columns = board(request, mentees, mentors), np.arange(len(mentors))
    blocks = (np.arange(begin, min(begin + BLOCK, len(mentees))) for begin in range(0, len(mentees), BLOCK))
    count = sum(int(rules(side_by_side, rows, columns).open.sum()) for rows in blocks)
    return count // 2 if request.rules.format is Format.PEERS else count


def sides(request: Request) -> tuple[list[Candidate], list[Candidate]]:
    """Mentees and mentors, in the order of the lot; peers are both."""
    people = sorted(request.people, key=_lot(request.seed))
    if request.rules.format is Format.PEERS:
        people = [one for one in people if one.seeks or one.places > 0]
        return people, people
    return [one for one in people if one.seeks], [one for one in people if one.places > 0]


def _lot(seed: int) -> Callable[[Candidate], bytes]:
    """A fair order for equals: drawn by lot, the same for one seed on every machine."""
    return lambda one: hashlib.sha256(f"{seed} {one.id}".encode()).digest()


def as_told(request: Request, pair: Pair) -> Pair:
    """A pair as proposals have it: of peers the one whose id comes first is called the mentor."""
    return (min(pair), max(pair)) if request.rules.format is Format.PEERS else pair


def _kept_pins(on: Board) -> Iterator[Place]:
    """The pins that hold: between people of this round, within their places, and not barred."""
    rows = {one.id: row for row, one in enumerate(on.mentees)}
    columns = {one.id: column for column, one in enumerate(on.mentors)}
    asked, peers = on.request, on.request.rules.format is Format.PEERS
    taken: Counter[str] = Counter()
    seated: Counter[str] = Counter({one.id: len(one.mentors) for one in on.mentees})
    for mentor, mentee in dict.fromkeys(as_told(asked, pair) for pair in asked.pinned):
        if mentor not in columns or mentee not in rows or seated[mentee] >= asked.rules.most_mentors:
            continue
        row, column = rows[mentee], columns[mentor]
        found = rules(on, np.array([row]), np.array([column]))
        if taken[mentor] < on.mentors[column].places and not found.barred[0, 0]:
            for count, who in ((seated, mentee), (taken, mentor)):
                count[who] += 1
            if peers:
                seated[mentor] += 1
                taken[mentee] += 1
            yield row, column


def marked(on: Board, pairs: Iterable[Pair]) -> csr_array:
    """A one for each of these pairs that are of this round."""
    rows = {one.id: row for row, one in enumerate(on.mentees)}
    columns = {one.id: column for column, one in enumerate(on.mentors)}
    if on.request.rules.format is Format.PEERS:
        pairs = [way for pair in pairs for way in (pair, pair[::-1])]
    cells = sorted({(rows[b], columns[a]) for a, b in pairs if a in columns and b in rows})
    at = np.array(cells, np.int64).reshape(-1, 2)
    shape = (len(on.mentees), len(on.mentors))
    return csr_array((np.ones(len(at), np.int64), (at[:, 0], at[:, 1])), shape=shape)


def digest(request: Request) -> str:
    """Stands for a request: the same for any order of its people."""
    sides = [
        sorted(f"{one!r}" for one in request.people),
        f"{request.rules!r} {request.day} {request.day_starts} {request.day_ends} {request.seed}",
        *(sorted(pairs) for pairs in (request.past, request.forbidden, request.pinned, request.previous)),
        sorted(request.related),
    ]
    return hashlib.sha256(repr(sides).encode()).hexdigest()
