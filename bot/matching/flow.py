"""The best matching and its proof: an exact assignment among promising pairs, and prices that all pairs are held against.

First the best few pairs of each mentee are looked at. From the best matching among them follow whole-number prices,
the least there are; then every pair there is gets compared with its two prices. Where none is worth more, no matching
of all pairs is better. Where some are, they join those looked at, and the same again: mostly three rounds do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bot.matching.assigning import NOBODY, Flow, Look, NotOptimal, assigned, least_prices
from bot.matching.board import BLOCK, NOT, Board, Points
from bot.matching.columns import Numbers
from bot.matching.objective import Objective

FIRST_LOOK = 24  # pairs a mentee
ADDED = 8  # pairs a mentee and round
ADDED_WAITING = 256  # whoever would have nobody looks further
NEARLY = 4  # points: pairs that miss being worth it by no more are looked at too, which saves a round
LOOKED_AT = 8  # times a place, or else its mentor looks too
MOST_ROWS = 2**21  # with a thousand points they fill 31 bits
LOTS, TURN = 1024, 7919
PATIENCE = 100  # turns, to see whether a matching is still the best
CELLS = 2**18  # pairs compared with their prices at a time: they fit the processor's cache
KEPT_PAIRS = 50_000_000  # two bytes each
IMPOSSIBLE = -(2**61)


Tell = Callable[[int], None]


def nobody_asks(_compared: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class Found:
    """A solution, what it is worth, the pairs looked at (the best of each mentee among them), and in how many rounds."""

    flow: Flow
    value: int
    look: Look
    rounds: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A board with how many places each mentor has, which rows take part, what each is worth, and the pairs to keep."""

    board: Board
    objective: Objective
    places: Numbers
    takes_part: NDArray[np.bool_]
    person: Numbers
    kept: csr_array
    """A one for each pair of the proposal on the table."""

    def worth(self, begin: int, end: int) -> Numbers:
        """What every pair of these rows adds to the value; far below zero where it cannot be."""
        points = self.board.points(begin, end)
        found = self.objective.worth(points)
        found += self.person[begin:end, None]
        rows, columns = self.kept[begin:end].tocoo().coords
        found[rows, columns] += self.objective.kept
        found[points < 0] = IMPOSSIBLE
        found[~self.takes_part[begin:end]] = IMPOSSIBLE
        found[:, self.places <= 0] = IMPOSSIBLE
        return found

    def pairs(self, rows: Numbers, columns: Numbers, points: Points) -> Look:
        """These pairs, as far as they are worth anything."""
        worth = self.objective.worth(points) + self.person[rows]
        if self.objective.kept:
            known, width = np.array(self.kept.tocoo().coords, np.int64), len(self.places)
            worth += self.objective.kept * np.isin(rows * width + columns, known[0] * width + known[1])
        good = worth > 0
        return Look(rows[good], columns[good], worth[good])


def solved(problem: Problem, tell: Tell = nobody_asks) -> Found:
    """`tell` hears, again in each round, with how many mentees all mentors were compared."""
    rows, columns = len(problem.person), len(problem.places)
    pages = Pages(problem, tell)
    look = _first_look(pages)
    flow = Flow(np.full(rows, NOBODY, np.int64), np.zeros(rows, np.int64), np.zeros(columns, np.int64))
    for rounds in count(1):
        flow = _best(look, flow, problem.places)
        added = np.where(flow.mate == NOBODY, ADDED_WAITING, ADDED)
        better = _best_pairs(pages, flow.seats, flow.places, added, NEARLY)
        if not (better.worth > flow.seats[better.rows] + flow.places[better.columns]).any():
            chosen = flow.mate[look.rows] == look.columns
            return Found(flow, sum(look.worth[chosen].tolist()), look, rounds)
        look = look.joined(better, columns)
    raise NotOptimal  # pragma: no cover - `count` has no end


def _best(look: Look, flow: Flow, places: Numbers) -> Flow:
    """The best matching among these pairs: the one before, if other prices prove that it still is, else another."""
    try:
        return Flow(flow.mate, *least_prices(look, flow.mate, places, PATIENCE))
    except NotOptimal:
        mate = assigned(look, len(flow.mate), places)
        return Flow(mate, *least_prices(look, mate, places))


@dataclass(frozen=True, slots=True)
class Pages:
    """The points of all pairs, some mentees at a time; kept from the first time on, as many as there is room for."""

    problem: Problem
    tell: Tell
    kept: dict[int, NDArray[np.int16]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[int, NDArray[np.int16]]]:
        for begin in range(0, len(self.problem.person), BLOCK):
            page = self.kept.get(begin)
            if page is None:
                page = self._page(begin)
                if (begin + BLOCK) * len(self.problem.places) <= KEPT_PAIRS:
                    self.kept[begin] = page
            yield begin, page
            self.tell(min(begin + BLOCK, len(self.problem.person)))

    def _page(self, begin: int) -> NDArray[np.int16]:
        page = self.problem.board.points(begin, begin + BLOCK).astype(np.int16)
        page[~self.problem.takes_part[begin : begin + BLOCK]] = NOT
        page[:, self.problem.places <= 0] = NOT
        return page


def _first_look(pages: Pages) -> Look:
    """The best mentors of each mentee, and for the mentors whom few look at the best mentees too: else their places
    would seem to be in vain, and the first prices would be far from the last."""
    problem = pages.problem
    rows, columns = len(problem.person), len(problem.places)
    nothing = np.zeros(rows, np.int64), np.zeros(columns, np.int64)
    look = _best_pairs(pages, *nothing, np.full(rows, FIRST_LOOK))
    seen = np.bincount(look.columns, minlength=columns)
    few = np.flatnonzero((seen < LOOKED_AT * problem.places) & (problem.places > 0))
    best = np.full((FIRST_LOOK, len(few)), NOT, np.int32)
    theirs = replace(problem, board=problem.board.of_mentors(few), places=problem.places[few])
    for begin, page in Pages(theirs, nobody_asks) if len(few) else ():
        who = np.arange(begin, begin + len(page), dtype=np.int32)[:, None]
        ranked = np.vstack([best, np.where(page >= 0, page * np.int32(MOST_ROWS) + who, NOT)])
        best = np.partition(ranked, len(page), axis=0)[len(page) :]
    at, of = np.nonzero(best >= 0)
    who, points = best[at, of] % MOST_ROWS, best[at, of] // MOST_ROWS
    return look.joined(problem.pairs(who.astype(np.int64), few[of], points), columns)


def _best_pairs(pages: Pages, seats: Numbers, places: Numbers, most: Numbers, nearly: int = 0) -> Look:
    """The pairs worth more than their prices, or nearly so, no more than so many a row, those worth most more."""
    seats = seats - nearly * pages.problem.objective.point
    few = max(1, CELLS // max(1, len(places)))
    looks = [
        _of_page(pages.problem, seats, places, most, begin + at, page[at : at + few])
        for begin, page in pages
        for at in range(0, len(page), few)
    ]
    rows, columns, worth = (
        (np.concatenate(parts) for parts in zip(*looks, strict=True)) if looks else [_NONE] * 3
    )
    return Look(rows, columns, worth)


_NONE: Numbers = np.zeros(0, np.int64)


def _of_page(
    problem: Problem, seats: Numbers, places: Numbers, most: Numbers, begin: int, page: NDArray[np.int16]
) -> tuple[Numbers, ...]:
    weights, some = problem.objective, slice(begin, begin + len(page))
    small = max(weights.highest, int(seats.max(initial=0)), int(places.max(initial=0))) < 2**29
    kind = np.int32 if small else np.int64
    need = (seats[some, None] - problem.person[some, None]).astype(kind) + places.astype(kind)
    if weights.plain:
        np.maximum(need, NOT, out=need)
        hits = page > need
    else:
        hits = (weights.worth(page) > need) & (page >= 0)
    if weights.kept:
        rows, columns = problem.kept[some].tocoo().coords
        hits[rows, columns] = page[rows, columns] >= 0
    found = np.count_nonzero(hits, axis=1)
    for limit in np.unique(most[some]):
        many = np.flatnonzero((found > limit) & (most[some] == limit))
        if len(many):
            whole = page[many].astype(kind) if weights.plain else weights.worth(page[many])
            hits[many] &= _highest(np.where(hits[many], whole - need[many], NOT), int(limit), begin + many)
    rows, columns = np.divmod(np.flatnonzero(hits), hits.shape[1])  # much faster than `nonzero`
    worth = weights.worth(page[rows, columns]) + problem.person[begin + rows]
    if weights.kept:
        worth += weights.kept * problem.kept[some].toarray()[rows, columns]
    over = worth - seats[begin + rows] - places[columns]
    better = over > 0
    return rows[better] + begin, columns[better], worth[better]


def _highest(over: NDArray[Any], most: int, rows: Numbers) -> NDArray[np.bool_]:
    """Where the highest of each row stand. Among equals each row has an order of its own, so that where many mentors
    are alike the mentees do not all look at the same few."""
    columns = over.shape[1]
    lots = np.random.default_rng(columns).permutation(columns).astype(over.dtype) % LOTS
    turned = sliding_window_view(np.concatenate([lots, lots]), columns)[rows * TURN % columns]
    key = np.minimum(over, np.iinfo(over.dtype).max // LOTS - 1) * LOTS + turned
    least = np.partition(key, columns - most, axis=1)[:, columns - most]
    found: NDArray[np.bool_] = key >= least[:, None]
    return found
