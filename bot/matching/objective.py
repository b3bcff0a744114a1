"""What makes one matching better than another, as one whole number.

The tiers are weighed so that no sum of a lower one outweighs the least of a higher. That the weights of the people are
no more than ranks is enough: whoever is matched in a largest matching of the greatest sum of ranks, nobody of a higher
rank waits for a place that one of a lower holds (the sets of mentees that can be matched together are a matroid).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching import Candidate, Request, Tiers
from bot.matching.board import Mask, Points
from bot.matching.columns import Numbers

MOST_POINTS: Final = 1000
MOST_ROUNDS: Final = 7  # waiting for longer than these counts no more
WIDEST: Final = (
    2**60
)  # what a pair may weigh, so that sums of a few, and what stands for "cannot be", still fit


class TooMany(ValueError):
    """So many people that what decides cannot be weighed exactly any more: no answer is better than a wrong one."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What a person, a match below the floor, a point and a kept pair weigh."""

    person: int
    below: int
    point: int
    kept: int
    floor: int

    def worth(self, points: Points | NDArray[np.int16], kept: Mask | None = None) -> Numbers:
        """What pairs are worth by their points, without what it is worth that the person is matched at all."""
        found = points.astype(np.int64) * self.point
        if self.below:
            found -= (points < self.floor) * self.below
        return found if kept is None else found + kept * self.kept

    @property
    def plain(self) -> bool:
        """Whether a pair is worth its points and no more."""
        return self.point == 1 and not self.below

    @property
    def highest(self) -> int:
        """More than any pair is worth."""
        return self.person * (MOST_ROUNDS + 1) + MOST_POINTS * self.point + self.below + self.kept

    def points(self, worth: Numbers) -> Numbers:
        """The points of pairs of this worth."""
        return (worth + np.where(worth < 0, self.below, 0)) // self.point

    def person_worth(self, mentees: Sequence[Candidate]) -> Numbers:
        return np.array([self.person * (1 + min(one.priority, MOST_ROUNDS)) for one in mentees], np.int64)

    def tiers(self, value: int) -> Tiers:
        """A worth, or the difference of two, taken apart."""
        told = []
        for weight in (self.person, self.below, self.point):
            count = (value + weight // 2) // weight if weight else 0
            value -= count * weight
            told.append(count)
        return Tiers(told[0], -told[1], told[2], value if self.kept else 0)


def objective(request: Request, mentees: Sequence[Candidate], places: int) -> Objective:
    """The weights for a round in which so many mentees can be matched. Each is more than twice all that lies below,
    so that also a difference can be taken apart."""
    most = min(len(mentees), places)
    kept = 1 if request.previous else 0
    point = 2 * kept * min(most, len(request.previous)) + 1
    total = most * (MOST_POINTS * point + kept)
    below = 2 * total + 1 if request.rules.floor else 0
    total += most * below
    person = 2 * total + 1 if request.rules.aim == "people" else 0
    found = Objective(person, below, point, kept, request.rules.floor)
    if found.highest >= WIDEST:
        raise TooMany(f"{most} matches are too many to weigh a floor and the draft on the table at once")
    return found
