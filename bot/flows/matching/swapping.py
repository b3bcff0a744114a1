"""Whom else the two of a pair could be paired with: looked for in the worker, and shown in a window."""

from functools import partial

from bot.domain.explaining import Move, WhyPair, chains
from bot.domain.rounds import Round
from bot.flows.matching import cards
from bot.flows.matching.edits import draft
from bot.flows.matching.facts import draft_of
from bot.matching.swaps import Pairing, swaps
from bot.messages import review as pressed
from bot.messages import swap as say
from bot.messages.base import Later, Result
from bot.messages.chains import MoveLine
from bot.store.store import Elsewhere
from bot.turn import Turn


async def swap(turn: Turn, click: pressed.Swap) -> Result:
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    pair = next((one for one in await turn.db.rounds.pairs(found.id) if one.id == click.pair_id), None)
    if pair is None:  # it is gone: how the draft stands now
        return await turn.answer(await cards.preview(turn, found, changed=True))
    names = await _names(turn, {pair.mentor, pair.mentee})
    view = say.Swapping(found.id, pair.id, found.edit, names[pair.mentor], names[pair.mentee], pair.points)
    return Later(view, _looked_for, (found, pair.mentor, pair.mentee), _found)


def _looked_for(where: Elsewhere, given: tuple[Round, str, str]) -> tuple[WhyPair, ...]:
    found, mentor, mentee = given
    known = where.look(partial(draft_of, found=found))
    return swaps(Pairing(known.request, known.outcome, mentor, mentee))


async def _found(turn: Turn, given: tuple[say.Swapping, tuple[WhyPair, ...]]) -> Result:
    """The window once more, with what was found."""
    await turn.require_admin()
    view, found = given
    ids = {who for one in found for who in (one.mentor, one.mentee)}
    ids |= {who for one in found for move in one.moves for who in (move.mentee, move.before, move.after)}
    names = await _names(turn, ids - {""})
    return say.Swapping(
        view.round_id,
        view.pair_id,
        view.edit,
        view.mentor,
        view.mentee,
        view.points,
        tuple(_choice(one, names) for one in found),
    )


def _choice(one: WhyPair, names: dict[str, str]) -> say.Choice:
    assert one.cost
    told = tuple(line(move, names) for chain in chains(one.moves) for move in chain)
    return say.Choice(
        one.mentor, one.mentee, names[one.mentor], names[one.mentee], one.points, one.cost, told
    )


def line(move: Move, names: dict[str, str]) -> MoveLine:
    return MoveLine(
        names[move.mentee],
        names[move.before] if move.before else "",
        names[move.after] if move.after else "",
        move.points_before,
        move.points_after,
    )


async def _names(turn: Turn, ids: set[str]) -> dict[str, str]:
    people = await turn.db.people.named(ids)
    return {who: people[who].name if who in people else who for who in ids}
