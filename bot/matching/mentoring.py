"""Mentors for mentees, one to one: the levels solved and told."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from bot.domain.matching import Certificate, Outcome, Partner, Request
from bot.matching.flow import Tell
from bot.matching.laying import Laid, Place, digest, lay_out
from bot.matching.levels import Level, levels
from bot.matching.telling import RUNNERS_UP, pair_of, proposal, unmatched


def mentoring(request: Request, tell: Tell) -> Outcome:
    laid = lay_out(request)
    solved = list(levels(laid, tell))
    chosen = [*laid.pins, *(pair for level in solved for pair in level.pairs)]
    own: dict[int, set[int]] = {}
    for row, column in chosen:
        own.setdefault(row, set()).add(column)
    proposals = [proposal(laid.board, pair) for pair in laid.pins]
    for level in solved:
        proposals += [proposal(laid.board, pair, others) for pair, others in _with_runners_up(level, own)]
    held = {pair_of(laid.board, pair) for pair in laid.pins}
    first, *further = (_certificate(laid, level) for level in solved)
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda one: (one.mentor, one.mentee))),
        unmatched=unmatched(laid.board, chosen),
        value=sum(one.points for one in proposals),
        refused=tuple(sorted(set(request.pinned) - held)),
        certificate=replace(first, further=tuple(further)),
    )


def _certificate(laid: Laid, level: Level) -> Certificate:
    found, on = level.found, laid.board
    return Certificate(
        digest=digest(laid.request),
        tiers=level.problem.objective.tiers(found.value),
        value=found.value,
        places={one.id: int(price) for one, price in zip(on.mentors, found.flow.places, strict=True)},
        seats={one.id: int(price) for one, price in zip(on.mentees, found.flow.seats, strict=True)},
        rounds=found.rounds,
        pairs=tuple(sorted(pair_of(on, pair) for pair in level.pairs)) if level.added else (),
    )


def _with_runners_up(
    level: Level, own: Mapping[int, set[int]]
) -> Iterator[tuple[Place, tuple[Partner, ...]]]:
    """Each pair with the mentee's best other mentors, which are among the pairs looked at."""
    problem, look, on = level.problem, level.found.look, level.problem.board
    order = np.lexsort((look.columns, -look.worth, look.rows))
    rows, columns = look.rows[order], look.columns[order]
    points = problem.objective.points(look.worth[order] - problem.person[rows])
    begins = np.searchsorted(rows, np.arange(len(on.mentees) + 1))
    for row, column in level.pairs:
        near = range(begins[row], min(begins[row + 1], begins[row] + RUNNERS_UP + len(own[row])))
        others = [
            Partner(on.mentors[columns[at]].id, int(points[at])) for at in near if columns[at] not in own[row]
        ]
        yield (row, column), tuple(others[:RUNNERS_UP])
