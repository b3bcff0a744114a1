"""The best matching: as many mentees matched as possible, and of all such matchings one with the most points.

This is an exact assignment of mentees to single places (a mentor stands there once for each place they have).
"""

import hashlib
from collections import Counter
from collections.abc import Callable

import numpy as np
from scipy.optimize import linear_sum_assignment

from bot.domain.matching import Candidate, Outcome, Pair, Proposal, Request, Side, Unmatched, Why
from bot.matching.reasons import reasons, skills_of
from bot.matching.rules import Mask, Rules, rules
from bot.matching.scores import Matrix, scores


def solve(request: Request) -> Outcome:
    """The answer to a request; the same for any order of its people."""
    people = sorted(request.people, key=_lot(request.seed))
    mentees = [one for one in people if one.seeks]
    mentors = [one for one in people if one.places > 0]
    found = rules(request, mentees, mentors)
    points = scores(request, mentees, mentors)

    rows = {one.id: row for row, one in enumerate(mentees)}
    columns = {one.id: column for column, one in enumerate(mentors)}
    places = np.array([one.places for one in mentors], dtype=np.int64)
    pins = _kept_pins(request, rows, columns, mentors, found)
    chosen = [(rows[mentee], columns[mentor]) for mentor, mentee in pins]
    allowed = found.open.copy()
    for row, column in chosen:
        allowed[row, :] = False
        places[column] -= 1
    chosen += _assigned(points, allowed, places)

    proposals = [_proposal(request, mentors[column], mentees[row]) for row, column in chosen]
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda one: (one.mentor, one.mentee))),
        unmatched=_unmatched(mentees, mentors, found, chosen),
        value=sum(one.points for one in proposals),
        refused=tuple(sorted(set(request.pinned) - set(pins))),
    )


def _lot(seed: int) -> Callable[[Candidate], bytes]:
    """A fair order for equals: drawn by lot, the same for one seed on every machine."""
    return lambda one: hashlib.sha256(f"{seed} {one.id}".encode()).digest()


def _kept_pins(
    request: Request, rows: dict[str, int], columns: dict[str, int], mentors: list[Candidate], found: Rules
) -> list[Pair]:
    """The pins that hold: between people of this round, within their places, and not barred."""
    kept: list[Pair] = []
    taken: Counter[str] = Counter()
    for mentor, mentee in dict.fromkeys(request.pinned):
        if mentor not in columns or mentee not in rows or any(mentee == other for _, other in kept):
            continue
        column = columns[mentor]
        if taken[mentor] < mentors[column].places and not found.barred[rows[mentee], column]:
            taken[mentor] += 1
            kept.append((mentor, mentee))
    return kept


def _assigned(points: Matrix, allowed: Mask, places: Matrix) -> list[tuple[int, int]]:
    """Rows and columns of the best assignment. One more match outweighs all points that any matching could have."""
    mentors = np.repeat(np.arange(len(places)), np.minimum(places, len(points)))
    worth_of_a_match = int(points.max(initial=0)) * len(points) + 1
    worth = np.where(allowed, points + worth_of_a_match, 0)[:, mentors]
    rows, seats = linear_sum_assignment(worth.astype(np.float64), maximize=True)
    pairs = ((int(row), int(mentors[seat])) for row, seat in zip(rows, seats, strict=True))
    return [(row, column) for row, column in pairs if allowed[row, column]]


def _proposal(request: Request, mentor: Candidate, mentee: Candidate) -> Proposal:
    why = reasons(request, mentor, mentee)
    return Proposal(mentor.id, mentee.id, sum(reason.points for reason in why), why)


def _unmatched(
    mentees: list[Candidate], mentors: list[Candidate], found: Rules, chosen: list[tuple[int, int]]
) -> tuple[Unmatched, ...]:
    matched_rows, matched_columns = {row for row, _ in chosen}, {column for _, column in chosen}
    without = [
        Unmatched(mentee.id, Side.MENTEE, _why(Side.MENTEE, mentee.wanted, found, row))
        for row, mentee in enumerate(mentees)
        if row not in matched_rows
    ]
    without += [
        Unmatched(mentor.id, Side.MENTOR, _why(Side.MENTOR, mentor.offered, found, column))
        for column, mentor in enumerate(mentors)
        if column not in matched_columns
    ]
    return tuple(sorted(without, key=lambda one: (one.person, one.side)))


def _why(side: Side, skills: tuple[str, ...], found: Rules, place: int) -> Why:
    """The first thing that would have to change: from what they named, to the rules, to a free place."""

    def line(mask: Mask) -> Mask:
        return mask[place] if side is Side.MENTEE else mask[:, place]

    fitting = ~line(found.unskilled)
    if not skills_of(skills):
        return Why.NOTHING_ASKED
    if not fitting.any():
        return Why.NOBODY_OFFERS if side is Side.MENTEE else Why.NOBODY_NEEDS
    if line(found.open).any():
        return Why.NO_PLACE if side is Side.MENTEE else Why.NO_MENTEE_LEFT
    if not (fitting & ~line(found.barred)).any():
        return Why.FORBIDDEN
    if not (fitting & ~line(found.barred) & ~line(found.repeated)).any():
        return Why.MET_BEFORE
    return Why.NO_SHARED_HOURS
