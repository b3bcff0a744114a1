"""Publishing a round: held back for some minutes, in which it is undone or sent at once."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.circles import how_many, will_begin
from bot.domain.rounds import Round, RoundState, outdated
from bot.flows.matching import cards, saving
from bot.flows.matching.edits import draft
from bot.flows.matching.facts import asked_for, locked_round
from bot.messages import matching as say
from bot.messages.base import Result
from bot.messages.publishing import Publishing
from bot.turn import Turn


async def publish(turn: Turn, click: say.Publish) -> Result:
    """Hold the round back for some minutes; until then nobody but the program team hears of it."""
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    rules = turn.program.matching.in_format(found.format)
    approved = how_many(will_begin(await turn.db.rounds.outline(found.id), rules), rules)
    if not approved or (approved != click.count and not click.anyway):
        return await turn.answer(await cards.preview(turn, found, changed=True))
    asked = (await asked_for(turn.db, turn.program, found)).request
    if not click.anyway and outdated(found, asked, turn.program.matching):
        other = "" if rules == turn.program.matching else rules.format
        return await turn.answer(say.Outdated(found.id, approved, found.edit, other))
    at = turn.now + timedelta(minutes=turn.program.undo_minutes)
    place = turn.pressed.place if turn.pressed else ("", "")
    channel, ts = place if place[1] else found.card
    held = await turn.db.rounds.change(
        found.id,
        state=RoundState.PUBLISHING,
        publish_at=at,
        by=turn.who,
        card_channel=channel,
        card_ts=ts,
    )
    await turn.db.due.move("match.publish", found.id, at, now=turn.now)
    turn.db.audit.note(turn.who, "matching.publish", turn.now, str(found.id))
    await saving.settle_told(turn, found, worked=False)
    return await turn.answer(await cards.as_it_stands(turn, held))


async def undo(turn: Turn, click: say.Undo) -> Result:
    found = await _held_back(turn, click.round_id)
    undone = found.state is RoundState.PUBLISHING
    if undone:
        await turn.db.due.drop("match.publish", about=found.id, reason="undone")
        found = await turn.db.rounds.change(found.id, state=RoundState.PROPOSED, publish_at=None)
        turn.db.audit.note(turn.who, "matching.undo", turn.now, str(found.id))
    shown = await cards.preview(turn, found, undone=True) if undone else await cards.as_it_stands(turn, found)
    return await turn.answer(shown)


async def send_now(turn: Turn, click: say.SendNow) -> Result:
    found = await _held_back(turn, click.round_id)
    if found.state is RoundState.PUBLISHING:
        await turn.db.due.move("match.publish", found.id, turn.now, now=turn.now)
        found = await turn.db.rounds.change(found.id, publish_at=turn.now)
        turn.db.audit.note(turn.who, "matching.send_now", turn.now, str(found.id))
    return await turn.answer(await cards.as_it_stands(turn, found))


async def show_held(turn: Turn, click: say.ShowHeld) -> Result:
    """The pairs by name, while it can still be undone."""
    found = await locked_round(turn, click.round_id)
    told = await cards.as_it_stands(turn, found)
    if isinstance(told, Publishing):
        rules = turn.program.matching.in_format(found.format)
        pairs = will_begin(await turn.db.rounds.outline(found.id), rules)
        people = await turn.db.people.named({who for pair in pairs for who in (pair.mentee, pair.mentor)})
        name = {who: person.name for who, person in people.items()}
        named = [(name.get(one.mentee, one.mentee), name.get(one.mentor, one.mentor)) for one in pairs]
        told = replace(told, named=tuple(sorted(named)))
    return await turn.answer(told)


async def _held_back(turn: Turn, round_id: int) -> Round:
    """A round that may be about to be published: its due row is locked first, in the order the ticker takes them."""
    await turn.require_admin()
    await turn.db.due.locked("match.publish", round_id)
    return await locked_round(turn, round_id)
