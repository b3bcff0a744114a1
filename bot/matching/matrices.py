"""What every pair of a round is worth, as whole matrices: for circles and peers, which are solved on all pairs."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.board import NOT, Mask, Points
from bot.matching.columns import Numbers
from bot.matching.laying import Laid
from bot.matching.objective import TooMany
from bot.matching.reasons import reasons

MOST_CELLS: Final = 9_000_000
"""Pairs that fit into memory, some matrices of them at once."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The points of every pair that can be (0 of the others), what they weigh with what is kept of the draft on the
    table, and which pairs lie below the floor. A pinned pair can be, whatever it is worth."""

    allowed: Mask
    points: Numbers
    weighed: Numbers
    low: Mask

    def row(self, mentee: int) -> Points:
        """The points of a mentee with everybody, NOT where the pair cannot be."""
        return np.where(self.allowed[mentee], self.points[mentee], NOT).astype(np.int32)


def whole(laid: Laid) -> Whole:
    on, weights = laid.board, laid.problem.objective
    if len(on.mentees) * len(on.mentors) > MOST_CELLS:
        raise TooMany(f"{len(on.mentees)} people are too many for {laid.request.rules.format} at once")
    found = on.all_points().astype(np.int64)
    for row, column in laid.pins:
        found[row, column] = sum(
            one.points for one in reasons(laid.request, on.mentors[column], on.mentees[row])
        )
    allowed = found >= 0
    points = np.maximum(found, 0)
    weighed = points * weights.point + weights.kept * laid.problem.kept.toarray()
    return Whole(allowed, points, np.where(allowed, weighed, 0), allowed & (points < weights.floor))
