"""Meetings that took place, told of by a word or by a check-in's answer."""

from datetime import date, timedelta

from bot.domain.calendar import local_date
from bot.domain.checkins import Said, Session, told_already
from bot.domain.feedback import Stage
from bot.domain.matches import Match, State, once_a_circle
from bot.flows.checkins.planning import Question, answered, drop_reminders, plan_next, show_partner
from bot.messages import meetings as say
from bot.messages.base import Result
from bot.turn import Turn


async def tell_met(turn: Turn, _: str) -> Result:
    """The word `met`: at once with one match, by name with several."""
    matches = once_a_circle(await turn.db.matches.of(turn.who, State.OPEN), turn.who)
    if not matches:
        return say.NoMatchYet()
    if len(matches) == 1:
        return await log(turn, say.LogMeeting(matches[0].id))
    people = await turn.db.people.named([match.partner_of(turn.who) for match in matches])
    names = {who: person.name for who, person in people.items()}
    choices = (
        (
            match.id,
            "My circle"
            if match.circle_of(turn.who) == "mentor"
            else names.get(match.partner_of(turn.who), "A colleague"),
        )
        for match in matches
    )
    return say.WhichMeeting(tuple(choices))


async def log(turn: Turn, click: say.LogMeeting) -> Result:
    """Note a meeting that nobody asked about. Told by both, it is one meeting, unless they say otherwise."""
    match = await turn.match_of(click.match_id, State.OPEN)
    partner = match.partner_of(turn.who)
    tz = await turn.zone(turn.who)
    last = await turn.db.sessions.latest(match.id)
    if last and told_already(last, turn.now) and click.after != last.id:
        by = "" if last.told_by == turn.who else last.told_by
        day = local_date(last.met_at, tz).isoformat()
        return await turn.answer(say.AlreadyNoted(match.id, partner, day, by, last.id))
    checkin = await turn.db.checkins.latest(match.id)
    if checkin is None or not checkin.waits:
        checkin = await turn.db.checkins.begin(match.id, local_date(turn.now, tz))
    return await note_meeting(turn, Question(checkin, match, partner))


async def note_meeting(turn: Turn, question: Question) -> Result:
    """A meeting took place: what waited for it goes out, and what follows from it is planned."""
    session, next_day = await _noted(turn, question)
    for one in await _met_too(turn, question.match):
        await _noted(turn, one)
        await show_partner(turn, one, Said.MET)
    day, whom, circle = next_day.isoformat(), question.asked_of(turn.who), question.circle_of(turn.who)
    receipt = say.Met(question.match.id, session.id, question.partner, day, whom, circle=circle)
    return await answered(turn, question, Said.MET, receipt)


async def _met_too(turn: Turn, match: Match) -> list[Question]:
    """The others of a circle whose mentor says that they met, but those of whom that was told of late."""
    if match.circle_of(turn.who) != "mentor":
        return []
    found: list[Question] = []
    for one in await turn.db.matches.together(match, State.OPEN):
        last = await turn.db.sessions.latest(one.id)
        of_late = turn.now - timedelta(days=turn.program.rhythm(one.rhythm).days / 2)
        if one.id == match.id or (last and last.met_at > of_late):
            continue
        checkin = await turn.db.checkins.latest(one.id)
        if checkin is None or not checkin.waits:
            checkin = await turn.db.checkins.begin(one.id, local_date(turn.now, await turn.zone(one.mentee)))
        found.append(Question(checkin, one, one.mentee))
    return found


async def _noted(turn: Turn, question: Question) -> tuple[Session, date]:
    """A meeting in the books, and the day of the next check-in. In a circle it is a mentee who is asked for feedback."""
    match = question.match
    session = await turn.db.sessions.add(match.id, turn.who, turn.now)
    await turn.db.checkins.answer(question.checkin.id, Said.MET, turn.who, turn.now)
    await drop_reminders(turn, match.id)
    for held in await turn.db.feedback.held(match.id):
        await turn.db.feedback.change(held.id, state=Stage.SENT)
        at = await turn.due_at("feedback.deliver", turn.now, held.receiver)
        await turn.db.due.plan(
            "feedback.deliver", str(held.id), at, who=held.receiver, about=match.id, again=True
        )
    first = match.mentee if match.in_circle else match.mentor
    at = await turn.due_at("feedback.prompt", turn.now, first)
    await turn.db.due.plan("feedback.prompt", str(session.id), at, who=first, about=match.id)
    next_day = await plan_next(turn, match, turn.now)
    await turn.db.due.plan("opening.passed", f"{match.id}", turn.now, about=match.id, again=True)
    if question.checkin.slot_at:
        await turn.db.due.plan("times.passed", f"{question.checkin.id}", turn.now, about=match.id, again=True)
    return session, next_day
