"""Who stays without a match, and what would change it. What a private wish does is told like any other rule."""

from collections.abc import Iterator

import numpy as np

from bot.domain.explaining import Help, Waiting
from bot.domain.matching import Partner, Side, Unmatched, Why
from bot.matching.board import Mask
from bot.matching.explaining import NEXT, Explainer
from bot.matching.reasons import skills_of
from bot.matching.rules import rules

HELPS = {
    Why.NOTHING_ASKED: Help.NAME_SKILLS,
    Why.NOBODY_OFFERS: Help.FIND_SOMEBODY,
    Why.NOBODY_NEEDS: Help.FIND_SOMEBODY,
    Why.FORBIDDEN: Help.OTHER_RULES,
    Why.MET_BEFORE: Help.MEET_AGAIN,
    Why.NO_SHARED_HOURS: Help.MORE_SHARED_HOURS,
    Why.NO_PLACE: Help.ONE_MORE_PLACE,
    Why.NO_MENTEE_LEFT: Help.MORE_PEOPLE,
    Why.NOT_FILLED: Help.MORE_PEOPLE,
    Why.TOO_FEW_PLACES: Help.MORE_PLACES,
    Why.NOBODY_SHARES: Help.FIND_SOMEBODY,
    Why.NO_PEER_LEFT: Help.MORE_PEOPLE,
}


def waiting(explainer: Explainer) -> Iterator[Waiting]:
    """Everybody without a match, each with the one thing that would help."""
    for one in explainer.outcome.unmatched:
        help_ = HELPS[one.why]
        named = _named(explainer, one) if help_ is Help.FIND_SOMEBODY else ()
        yield Waiting(one.person, one.side, one.why, help_, _who(explainer, one), named)


def _named(explainer: Explainer, one: Unmatched) -> tuple[str, ...]:
    side = explainer.board.mentees if one.side is Side.MENTEE else explainer.board.mentors
    place = explainer.rows[one.person] if one.side is Side.MENTEE else explainer.columns[one.person]
    return skills_of(side[place].wanted if one.side is Side.MENTEE else side[place].offered)


def _who(explainer: Explainer, one: Unmatched) -> tuple[Partner, ...]:
    """Those with whom it would work out: one more place, more shared hours, or another time together."""
    mentee = one.side is Side.MENTEE
    if one.why is Why.NO_PLACE:
        return explainer.next_mentors(explainer.rows[one.person])
    if one.why not in (Why.MET_BEFORE, Why.NO_SHARED_HOURS):
        return ()
    board = explainer.board
    rows = np.array([explainer.rows[one.person]]) if mentee else np.arange(len(board.mentees))
    columns = np.arange(len(board.mentors)) if mentee else np.array([explainer.columns[one.person]])
    found = rules(board, rows, columns)
    stands: Mask = found.repeated if one.why is Why.MET_BEFORE else found.apart
    others = found.unskilled | found.barred | found.missed
    others |= found.apart if one.why is Why.MET_BEFORE else found.repeated
    people = board.mentors if mentee else board.mentees
    return tuple(Partner(people[int(at)].id, 0) for at in np.flatnonzero(stands & ~others)[:NEXT])
