"""What it costs to change the best matching in one place, exactly: the cheapest way to set everything right again.

Whoever has to give way takes the place of the next, until somebody finds a free place, takes over the place that was
left, or stays without. By the prices no step of such a way costs less than nothing, so the cheapest way is found from
the nearest mentor outwards, and only the mentees on the way are looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from bot.matching.assigning import NOBODY, Flow
from bot.matching.board import BLOCK
from bot.matching.columns import Numbers
from bot.matching.flow import IMPOSSIBLE, Problem

Step = tuple[int, int, int]
"""A mentee, the mentor they leave and the one they get, each a place in the problem or NOBODY."""

FAR: Final = 2**62
START: Final = -2


@dataclass(slots=True)
class Residual:
    """A solved problem. A place behind the last mentor stands for having none."""

    problem: Problem
    flow: Flow
    mates: list[list[int]] = field(init=False)
    free: Numbers = field(init=False)
    _arriving: tuple[Numbers, Numbers] | None = None
    _costs: dict[int, Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mates = [[] for _ in self.problem.places]
        for row, column in enumerate(self.flow.mate):
            if column != NOBODY:
                self.mates[column].append(row)
        self.free = self.problem.places - np.array([len(rows) for rows in self.mates], np.int64)

    @property
    def outside(self) -> int:
        return len(self.mates)

    def at_least(self, row: int) -> Numbers:
        """What each mentor would cost this mentee beyond the best for all, at least; FAR where it cannot be."""
        if row not in self._costs:
            worth = self.problem.worth(row, row + 1)[0]
            costs = self.flow.places + self.flow.seats[row] - worth
            costs[worth <= IMPOSSIBLE] = FAR
            self._costs[row] = np.append(costs, self.flow.seats[row])
        return self._costs[row]

    def forced(self, row: int, column: int) -> tuple[int, list[Step]] | None:
        """What it costs that this mentee gets this mentor, and who moves; None if that cannot be."""
        own, cost = int(self.flow.mate[row]), int(self.at_least(row)[column])
        if own == column:
            return 0, []
        if cost >= FAR:
            return None
        costs = np.full(self.outside + 1, FAR, np.int64)
        costs[column] = cost
        return self._way(costs, row, own if own != NOBODY else self.outside)

    def parted(self, row: int) -> tuple[int, list[Step]]:
        """What it costs that this mentee does not have the mentor they have, and who moves."""
        own = int(self.flow.mate[row])
        costs = self.at_least(row).copy()
        costs[own] = FAR
        return self._way(costs, row, own)

    def widened(self, column: int) -> tuple[int, list[Step]]:
        """What one more place with this mentor gains, and who moves."""
        gain = int(self.flow.places[column])
        costs = np.full(self.outside + 1, FAR, np.int64)
        costs[self.outside] = 0
        return (gain, self._way(costs, NOBODY, column)[1]) if gain else (0, [])

    def _way(self, costs: Numbers, first: int, target: int) -> tuple[int, list[Step]]:
        """The cheapest way to the target: from those places where `first` may go at these costs."""
        distance, ahead = costs.copy(), costs.copy()
        before = np.full(len(costs), START, np.int64)
        mover = np.full(len(costs), first, np.int64)
        while (here := int(ahead.argmin())) != target:
            reached = int(ahead[here])
            assert reached < FAR  # there is always a way: nobody need be matched
            ahead[here] = FAR
            for rows, onward in self._onwards(here):
                total = onward + reached
                nearer = np.flatnonzero(total < distance)
                distance[nearer] = ahead[nearer] = total[nearer]
                before[nearer] = here
                mover[nearer] = rows if isinstance(rows, int) else rows[nearer]
        return int(distance[target]), self._steps(target, before, mover)

    def _onwards(self, here: int) -> Iterator[tuple[int | Numbers, Numbers]]:
        """Who could move on from here, and what each next place costs them."""
        if here == self.outside:
            yield self._arrivals()
            return
        if self.free[here] > 0:
            costs = np.full(self.outside + 1, FAR, np.int64)
            costs[self.outside] = 0
            yield NOBODY, costs
        for row in self.mates[here]:
            yield row, self.at_least(row)

    def _arrivals(self) -> tuple[Numbers, Numbers]:
        """Who could come to each mentor from outside: the cheapest mentee who has none, or nobody, which leaves one of
        the mentor's places empty while somebody else moves."""
        if self._arriving is None:
            flow, problem = self.flow, self.problem
            costs = np.append(np.where(problem.places > self.free, flow.places, FAR), FAR)
            who = np.full(len(costs), NOBODY, np.int64)
            for begin in range(0, len(flow.mate), BLOCK):
                rows = np.arange(begin, min(begin + BLOCK, len(flow.mate)))
                waiting = (flow.mate[rows] == NOBODY) & problem.takes_part[rows]
                if waiting.any():
                    worth = problem.worth(begin, begin + BLOCK)[waiting]
                    best = worth.argmax(axis=0)
                    most = worth.max(axis=0)
                    away = np.where(most > IMPOSSIBLE, flow.places - most, FAR)
                    nearer = np.flatnonzero(away < costs[:-1])
                    costs[nearer], who[nearer] = away[nearer], rows[waiting][best[nearer]]
            self._arriving = who, costs
        return self._arriving

    def _steps(self, target: int, before: Numbers, mover: Numbers) -> list[Step]:
        steps: list[Step] = []
        here = target
        while here != START:
            row = int(mover[here])
            if row != NOBODY:
                steps.append((row, int(self.flow.mate[row]), here if here != self.outside else NOBODY))
            here = int(before[here])
        return steps[::-1]
