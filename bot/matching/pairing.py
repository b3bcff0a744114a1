"""Peers: two equals, each of whom may learn from the other. The request solved and told."""

import numpy as np

from bot.domain.matching import Certificate, Outcome, Request, Side, Unmatched, Why
from bot.matching.columns import Numbers
from bot.matching.flow import Tell
from bot.matching.laying import Laid, as_told, digest, lay_out
from bot.matching.matrices import Whole, whole
from bot.matching.peers import Peers, peers
from bot.matching.telling import best, pair_of, proposal, unmatched

WHY = {Why.NO_PLACE: Why.NO_PEER_LEFT, Why.NOBODY_OFFERS: Why.NOBODY_SHARES}


def pairing(request: Request, tell: Tell) -> Outcome:
    laid = lay_out(request)
    all_pairs = whole(laid)
    found = peers(_worth(laid, all_pairs))
    tell(len(laid.board.mentees))
    return _told(laid, found, all_pairs)


def _worth(laid: Laid, found: Whole) -> Numbers:
    """What every pair of people who are still free adds to the value; 0 where it adds nothing."""
    weights = laid.problem.objective
    person = laid.problem.person
    total = found.weighed - weights.below * found.low + person[:, None] + person[None, :]
    total[~found.allowed] = 0
    pinned = [one for pair in laid.pins for one in pair]
    total[pinned], total[:, pinned] = 0, 0
    above: Numbers = np.maximum(total, 0)
    return above


def _told(laid: Laid, found: Peers, all_pairs: Whole) -> Outcome:
    on, request = laid.board, laid.request
    chosen = [*laid.pins, *found.pairs]
    proposals = [proposal(on, pair, best(all_pairs.row(pair[0]), on.mentors, pair)) for pair in chosen]
    held = {pair_of(on, pair) for pair in laid.pins}
    both = [*chosen, *((column, row) for row, column in chosen)]
    weights = laid.problem.objective
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda one: (one.mentor, one.mentee))),
        unmatched=tuple(
            Unmatched(one.person, one.side, WHY.get(one.why, one.why))
            for one in unmatched(on, both)
            if one.side is Side.MENTEE
        ),
        value=sum(one.points for one in proposals),
        refused=tuple(sorted(pair for pair in set(request.pinned) if as_told(request, pair) not in held)),
        certificate=Certificate(
            digest=digest(request),
            tiers=weights.tiers(found.value),
            value=found.value,
            places={},
            seats={},
            most=weights.tiers(found.value),
        ),
    )
