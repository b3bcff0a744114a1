"""Looking through a preview: its pages, and what is taken out of it."""

from bot.domain.rounds import Round, RoundState
from bot.flows.matching import cards, pages
from bot.flows.matching.edits import draft, edited
from bot.flows.matching.facts import locked_round
from bot.messages import matching as say
from bot.messages.base import Message, Result
from bot.messages.inputs import only
from bot.turn import Turn


async def turn_page(turn: Turn, click: say.TurnPage) -> Result:
    found = await locked_round(turn, click.round_id)
    return await turn.answer(await cards.as_it_stands(turn, found, click.page))


async def show_without(turn: Turn, click: say.ShowWithout) -> Result:
    found = await locked_round(turn, click.round_id)
    return await turn.answer(await _without(turn, found))


async def show_person(turn: Turn, click: say.ShowPerson) -> Result:
    await turn.require_admin()
    found = await turn.db.rounds.under_way()
    picked = [value for key, value in click.given.items() if key.partition("/")[0] == "person"]
    who = only(picked[0]) if picked else ""
    return await turn.answer(await _shown(turn, found, who) if found else say.Replaced())


async def drop(turn: Turn, click: say.Drop) -> Result:
    return await _mark(turn, click, dropped=True)


async def undo_drop(turn: Turn, click: say.UndoDrop) -> Result:
    return await _mark(turn, click, dropped=False)


async def drop_circle(turn: Turn, click: say.DropCircle) -> Result:
    """Take a whole circle out of the draft, or put it back."""
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    for pair in await turn.db.rounds.outline(found.id):
        if pair.mentor == click.mentor and pair.dropped != click.dropped:
            await turn.db.rounds.drop(found.id, pair.id, dropped=click.dropped)
            if click.dropped:
                await _unlock(turn, found, pair.id)
    act = "matching.drop" if click.dropped else "matching.undo_drop"
    found = await edited(turn, found, act, f"circle of {click.mentor}")
    return await turn.answer(await pages.shown(turn, found, "", click.page))


async def allow(turn: Turn, click: say.Allow) -> Result:
    """A pair that was dropped in an earlier working out may be proposed again, the next time it is worked out."""
    found = await locked_round(turn, click.round_id)
    for pair in await turn.db.rounds.dropped_earlier():
        if pair.id == click.pair_id and found.state is RoundState.PROPOSED:
            await turn.db.rounds.drop(pair.round_id, pair.id, dropped=False)
            turn.db.audit.note(turn.who, "matching.undo_drop", turn.now, str(pair.id))
    return await turn.answer(await _without(turn, found))


async def _mark(turn: Turn, click: say.Drop | say.UndoDrop, *, dropped: bool) -> Result:
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    if await turn.db.rounds.drop(found.id, click.pair_id, dropped=dropped):
        if dropped:
            await _unlock(turn, found, click.pair_id)
        act = "matching.drop" if dropped else "matching.undo_drop"
        found = await edited(turn, found, act, str(click.pair_id))
    return await turn.answer(await pages.shown(turn, found, click.who, click.page))


async def _unlock(turn: Turn, found: Round, pair_id: int) -> None:
    """What is dropped is locked no more."""
    pairs = {(one.mentor, one.mentee) for one in await turn.db.rounds.pairs(found.id) if one.id == pair_id}
    for one in await turn.db.rulings.standing():
        if one.pair in pairs:
            await turn.db.rulings.remove(one.id)


async def _shown(turn: Turn, found: Round, who: str) -> Message:
    if found.state is RoundState.PROPOSED:
        return await pages.shown(turn, found, who)
    return await cards.as_it_stands(turn, found)


async def _without(turn: Turn, found: Round) -> Message:
    if found.state is RoundState.PROPOSED:
        return await pages.of_those_without(turn, found)
    return await cards.as_it_stands(turn, found)
