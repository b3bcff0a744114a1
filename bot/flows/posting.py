"""A post to a channel that Slack did not take: an admin presses *Post it again*."""

from bot.messages import posting as say
from bot.messages.base import Result
from bot.turn import Turn


async def again(turn: Turn, click: say.PostAgain) -> Result:
    """In the admin channel; or in an admin's own DM, where they read it if that channel was the one."""
    if not (turn.channel.startswith("D") and await turn.db.admins.has(turn.who)):
        await turn.require_admin()
    place = await turn.db.outbox.post_again(click.letter)
    if place:
        turn.db.audit.note(turn.who, "posted again", turn.now, place)
    return await turn.answer(say.PostedAgain(place, done=not place))
