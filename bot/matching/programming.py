"""The programme behind circles: which pairs are worth the most, where a circle opens only when it is filled.

Its relaxation gives each mentee a price. No circle is worth more beyond the prices of its members than the best that could
be put together, so all prices and what the best circles gain bound *every* answer, over all pairs. They also tell what
taking a pair loses: HiGHS looks for the whole-number answer among the pairs that lose least, and once it is found, every
pair must have been among them that loses less than the answer lies below the bound. That proves it.
"""

from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Prices = NDArray[np.float64]
Pairs = tuple[Numbers, Numbers]
"""Mentees and mentors, place by place."""

FIRST_LOOK = 12  # mentors a mentee, among whom the answer nearly always is
KEPT = 4  # of them, in whole numbers
BRANCHES = 2_000  # then the best answer so far is taken: counted, so that it is the same on every machine
NEARLY = 1e-5  # of a point: what HiGHS takes for nothing
FINE = 2**20  # parts of a point, in which prices are counted
NEVER = -(2**62)


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


def best(round_: Round, sure: Mask) -> Answer:
    """The best answer, if there is one at all among the pairs that are `sure`."""
    bound, losses = _priced(round_, sure)
    looked = sure.copy()
    most = min(KEPT * len(losses), losses.size) - 1
    looked.flat[np.argpartition(losses, most, axis=None)[: most + 1]] = True
    while True:
        look = _places(looked & round_.allowed)
        answer = _whole(round_, look)
        chosen = answer.x[: len(look[0])] > 0.5
        pairs = look[0][chosen], look[1][chosen]
        value = int(round_.worth[pairs].sum())
        if floor(bound) <= value:
            return Answer(pairs, value)
        left_out = (losses <= bound - value - 1) & round_.allowed & ~looked
        if not left_out.any():
            return Answer(pairs, min(floor(bound), floor(NEARLY - answer.mip_dual_bound)))
        looked |= left_out


def _priced(round_: Round, sure: Mask) -> tuple[float, Prices]:
    """What no answer exceeds, and what is lost of it by each pair: by the prices of a relaxation that looks at ever more
    pairs, until it says no more than the bound of all."""
    looked = _promising(round_.worth, round_.allowed, FIRST_LOOK) | sure
    found: tuple[float, Prices] | None = None
    while True:
        look = _places(looked & round_.allowed)
        programme = _programme(round_, look)
        relaxed = linprog(
            programme.costs,
            A_ub=programme.rules,
            b_ub=programme.limits,
            bounds=programme.bounds,
            method="highs",
        )
        bound, losses = _bound(round_, -relaxed.ineqlin.marginals)
        if found is None or bound < found[0]:
            found = bound, losses
        more = (losses < NEARLY) & round_.allowed & ~looked
        if floor(bound) <= floor(NEARLY - relaxed.fun) or not more.any():
            return found
        looked |= _promising(round_.worth, more, FIRST_LOOK // 2)


def _places(mask: Mask) -> Pairs:
    rows, columns = np.nonzero(mask)
    return rows, columns


def _promising(worth: Numbers, among: Mask, each: int) -> Mask:
    """For each mentee the mentors worth most."""
    ranked = np.argsort(np.where(among, -worth, -NEVER), axis=1, kind="stable")[:, :each]
    found = np.zeros_like(among)
    np.put_along_axis(found, ranked, values=True, axis=1)
    return found & among


@dataclass(frozen=True, slots=True)
class Programme:
    """A column for each pair looked at, and one for each circle, open or not."""

    costs: Prices
    rules: Any
    limits: Prices
    bounds: Prices


def _programme(round_: Round, look: Pairs) -> Programme:
    circle = np.zeros(len(round_.least))
    rules, limits = _rules(round_, look)
    least = np.r_[round_.pinned[look], circle].astype(np.float64)
    return Programme(
        np.r_[-round_.worth[look], circle].astype(np.float64),
        rules,
        limits,
        np.stack([least, np.ones(len(least))], axis=1),
    )


def _whole(round_: Round, look: Pairs) -> Any:
    """The answer in whole numbers. HiGHS 1.12 stumbles over a few small programmes in its own preparation of them."""
    programme = _programme(round_, look)
    for prepared in (True, False):
        answer = milp(
            programme.costs,
            constraints=LinearConstraint(programme.rules, ub=programme.limits),
            bounds=Bounds(*programme.bounds.T),
            integrality=np.ones(len(programme.costs)),
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


def _bound(round_: Round, prices: Prices) -> tuple[float, Prices]:
    """What no answer exceeds, by any prices not below 0; and what each pair loses of it at least.

    Prices are whole parts of FINE, and what they come to is summed up in whole numbers: so the bound is one.
    """
    mentees, mentors = round_.worth.shape
    priced = np.rint(np.maximum(prices, 0) * FINE).astype(np.int64)
    mentee, earlier = priced[:mentees], priced[mentees + 2 * mentors :][: len(round_.earlier)]
    gains = round_.worth * FINE - mentee[:, None]
    bound = int(mentee.sum())
    for price, (worth, value) in zip(earlier.tolist(), round_.earlier, strict=True):
        gains += price * worth
        bound -= price * value
    gained, losses = _of_circles(round_, gains)
    return (bound + int(gained.sum())) / FINE, losses / FINE


def _of_circles(round_: Round, gains: Numbers) -> tuple[Numbers, Prices]:
    """What each mentor's best circle gains, and how much less the best one does with each mentee in it.

    The best circle has its least number of the best, and more of them as long as they gain anything. With somebody who
    is not in it, it has them and one fewer of the others.
    """
    opens, must = round_.allowed.any(axis=0), round_.pinned.any(axis=0)
    ranked = np.where(round_.pinned, -NEVER, np.where(round_.allowed, gains, NEVER))
    order = np.argsort(-ranked, axis=0, kind="stable")[: int(round_.most.max())]
    best, rank = np.take_along_axis(ranked, order, axis=0), np.arange(len(order))[:, None]
    worth = np.take_along_axis(gains, order, axis=0)
    member = (rank < round_.most) & ((rank < round_.least) | (best > 0)) & opens
    others = (rank < round_.most - 1) & ((rank < round_.least - 1) | (best > 0)) & opens
    whole = (worth * member).sum(axis=0)
    with_them = gains + (worth * others).sum(axis=0)
    inside = np.zeros(gains.shape, np.bool_)
    np.put_along_axis(inside, order, member, axis=0)
    gained = np.where(must, whole, np.maximum(whole, 0))
    losses = np.maximum(gained - np.where(inside, whole, with_them), 0).astype(np.float64)
    losses[~round_.allowed] = np.inf
    return gained, losses
