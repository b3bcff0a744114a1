"""The best matching among the pairs looked at, and the prices that prove it: exact, for weights of any size.

Scipy's sparse assignment counts in floating point, where whole numbers are exact below 2^53. Where pairs are worth more,
they are first matched by coarser weights. The prices of that matching bound every other from above: a pair that lies
below them by more than the two are apart cannot be chosen, and what the others lie below them is small enough.
"""

from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.matching.columns import Numbers

NOBODY: Final = -1
EXACT: Final = 2**50  # sums of a few such numbers are exact in floating point


class NotOptimal(AssertionError):
    """Prices cannot be: the matching they were asked for is not the best. A fault of the solver, never of a request."""


@dataclass(frozen=True, slots=True)
class Look:
    """The pairs looked at, ordered by mentee: each one's row and column, and what it is worth with the person in it."""

    rows: Numbers
    columns: Numbers
    worth: Numbers

    def joined(self, other: "Look", columns: int) -> "Look":
        rows = np.concatenate([self.rows, other.rows])
        places = np.concatenate([self.columns, other.columns])
        _, first = np.unique(rows * columns + places, return_index=True)
        return Look(rows[first], places[first], np.concatenate([self.worth, other.worth])[first])


@dataclass(frozen=True, slots=True)
class Flow:
    """Whom each mentee has (a column or NOBODY), and the prices of seats and places that prove it the best."""

    mate: Numbers
    seats: Numbers
    places: Numbers


def assigned(look: Look, rows: int, places: Numbers) -> Numbers:
    """The best matching among these pairs."""
    highest = int(look.worth.max(initial=0))
    if highest < EXACT:
        return _cheapest(look, np.zeros(len(places), np.int64), rows, places, highest)
    finer = highest.bit_length() - EXACT.bit_length() + 1
    coarse = Look(look.rows, look.columns, look.worth >> finer)
    mate = assigned(coarse, rows, places)
    prices = least_prices(coarse, mate, places)[1] << finer
    chosen = look.worth[mate[look.rows] == look.columns]
    bound = sum(_seats(look, prices, rows).tolist()) + sum(
        price * most for price, most in zip(prices.tolist(), places.tolist(), strict=True) if price
    )
    return _cheapest(look, prices, rows, places, bound - sum(chosen.tolist()))


def _seats(look: Look, prices: Numbers, rows: int) -> Numbers:
    """What each mentee would pay at most, at these prices of places."""
    seats = np.zeros(rows, np.int64)
    np.maximum.at(seats, look.rows, look.worth - prices[look.columns])
    return seats


def _cheapest(look: Look, prices: Numbers, rows: int, places: Numbers, most: int) -> Numbers:
    """The matching that loses least against these prices, where no single loss can be more than so much.

    A mentor stands there once for each place, and so does being left out for each mentee, which loses the price of
    their seat. An empty place loses its price too: a stand-in takes it, who else is where a mentee is not left out.
    """
    places = np.clip(places, 0, rows)
    _, taken = min_weight_full_bipartite_matching(_losses(look, prices, rows, places, most))
    mate, taken, total = np.full(rows, NOBODY, np.int64), taken[:rows], int(places.sum())
    mate[taken < total] = np.repeat(np.arange(len(places)), places)[taken[taken < total]]
    return mate


def _losses(look: Look, prices: Numbers, rows: int, places: Numbers, most: int) -> csr_array:
    """A row each mentee and then each stand-in, a column each place and then each mentee's being left out."""
    seats = _seats(look, prices, rows)
    losses = seats[look.rows] + prices[look.columns] - look.worth
    near = losses <= most
    edge = np.repeat(np.flatnonzero(near).astype(np.int32), places[look.columns[near]])
    row, column = look.rows.astype(np.int32)[edge], look.columns.astype(np.int32)[edge]
    starts = np.flatnonzero(np.diff(edge, prepend=-1))
    first, total = (np.cumsum(places) - places).astype(np.int32), int(places.sum())
    place = first[column] + np.arange(len(edge), dtype=np.int32)
    place -= np.repeat(starts.astype(np.int32), np.diff(starts, append=len(edge)))
    left, price = np.flatnonzero(seats <= most), np.repeat(prices, places)
    priced = np.flatnonzero(price)
    number = np.zeros(total, np.int64)
    number[priced] = rows + np.arange(len(priced))
    empty, full = priced[price[priced] <= most], np.flatnonzero(price[place])
    ends = (row, left, number[empty], number[place[full]])
    others = (place, total + left, empty, total + row[full])
    lost = (losses[edge], seats[left], price[empty], np.zeros(len(full), np.int64))
    shape = (rows + len(priced), total + rows)
    return csr_array(coo_array((np.concatenate(lost) + 1.0, (_short(ends), _short(others))), shape))


def _short(parts: tuple[NDArray[Any], ...]) -> NDArray[np.int32]:
    return np.concatenate(parts).astype(np.int32)


def least_prices(
    look: Look, mate: Numbers, places: Numbers, patience: int | None = None
) -> tuple[Numbers, Numbers]:
    """The least prices of seats and places that prove this matching the best among these pairs.

    Whoever has nobody would pay all that a mentor is worth to them; whoever has a mentor, what another is worth more,
    on top of the price they pay. Prices rise until this holds for everybody; where they rise for longer than from one
    mentor to the next through all of them, or than `patience`, they would rise for ever.
    """
    own = mate[look.rows]
    has = own == look.columns
    value = np.zeros(len(mate), np.int64)
    value[look.rows[has]] = look.worth[has]
    price = np.zeros(len(places), np.int64)
    free = (own == NOBODY) & ~has
    np.maximum.at(price, look.columns[free], look.worth[free])
    moves = np.flatnonzero((own != NOBODY) & ~has)
    moves = moves[np.argsort(own[moves], kind="stable")]
    source, target = own[moves], look.columns[moves]
    more = look.worth[moves] - value[look.rows[moves]]
    begins = np.searchsorted(source, np.arange(len(places) + 1))
    _rise(price, begins, source, target, more, patience or len(places))
    load = np.bincount(mate[mate != NOBODY], minlength=len(places))
    seats = np.zeros(len(mate), np.int64)
    seats[mate != NOBODY] = value[mate != NOBODY] - price[mate[mate != NOBODY]]
    if (price[load < places] > 0).any() or (seats < 0).any():
        raise NotOptimal
    return seats, price


def _rise(
    price: Numbers, begins: Numbers, source: Numbers, target: Numbers, more: Numbers, patience: int
) -> None:
    risen = np.flatnonzero(np.diff(begins))
    for turn in count():
        if not len(risen):
            return
        if turn > patience:
            raise NotOptimal
        counts = begins[risen + 1] - begins[risen]
        edges = np.repeat(begins[risen] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        offered = price[source[edges]] + more[edges]
        higher = offered > price[target[edges]]
        reached = target[edges[higher]]
        np.maximum.at(price, reached, offered[higher])
        risen = np.unique(reached)
        risen = risen[begins[risen + 1] > begins[risen]]
