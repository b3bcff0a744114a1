"""The times a pair is asked: the mentee, the mentor after two working days of silence, and once more."""

from datetime import timedelta

from bot.domain.calendar import at_local_hour, local_date
from bot.domain.due import Due
from bot.domain.matches import Match, State
from bot.flows.checkins.planning import Question, close, drop_reminders, plan, plan_next
from bot.messages import checkins as say
from bot.messages.base import Result
from bot.turn import Turn


async def ask_mentee(turn: Turn, due: Due) -> Result:
    """Due `checkin.mentee`, planned by the opening of the match and by each check-in before."""
    match = await _under_way(turn, due)
    if match is None:
        return None
    before = await turn.db.checkins.latest(match.id)
    checkin = await turn.db.checkins.begin(match.id, local_date(turn.now, await turn.zone(match.mentee)))
    question = Question(checkin, match, match.mentor)
    if await _asked(turn, due, question):
        if before and before.id != checkin.id:
            await close(turn, before, match)
        await turn.db.checkins.change(checkin.id, asked_at=turn.now)
        await drop_reminders(turn, match.id)
        await plan(turn, "checkin.mentor", question, match.mentor, turn.now)
        await plan(turn, "checkin.follow_up", question, match.mentee, turn.now)
    if await turn.db.due.get_waiting(due.id) is None:  # asked, or dropped as stale: the rhythm goes on
        await plan_next(turn, match, turn.now)
    return None


async def ask_mentor(turn: Turn, due: Due) -> Result:
    """Due `checkin.mentor`: the mentee was silent for two working days."""
    question = await _silent(turn, due)
    if question and await _asked_for_circle(turn, question.match):
        await turn.db.due.skip(due, "asked for the circle")
    elif question and await _asked(turn, due, question):
        await turn.db.checkins.change(question.checkin.id, asked_mentor_at=turn.now)
    return None


async def _asked_for_circle(turn: Turn, match: Match) -> bool:
    """Whether the mentor was asked about this time of their circle already, because of another mentee."""
    since = turn.now - timedelta(days=turn.program.rhythm(match.rhythm).days / 2)
    others = [one for one in await turn.db.matches.together(match, State.OPEN) if one.id != match.id]
    asked = [await turn.db.checkins.latest(one.id) for one in others]
    return any(one and one.asked_mentor_at and one.asked_mentor_at > since for one in asked)


async def ask_again(turn: Turn, due: Due) -> Result:
    """Due `checkin.follow_up`: asked a second time, and not a third."""
    question = await _silent(turn, due)
    if question and await _asked(turn, due, question):
        await turn.db.checkins.change(question.checkin.id, asked_again_at=turn.now)
        at = await turn.due_at("checkin.silence", turn.now)
        await turn.db.due.plan("checkin.silence", f"{at:%Y-%m-%d}", at)
    return None


async def ask_as_promised(turn: Turn, due: Due) -> Result:
    """Due `checkin.planned` and `checkin.later`: it was planned for yesterday, or they asked to be asked again."""
    question = await _silent(turn, due)
    if question and await _asked(turn, due, question) and due.kind == "checkin.planned":
        await plan(turn, "checkin.follow_up", question, due.who, turn.now)
    return None


async def give_up(turn: Turn, due: Due) -> Result:
    """Due `checkin.silence`: the program team hears how many pairs were silent. One message for a day's."""
    channel = await turn.db.settings.get("admin_channel")
    waited = turn.program.nudges["checkin.silence"].after_days
    day = local_date(turn.now, "UTC") - timedelta(days=max(0, waited - 1))
    pairs = await turn.db.checkins.close_silent(at_local_hour(day, 0, "UTC"))
    if channel and pairs:
        turn.say(channel, say.Silence(pairs))
    return None


async def _under_way(turn: Turn, due: Due) -> Match | None:
    """The match a due row is about, if it makes sense to ask now. While the other is away, it waits."""
    match = await turn.open_match(due.about)
    if match is None:
        await turn.db.due.skip(due, "match not open")
        return None
    for who in match.people:
        participant = await turn.db.participants.get(who)
        if participant and participant.paused_until and participant.paused_until > turn.now:
            await turn.db.due.put_off(due, participant.paused_until, "paused")
            return None
    return match


async def _silent(turn: Turn, due: Due) -> Question | None:
    """The check-in a due row is about, if nobody has answered it by now."""
    match = await _under_way(turn, due)
    checkin = await turn.db.checkins.latest(match.id) if match else None
    if match is None or checkin is None:
        return None
    today = local_date(turn.now, await turn.zone(due.who))
    if not checkin.waits or checkin.planned_after(today - timedelta(days=1)):
        await turn.db.due.skip(due, "answered")
        return None
    return Question(checkin, match, match.partner_of(due.who))


async def _asked(turn: Turn, due: Due, question: Question) -> bool:
    match = question.match
    message = say.DidYouMeet(
        question.checkin.id, match.partner_of(due.who), due.kind, circle=match.circle_of(due.who)
    )
    if not await turn.reach(due, message, once=f"{question.identity}{due.id}"):
        return False
    await turn.refresh_home(due.who)
    return True
