"""What a check-in is answered with: we met, it's planned, not yet; or not now."""

from datetime import date

from bot.domain.calendar import at_local_hour, local_date
from bot.domain.checkins import Said
from bot.flows.checkins.meetings import note_meeting
from bot.flows.checkins.planning import (
    Question,
    answered,
    as_answered,
    drop_reminders,
    plan,
    plan_next,
    question_of,
    show_partner,
    stands,
    the_rest,
)
from bot.messages import checkins as say
from bot.messages.base import Refused, Result
from bot.messages.forms import Ask
from bot.turn import Finished, Turn


async def met(turn: Turn, click: say.WeMet) -> Result:
    question = await question_of(turn, click.checkin_id)
    if not question.checkin.waits and question.checkin.said is not Said.NOT_YET:
        return await stands(turn, question)
    return await note_meeting(turn, question)


async def planned(turn: Turn, click: say.ItsPlanned) -> Result:
    """Ask the day in the place of the question; typed words such as "next tuesday" answer it too."""
    question = await question_of(turn, click.checkin_id)
    if not question.checkin.waits:
        return await stands(turn, question)
    about = question.checkin.id
    await turn.db.answers.put(turn.who, "planned", about, {}, state="open", now=turn.now)
    return await turn.answer(Ask("planned", about, "day", first=True))


async def may_plan(turn: Turn, about: int) -> None:
    """Either of the two, until one has said that they met."""
    question = await question_of(turn, about)
    if not question.checkin.waits and question.checkin.said is not Said.NOT_YET:
        raise Refused(as_answered(question, turn.who))


async def planned_for(turn: Turn, finished: Finished) -> Result:
    """The form `planned` is complete: the day is noted, and the question comes back the morning after."""
    question = await question_of(turn, finished.about)
    day = date.fromisoformat(str(finished.answers["day"]))
    ask_day = await note_planned(turn, question, day, turn.who)
    for one in await the_rest(turn, question):
        await turn.db.checkins.answer(one.checkin.id, Said.PLANNED, turn.who, turn.now, planned_for=day)
        await drop_reminders(turn, one.match.id)
        await plan_next(turn, one.match, at_local_hour(day, 12, await turn.zone(one.match.mentee)))
        await show_partner(turn, one, Said.PLANNED, day.isoformat())
    circle = question.circle_of(turn.who)  # whoever told is asked
    receipt = say.Planned(question.partner, day.isoformat(), ask_day.isoformat(), circle=circle)
    return await answered(turn, question, Said.PLANNED, receipt, day.isoformat())


async def note_planned(turn: Turn, question: Question, day: date, ask: str) -> date:
    """They mean to meet that day. Whom to `ask` about it hears on the morning after: the day of that."""
    await turn.db.checkins.answer(question.checkin.id, Said.PLANNED, turn.who, turn.now, planned_for=day)
    await drop_reminders(turn, question.match.id)
    tz = await turn.zone(ask)
    noon = at_local_hour(day, 12, tz)
    await plan_next(turn, question.match, noon)
    return local_date(await plan(turn, "checkin.planned", question, ask, noon), tz)


async def not_yet(turn: Turn, click: say.NotYet) -> Result:
    question = await question_of(turn, click.checkin_id)
    if not question.checkin.waits:
        return await stands(turn, question)
    await turn.db.checkins.answer(question.checkin.id, Said.NOT_YET, turn.who, turn.now)
    await drop_reminders(turn, question.match.id)
    for one in await the_rest(turn, question):
        await turn.db.checkins.answer(one.checkin.id, Said.NOT_YET, turn.who, turn.now)
        await drop_reminders(turn, one.match.id)
        await plan_next(turn, one.match, turn.now)
        await show_partner(turn, one, Said.NOT_YET)
    next_day = await plan_next(turn, question.match, turn.now)
    day, whom, circle = next_day.isoformat(), question.asked_of(turn.who), question.circle_of(turn.who)
    help_ = say.NotYetHelp(question.checkin.id, question.match.id, question.partner, day, whom, circle)
    return await answered(turn, question, Said.NOT_YET, help_)


async def later(turn: Turn, click: say.RemindLater) -> Result:
    question = await question_of(turn, click.checkin_id)
    if not question.checkin.waits:
        return await stands(turn, question)
    await drop_reminders(turn, question.match.id)
    at = await plan(turn, "checkin.later", question, turn.who, turn.now)
    day = local_date(at, await turn.zone(turn.who))
    await turn.refresh_home(turn.who)
    return await turn.answer(say.Later(question.checkin.id, day.isoformat()))


async def fewer(turn: Turn, click: say.Fewer) -> Result:
    """Fewer messages of every kind; the question itself stays open."""
    question = await question_of(turn, click.checkin_id)
    await turn.db.participants.make_fewer(turn.who, fewer=True)
    await turn.refresh_home(turn.who)
    if not question.checkin.waits:
        return await stands(turn, question)
    why = "checkin.mentee" if turn.who == question.match.mentee else "checkin.mentor"
    circle = question.circle_of(turn.who)
    return await turn.answer(
        say.DidYouMeet(question.checkin.id, question.partner, why, fewer=True, circle=circle)
    )
