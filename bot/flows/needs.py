"""What makes meetings work for the other: read by the partner of an open match alone, while its owner lets them."""

from bot.domain.matches import State
from bot.messages import needs as say
from bot.messages.base import Result
from bot.turn import Turn


async def read(turn: Turn, click: say.ReadNeeds) -> Result:
    match = await turn.match_of(click.match_id, State.OPEN)
    partner = match.partner_of(turn.who)
    shared = {one.id: one.needs for one in await turn.db.participants.those(match.people) if one.needs}
    theirs = {partner: shared[partner]} if partner in shared else {}
    return say.Needs(match.id, partner, turn.who in shared, theirs)
