"""Who stays without a match hears why, what comes next, and when; and again while they wait."""

from bot.domain.calendar import local_date
from bot.domain.due import Due
from bot.domain.matches import State
from bot.domain.matching import Side
from bot.domain.people import ASKED_FOR, Status
from bot.domain.rounds import LeftOver
from bot.domain.together import TOGETHER
from bot.messages import waiting as say
from bot.messages.base import Refused, Result
from bot.messages.words import NotYours
from bot.turn import Turn

TOLD_AT_MOST = 3
"""Times that somebody hears the same of one round. After that only a new round has news for them."""


async def news(turn: Turn, due: Due) -> None:
    """Of the round whose row it is about; of none (0) if there has been no round since they joined, or since
    their match ended."""
    left = await turn.db.rounds.left(due.about) if due.about else await _before_any_round(turn, due.who)
    if left is None or await turn.db.matches.of(due.who):
        return
    tz, time = await turn.zone(due.who), int(due.key.rpartition(":")[2])
    last = time + 1 >= TOLD_AT_MOST
    next_at = await turn.due_at("waiting.news", turn.now, due.who)
    by = 0 if last else int(next_at.timestamp())
    mentor = left.side is Side.MENTOR
    asked_for = tuple((await turn.db.settings.get(ASKED_FOR)).splitlines()) if mentor else ()
    news = say.Waiting(
        left.id, left.side.value, left.why, by, tz, time > 0, asked_for, await _with(turn, left)
    )
    letter = await turn.reach(due, news)
    if not letter:
        return
    await turn.settle("news", say.NoLongerWaiting(), to=due.who, but=letter)
    await turn.settle("joined", say.InSince(), to=due.who)
    if not last:
        key = f"{due.key.partition(':')[2].rpartition(':')[0]}:{time + 1}"
        await turn.db.due.plan("waiting.news", key, next_at, who=due.who, about=left.id)
    await turn.refresh_home(due.who)


async def again(turn: Turn, due: Due) -> None:
    """Due `waiting.again`: a match of theirs is over. If they are on the list once more, they hear of the search as
    whoever has just joined does."""
    told = await turn.db.participants.get(due.who)
    if told is None or told.status not in (Status.ACTIVE, Status.PAUSED) or await turn.db.matches.of(due.who):
        return
    at = await turn.due_at("waiting.news", turn.now, due.who)
    key = f"{due.who}/{local_date(turn.now, await turn.zone(due.who))}:0"
    await turn.db.due.drop("waiting.news", who=due.who, reason="a match is over")
    await turn.db.due.plan("waiting.news", key, at, who=due.who, again=True)
    await turn.refresh_home(due.who)


async def _with(turn: Turn, left: LeftOver) -> str:
    """What a mentee could begin to learn with others who wait; "" if nothing."""
    told = await turn.db.participants.get(left.who)
    if left.side is Side.MENTOR or told is None:
        return ""
    wanted = turn.program.catalogue.named(told.wanted)
    common = (await turn.db.settings.get(TOGETHER)).splitlines()
    return next((skill for skill in common if skill in wanted), "")


async def _before_any_round(turn: Turn, who: str) -> LeftOver | None:
    """No round has been since they joined, or since their match ended."""
    told = await turn.db.participants.get(who)
    if told is None or told.role is None:
        return None
    side = Side.MENTEE if told.seeks else Side.MENTOR
    known = any(match.known_to(who) for match in await turn.db.matches.of(who, State.ENDED))
    return LeftOver(id=0, round_id=0, who=who, side=side, why=say.NO_ROUND_SINCE if known else say.NO_ROUND)


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
