"""Receiving feedback: asked for, prompted by a meeting, read, thanked for; each reminder comes once."""

from datetime import datetime

from bot.domain.due import Due
from bot.domain.feedback import ASK_AGAIN, FRESH, JUST_BEFORE, Feedback, Stage, words_of
from bot.domain.matches import Match, State
from bot.messages import receiving as say
from bot.messages.base import Refused, Result
from bot.messages.feedback import (
    AskFeedback,
    DraftWaits,
    Menu,
    MoreWished,
    NoMatchForFeedback,
    ReadFeedback,
    Thanked,
)
from bot.messages.words import NotYours
from bot.turn import Turn


async def ask_word(turn: Turn, _: str) -> Result:
    """The word `ask-feedback`: at once with one match, by choice with several."""
    matches = await turn.db.matches.of(turn.who, State.OPEN)
    if not matches:
        return NoMatchForFeedback()
    if len(matches) == 1:
        return await ask(turn, AskFeedback(matches[0].id))
    return Menu(tuple((match.id, match.partner_of(turn.who), 0) for match in matches))


async def ask(turn: Turn, click: AskFeedback) -> Result:
    """Ask the other for feedback. While a request holds, it is not made twice."""
    match = await turn.match_of(click.match_id, State.OPEN)
    partner = match.partner_of(turn.who)
    last = await turn.db.feedback.last_request(match.id, turn.who)
    holds = last is not None and turn.now - last.asked_at < ASK_AGAIN
    if last and holds and not await turn.db.feedback.given_since(match.id, partner, last.asked_at):
        return say.Asked(partner, already=True)
    request = await turn.db.feedback.ask(match.id, turn.who, turn.now)
    await _plan(turn, "feedback.asked", str(request.id), match, partner)
    return say.Asked(partner)


async def pass_on(turn: Turn, due: Due) -> Result:
    """Due `feedback.asked`: the other hears of the request, if they have not written meanwhile."""
    match = await _open_request(turn, due)
    if match is None:
        await turn.db.due.skip(due, "no longer asked for")
    elif await turn.reach(due, say.Requested(match.id, match.partner_of(due.who))):
        await _plan(turn, "feedback.follow_up", f"ask:{due.id}", match, due.who)
    return None


async def prompt(turn: Turn, due: Due) -> Result:
    """Due `feedback.prompt`, two hours after a meeting: one prompt, to the mentor, or to the mentee if the mentor wrote;
    in a circle to the mentee alone, so that its mentor does not get one of each."""
    match = await turn.open_match(due.about)
    session = await turn.db.sessions.latest(match.id) if match else None
    if match is None or session is None or turn.now - session.met_at > FRESH:
        await turn.db.due.skip(due, "stale")
        return None
    for who in (match.mentee,) if match.in_circle else (match.mentor, match.mentee):
        if not await _writes(turn, match, who, session.met_at):
            await turn.reach(due, say.Prompt(match.id, session.id, match.partner_of(who)), to=who)
            return None
    await turn.db.due.skip(due, "given")
    return None


async def _writes(turn: Turn, match: Match, who: str, met_at: datetime) -> bool:
    """Whether somebody has given the other feedback of late, or is writing it."""
    drafts = await turn.db.feedback.drafts_of(who)
    of_late = met_at - JUST_BEFORE
    return any(one.match_id == match.id for one in drafts) or await turn.db.feedback.given_since(
        match.id, who, of_late
    )


async def follow_up(turn: Turn, due: Due) -> Result:
    """Due `feedback.follow_up`: a request or a draft was left lying. One reminder, whatever there is of both."""
    match = await turn.open_match(due.about)
    drafts = [one for one in await turn.db.feedback.drafts_of(due.who) if one.stage is Stage.DRAFT]
    if await _open_request(turn, due) and match:
        message: say.Requested | DraftWaits = say.Requested(match.id, match.partner_of(due.who), again=True)
    elif match and any(one.match_id == match.id for one in drafts):
        message = DraftWaits(match.id, match.partner_of(due.who))
    else:
        await turn.db.due.skip(due, "nothing waits")
        return None
    if await turn.reach(due, message):
        await turn.db.due.drop("feedback.follow_up", about=due.about, who=due.who, reason="said once")
    return None


async def unread(turn: Turn, due: Due) -> Result:
    """Due `feedback.unread`: it was not opened for three working days, and is mentioned once."""
    waiting = [one for one in await turn.db.feedback.unread_for(due.who) if one.match_id == due.about]
    if not waiting:
        await turn.db.due.skip(due, "read")
        return None
    feedback = waiting[0]
    again = say.Waits(feedback.id, feedback.author, again=True)
    await turn.reach(due, again, once=f"feedback:{feedback.id}:{due.id}")
    return None


async def read(turn: Turn, click: ReadFeedback) -> Result:
    """Open the words, for the one they were written to; the notice becomes a line that it was read."""
    feedback = await _mine(turn, click.feedback_id)
    if feedback.read_at is None:
        await turn.db.feedback.change(feedback.id, read_at=turn.now)
        if not any(one.match_id == feedback.match_id for one in await turn.db.feedback.unread_for(turn.who)):
            await turn.db.due.drop("feedback.unread", about=feedback.match_id, who=turn.who, reason="read")
        await turn.refresh_home(turn.who)
    places, _ = await turn.db.outbox.recall(f"feedback:{feedback.id}:", turn.who)
    for channel, ts in places:
        await turn.rewrite_at(channel, ts, say.Opened(feedback.id, feedback.author))
    return await _words(turn, feedback)


async def later(turn: Turn, click: say.ReadLater) -> Result:
    feedback = await _mine(turn, click.feedback_id)
    if feedback.read_at is None:
        at = await turn.due_at("feedback.unread", turn.now, turn.who)
        await turn.db.due.plan("feedback.unread", str(feedback.id), at, who=turn.who, about=feedback.match_id)
    await turn.rewrite(say.SetAside(feedback.id, feedback.author))
    return None


async def thank(turn: Turn, click: say.Thank) -> Result:
    """Tell the author thanks, once."""
    feedback = await _mine(turn, click.feedback_id)
    if feedback.thanked_at is None:
        feedback = await turn.db.feedback.change(feedback.id, thanked_at=turn.now)
        await _tell_author(turn, "feedback.thanked", feedback)
    return await _words(turn, feedback)


async def ask_more(turn: Turn, click: say.AskMore) -> Result:
    """Tell the author that one more example would help, once."""
    feedback = await _mine(turn, click.feedback_id)
    if feedback.asked_more_at is None:
        feedback = await turn.db.feedback.change(feedback.id, asked_more_at=turn.now)
        await _tell_author(turn, "feedback.more", feedback)
    return await _words(turn, feedback)


async def tell_thanked(turn: Turn, due: Due) -> None:
    """Due `feedback.thanked`, whose key names the feedback."""
    if feedback := await _of(turn, due):
        await turn.reach(due, Thanked(feedback.receiver))


async def tell_more(turn: Turn, due: Due) -> None:
    """Due `feedback.more`, whose key names the feedback: one more example would help, if the match is under way."""
    feedback = await _of(turn, due)
    if feedback and await turn.open_match(due.about):
        await turn.reach(due, MoreWished(feedback.match_id, feedback.receiver))


async def _of(turn: Turn, due: Due) -> Feedback | None:
    return await turn.db.feedback.get(int(due.key.rpartition(":")[2]))


async def _tell_author(turn: Turn, kind: str, feedback: Feedback) -> None:
    await turn.db.due.plan(kind, str(feedback.id), turn.now, who=feedback.author, about=feedback.match_id)


async def not_now(turn: Turn, click: say.NotNow) -> Result:
    """Leave a prompt or a request; nobody is told, and it is not repeated."""
    match = await turn.match_of(click.match_id, State.OPEN)
    await turn.db.due.drop("feedback.follow_up", about=match.id, who=turn.who, reason="not now")
    await turn.rewrite(say.Declined(match.id))
    return None


async def _mine(turn: Turn, feedback_id: int) -> Feedback:
    """Feedback that was delivered to this person. Raises `Refused` with the same words for any other."""
    feedback = await turn.db.feedback.get(feedback_id)
    if feedback is None or feedback.receiver != turn.who or feedback.stage is not Stage.DELIVERED:
        raise Refused(NotYours())
    return feedback


async def _words(turn: Turn, feedback: Feedback) -> say.Feedback:
    words = words_of(await turn.db.answers.of(feedback.author, "sbi", feedback.id))
    thanked, asked_more = feedback.thanked_at is not None, feedback.asked_more_at is not None
    back = feedback.match_id if await turn.open_match(feedback.match_id) else 0
    return say.Feedback(feedback.id, feedback.author, thanked, asked_more, back, words)


async def _open_request(turn: Turn, due: Due) -> Match | None:
    """The match in which this person was asked for feedback and has not written since, if it is under way."""
    match = await turn.open_match(due.about)
    request = await turn.db.feedback.last_request(match.id, match.partner_of(due.who)) if match else None
    if match is None or request is None:
        return None
    given = await turn.db.feedback.given_since(match.id, due.who, request.asked_at)
    return None if given else match


async def _plan(turn: Turn, kind: str, key: str, match: Match, who: str) -> None:
    at = await turn.due_at(kind, turn.now, who)
    await turn.db.due.plan(kind, key, at, who=who, about=match.id)
