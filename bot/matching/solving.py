"""The best matching, with its reasons, its runners-up and its proof."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from bot.domain.matching import (
    Candidate,
    Certificate,
    Outcome,
    Pair,
    Partner,
    Proposal,
    Request,
    Side,
    Unmatched,
    Why,
)
from bot.matching.assigning import NOBODY
from bot.matching.board import BLOCK, Board, Mask, board
from bot.matching.flow import Found, Problem, Tell, nobody_asks, solved
from bot.matching.objective import objective
from bot.matching.reasons import reasons, skills_of
from bot.matching.rules import Rules, rules

RUNNERS_UP = 3


@dataclass(frozen=True, slots=True)
class Laid:
    """A request laid out: its people in the order of the lot, the pins that hold, and the problem that is left."""

    problem: Problem
    pins: tuple[tuple[int, int], ...]

    @property
    def board(self) -> Board:
        return self.problem.board


def solve(request: Request, tell: Tell = nobody_asks) -> Outcome:
    """The answer to a request; the same for any order of its people. `tell` hears how many mentees were looked at."""
    laid = lay_out(request)
    return told(laid, solved(laid.problem, tell))


def lay_out(request: Request) -> Laid:
    people = sorted(request.people, key=_lot(request.seed))
    mentees = [one for one in people if one.seeks]
    mentors = [one for one in people if one.places > 0]
    side_by_side = board(request, mentees, mentors)
    places = np.array([one.places for one in mentors], np.int64)
    takes_part = np.ones(len(mentees), np.bool_)
    pins = tuple(_kept_pins(side_by_side))
    for row, column in pins:
        takes_part[row] = False
        places[column] -= 1
    weights = objective(request, mentees, int(places.sum()))
    problem = Problem(
        board=side_by_side,
        objective=weights,
        places=places,
        takes_part=takes_part,
        person=weights.person_worth(mentees),
        kept=_marked(side_by_side, request.previous),
    )
    return Laid(problem, pins)


def _lot(seed: int) -> Callable[[Candidate], bytes]:
    """A fair order for equals: drawn by lot, the same for one seed on every machine."""
    return lambda one: hashlib.sha256(f"{seed} {one.id}".encode()).digest()


def _kept_pins(on: Board) -> Iterator[tuple[int, int]]:
    """The pins that hold: between people of this round, within their places, and not barred."""
    rows = {one.id: row for row, one in enumerate(on.mentees)}
    columns = {one.id: column for column, one in enumerate(on.mentors)}
    taken: Counter[int] = Counter()
    seated: set[str] = set()
    for mentor, mentee in dict.fromkeys(on.request.pinned):
        if mentor not in columns or mentee not in rows or mentee in seated:
            continue
        row, column = rows[mentee], columns[mentor]
        found = rules(on, np.array([row]), np.array([column]))
        if taken[column] < on.mentors[column].places and not found.barred[0, 0]:
            seated.add(mentee)
            taken[column] += 1
            yield row, column


def _marked(on: Board, pairs: tuple[Pair, ...]) -> csr_array:
    rows = {one.id: row for row, one in enumerate(on.mentees)}
    columns = {one.id: column for column, one in enumerate(on.mentors)}
    cells = sorted({(rows[b], columns[a]) for a, b in pairs if a in columns and b in rows})
    at = np.array(cells, np.int64).reshape(-1, 2)
    shape = (len(on.mentees), len(on.mentors))
    return csr_array((np.ones(len(at), np.int64), (at[:, 0], at[:, 1])), shape=shape)


def told(laid: Laid, found: Found) -> Outcome:
    """What was found, in people."""
    on, request, flow = laid.board, laid.board.request, found.flow
    chosen = [*laid.pins, *((row, int(column)) for row, column in enumerate(flow.mate) if column != NOBODY)]
    proposals = [
        _proposal(on, row, column, runners)
        for row, column, runners in _with_runners_up(laid, found, sorted(chosen))
    ]
    held = {(on.mentors[column].id, on.mentees[row].id) for row, column in laid.pins}
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda one: (one.mentor, one.mentee))),
        unmatched=_unmatched(on, chosen),
        value=sum(one.points for one in proposals),
        refused=tuple(sorted(set(request.pinned) - held)),
        certificate=Certificate(
            digest=digest(request),
            tiers=laid.problem.objective.tiers(found.value),
            value=found.value,
            places={one.id: int(price) for one, price in zip(on.mentors, flow.places, strict=True)},
            seats={one.id: int(price) for one, price in zip(on.mentees, flow.seats, strict=True)},
            rounds=found.rounds,
        ),
    )


def digest(request: Request) -> str:
    """Stands for a request: the same for any order of its people."""
    sides = [
        sorted(f"{one!r}" for one in request.people),
        f"{request.rules!r} {request.day} {request.day_starts} {request.day_ends} {request.seed}",
        *(sorted(pairs) for pairs in (request.past, request.forbidden, request.pinned, request.previous)),
        sorted(request.related),
    ]
    return hashlib.sha256(repr(sides).encode()).hexdigest()


def _with_runners_up(
    laid: Laid, found: Found, chosen: list[tuple[int, int]]
) -> Iterator[tuple[int, int, tuple[Partner, ...]]]:
    """Each pair with the mentee's best other mentors, which are among the pairs looked at."""
    problem, look, on = laid.problem, found.look, laid.board
    order = np.lexsort((look.columns, -look.worth, look.rows))
    rows, columns = look.rows[order], look.columns[order]
    points = problem.objective.points(look.worth[order] - problem.person[rows])
    begins = np.searchsorted(rows, np.arange(len(on.mentees) + 1))
    for row, column in chosen:
        near = range(begins[row], min(begins[row + 1], begins[row] + RUNNERS_UP + 1))
        others = [
            Partner(on.mentors[columns[at]].id, int(points[at])) for at in near if columns[at] != column
        ]
        yield row, column, tuple(others[:RUNNERS_UP])


def _proposal(on: Board, row: int, column: int, runners_up: tuple[Partner, ...]) -> Proposal:
    mentor, mentee = on.mentors[column], on.mentees[row]
    why = reasons(on.request, mentor, mentee)
    return Proposal(mentor.id, mentee.id, sum(reason.points for reason in why), why, runners_up)


def _unmatched(on: Board, chosen: list[tuple[int, int]]) -> tuple[Unmatched, ...]:
    rows = np.setdiff1d(np.arange(len(on.mentees)), [row for row, _ in chosen])
    columns = np.setdiff1d(np.arange(len(on.mentors)), [column for _, column in chosen])
    all_rows, all_columns = np.arange(len(on.mentees)), np.arange(len(on.mentors))
    without = []
    for begin in range(0, len(rows), BLOCK):
        some = rows[begin : begin + BLOCK]
        found = rules(on, some, all_columns)
        without += [_left(Side.MENTEE, on.mentees[row], found, place) for place, row in enumerate(some)]
    for begin in range(0, len(columns), BLOCK):
        some = columns[begin : begin + BLOCK]
        found = rules(on, all_rows, some)
        without += [_left(Side.MENTOR, on.mentors[column], found, place) for place, column in enumerate(some)]
    return tuple(sorted(without, key=lambda one: (one.person, one.side)))


def _left(side: Side, one: Candidate, found: Rules, place: int) -> Unmatched:
    return Unmatched(
        one.id, side, why_left(side, one.wanted if side is Side.MENTEE else one.offered, found, place)
    )


def why_left(side: Side, skills: tuple[str, ...], found: Rules, place: int) -> Why:
    """The first thing that would have to change: from what they named, to the rules, to a free place."""

    def line(mask: Mask) -> Mask:
        return mask[place] if side is Side.MENTEE else mask[:, place]

    if not skills_of(skills) and line(found.unskilled).all():
        return Why.NOTHING_ASKED
    fitting = ~line(found.unskilled | found.missed)
    if not fitting.any():
        return Why.NOBODY_OFFERS if side is Side.MENTEE else Why.NOBODY_NEEDS
    if line(found.open).any():
        return Why.NO_PLACE if side is Side.MENTEE else Why.NO_MENTEE_LEFT
    if not (fitting & ~line(found.barred)).any():
        return Why.FORBIDDEN
    if not (fitting & ~line(found.barred) & ~line(found.repeated)).any():
        return Why.MET_BEFORE
    return Why.NO_SHARED_HOURS
