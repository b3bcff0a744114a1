"""A pause until a day: nothing is sent until then, the other one of the pair hears it, and it ends by itself."""

from datetime import date, timedelta

from bot.domain.calendar import at_local_hour, local_date, working_day_after
from bot.domain.days import parse_day
from bot.domain.due import Due
from bot.domain.matches import State
from bot.domain.people import Status
from bot.messages import pausing as say
from bot.messages.base import Message, Refused, Result
from bot.messages.forms import Questions
from bot.messages.leaving import NotTakingPart
from bot.messages.words import NotYours
from bot.turn import Finished, Turn

LONGEST = timedelta(days=366)


async def pause(turn: Turn, words: str) -> Result:
    """`pause until january`; without a day, the choices are offered."""
    if refused := await _cannot(turn):
        return refused
    return await _pause(turn, words) if words else say.PauseChoices()


async def ask(turn: Turn, _: say.PauseAsked) -> Result:
    """The message whose button this is stays as it is: it may still want its own answer."""
    return await _cannot(turn) or say.PauseChoices()


async def pause_for(turn: Turn, click: say.PauseFor) -> Result:
    return await _cannot(turn) or await _pause(turn, click.span)


async def pick_day(turn: Turn, _: say.PickDay) -> Result:
    return await _cannot(turn) or Questions("pause", 0)


async def may_pick(turn: Turn, about: int) -> None:
    if refused := NotYours() if about else await _cannot(turn):
        raise Refused(refused)


async def day_picked(turn: Turn, finished: Finished) -> Result:
    return await _pause(turn, str(finished.answers["until"]))


async def resume(turn: Turn, _: object) -> Result:
    participant = await turn.db.participants.get(turn.who)
    if participant is None or participant.status is not Status.PAUSED:
        return await turn.answer(say.NotPaused())
    await turn.db.due.drop("pause.ends", who=turn.who, reason="resumed")
    await _resume(turn, turn.who)
    return await turn.answer(say.Resumed())


async def ends(turn: Turn, due: Due) -> None:
    """The day has come. Whoever cannot be told just now is back all the same."""
    participant = await turn.db.participants.get(due.who)
    if participant is None or participant.status not in (Status.PAUSED, Status.ACTIVE):
        return
    if participant.status is Status.PAUSED:
        await _resume(turn, due.who)
    await turn.reach(due, say.Resumed(by_itself=True))


async def tell_partner(turn: Turn, due: Due) -> None:
    """Tell one of a pair that the other is away, if that still holds."""
    match = await turn.open_match(due.about)
    if match is None:
        return
    away = match.partner_of(due.who)
    participant = await turn.db.participants.get(away)
    if participant and participant.paused_until and participant.paused_until > turn.now:
        until = local_date(participant.paused_until, await turn.zone(away))
        await turn.reach(due, say.PartnerAway(away, until.isoformat()))


async def _cannot(turn: Turn) -> Message | None:
    participant = await turn.db.participants.get(turn.who)
    match participant.status if participant else None:
        case Status.ACTIVE | Status.PAUSED:
            return None
        case Status.JOINING:
            return say.NotYet()
        case _:
            return NotTakingPart()


async def _pause(turn: Turn, words: str) -> Result:
    tz = await turn.zone(turn.who)
    today = local_date(turn.now, tz)
    day = parse_day(words, today)
    if day is None or day <= today or day > today + LONGEST:
        fault = "not_a_day" if day is None else "day_is_past" if day <= today else "too_far"
        return say.PauseChoices(fault)
    day = working_day_after(day, 0)
    until = at_local_hour(day, turn.program.day_starts, tz)
    await turn.db.participants.put(turn.who, status=Status.PAUSED, paused_until=until)
    await turn.db.due.plan("pause.ends", turn.who, until, who=turn.who, again=True)
    receipt = say.Paused(day.isoformat(), await _tell_partners(turn, day))
    await turn.settle("pause", receipt, to=turn.who, for_good=False)
    await turn.refresh_home(turn.who)
    return await turn.answer(receipt)


async def _tell_partners(turn: Turn, day: date) -> tuple[str, ...]:
    """Plan the word to each partner, and let no check-in of the pair come before that day."""
    partners = []
    for match in await turn.db.matches.of(turn.who, State.MENTEE_ASKED):
        await turn.db.circle_moves(match, turn.now)  # which waits for nobody on a pause
    for match in await turn.db.matches.of(turn.who, State.OPEN):
        partner = match.partner_of(turn.who)
        partners.append(partner)
        key = f"{match.id}:{partner}"
        await turn.db.due.plan("pause.partner", key, turn.now, who=partner, about=match.id, again=True)
        back = at_local_hour(day, turn.program.hour_of("checkin.mentee"), await turn.zone(match.mentee))
        await turn.db.due.hold_back("checkin.", match.id, back, "a pause")
    return tuple(partners)


async def _resume(turn: Turn, who: str) -> None:
    await turn.db.participants.put(who, status=Status.ACTIVE, paused_until=None)
    await turn.settle("pause", say.PauseOver(), to=who)
    await turn.refresh_home(who)
