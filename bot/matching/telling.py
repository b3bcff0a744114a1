"""What was found, told in people: the proposals with their reasons, and why somebody stays without."""

from collections.abc import Iterable

import numpy as np

from bot.domain.matching import Candidate, Pair, Partner, Proposal, Side, Unmatched, Why
from bot.domain.program import Format
from bot.matching.board import BLOCK, Board, Mask, Points
from bot.matching.columns import People
from bot.matching.laying import Place, as_told
from bot.matching.reasons import reasons, skills_of
from bot.matching.rules import Rules, rules

RUNNERS_UP = 3


def pair_of(on: Board, place: Place) -> Pair:
    row, column = place
    return as_told(on.request, (on.mentors[column].id, on.mentees[row].id))


def proposal(on: Board, place: Place, runners_up: Iterable[Partner] = ()) -> Proposal:
    row, column = place
    one, other = on.mentors[column], on.mentees[row]
    pair = pair_of(on, place)
    why = reasons(on.request, *((one, other) if pair[0] == one.id else (other, one)))
    return Proposal(*pair, sum(reason.points for reason in why), why, tuple(runners_up))


def best_of_row(on: Board, row: int, but: Iterable[int] = (), most: int = RUNNERS_UP) -> tuple[Partner, ...]:
    """The mentors who would suit a mentee best, whoever has them now."""
    return best(on.points(row, row + 1)[0], on.mentors, but, most)


def best(
    points: Points, people: People, but: Iterable[int] = (), most: int = RUNNERS_UP
) -> tuple[Partner, ...]:
    left_out = set(but)
    order = np.argsort(-points, kind="stable")[: most + len(left_out)]
    found = [int(at) for at in order if points[at] >= 0 and at not in left_out]
    return tuple(Partner(people[at].id, int(points[at])) for at in found[:most])


def unmatched(on: Board, chosen: Iterable[Place]) -> tuple[Unmatched, ...]:
    """Who stays without: mentees who have nobody at all, and mentors whom nobody was given."""
    pairs = list(chosen)
    served = [row for row, _ in pairs] + [row for row, one in enumerate(on.mentees) if one.mentors]
    rows = np.setdiff1d(np.arange(len(on.mentees)), served)
    columns = np.setdiff1d(np.arange(len(on.mentors)), [column for _, column in pairs])
    all_rows, all_columns = np.arange(len(on.mentees)), np.arange(len(on.mentors))
    without = []
    for begin in range(0, len(rows), BLOCK):
        some = rows[begin : begin + BLOCK]
        found = rules(on, some, all_columns)
        without += [_left(on, Side.MENTEE, on.mentees[row], found, place) for place, row in enumerate(some)]
    for begin in range(0, len(columns), BLOCK):
        some = columns[begin : begin + BLOCK]
        found = rules(on, all_rows, some)
        without += [
            _left(on, Side.MENTOR, on.mentors[column], found, place) for place, column in enumerate(some)
        ]
    return tuple(sorted(without, key=lambda one: (one.person, one.side)))


def _left(on: Board, side: Side, one: Candidate, found: Rules, place: int) -> Unmatched:
    skills = one.wanted if side is Side.MENTEE else one.offered
    if on.request.rules.format is Format.PEERS:  # what a peer offers is as good as what they want
        skills = one.wanted + one.offered
    return Unmatched(one.id, side, why_left(side, skills, found, place))


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
