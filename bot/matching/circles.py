"""Circles: several mentees with one mentor. A circle opens only when it is filled to its least number.

First as many mentees as possible, then the most points. Each is a whole-number programme, which HiGHS solves on the
pairs that look best for each mentee. The prices of its relaxation bound *every* answer from above, in one sum over all
pairs, and tell of each pair left out what taking it costs: those that could still better the answer are put in and it
is solved again. When none is left the answer is proven; where the search was cut short, the bound says how far it is.
"""

import itertools
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
NEARLY = 1e-5  # of a point: what HiGHS takes for nothing
FINE = 2**20  # parts of a point, in which prices are counted


@dataclass(frozen=True, slots=True)
class Seats:
    """How many mentees a circle must have to open, and how many it can have."""

    least: int = 3
    most: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who could sit where. A row is a mentee and a column a mentor; no points are below 0.

    `people` is what it counts for that somebody is seated at all (1 each, if nothing is said), `low` are pairs to be
    made only for somebody's sake, and `pinned` pairs are given: of one mentor no more than fit, and of no mentee two.
    """

    points: Numbers
    allowed: Mask
    seats: Sequence[Seats]
    people: Numbers | None = None
    low: Mask | None = None
    pinned: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Circles:
    """Pairs (mentee, mentor) of places in the matrix; and in the order in which they decide, what the answer comes to
    in people, low pairs (below zero) and points, and what no answer exceeds."""

    pairs: tuple[tuple[int, int], ...]
    reached: tuple[int, ...]
    most: tuple[int, ...]

    @property
    def proven(self) -> bool:
        return self.reached == self.most

    def of(self, mentor: int) -> tuple[int, ...]:
        """The mentees of that mentor's circle; none if it does not open."""
        return tuple(mentee for mentee, other in self.pairs if other == mentor)


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked: the most worth, where each earlier worth comes to no less than was reached."""

    worth: Numbers
    allowed: Mask
    least: Numbers
    most: Numbers
    pinned: Mask
    earlier: tuple[tuple[Numbers, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    pairs: Pairs
    bound: int


def circles(asked: Asked) -> Circles:
    """The best circles. Among equals the order of rows and columns decides, so let a lot decide that order."""
    points, seats = asked.points, asked.seats
    if len(seats) != points.shape[1] or any(one.least < 1 for one in seats):
        raise ValueError("every mentor needs seats, and a circle at least one mentee")
    if (points[asked.allowed] < 0).any():
        raise ValueError("no points may be below 0")
    round_ = _laid_out(asked)
    tiers = _tiers(asked)
    if not round_.allowed.any():
        return Circles((), (0,) * len(tiers), (0,) * len(tiers))
    pairs, most = _best_of_all(round_, tiers)
    return Circles(
        tuple(sorted(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))),
        tuple(int(tier[pairs].sum()) for tier in tiers),
        most,
    )


def _laid_out(asked: Asked) -> Round:
    least = np.array([one.least for one in asked.seats], np.int64)
    most = np.array([one.most for one in asked.seats], np.int64)
    pinned = np.zeros(asked.allowed.shape, np.bool_)
    pinned[tuple(np.array(asked.pinned, np.int64).reshape(-1, 2).T)] = True
    allowed: Mask = asked.allowed & (most >= least)
    allowed[pinned.any(axis=1)] = False
    allowed |= pinned
    allowed &= allowed.sum(axis=0) >= least
    return Round(asked.points, allowed, least, most, pinned)


def _tiers(asked: Asked) -> list[Numbers]:
    """The worth of every pair in people, in low pairs, and in points."""
    people = np.ones(len(asked.points), np.int64) if asked.people is None else asked.people
    low = np.zeros(asked.points.shape, np.int64) if asked.low is None else -asked.low.astype(np.int64)
    return [np.broadcast_to(people[:, None], asked.points.shape), low, asked.points]


def _best_of_all(round_: Round, tiers: list[Numbers]) -> tuple[Pairs, tuple[int, ...]]:
    """The best answer with the bound of each tier.

    Nearly always a good bonus for each person seats as many as any flow could, and then that is the answer. Where it
    does not, one tier is settled after the other.
    """
    people, low, points = tiers
    look = _first_look(round_)
    if not low.any():
        bonus = BONUS * int(points.max()) + 1
        first = _best(replace(round_, worth=points + bonus * people), look)
        seated, could = int(people[first.pairs].sum()), _could_be_seated(round_, people[:, 0])
        if seated == could:
            return first.pairs, (seated, 0, first.bound - bonus * seated)
        look = _joined(look, first.pairs, points.shape)
    most = []
    for tier in tiers:
        found = _best(replace(round_, worth=tier), look)
        most.append(found.bound)
        round_ = replace(round_, earlier=(*round_.earlier, (tier, int(tier[found.pairs].sum()))))
        look = _joined(look, found.pairs, points.shape)
    return found.pairs, tuple(most)


def _could_be_seated(round_: Round, people: Numbers) -> int:
    """What the people come to for whom there are places, if circles could be as small as they like.

    Whoever counts for more comes first: who can be seated together is a matroid, so the sum is that of largest flows.
    """
    total, steps = 0, [0, *np.unique(people).tolist()]
    for lower, higher in itertools.pairwise(steps):
        total += (higher - lower) * _largest_flow(round_, np.flatnonzero(people >= higher))
    return total


def _largest_flow(round_: Round, some: Numbers) -> int:
    allowed = round_.allowed[some]
    mentees, mentors = allowed.shape
    one, other = np.nonzero(allowed)
    source, sink = mentees + mentors, mentees + mentors + 1
    tails = np.r_[np.full(mentees, source), one, mentees + np.arange(mentors)]
    heads = np.r_[np.arange(mentees), mentees + other, np.full(mentors, sink)]
    wide = np.r_[np.ones(mentees + len(one)), round_.most].astype(np.int32)
    graph = coo_array((wide, (tails, heads)), (sink + 1, sink + 1)).tocsr()
    return int(maximum_flow(graph, source, sink).flow_value)


def _first_look(round_: Round) -> Pairs:
    """For each mentee the mentors with the most points; and whoever may join a circle that has to open."""
    ranked = np.argsort(np.where(round_.allowed, -round_.worth, 1), axis=1, kind="stable")[:, :FIRST_LOOK]
    looked = round_.allowed & round_.pinned.any(axis=0)
    np.put_along_axis(looked, ranked, np.take_along_axis(round_.allowed, ranked, axis=1), axis=1)
    rows, columns = np.nonzero(looked)
    return rows, columns


def _joined(some: Pairs, more: Pairs, shape: tuple[int, ...]) -> Pairs:
    places = np.unique(np.r_[some[0] * shape[1] + some[1], more[0] * shape[1] + more[1]])
    return places // shape[1], places % shape[1]


def _best(round_: Round, look: Pairs) -> Answer:
    """The best answer. Pairs are looked at until no other could better it."""
    while True:
        rules, limits = _rules(round_, look)
        costs = np.r_[-round_.worth[look], np.zeros(len(round_.least))].astype(np.float64)
        least = np.r_[round_.pinned[look], np.zeros(len(round_.least))].astype(np.float64)
        limited = np.stack([least, np.ones(len(least))], axis=1)
        relaxed = linprog(costs, A_ub=rules, b_ub=limits, bounds=limited, method="highs")
        bound, gains = _bound(round_, look, -relaxed.ineqlin.marginals)
        more = _more(round_, look, gains, NEARLY, FIRST_LOOK // 2)
        if not len(more[0]) or floor(bound) == floor(NEARLY - relaxed.fun):
            answer = _whole(costs, rules, limits, least)
            chosen = answer.x[: len(look[0])] > 0.5
            pairs = look[0][chosen], look[1][chosen]
            value = int(round_.worth[pairs].sum())
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


def _whole(costs: Prices, rules: Any, limits: Prices, least: Prices) -> Any:
    """The answer in whole numbers. HiGHS 1.12 stumbles over a few small programmes in its own preparation of them."""
    for prepared in (True, False):
        answer = milp(
            costs,
            constraints=LinearConstraint(rules, ub=limits),
            bounds=Bounds(least, 1),
            integrality=np.ones(len(costs)),
            options={"mip_rel_gap": 0, "node_limit": BRANCHES, "presolve": prepared},
        )
        if answer.x is not None:
            return answer
    raise ArithmeticError(f"no answer was found: {answer.message}")


def _rules(round_: Round, look: Pairs) -> tuple[Any, Prices]:
    """Rows that must stay below their limits, over a column for each pair and one for each circle, open or not.

    In this order: each mentee once; no circle over its most; none below its least; each earlier worth no less than was
    reached; and no seat in a circle that is not open, a row for each pair, which says little new and makes the
    relaxation nearly whole.
    """
    (mentees, mentors), count, before = round_.worth.shape, len(look[0]), len(round_.earlier)
    pairs, circle, one = np.arange(count), np.arange(mentors), np.ones(count)
    full, filled, reached = mentees, mentees + mentors, mentees + 2 * mentors
    seat = reached + before
    parts = [
        (look[0], pairs, one),
        (full + look[1], pairs, one),
        (full + circle, count + circle, -round_.most),
        (filled + look[1], pairs, -one),
        (filled + circle, count + circle, round_.least),
        (seat + pairs, pairs, one),
        (seat + pairs, count + look[1], -one),
    ]
    for place, (worth, _) in enumerate(round_.earlier):
        parts.append((np.full(count, reached + place), pairs, -worth[look]))
    rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    limits = np.zeros(seat + count)
    limits[:mentees] = 1
    limits[reached:seat] = [-value for _, value in round_.earlier]
    return coo_array((values, (rows, columns)), (seat + count, count + mentors)).tocsr(), limits


def _bound(round_: Round, look: Pairs, prices: Prices) -> tuple[float, Prices]:
    """What no answer exceeds, by any prices not below 0; and what each pair gains at these prices.

    Prices are whole parts of FINE, and what they come to is summed up in whole numbers: so the bound is one.
    """
    mentees, mentors = round_.worth.shape
    priced = np.rint(np.maximum(prices, 0) * FINE).astype(np.int64)
    ends = np.cumsum([mentees, mentors, mentors, len(round_.earlier)])
    mentee, full, filled, reached, seat = np.split(priced, ends)
    gains = round_.worth * FINE - mentee[:, None] - (full - filled)[None, :]
    bound = int(mentee.sum())
    for price, (worth, value) in zip(reached.tolist(), round_.earlier, strict=True):
        gains += price * worth
        bound -= price * value
    gains[look] -= seat
    opening = round_.most * full - round_.least * filled
    np.add.at(opening, look[1], seat)
    bound += int(np.maximum(opening, 0).sum() + np.maximum(gains[round_.allowed], 0).sum())
    bound += int(np.minimum(gains[round_.pinned], 0).sum())
    return bound / FINE, gains / FINE
