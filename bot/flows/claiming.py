"""Who runs the program: the first admin comes in by a code, valid once, for an hour, in a private channel."""

from bot.domain.admin import TRIES, Claim
from bot.messages import claiming as say
from bot.messages.base import Refused, Result
from bot.messages.words import NotForYou
from bot.turn import Turn


async def claim(turn: Turn, code: str) -> Result:
    """A wrong code is counted, so it is answered and not refused: a refusal would undo the counting."""
    kept = Claim.read(await turn.db.settings.get("claim"))
    if kept is None:
        raise Refused(NotForYou(await turn.db.admins.all()))
    if turn.place != "private":
        return say.NotClaimed("place")
    if await _is_another(turn):
        return say.NotClaimed("elsewhere")
    if turn.db.wire() >= kept.until:  # a key's time is the machine's, whatever the program's clock says
        await turn.db.settings.put("claim", "")
        return say.NotClaimed("expired")
    if not kept.fits(code):
        return await _wrong(turn)
    for key, value in {"claim": "", "claim_tries": "", "admin_channel": turn.channel}.items():
        await turn.db.settings.put(key, value)
    await turn.db.admins.add(turn.who, turn.now)
    turn.db.audit.note(turn.who, "claimed", turn.now, turn.channel)
    person = await turn.db.people.get(turn.who)
    turn.say(turn.channel, say.Claimed(person.name if person else ""))
    await turn.db.due.plan("lead.card", turn.channel, turn.now)
    return None


async def _is_another(turn: Turn) -> bool:
    """Whether the operator's settings name another channel: the next start would return to that."""
    settings = turn.db.settings
    return await settings.is_fixed("admin_channel") and await settings.get("admin_channel") != turn.channel


async def _wrong(turn: Turn) -> Result:
    tries = int(await turn.db.settings.get("claim_tries") or 0) + 1
    if tries >= TRIES:
        await turn.db.settings.put("claim", "")
        await turn.db.settings.put("claim_tries", "")
        return say.NotClaimed("void")
    await turn.db.settings.put("claim_tries", str(tries))
    return say.NotClaimed("wrong", TRIES - tries)
