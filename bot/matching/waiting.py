"""Who stays without a match, and what would change it. What a private wish does is told like any other rule."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from bot.domain.explaining import AddPlace, Help, Rule, Waiting, WhatIf
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


OPEN = (Rule.REPORTING_LINE, Rule.SAME_TEAM, Rule.FORBIDDEN, Rule.ALREADY)
BY_SKILL = (Help.FIND_SOMEBODY, Help.OTHER_RULES, Help.ONE_MORE_PLACE)
MOST_PLACES = 4  # more with one mentor, before somebody new is the better advice
EXACT_UP_TO = 1500  # people: beyond, a second place is not worked out, which takes a round of its own


def waiting(explainer: Explainer) -> Iterator[Waiting]:
    """Everybody without a match, each with the one thing that would help."""
    for one in explainer.outcome.unmatched:
        help_ = HELPS[one.why]
        named = _named(explainer, one) if help_ in BY_SKILL else ()
        if one.why is Why.NOBODY_SHARES and not named:  # a peer who has said only what they offer
            help_ = Help.NAME_SKILLS
        yield Waiting(one.person, one.side, one.why, help_, _who(explainer, one), named)


def looked_into(explainer: Explainer, one: Waiting) -> Waiting:
    """With what takes longer to find out, and is asked of one person alone."""
    if one.help is Help.ONE_MORE_PLACE:
        held = tuple((partner.id, explainer.has(partner.id)) for partner in one.who)
        return replace(_with_places(explainer, one), has=tuple(each for each in held if each[1]))
    if one.help is Help.OTHER_RULES:
        return replace(one, between=_between(explainer, one))
    return one


def _with_places(explainer: Explainer, one: Waiting) -> Waiting:
    """How many more places with whom would really give this person somebody, and who would come before them."""
    helps = tuple(
        partner for partner in one.who if one.person in _gaining(explainer.what_if(AddPlace(partner.id)))
    )
    if helps:
        return replace(one, who=helps)
    exact = len(explainer.request.people) <= EXACT_UP_TO
    for places in range(2, MOST_PLACES + 1) if exact else ():
        for partner in one.who:
            gaining = _gaining(explainer.what_if(AddPlace(partner.id, places)))
            if one.person in gaining:
                first = tuple(sorted(gaining - {one.person}))
                return replace(one, who=(partner,), places=places, first=first)
    return replace(one, help=Help.SOMEBODY_NEW)


def _gaining(found: WhatIf) -> set[str]:
    """Who would get somebody and has nobody."""
    return {move.mentee for chain in found.chains for move in chain if move.after and not move.before}


def _between(explainer: Explainer, one: Waiting) -> tuple[tuple[str, tuple[Rule, ...]], ...]:
    """Some who would fit, with the open rules that stand between; what a wish does is not named."""
    board, mentee = explainer.board, one.side is Side.MENTEE
    rows = np.array([explainer.rows[one.person]]) if mentee else np.arange(len(board.mentees))
    columns = np.arange(len(board.mentors)) if mentee else np.array([explainer.columns[one.person]])
    found = rules(board, rows, columns)
    people = board.mentors if mentee else board.mentees
    told = []
    for at in np.flatnonzero(found.barred & ~found.unskilled & ~found.missed):
        other = people[int(at)].id
        pair = (other, one.person) if mentee else (one.person, other)
        stands = tuple(rule for rule in explainer.rules_between(*pair) if rule in OPEN)
        told += [(other, stands)] if stands else []
    return tuple(told[:NEXT])


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
