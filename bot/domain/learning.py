"""What has worked: whether pairs with more points of a criterion met more often, and what that suggests for the next
round.

The measure is Spearman's rank correlation of points and meetings. Its interval is Fisher's, with the standard error
that Fieller, Hartley and Pearson gave for ranks (Biometrika 44, 1957), and wide enough to hold for all criteria at once
(Bonferroni).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from math import atanh, sqrt, tanh
from statistics import NormalDist, StatisticsError, correlation
from typing import Final

FIRST_WEEKS: Final = timedelta(weeks=8)
"""From their opening on: the time in which meetings are counted, for each pair the same."""

ENOUGH: Final = 20
"""Pairs: with fewer, any answer would be chance."""

ERROR: Final = 0.05
LADDER: Final = ("low", "medium", "high")
PRIVATE: Final = frozenset({"affinity"})
"""Nobody is ever shown anything of it."""


@dataclass(frozen=True, slots=True)
class Went:
    """How a pair went: the points of its reasons, by criterion, and how often they met in their first weeks."""

    round_id: int
    points: Mapping[str, int]
    meetings: int


@dataclass(frozen=True, slots=True)
class Link:
    """How a criterion and meetings went together, from -1 to 1: over how many `pairs`, and within which bounds."""

    criterion: str
    pairs: int
    rank: float
    least: float
    most: float

    @property
    def more(self) -> bool:
        return self.least > 0

    @property
    def fewer(self) -> bool:
        return self.most < 0


def links(went: Sequence[Went]) -> tuple[Link, ...]:
    """For every criterion that can be judged, the strongest first; none while there are too few pairs."""
    names = sorted({name for one in went for name in one.points} - PRIVATE)
    found = [_link(name, went, len(names)) for name in names]
    return tuple(sorted((one for one in found if one), key=lambda one: -abs(one.rank)))


def suggested(found: Sequence[Link], words: Mapping[str, str]) -> dict[str, str]:
    """The words that some criteria should have instead, a step up or down, where the numbers leave no doubt."""
    steps: dict[str, str] = {}
    for one in found:
        word = words.get(one.criterion, "off")
        if word in LADDER and (one.more or one.fewer):
            place = LADDER.index(word) + (1 if one.more else -1)
            if 0 <= place < len(LADDER):
                steps[one.criterion] = LADDER[place]
    return steps


def _link(name: str, went: Sequence[Went], judged: int) -> Link | None:
    """Points are taken as shares of the most of their round, as what a criterion counted may differ between rounds."""
    most = {
        round_id: max(one.points.get(name, 0) for one in theirs)
        for round_id, theirs in groupby(sorted(went, key=lambda one: one.round_id), lambda one: one.round_id)
    }
    seen = [one for one in went if most[one.round_id]]
    if len(seen) < ENOUGH:
        return None
    shares = _ranks([one.points.get(name, 0) / most[one.round_id] for one in seen])
    try:
        rank = correlation(shares, _ranks([float(one.meetings) for one in seen]))
    except StatisticsError:  # all of them are the same
        return None
    reach = NormalDist().inv_cdf(1 - ERROR / 2 / judged) * sqrt(1.06 / (len(seen) - 3))
    middle = atanh(max(-0.999999, min(0.999999, rank)))
    return Link(name, len(seen), rank, tanh(middle - reach), tanh(middle + reach))


def _ranks(values: Sequence[float]) -> list[float]:
    """Places in order, from 1; equals share the mean of their places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    first = 1
    for _, same in groupby(order, values.__getitem__):
        places = list(same)
        for place in places:
            ranks[place] = first + (len(places) - 1) / 2
        first += len(places)
    return ranks
