"""Circles: a mentor with several mentees, who begin together or not at all. The request solved and told."""

from collections import Counter
from dataclasses import replace
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from bot.domain.matching import Certificate, Outcome, Request, Side, Unmatched, Why
from bot.matching.board import Board, Mask
from bot.matching.circles import Asked, Circles, Seats, circles
from bot.matching.flow import Tell
from bot.matching.laying import Laid, Place, digest, lay_out
from bot.matching.matrices import Whole, whole
from bot.matching.objective import MOST_ROUNDS, Objective
from bot.matching.telling import best, pair_of, proposal, unmatched

LEFT: Final = (Why.NO_PLACE, Why.NO_MENTEE_LEFT)


def circling(request: Request, tell: Tell) -> Outcome:
    laid = lay_out(request)
    all_pairs = whole(laid)
    seats = _seats(laid)
    pins = _that_fill(laid, all_pairs.allowed, seats)
    people = np.array([1 + min(one.priority, MOST_ROUNDS) for one in laid.board.mentees], np.int64)
    found = circles(
        Asked(
            points=all_pairs.weighed,
            allowed=all_pairs.allowed,
            seats=seats,
            people=people if request.rules.aim == "people" else np.zeros_like(people),
            low=all_pairs.low,
            pinned=pins,
        )
    )
    tell(len(laid.board.mentees))
    return _told(laid, found, all_pairs, pins)


def _seats(laid: Laid) -> list[Seats]:
    least, most = laid.request.rules.circle
    return [Seats(least, min(most, one.places)) for one in laid.board.mentors]


def _that_fill(laid: Laid, allowed: Mask, seats: list[Seats]) -> tuple[Place, ...]:
    """The pins whose circles can all be filled to their least number: a mentor's pins hold together or not at all."""
    kept: list[Place] = []
    for mentor in dict.fromkeys(column for _, column in laid.pins):
        theirs = [pin for pin in laid.pins if pin[1] == mentor]
        fits = len(theirs) <= seats[mentor].most >= seats[mentor].least
        if fits and _can_fill([*kept, *theirs], allowed, seats):
            kept += theirs
    return tuple(kept)


def _can_fill(pins: list[Place], allowed: Mask, seats: list[Seats]) -> bool:
    sizes = Counter(column for _, column in pins)
    lacking = [column for column, size in sizes.items() for _ in range(seats[column].least - size)]
    free = allowed[:, lacking].copy()
    free[[row for row, _ in pins]] = False
    return not lacking or bool((maximum_bipartite_matching(csr_array(free)) >= 0).sum() == len(lacking))


def _told(laid: Laid, found: Circles, all_pairs: Whole, pins: tuple[Place, ...]) -> Outcome:
    on, request = laid.board, laid.request
    proposals = [
        proposal(on, pair, best(all_pairs.row(pair[0]), on.mentors, pair[1:])) for pair in found.pairs
    ]
    held = {pair_of(on, pair) for pair in pins}
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda one: (one.mentor, one.mentee))),
        unmatched=tuple(_unfilled(on, one, all_pairs.allowed, found) for one in unmatched(on, found.pairs)),
        value=sum(one.points for one in proposals),
        refused=tuple(sorted(set(request.pinned) - held)),
        certificate=_certificate(laid, found),
    )


def _unfilled(on: Board, one: Unmatched, allowed: Mask, found: Circles) -> Unmatched:
    """Whoever would fit and has no place may lack others to begin with rather than a place."""
    if one.why not in LEFT:
        return one
    if one.side is Side.MENTOR:
        places = next(mentor.places for mentor in on.mentors if mentor.id == one.person)
        few = places < on.request.rules.circle[0]
        return replace(one, why=Why.TOO_FEW_PLACES if few else Why.NOT_FILLED)
    row = next(row for row, mentee in enumerate(on.mentees) if mentee.id == one.person)
    opened = {column for _, column in found.pairs}
    waits = any(int(column) not in opened for column in np.flatnonzero(allowed[row]))
    return replace(one, why=Why.NOT_FILLED) if waits else one


def _certificate(laid: Laid, found: Circles) -> Certificate:
    weights = laid.problem.objective
    return Certificate(
        digest=digest(laid.request),
        tiers=weights.tiers(_value(weights, found.reached)),
        value=_value(weights, found.reached),
        places={},
        seats={},
        most=weights.tiers(_value(weights, found.most)),
    )


def _value(weights: Objective, tiers: tuple[int, ...]) -> int:
    people, low, points = tiers
    return weights.person * people + weights.below * low + points
