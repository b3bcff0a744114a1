"""What a working out changed, against the draft before it: only the differences, each with why if that is known."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.drafts import Change, Scenery, compared
from bot.domain.matching import Side
from bot.domain.people import Status
from bot.domain.program import Format
from bot.domain.rounds import LeftOver, ProposedPair, Round
from bot.flows.matching.facts import points_between
from bot.messages.chains import MoveLine
from bot.messages.preview import CHANGES_TOLD, Differs
from bot.turn import Turn


async def since(
    turn: Turn, found: Round, pairs: Sequence[ProposedPair], left: Sequence[LeftOver]
) -> Differs | None:
    """None where there was no draft before, or one in another format: nothing in it is like anything in this one."""
    earlier = await turn.db.rounds.get(found.before) if found.before else None
    if earlier is None or earlier.format != found.format:
        return None
    before = await turn.db.rounds.outline(found.before)
    left_before = await turn.db.rounds.left_over(found.before)
    if not before and not left_before:
        return None
    here = {one.id for one in await turn.db.participants.without_answers(Status.ACTIVE)}
    peers = turn.program.matching.in_format(found.format).format is Format.PEERS
    seen = Scenery(
        rulings=await turn.db.rulings.standing(),
        there=frozenset(here),
        known_before=frozenset(
            who for one in before for who in (one.mentee, one.mentor if peers else one.mentee)
        )
        | {one.who for one in left_before},
        without=(_mentees(left_before), _mentees(left)),
        dropped=frozenset((one.mentor, one.mentee) for one in before if one.dropped),
        peers=peers,
    )
    found_out = compared(before, pairs, seen)
    told = await _by_these_rules(turn, found, found_out.changes[:CHANGES_TOLD])
    names = await turn.db.people.names({who for one in told for who in _people(one)})
    lines = tuple(_line(one, names) for one in told)
    return Differs(lines, len(found_out.changes), found_out.kept, *found_out.without, peers)


async def _by_these_rules(turn: Turn, found: Round, changes: Sequence[Change]) -> list[Change]:
    """With what somebody had before by the rules of now, so that both figures are on one scale. Of whoever takes no part
    any more it is as it was."""
    pairs = {(one.move.before, one.move.mentee) for one in changes if one.move.before}
    points = await points_between(turn, found, pairs)
    return [
        replace(one, move=replace(one.move, points_before=points[key])) if key in points else one
        for one in changes
        for key in ((one.move.before, one.move.mentee),)
    ]


def _mentees(left: Sequence[LeftOver]) -> int:
    return sum(one.side is Side.MENTEE for one in left)


def _people(one: Change) -> tuple[str, ...]:
    return one.move.mentee, one.move.before, one.move.after


def _line(one: Change, names: dict[str, str]) -> MoveLine:
    mentee, before, after = (names[who] for who in _people(one))
    return MoveLine(mentee, before, after, one.move.points_before, one.move.points_after, one.because.value)
