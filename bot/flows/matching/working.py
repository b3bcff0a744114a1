"""A round worked out in a process of its own: read there, solved, and made ready to be stored.

In the bot's own process the reading and the sealing of a large company would hold up everybody who waits for an ack.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.domain.drafts import Proof, print_of
from bot.domain.program import Format
from bot.domain.rounds import version
from bot.flows.matching.asking import Solved, next_asked, same
from bot.matching.laying import open_pairs
from bot.matching.objective import TooMany
from bot.matching.solving import solve
from bot.store.rounds import Ready, ready
from bot.store.store import Elsewhere

COUNTED_UP_TO: Final = 1_000_000
"""Combinations of which those are counted that can be pairs; of more it would take its time."""


@dataclass(frozen=True, slots=True)
class Errand:
    """The round that waits to be worked out, and where to read what of."""

    where: Elsewhere
    round_id: int


def work_out(errand: Errand, tell: Callable[[int, int], None]) -> Solved | None:
    """None if it waits no more. `tell` hears how many mentees were compared with all mentors, and of how many."""
    asked = errand.where.look(next_asked)
    if asked is None or asked.round_id != errand.round_id:
        return None
    request = asked.request
    mentees = sum(one.seeks for one in request.people)
    try:
        outcome = solve(request, lambda done: tell(done, mentees))
    except TooMany:
        return Solved(asked.round_id, version(request), request.pinned, Ready(()), too_many=True)
    compared = mentees * sum(one.places > 0 for one in request.people)
    if request.rules.format is Format.PEERS:
        compared = mentees * (mentees - 1) // 2
    proof = None
    if outcome.certificate:
        possible = open_pairs(request) if compared <= COUNTED_UP_TO else -1
        proof = Proof(outcome.certificate, request.pinned, compared, print_of(request.rules), possible)
    seal = errand.where.address.seal
    rows = ready(seal, asked.round_id, outcome, proof, asked.left_out, request.rules.format)
    return Solved(asked.round_id, version(request), request.pinned, rows)


def still_so(given: tuple[Errand, Solved]) -> bool:
    """Whether people and rules are as they were when it was worked out."""
    errand, solved = given
    return errand.where.look(partial(same, solved=solved))
