"""Circles: several mentees with one mentor. A circle opens only when it is filled to its least number.

First as many mentees as possible, then the most points. Each is a whole-number programme, which HiGHS solves on the
pairs that look best for each mentee. The prices of its relaxation bound *every* answer from above, in one sum over all
pairs, and tell of each pair left out what taking it costs: those that could still better the answer are put in and it
is solved again. When none is left the answer is proven; where the search was cut short, the bound says how far it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Prices = NDArray[np.float64]
Pairs = tuple[Numbers, Numbers]
"""Mentees and mentors, place by place."""

FIRST_LOOK = 12  # mentors a mentee, among whom the answer nearly always is
BONUS = 4  # times the most points a pair can have, for each person seated
BRANCHES = 2_000  # then the best answer so far is taken: counted, so that it is the same on every machine
NEARLY = 1e-5  # of a point: what sums of prices lose in floating point


@dataclass(frozen=True, slots=True)
class Seats:
    """How many mentees a circle must have to open, and how many it can have."""

    least: int = 3
    most: int = 6


@dataclass(frozen=True, slots=True)
class Circles:
    """Pairs (mentee, mentor) of places in the matrix; who waits; the points.

    No answer seats more than `most_people`, and none that seats as many as this one has more than `most_points`.
    """

    pairs: tuple[tuple[int, int], ...]
    waiting: tuple[int, ...]
    value: int
    most_people: int
    most_points: int

    @property
    def proven(self) -> bool:
        return len(self.pairs) == self.most_people and self.value == self.most_points

    def of(self, mentor: int) -> tuple[int, ...]:
        """The mentees of that mentor's circle; none if it does not open."""
        return tuple(mentee for mentee, other in self.pairs if other == mentor)


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked: the most worth, with at least so many `people` seated."""

    worth: Numbers
    allowed: Mask
    least: Numbers
    most: Numbers
    people: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    pairs: Pairs
    bound: int


def circles(points: Numbers, allowed: Mask, seats: Seats | Sequence[Seats] = Seats()) -> Circles:
    """The best circles; a row is a mentee and a column a mentor, and no points are below 0.

    Among equals the order of rows and columns decides, so let a lot decide that order.
    """
    mentees, mentors = points.shape
    each = [seats] * mentors if isinstance(seats, Seats) else list(seats)
    if len(each) != mentors or any(one.least < 1 for one in each) or (points[allowed] < 0).any():
        raise ValueError("every mentor needs seats, a circle at least one mentee, and no points are below 0")
    least = np.array([one.least for one in each], dtype=np.int64)
    most = np.array([one.most for one in each], dtype=np.int64)
    allowed = allowed & (most >= least) & (allowed.sum(axis=0) >= least)
    if not allowed.any():
        return Circles((), tuple(range(mentees)), 0, 0, 0)
    answer, most_people = _answer(Round(points, allowed, least, most))
    pairs = sorted(zip(answer.pairs[0].tolist(), answer.pairs[1].tolist(), strict=True))
    placed = {mentee for mentee, _ in pairs}
    return Circles(
        pairs=tuple(pairs),
        waiting=tuple(one for one in range(mentees) if one not in placed),
        value=int(points[answer.pairs].sum()),
        most_people=most_people,
        most_points=answer.bound,
    )


def _answer(round_: Round) -> tuple[Answer, int]:
    """The best answer with the bound of its points, and how many people any can seat.

    Nearly always a good bonus for each person seats as many as any flow could, and then that is the answer. Where it
    does not, the number of people is settled first.
    """
    points, look = round_.worth, _best_looking(round_.worth, round_.allowed)
    bonus = BONUS * int(points.max()) + 1
    first = _best(replace(round_, worth=points + bonus), look)
    seated, could = len(first.pairs[0]), _could_be_seated(round_)
    if seated == could:
        return replace(first, bound=first.bound - bonus * seated), seated
    look = _joined(look, first.pairs, points.shape)
    people = _best(replace(round_, worth=np.ones_like(points)), look)
    look = _joined(look, people.pairs, points.shape)
    return _best(replace(round_, people=len(people.pairs[0])), look), people.bound


def _could_be_seated(round_: Round) -> int:
    """How many mentees there are places for, if circles could be as small as they like: a largest flow."""
    mentees, mentors = round_.worth.shape
    one, other = np.nonzero(round_.allowed)
    source, sink = mentees + mentors, mentees + mentors + 1
    tails = np.r_[np.full(mentees, source), one, mentees + np.arange(mentors)]
    heads = np.r_[np.arange(mentees), mentees + other, np.full(mentors, sink)]
    wide = np.r_[np.ones(mentees + len(one)), round_.most].astype(np.int32)
    graph = coo_array((wide, (tails, heads)), (sink + 1, sink + 1)).tocsr()
    return int(maximum_flow(graph, source, sink).flow_value)


def _best_looking(points: Numbers, allowed: Mask) -> Pairs:
    """For each mentee the mentors with the most points."""
    ranked = np.argsort(np.where(allowed, -points, 1), axis=1, kind="stable")[:, :FIRST_LOOK]
    rows = np.repeat(np.arange(len(points)), ranked.shape[1])
    open_ = allowed[rows, ranked.ravel()]
    return rows[open_], ranked.ravel()[open_]


def _joined(some: Pairs, more: Pairs, shape: tuple[int, ...]) -> Pairs:
    places = np.unique(np.r_[some[0] * shape[1] + some[1], more[0] * shape[1] + more[1]])
    return places // shape[1], places % shape[1]


def _best(round_: Round, look: Pairs) -> Answer:
    """The best answer. Pairs are looked at until no other could better it."""
    while True:
        rules, limits = _rules(round_, look)
        costs = np.r_[-round_.worth[look], np.zeros(len(round_.least))].astype(np.float64)
        relaxed = linprog(costs, A_ub=rules, b_ub=limits, bounds=(0, 1), method="highs")
        bound, gains = _bound(round_, look, -relaxed.ineqlin.marginals)
        more = _more(round_, look, gains, NEARLY, FIRST_LOOK // 2)
        if not len(more[0]) or floor(bound + NEARLY) == floor(NEARLY - relaxed.fun):
            answer = _whole(costs, rules, limits)
            chosen = answer.x[: len(look[0])] > 0.5
            pairs = look[0][chosen], look[1][chosen]
            value, bound = int(round_.worth[pairs].sum()), bound + NEARLY
            if floor(bound) <= value:
                return Answer(pairs, value)
            more = _more(round_, look, gains, value + 1 - bound, len(gains[0]))
            if not len(more[0]):
                return Answer(pairs, min(floor(bound), floor(NEARLY - answer.mip_dual_bound)))
        look = _joined(look, more, round_.worth.shape)


def _more(round_: Round, look: Pairs, gains: Prices, least: float, each: int) -> Pairs:
    """The pairs not looked at that gain so much; of each mentee at most so many, the best."""
    left_out = np.where(round_.allowed, gains, -np.inf)
    left_out[look] = -np.inf
    rows = np.nonzero((left_out >= least).any(axis=1))[0]
    best = np.argsort(-left_out[rows], axis=1, kind="stable")[:, :each]
    rows, columns = np.repeat(rows, best.shape[1]), best.ravel()
    enough = left_out[rows, columns] >= least
    return rows[enough], columns[enough]


def _whole(costs: Prices, rules: Any, limits: Prices) -> Any:
    """The answer in whole numbers. HiGHS 1.12 stumbles over a few small programmes in its own preparation of them."""
    for prepared in (True, False):
        answer = milp(
            costs,
            constraints=LinearConstraint(rules, ub=limits),
            bounds=Bounds(0, 1),
            integrality=np.ones(len(costs)),
            options={"mip_rel_gap": 0, "node_limit": BRANCHES, "presolve": prepared},
        )
        if answer.x is not None:
            return answer
    raise ArithmeticError(f"no answer was found: {answer.message}")


def _rules(round_: Round, look: Pairs) -> tuple[Any, Prices]:
    """Rows that must stay below their limits, over a column for each pair and one for each circle, open or not.

    In this order: each mentee once; no circle over its most; none below its least; so many people in all; and no seat
    in a circle that is not open, a row for each pair, which says little new and makes the relaxation nearly whole.
    """
    (mentees, mentors), count = round_.worth.shape, len(look[0])
    pairs, circle, one = np.arange(count), np.arange(mentors), np.ones(count)
    full, filled, people = mentees, mentees + mentors, mentees + 2 * mentors
    parts = (
        (look[0], pairs, one),
        (full + look[1], pairs, one),
        (full + circle, count + circle, -round_.most),
        (filled + look[1], pairs, -one),
        (filled + circle, count + circle, round_.least),
        (np.full(count, people), pairs, -one),
        (people + 1 + pairs, pairs, one),
        (people + 1 + pairs, count + look[1], -one),
    )
    rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    limits = np.zeros(people + 1 + count)
    limits[:mentees] = 1
    limits[people] = -round_.people
    return coo_array((values, (rows, columns)), (people + 1 + count, count + mentors)).tocsr(), limits


def _bound(round_: Round, look: Pairs, prices: Prices) -> tuple[float, Prices]:
    """What no answer exceeds, by any prices not below 0; and what each pair gains at these prices."""
    mentees, mentors = round_.worth.shape
    prices = np.maximum(prices, 0)
    mentee, full, filled, people, seat = np.split(prices, np.cumsum([mentees, mentors, mentors, 1]))
    gains = round_.worth - mentee[:, None] - (full - filled - people)[None, :]
    gains[look] -= seat
    opening = round_.most * full - round_.least * filled + np.bincount(look[1], seat, mentors)
    bound = mentee.sum() - round_.people * people[0] + np.maximum(opening, 0).sum()
    return float(bound + np.maximum(gains[round_.allowed], 0).sum()), gains
