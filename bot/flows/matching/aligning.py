"""The goal alignment matrix of a draft: asked for by an admin, drawn from the rows when it is sent."""

from typing import Final

from bot.domain.program import Program
from bot.domain.rounds import RoundState
from bot.flows.matching.facts import asked_for
from bot.matching.album import Sitting
from bot.messages import matrix as say
from bot.messages.base import Result
from bot.store.store import Transaction
from bot.turn import Turn

DRAWN: Final = (RoundState.PROPOSED, RoundState.PUBLISHING)


async def show(turn: Turn, _: object) -> Result:
    """Send the matrix of the draft to the admin who asked, and to nobody else: it holds names and figures."""
    await turn.require_admin()
    found = await turn.db.rounds.under_way()
    if found is None or found.state not in DRAWN:
        return say.NothingToDraw(working=found is not None and found.state is RoundState.ASKED)
    turn.say(turn.who, say.GoalMatrix(found.id))
    turn.db.audit.note(turn.who, "matching.matrix", turn.now, str(found.id))
    return say.MatrixComing()


async def sitting(db: Transaction, program: Program, who: str, round_id: int) -> Sitting | None:
    """What is to be drawn, as it stands now. None if the draft is over, or they are no admin any more."""
    found = await db.rounds.get(round_id)
    if found is None or found.state not in DRAWN or not await db.admins.has(who):
        return None
    request = (await asked_for(db, program, found)).request
    pairs = [pair for pair in await db.rounds.pairs(round_id) if not pair.dropped]
    there = {one.id for one in request.people}
    known = await db.people.named(there)
    return Sitting(
        request,
        tuple((pair.mentor, pair.mentee) for pair in pairs if {pair.mentor, pair.mentee} <= there),
        {who: person.name for who, person in known.items()},
    )
