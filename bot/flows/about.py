"""Help, and an honest answer to what was not understood."""

from bot.domain.joining import OPEN
from bot.messages import about as say
from bot.messages.base import Message
from bot.turn import Turn


async def help_me(turn: Turn, _: object) -> Message:
    return say.Help()


async def hello(turn: Turn, _: object) -> Message:
    """A greeting: whoever does not take part yet is asked first whether they would like to."""
    participant = await turn.db.participants.get(turn.who)
    if participant and participant.here:
        return say.Help()
    return say.Hello(is_open=await turn.db.settings.get("joining") == OPEN)


async def show_help(turn: Turn, _: say.ShowHelp) -> Message:
    return say.Help()


async def person(turn: Turn, _: object) -> Message:
    admins = await turn.db.admins.all()
    return say.Person(admins, await turn.ways_to(admins))


async def privacy(turn: Turn, _: object) -> Message:
    return say.Privacy()


async def lost(turn: Turn, meant: str) -> Message:
    """Words that nobody understood; `meant` is the known word nearest to them."""
    return say.NotUnderstood(meant)


async def tell_admins(turn: Turn, message: Message) -> None:
    """Put a card into the admin channel, if there is one yet."""
    if channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, message)
