"""Who stays without a match hears why, what comes next, and when; and again while they wait."""

from collections import Counter

from bot.domain.due import Due
from bot.domain.matching import Side
from bot.domain.people import Status
from bot.domain.rounds import LeftOver
from bot.messages import waiting as say
from bot.messages.base import Refused, Result
from bot.messages.words import NotYours
from bot.turn import Turn

TOLD_AT_MOST = 3
"""Times that somebody hears the same of one round. After that only a new round has news for them."""


async def news(turn: Turn, due: Due) -> None:
    """Of the round whose row it is about; of none (0) if there has been no round since they joined."""
    left = await turn.db.rounds.left(due.about) if due.about else await _before_any_round(turn, due.who)
    if left is None or await turn.db.matches.of(due.who):
        return
    tz, time = await turn.zone(due.who), int(due.key.rpartition(":")[2])
    last = time + 1 >= TOLD_AT_MOST
    rule = turn.program.nudges["waiting.news"]
    next_at = rule.due_at(turn.now, tz, turn.program.day_starts, turn.program.day_ends)
    by = 0 if last else int(next_at.timestamp())
    asked_for = await _asked_for(turn) if left.side is Side.MENTOR else ()
    message = say.Waiting(left.id, left.side.value, left.why, by, tz, time > 0, asked_for)
    if not await turn.reach(due, message):
        return
    if not last:
        key = f"{due.key.partition(':')[2].rpartition(':')[0]}:{time + 1}"
        await turn.db.due.plan("waiting.news", key, next_at, who=due.who, about=left.id)
    await turn.refresh_home(due.who)


async def _asked_for(turn: Turn) -> tuple[str, ...]:
    """The skills that most people want who have no mentor."""
    taken = {match.mentee for match in await turn.db.matches.live()}
    told = await turn.db.participants.of_status(Status.ACTIVE)
    wanted = Counter(skill for one in told if one.id not in taken for skill in one.wanted)
    return tuple(skill for skill, _ in wanted.most_common(3))


async def _before_any_round(turn: Turn, who: str) -> LeftOver | None:
    told = await turn.db.participants.get(who)
    if told is None or told.role is None:
        return None
    side = Side.MENTEE if told.seeks else Side.MENTOR
    return LeftOver(id=0, round_id=0, who=who, side=side, why=say.NO_ROUND)


async def stay(turn: Turn, click: say.StayOnList) -> Result:
    left = await turn.db.rounds.left(click.left_id)
    if click.left_id and (left is None or left.who != turn.who):
        raise Refused(NotYours())
    told = await turn.db.participants.get(turn.who)
    matches = await turn.db.matches.of(turn.who)
    if told is None or told.status is Status.LEFT or any(match.known_to(turn.who) for match in matches):
        return await turn.answer(say.NoLongerWaiting())
    waiting = [due for due in await turn.db.due.waiting_for(turn.who) if due.kind == "waiting.news"]
    by = int(waiting[0].due_at.timestamp()) if waiting else 0
    return await turn.answer(say.Stays(by, await turn.zone(turn.who)))
