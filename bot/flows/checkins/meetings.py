"""Meetings that took place, told of by a word or by a check-in's answer."""

from bot.domain.calendar import local_date
from bot.domain.checkins import Said, told_already
from bot.domain.feedback import Stage
from bot.domain.matches import State
from bot.flows.checkins.planning import Question, answered, drop_reminders, plan_next
from bot.messages import meetings as say
from bot.messages.base import Result
from bot.turn import Turn


async def tell_met(turn: Turn, _: str) -> Result:
    """The word `met`: at once with one match, by name with several."""
    matches = await turn.db.matches.of(turn.who, State.OPEN)
    if not matches:
        return say.NoMatchYet()
    if len(matches) == 1:
        return await log(turn, say.LogMeeting(matches[0].id))
    people = await turn.db.people.named([match.partner_of(turn.who) for match in matches])
    names = {who: person.name for who, person in people.items()}
    choices = ((match.id, names.get(match.partner_of(turn.who), "A colleague")) for match in matches)
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
    at = await turn.due_at("feedback.prompt", turn.now, match.mentor)
    await turn.db.due.plan("feedback.prompt", str(session.id), at, who=match.mentor, about=match.id)
    next_day = await plan_next(turn, match, turn.now)
    await turn.db.due.plan("opening.passed", f"{match.id}", turn.now, about=match.id, again=True)
    if question.checkin.slot_at:
        await turn.db.due.plan("times.passed", f"{question.checkin.id}", turn.now, about=match.id, again=True)
    day, whom = next_day.isoformat(), question.asked_of(turn.who)
    receipt = say.Met(match.id, session.id, question.partner, day, whom)
    return await answered(turn, question, Said.MET, receipt)
