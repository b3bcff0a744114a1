"""Locking a pair and taking one out, for this round alone; and how much a new working out may change."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.barred import barred
from bot.domain.drafts import Ruling, RulingKind
from bot.domain.matching import Pair, Request
from bot.domain.program import Format
from bot.domain.rounds import Round, RoundState
from bot.flows.matching import cards, pages
from bot.flows.matching.edits import draft, edited, names_of, work_again
from bot.flows.matching.facts import asked_for, locks
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
    wanted = (await asked_for(turn.db, turn.program, found)).request
    if refused := await refusal(turn, wanted, pair, found):
        return await turn.answer(refused)
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
    if held := [one for one in await locks(turn.db) if set(one.pair) == set(pair)]:
        return await turn.answer(await still_locked(turn, held, found))
    asked = await work_again(turn, found)
    await turn.db.rulings.add(asked.id, *pair, RulingKind.FORBIDDEN, by=turn.who, now=turn.now)
    turn.db.audit.note(turn.who, "matching.forbid_pair", turn.now, str(asked.id))
    return say.Reworked(*await names_of(turn, pair), locked=False) if _beside(turn) else None


async def unlock_pair(turn: Turn, click: say.UnlockPair) -> Result:
    """Take a lock off beside the card, which then shows it."""
    found, instead = await draft(turn, click.round_id, click.edit)
    if instead:
        return await turn.answer(instead)
    pair = (click.mentor, click.mentee)
    for one in await locks(turn.db):
        if one.pair == pair:
            await turn.db.rulings.remove(one.id)
            found = await edited(turn, found, "matching.unlock", str(one.id))
    await cards.put(turn, found, await cards.preview(turn, found), anew=False)
    return await turn.answer(say.Unlocked(*pair, *await names_of(turn, pair)))


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


async def refusal(
    turn: Turn, wanted: Request, pair: Pair, found: Round | None
) -> say.Impossible | say.StillLocked | None:
    """What is said where two people cannot be made a pair; a private wish only where nothing else stands in the way."""
    why, held = await why_not(turn, wanted, pair), await in_the_way(turn, wanted, pair)
    if held and why in ("", "private"):
        return await still_locked(turn, held, found)
    return say.Impossible(*await names_of(turn, pair), private=why == "private") if why else None


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
    return ""


async def in_the_way(turn: Turn, wanted: Request, pair: Pair) -> list[Ruling]:
    """The locks without whose end these two cannot be a pair: each has so many, and no more."""
    known = {one.id: one for one in wanted.people}
    peers, most = wanted.rules.format is Format.PEERS, wanted.rules.most_mentors
    others = [one for one in await locks(turn.db) if set(one.pair) != set(pair)]
    if peers:
        return [one for one in others if set(one.pair) & set(pair)]
    of_mentor = [one for one in others if one.mentor == pair[0]]
    of_mentee = [one for one in others if one.mentee == pair[1]]
    mentor = known.get(pair[0])
    full = mentor is not None and len(of_mentor) >= mentor.places
    return (of_mentor if full else []) + (of_mentee if len(of_mentee) >= most else [])


async def still_locked(turn: Turn, held: Sequence[Ruling], found: Round | None) -> say.StillLocked:
    """What is said where a change would part pairs that are locked."""
    named = tuple([(*one.pair, *await names_of(turn, one.pair)) for one in held])
    drafted = found if found and found.state is RoundState.PROPOSED else None
    return say.StillLocked(drafted.id if drafted else 0, drafted.edit if drafted else 0, named)
