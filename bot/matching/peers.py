"""Peers: everybody with one other, nobody above the other. Of all ways to pair people that which is worth the most.

An assignment of everybody to everybody bounds the answer from above: its prices (two for each pair, so that halves
stay whole numbers) tell of each pair what choosing it costs beyond that bound. Few pairs cost little, so the best
matching is looked for among those, by the blossom method; and once it is found, every pair that costs no more than the
answer's distance from the bound must have been among them. That proves it.
"""

from dataclasses import dataclass

import numpy as np
import rustworkx
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Numbers = NDArray[np.int64]

FEW = 16  # pairs a person, which are looked at without further ado
FIRST_LOOK = 6  # pairs a person, among which the answer nearly always is
EXACT = 2**46  # worth up to here, and sums of some hundreds of it, are exact in floating point
LOT_BITS = 40  # of a pair's lot: so many that no two answers draw the same
WORTH_BITS = 56  # above which its worth begins: no sum of lots comes so far, and rustworkx counts to 2^127


@dataclass(frozen=True, slots=True)
class Peers:
    """Pairs of places in the matrix, the smaller first, and what they are worth: no others are worth more."""

    pairs: tuple[tuple[int, int], ...]
    value: int


@dataclass(frozen=True, slots=True)
class Look:
    """The pairs looked at, each by its two ends, with what it is worth, and what it costs beyond the bound."""

    one: Numbers
    other: Numbers
    worth: Numbers
    cost: Numbers

    def up_to(self, limit: int) -> "Look":
        near = self.cost <= limit
        return Look(self.one[near], self.other[near], self.worth[near], self.cost[near])


def peers(worth: Numbers) -> Peers:
    """The best pairs of a symmetric matrix of what pairs are worth; those that cannot be are worth nothing.

    Among equals a lot of each place decides, so let a lot decide the order of the rows.
    """
    if (worth != worth.T).any() or (worth < 0).any() or worth.diagonal().any():
        raise ValueError("worth must be symmetric, not below 0, and nobody is their own peer")
    pairs: list[tuple[int, int]] = []
    count, part = connected_components(csr_array(worth), directed=False)
    by_part = np.argsort(part, kind="stable")
    for people in np.split(by_part, np.searchsorted(part[by_part], np.arange(1, count))):
        if len(people) > 1:
            found = _of_part(worth[np.ix_(people, people)])
            pairs += ((int(people[a]), int(people[b])) for a, b in found)
    return Peers(tuple(sorted(pairs)), sum(int(worth[pair]) for pair in pairs))


def _of_part(worth: Numbers) -> list[tuple[int, int]]:
    """The best pairs among people who all hang together."""
    people = len(worth)
    one, other = np.nonzero(np.triu(worth, 1))
    if len(one) <= FEW * people or worth.max() >= EXACT:
        return _blossoms(Look(one, other, worth[one, other], one * 0))
    if people % 2:  # somebody must stay alone: a stand-in takes them, and the bound knows of it
        filled = np.full((people + 1, people + 1), worth.max() + 1, dtype=np.int64)
        filled[:people, :people], filled[people, people] = worth, 0
        return [pair for pair in _best(filled) if max(pair) < people]
    return _best(worth)


def _best(worth: Numbers) -> list[tuple[int, int]]:
    one, other = np.nonzero(np.triu(worth, 1))
    prices = _prices(worth)
    if prices is None:  # nothing is known of which pairs could be left out
        return _blossoms(Look(one, other, worth[one, other], one * 0))
    costs = prices[one] + prices[other] - 2 * worth[one, other]
    whole = Look(one, other, worth[one, other], costs)
    enough = min(len(one), FIRST_LOOK * len(worth)) - 1
    limit = int(np.partition(costs, enough)[enough])
    while True:
        pairs = _blossoms(whole.up_to(limit))
        gap = int(prices.sum()) - 2 * sum(int(worth[pair]) for pair in pairs)
        if gap <= limit or limit >= int(costs.max()):
            return pairs
        limit = gap


def _prices(worth: Numbers) -> Numbers | None:
    """Twice a price for each, none below 0: no pair is worth more than the prices of both, and their sum is the bound.

    None if the assignment behind them is not the best after all, which floating point could bring about.
    """
    rows, columns = linear_sum_assignment(worth.astype(np.float64), maximize=True)
    taken = worth[rows, columns]
    gains = np.empty_like(worth)
    gains[columns] = worth - taken[:, None]
    of_column = np.zeros(len(worth), np.int64)
    risen = np.arange(len(worth))
    for _ in range(len(worth) + 1):  # the longest ways through the residual graph
        higher = (of_column[risen, None] + gains[risen]).max(axis=0, initial=0)
        risen = np.flatnonzero(higher > of_column)
        if not len(risen):
            prices: Numbers = taken - of_column[columns] + of_column
            return prices
        of_column = np.maximum(of_column, higher)
    return None


def _blossoms(look: Look) -> list[tuple[int, int]]:
    """The matching of the most worth among these pairs. Each has a lot besides, too small to outweigh anything, so that
    one answer alone is the best, and it does not matter in which order the graph is searched."""
    lots = np.random.default_rng(len(look.one)).integers(0, 2**LOT_BITS, len(look.one))
    weights = [
        (worth << WORTH_BITS) + lot for worth, lot in zip(look.worth.tolist(), lots.tolist(), strict=True)
    ]
    graph = rustworkx.PyGraph[None, int](multigraph=False)
    graph.add_nodes_from([None] * (1 + int(max(look.one.max(initial=0), look.other.max(initial=0)))))
    graph.add_edges_from(list(zip(look.one.tolist(), look.other.tolist(), weights, strict=True)))
    return sorted((min(pair), max(pair)) for pair in rustworkx.max_weight_matching(graph, weight_fn=int))
