"""Locking a pair and taking one out, for this round alone; and how much a new working out may change."""

from dataclasses import replace

from bot.domain.barred import barred
from bot.domain.drafts import RulingKind
from bot.domain.matching import Pair, Request
from bot.flows.matching import pages
from bot.flows.matching.edits import draft, edited, names_of, work_again
from bot.flows.matching.facts import asked_for
from bot.messages import review as say
from bot.messages.base import Result
from bot.turn import Turn


async def lock(turn: Turn, click: say.Lock) -> Result:
    """Keep a pair of the draft. Nothing else changes by that, so nothing is worked out."""
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    pair = next((one for one in await turn.db.rounds.pairs(found.id) if one.id == click.pair_id), None)
    if pair and not pair.dropped:
        await turn.db.rulings.add(
            found.id, pair.mentor, pair.mentee, RulingKind.LOCKED, by=turn.who, now=turn.now
        )
        found = await edited(turn, found, "matching.lock", str(click.pair_id))
    return await turn.answer(await pages.shown(turn, found, click.who, click.page))


async def unlock(turn: Turn, click: say.Unlock) -> Result:
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    await turn.db.rulings.remove(click.ruling_id)
    found = await edited(turn, found, "matching.unlock", str(click.ruling_id))
    return await turn.answer(await pages.shown(turn, found, click.who, click.page))


async def lock_pair(turn: Turn, click: say.LockPair) -> Result:
    """Make a pair, and work the rest out round it."""
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    pair = (click.mentor, click.mentee)
    names = await names_of(turn, pair)
    if why := await why_not(turn, (await asked_for(turn.db, turn.program, found)).request, pair):
        return await turn.answer(say.Impossible(*names, private=why == "private"))
    for one in await turn.db.rounds.dropped_earlier():
        if (one.mentor, one.mentee) == pair:
            await turn.db.rounds.drop(one.round_id, one.id, dropped=False)
    asked = await work_again(turn, found)
    await turn.db.rulings.add(asked.id, *pair, RulingKind.LOCKED, by=turn.who, now=turn.now)
    turn.db.audit.note(turn.who, "matching.lock_pair", turn.now, str(asked.id))
    return say.Reworked(*names) if _beside(turn) else None


async def forbid_pair(turn: Turn, click: say.ForbidPair) -> Result:
    """Keep two people apart in this round, and work it out again."""
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    pair = (click.mentor, click.mentee)
    asked = await work_again(turn, found)
    await turn.db.rulings.add(asked.id, *pair, RulingKind.FORBIDDEN, by=turn.who, now=turn.now)
    turn.db.audit.note(turn.who, "matching.forbid_pair", turn.now, str(asked.id))
    return say.Reworked(*await names_of(turn, pair), locked=False) if _beside(turn) else None


async def set_calm(turn: Turn, click: say.SetCalm) -> Result:
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    turn.db.audit.note(turn.who, "matching.calm", turn.now, "calm" if click.calm else "best")
    await work_again(turn, found, calm=click.calm)
    return None


def _beside(turn: Turn) -> bool:
    """Whether the answer is to be seen beside the card: in a window, or where a word was typed."""
    return turn.pressed is None or bool(turn.pressed.view) or turn.pressed.stays


async def why_not(turn: Turn, wanted: Request, pair: Pair) -> str:
    """What stands against a pair, whatever its points; "" if nothing. A private wish is told as that alone, and only
    where nothing else stands in the way."""
    mentor = next((one for one in wanted.people if one.id == pair[0] and one.places), None)
    mentee = next((one for one in wanted.people if one.id == pair[1] and one.seeks), None)
    if mentor is None or mentee is None:
        return "absent"
    if tuple(sorted(pair)) in await turn.db.nevers.pairs():
        return "never"
    between = barred(
        [replace(mentee, avoid=())],
        [replace(mentor, avoid=())],
        same_team_allowed=wanted.rules.same_team_allowed,
        others=wanted.people,
    )
    if pair in set(between):
        return "rule"
    if mentor.id in mentee.avoid or mentee.id in mentor.avoid:
        return "private"
    locked = [one for one in await turn.db.rulings.standing() if one.kind is RulingKind.LOCKED]
    others = [one for one in locked if one.mentor == mentor.id and one.mentee != mentee.id]
    if len(others) >= mentor.places:
        return "full"
    return ""
