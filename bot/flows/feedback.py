"""Feedback from its first word to its delivery: the form, the preview, and the moment its author chooses."""

from dataclasses import replace
from datetime import datetime

from bot.domain.checkins import Said
from bot.domain.due import Due
from bot.domain.feedback import Feedback, Stage, vague, words_of
from bot.domain.matches import State
from bot.domain.nudges import good_time
from bot.messages import feedback as say
from bot.messages.base import Refused, Result
from bot.messages.checkins import Answered
from bot.messages.forms import Questions
from bot.messages.receiving import Waits
from bot.messages.words import NotYours
from bot.turn import NO_LIMIT, Finished, Turn


async def menu(turn: Turn, _: str) -> Result:
    """The word `feedback`: the form at once, where there is one match and a window can open; else the choices."""
    matches = await turn.db.matches.of(turn.who, State.OPEN)
    unread = await turn.db.feedback.unread_for(turn.who)
    if not matches and not unread:
        return say.NoMatchForFeedback()
    if len(matches) == 1 and not unread and not turn.channel.startswith("D"):
        return await write(turn, say.WriteFeedback(matches[0].id))
    drafts = {one.match_id: one.id for one in await turn.db.feedback.drafts_of(turn.who)}
    choices = ((match.id, match.partner_of(turn.who), drafts.get(match.id, 0)) for match in matches)
    return say.Menu(tuple(choices), tuple((one.id, one.author) for one in unread))


async def write(turn: Turn, click: say.WriteFeedback) -> Result:
    """Open the form, filled in as far as it was written before. On one meeting nobody is asked to write twice."""
    match = await turn.match_of(click.match_id, State.OPEN)
    partner = match.partner_of(turn.who)
    session = await turn.db.sessions.latest(match.id)
    if click.session_id and session and click.session_id <= session.id and not click.more:
        since = session.met_at
        if await turn.db.feedback.given_since(match.id, turn.who, since):
            return say.Given(match.id, partner)
    feedback = await turn.db.feedback.draft(match.id, turn.who, partner, turn.now, click.session_id)
    return await _form(turn, feedback)


async def change(turn: Turn, click: say.ChangeWords) -> Result:
    return await _form(turn, await _open(turn, click.feedback_id))


async def may_write(turn: Turn, about: int) -> None:
    await _open(turn, about)


async def written(turn: Turn, finished: Finished) -> Result:
    """The form `sbi` is complete: it is a draft until its author has seen it and chosen."""
    feedback = await _open(turn, finished.about)
    await turn.db.feedback.change(feedback.id, state=Stage.DRAFT, sent_at=None)
    await turn.refresh_home(turn.who)
    if await turn.open_match(feedback.match_id) is None:
        return say.Kept(feedback.id, feedback.receiver, ended=True)
    await turn.db.due.plan(
        "feedback.follow_up",
        f"draft:{feedback.id}",
        await turn.due_at("feedback.follow_up", turn.now, turn.who),
        who=turn.who,
        about=feedback.match_id,
    )
    return await _preview(turn, feedback)


async def show(turn: Turn, click: say.ShowPreview) -> Result:
    return await _preview(turn, await _open(turn, click.feedback_id))


async def send(turn: Turn, click: say.SendNow) -> Result:
    """Let it go: it arrives in the receiver's next working hours, or after their pause, and no budget holds it."""
    feedback = await _open(turn, click.feedback_id)
    if result := await _cannot_go(turn, feedback):
        return result
    await _let_go(turn, feedback, Stage.SENT)
    tz = await turn.zone(feedback.receiver)
    at = await turn.due_at("feedback.deliver", turn.now, feedback.receiver)
    receiver, about = feedback.receiver, feedback.match_id
    await turn.db.due.plan("feedback.deliver", str(feedback.id), at, who=receiver, about=about, again=True)
    await turn.refresh_home(receiver)
    return say.Sent(feedback.receiver, at=await _arrives(turn, feedback.receiver, at), tz=tz)


async def _arrives(turn: Turn, receiver: str, due_at: datetime) -> int:
    """The Unix time at which they get it; 0 for at once."""
    at = good_time(await turn.reader(receiver), due_at, replace(turn.hours, budget=NO_LIMIT))
    return 0 if at <= turn.now else int(at.timestamp())


async def send_next_time(turn: Turn, click: say.SendNextTime) -> Result:
    """Let it go with the next meeting that one of the two tells of."""
    feedback = await _open(turn, click.feedback_id)
    if result := await _cannot_go(turn, feedback):
        return result
    await _let_go(turn, feedback, Stage.HELD)
    return say.Sent(feedback.receiver, "next")


async def keep(turn: Turn, click: say.KeepDraft) -> Result:
    feedback = await _open(turn, click.feedback_id)
    await turn.db.feedback.change(feedback.id, state=Stage.DRAFT, sent_at=None)
    await turn.refresh_home(turn.who)
    return say.Kept(feedback.id, feedback.receiver)


async def deliver(turn: Turn, due: Due) -> Result:
    """Due `feedback.deliver`, whose key names the feedback. Where the match is over it goes back to its author."""
    feedback = await turn.db.feedback.get(int(due.key.rpartition(":")[2]))
    if feedback is None or feedback.stage is not Stage.SENT:
        await turn.db.due.skip(due, "not sent")
        return None
    if await turn.open_match(feedback.match_id) is None:
        await turn.db.due.skip(due, "match not open")
        await _give_back(turn, feedback)
        return None
    notice = Waits(feedback.id, feedback.author)
    if await turn.reach(due, notice, to=feedback.receiver, once=f"feedback:{feedback.id}:{due.id}"):
        await _delivered(turn, feedback)
    elif await turn.db.due.get_waiting(due.id) is None:  # it can no longer reach them
        await _give_back(turn, feedback)
    return None


async def _delivered(turn: Turn, feedback: Feedback) -> None:
    await turn.db.feedback.change(feedback.id, state=Stage.DELIVERED)
    at = await turn.due_at("feedback.unread", turn.now, feedback.receiver)
    await turn.db.due.plan(
        "feedback.unread", str(feedback.id), at, who=feedback.receiver, about=feedback.match_id
    )
    await turn.refresh_home(feedback.receiver)


async def _give_back(turn: Turn, feedback: Feedback) -> None:
    await turn.db.feedback.change(feedback.id, state=Stage.DRAFT, sent_at=None)
    author, about, key = feedback.author, feedback.match_id, str(feedback.id)
    await turn.db.due.plan("feedback.returned", key, turn.now, who=author, about=about, again=True)
    await turn.refresh_home(feedback.author)


async def tell_returned(turn: Turn, due: Due) -> None:
    """Due `feedback.returned`, whose key names the feedback that could not be delivered."""
    feedback = await turn.db.feedback.get(int(due.key.rpartition(":")[2]))
    if feedback and feedback.stage is Stage.DRAFT:
        await turn.reach(due, say.Kept(feedback.id, feedback.receiver, ended=True))


async def _open(turn: Turn, feedback_id: int) -> Feedback:
    """This person's own feedback that has not gone. Raises `Refused` for another's, and for what is on its way."""
    feedback = await turn.db.feedback.get(feedback_id)
    if feedback is None or feedback.author != turn.who:
        raise Refused(NotYours())
    if not feedback.open:
        raise Refused(say.Sent(feedback.receiver, "already"))
    return feedback


async def _cannot_go(turn: Turn, feedback: Feedback) -> Result:
    """What stands in the way of sending it: the match is over, or a part is not written yet."""
    if await turn.open_match(feedback.match_id) is None:
        await turn.db.feedback.change(feedback.id, state=Stage.DRAFT, sent_at=None)
        return say.Kept(feedback.id, feedback.receiver, ended=True)
    answers = await turn.db.answers.of(feedback.author, "sbi", feedback.id)
    return await _form(turn, feedback) if turn.program.form("sbi").missing(answers) else None


async def _let_go(turn: Turn, feedback: Feedback, stage: Stage) -> None:
    await turn.db.feedback.change(feedback.id, state=stage, sent_at=turn.now)
    await turn.db.due.drop("feedback.follow_up", about=feedback.match_id, who=turn.who, reason="given")
    await _show_given(turn, feedback)
    await turn.refresh_home(turn.who)


async def _show_given(turn: Turn, feedback: Feedback) -> None:
    """Nothing asks its author for it any more: no draft, no prompt, no word of the meeting it follows."""
    match_id, partner = feedback.match_id, feedback.receiver
    given = say.Given(match_id, partner)
    await turn.settle(f"draft:{feedback.id}", given, to=turn.who)
    await turn.settle(f"feedback:{match_id}", given, to=turn.who)
    checkin = await turn.db.checkins.latest(match_id)
    if checkin and checkin.said is Said.MET:
        by = "" if checkin.said_by == turn.who else checkin.said_by
        met = Answered(match_id, checkin.said, by, gave=True)
        await turn.rewrite_all(f"checkin:{checkin.id}:", met, to=turn.who)


async def _form(turn: Turn, feedback: Feedback) -> Questions:
    answers = await turn.db.answers.of(feedback.author, "sbi", feedback.id)
    person = await turn.db.people.get(feedback.receiver)
    name = (person.name if person else "") or "The person you write to"
    return Questions("sbi", feedback.id, answers=answers, intro=say.intro(name))


async def _preview(turn: Turn, feedback: Feedback) -> Result:
    answers = await turn.db.answers.of(feedback.author, "sbi", feedback.id)
    if turn.program.form("sbi").missing(answers):
        return await _form(turn, feedback)
    return say.Preview(feedback.id, feedback.receiver, vague(answers), words_of(answers))
