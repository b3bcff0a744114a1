"""Try it alone: an admin plays a mentee for three minutes, and the bot their partner. No state, no other people."""

from bot.messages import rehearsal as say
from bot.messages.base import Refused, Result
from bot.messages.words import NotForYou, Outdated
from bot.turn import Turn


async def press(turn: Turn, click: say.Rehearse) -> Result:
    if not await turn.db.admins.has(turn.who):
        raise Refused(NotForYou(await turn.db.admins.all()))
    if not 0 <= click.step < len(say.SCENES) or not 0 <= click.choice < len(say.SCENES[click.step].choices):
        return Outdated()
    await turn.rewrite(say.Rehearsed(click.step, click.choice))
    if click.step + 1 < len(say.SCENES):
        turn.reply(say.Rehearsal(click.step + 1))
    else:
        turn.reply(say.RehearsalOver(await turn.db.settings.get("admin_channel")))
    return None
