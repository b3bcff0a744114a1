"""Circles: several mentees with one mentor. A circle opens only when it is filled to its least number.

First as many mentees as possible, then as few low pairs, then the most points: each is a programme of its own
(`programming`), whose bound says how far from the best an answer could be at most; mostly it is the best, and proven.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

from bot.matching.programming import Mask, Numbers, Pairs, Round, best

BONUS = 4  # times the most points a pair can have, for each person seated


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
    sure = round_.allowed & round_.pinned.any(axis=0)  # those of them who have to open can be filled
    if not low.any():
        bonus = BONUS * int(points.max()) + 1
        first = best(replace(round_, worth=points + bonus * people), sure)
        seated, could = int(people[first.pairs].sum()), _could_be_seated(round_, people[:, 0])
        if seated == could:
            return first.pairs, (seated, 0, first.bound - bonus * seated)
    most = []
    for tier in tiers:
        found = best(replace(round_, worth=tier), sure)
        most.append(found.bound)
        round_ = replace(round_, earlier=(*round_.earlier, (tier, int(tier[found.pairs].sum()))))
        sure[found.pairs] = True
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
