"""Help for a pair that has not met: another rhythm, or a time that suits both."""

from datetime import datetime

from bot.domain.calendar import first_meeting_slot, local_date
from bot.domain.checkins import Said
from bot.domain.matches import Match
from bot.flows.checkins.answering import note_planned
from bot.flows.checkins.planning import (
    Question,
    answered,
    name_of,
    plan_next,
    question_of,
    refresh_homes,
    stands,
)
from bot.messages import checkins as asked
from bot.messages import rhythm, times
from bot.messages.base import Refused, Result
from bot.messages.words import NotYours
from bot.turn import Room, Turn


async def change_rhythm(turn: Turn, click: rhythm.ChangeRhythm) -> Result:
    question = await question_of(turn, click.checkin_id)
    return await turn.answer(rhythm.Rhythms(question.checkin.id, question.match.rhythm))


async def set_rhythm(turn: Turn, click: rhythm.SetRhythm) -> Result:
    """Set how often they mean to meet; the other reads one line of it in their room."""
    question = await question_of(turn, click.checkin_id)
    wanted = turn.program.rhythm(click.key)
    changed = turn.program.rhythm(question.match.rhythm) != wanted
    match = await turn.db.matches.change(question.match.id, rhythm=wanted.key)
    next_day = await plan_next(turn, match, turn.now)
    if changed:
        turn.say(Room(match.people), rhythm.RhythmChanged(await name_of(turn, turn.who), wanted.key))
    await refresh_homes(turn, match)
    return await turn.answer(rhythm.RhythmSet(wanted.key, next_day.isoformat()))


async def suggest(turn: Turn, click: times.SuggestTime) -> Result:
    """Put one time into the pair's conversation. While one stands there, it is not doubled."""
    question = await question_of(turn, click.checkin_id)
    if question.checkin.said is Said.MET:
        return await stands(turn, question)
    at = question.checkin.slot_at
    if at is None or at <= turn.now:
        at = await _slot(turn, question.match, turn.now)
        question = await _set(turn, question, at)
        turn.say(Room(question.match.people), await _suggestion(turn, question))
    return await turn.answer(times.Suggested(int(at.timestamp())))


async def works(turn: Turn, click: times.WorksForMe) -> Result:
    """It suits one of them; once it suits both, it is planned, and the mentee is asked the morning after."""
    question, at = await _suggested(turn, click.checkin_id)
    if int(at.timestamp()) != click.at:
        return await turn.answer(await _suggestion(turn, question))
    suits = sorted({*question.checkin.works_for, turn.who})
    checkin = await turn.db.checkins.change(question.checkin.id, works_for=" ".join(suits))
    question = Question(checkin, question.match, question.partner)
    if len(suits) < 2:
        return await turn.answer(await _suggestion(turn, question))
    if question.checkin.said is not Said.PLANNED:
        await _agreed(turn, question, at)
    return await turn.answer(times.TimeAgreed(click.at))


async def another(turn: Turn, click: times.AnotherTime) -> Result:
    question, at = await _suggested(turn, click.checkin_id)
    if int(at.timestamp()) == click.at:
        later = await _slot(turn, question.match, max(turn.now, at))
        question = await _set(turn, question, later)
    return await turn.answer(await _suggestion(turn, question))


async def _agreed(turn: Turn, question: Question, at: datetime) -> None:
    match = await turn.db.matches.change(question.match.id, slot_at=at)
    day = local_date(at, await turn.zone(match.mentee))
    ask_day = await note_planned(turn, question, day, match.mentee)
    receipt = asked.Planned(question.partner, day.isoformat(), ask_day.isoformat())
    await answered(turn, question, Said.PLANNED, receipt, day.isoformat())


async def _suggested(turn: Turn, checkin_id: int) -> tuple[Question, datetime]:
    question = await question_of(turn, checkin_id)
    if question.checkin.slot_at is None:
        raise Refused(NotYours())
    return question, question.checkin.slot_at


async def _slot(turn: Turn, match: Match, after: datetime) -> datetime:
    mentor, mentee = await turn.zone(match.mentor), await turn.zone(match.mentee)
    starts, ends = turn.program.day_starts, turn.program.day_ends
    return first_meeting_slot(mentor, mentee, after, starts, ends).start


async def _set(turn: Turn, question: Question, at: datetime) -> Question:
    checkin = await turn.db.checkins.change(question.checkin.id, slot_at=at, works_for="")
    return Question(checkin, question.match, question.partner)


async def _suggestion(turn: Turn, question: Question) -> times.TimeSuggested:
    at = question.checkin.slot_at
    assert at is not None
    suits = [await name_of(turn, who) for who in question.checkin.works_for]
    return times.TimeSuggested(question.checkin.id, int(at.timestamp()), tuple(suits))
