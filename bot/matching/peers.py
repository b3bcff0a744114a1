"""Peers: everybody with one other, nobody above the other. As many people as possible, and of all such ways the best.

An assignment of everybody to everybody bounds the answer from above: its prices (two for each pair, so that halves
stay whole numbers) tell of each pair what choosing it costs beyond that bound. Few pairs cost little, so the best
matching is looked for among those, by whole-number programming with cuts for odd rings; and once it is found, every
pair that costs no more than the answer's distance from the bound must have been among them. That proves it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

FIRST_LOOK = 6  # pairs a person, among which the answer nearly always is
ROUNDS_OF_CUTS = 3  # then HiGHS branches: where few pairs are allowed, cuts alone close in too slowly
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Peers:
    """Pairs of places in the matrix, the smaller first; who stays alone; the points of all pairs."""

    pairs: tuple[tuple[int, int], ...]
    alone: tuple[int, ...]
    value: int


@dataclass(frozen=True, slots=True)
class Look:
    """The pairs looked at, each by its two ends, with what it costs. A pair of one with themselves: they stay alone."""

    one: Numbers
    other: Numbers
    cost: Numbers


def peers(points: Numbers, allowed: Mask, priority: Sequence[int] = ()) -> Peers:
    """The best pairs of a symmetric matrix of points, none below 0, among the pairs allowed.

    As many people as possible are in a pair; of those who cannot all be, whoever has the higher priority (0 or more);
    then the most points count. Among equals the order of the rows decides, so let a lot decide that order.
    """
    weighed = _weighed(points, allowed, priority)
    count, part = connected_components(csr_array(allowed), directed=False)
    by_part = np.argsort(part, kind="stable")
    pairs: list[tuple[int, int]] = []
    for people in np.split(by_part, np.searchsorted(part[by_part], np.arange(1, count))):
        if len(people) > 1:
            pairs += ((int(people[a]), int(people[b])) for a, b in _best(weighed[np.ix_(people, people)]))
    paired = {one for pair in pairs for one in pair}
    return Peers(
        pairs=tuple(sorted(pairs)),
        alone=tuple(one for one in range(len(points)) if one not in paired),
        value=sum(int(points[pair]) for pair in pairs),
    )


def _weighed(points: Numbers, allowed: Mask, priority: Sequence[int]) -> Numbers:
    """What a pair is worth: one person more outweighs all points, and one of a higher priority one of a lower.

    Whom the largest matchings leave alone is a matroid's business, so the ranks of priorities serve as weights: a sum
    of any growing weights has the same best sets.
    """
    if (points != points.T).any() or (allowed != allowed.T).any() or (points[allowed] < 0).any():
        raise ValueError("points and pairs allowed must be symmetric, and no points below 0")
    ranks = np.unique(np.asarray(priority or np.zeros(len(points)), dtype=np.int64), return_inverse=True)[1]
    person = int(points.max(initial=0)) * (len(points) // 2) + 1
    worth = np.where(allowed, points + person * (ranks[:, None] + ranks[None, :] + 2), 0)
    np.fill_diagonal(worth, 0)
    return worth.astype(np.int64)


def _best(worth: Numbers) -> Iterator[tuple[int, int]]:
    """The best pairs among people who all hang together."""
    people = len(worth)
    if people % 2:  # somebody must stay alone: a stand-in takes them, and the bound knows of it
        filled = np.full((people + 1, people + 1), worth.max() + 1, dtype=np.int64)
        filled[:people, :people], filled[people, people] = worth, 0
        worth = filled
    cost, prices = _costs(worth)
    enough = min(len(cost.cost), FIRST_LOOK * len(worth)) - 1
    limit = int(np.partition(cost.cost, enough)[enough])
    while True:
        look = _up_to(cost, limit)
        chosen, gap = _cheapest(look, len(prices))
        if gap <= limit or len(look.cost) == len(cost.cost):
            break
        limit = gap
    for one, other in zip(look.one[chosen], look.other[chosen], strict=True):
        if one != other and other < people:
            yield int(one), int(other)


def _costs(worth: Numbers) -> tuple[Look, Numbers]:
    """Every pair and everybody alone, with what choosing them costs beyond the bound; and the prices behind it."""
    prices = _prices(worth)
    one, other = np.nonzero(np.triu(worth, 1))
    costs = prices[one] + prices[other] - 2 * worth[one, other]
    alone = np.arange(len(worth))
    return Look(np.r_[one, alone], np.r_[other, alone], np.r_[costs, prices]), prices


def _prices(worth: Numbers) -> Numbers:
    """Twice a price for each, none below 0: no pair is worth more than the prices of both, and their sum is the bound."""
    rows, columns = linear_sum_assignment(worth.astype(np.float64), maximize=True)
    taken = worth[rows, columns]
    gains = np.empty_like(worth)
    gains[columns] = worth - taken[:, None]
    column_price = np.zeros(len(worth), dtype=np.int64)
    while True:  # the longest ways through the residual graph; they end, since the assignment is the best
        dearer = np.maximum(column_price, (column_price[:, None] + gains).max(axis=0))
        if (dearer == column_price).all():
            prices: Numbers = taken - column_price[columns] + column_price
            return prices
        column_price = dearer


def _up_to(look: Look, limit: int) -> Look:
    near = look.cost <= limit
    return Look(look.one[near], look.other[near], look.cost[near])


def _cheapest(look: Look, people: int) -> tuple[Numbers, int]:
    """Which of these cover everybody once at the least cost, and that cost."""
    places = np.arange(len(look.cost))
    apart = look.one != look.other
    ends = np.r_[look.one, look.other[apart]]
    rows: Any = csr_array((np.ones(len(ends)), (ends, np.r_[places, places[apart]])), (people, len(places)))
    least, most = np.ones(people), np.ones(people)
    for whole in (*(False,) * ROUNDS_OF_CUTS, True):
        answer = milp(
            look.cost.astype(np.float64),
            constraints=LinearConstraint(rows, least, most),
            bounds=Bounds(0, 1),
            integrality=np.full(len(places), int(whole)),
            options={"mip_rel_gap": 0},
        )
        if answer.x is None:  # these pairs cannot cover everybody: no answer yet, and all are to be looked at
            return np.empty(0, dtype=np.int64), np.iinfo(np.int64).max
        chosen = np.nonzero(answer.x > HALF)[0]
        if whole or np.abs(answer.x - np.rint(answer.x)).max() < 1e-6:
            break
        for inside, pairs in _odd_rings(look, answer.x, people):
            rows = vstack([rows, csr_array(inside[None, :].astype(np.float64))]).tocsr()
            least, most = np.r_[least, 0], np.r_[most, pairs]
    return chosen, int(look.cost[chosen].sum())


def _odd_rings(look: Look, halves: NDArray[np.float64], people: int) -> list[tuple[Mask, int]]:
    """Rings of an odd number of people of whom the halves pair more than can be: their pairs, and how many can be."""
    split = (halves > 1e-6) & (halves < 1 - 1e-6)
    graph = csr_array((split[split], (look.one[split], look.other[split])), (people, people))
    count, ring = connected_components(graph, directed=False)
    sizes = np.bincount(ring, minlength=count)
    found = []
    for number in np.nonzero((sizes > 1) & (sizes % 2 == 1))[0]:
        inside = (ring[look.one] == number) & (ring[look.other] == number) & (look.one != look.other)
        if halves[inside].sum() > sizes[number] // 2 + 1e-6:
            found.append((inside, int(sizes[number]) // 2))
    return found
