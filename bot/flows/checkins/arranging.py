"""Help for a pair that has not met: another rhythm, or a time that suits both."""

from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import first_meeting_slot, local_date
from bot.domain.checkins import Said
from bot.domain.due import Due
from bot.domain.letters import Room
from bot.domain.matches import Match, State
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
from bot.turn import Turn


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
    if changed and not match.in_circle:
        turn.say(Room(match.people), rhythm.RhythmChanged(await name_of(turn, turn.who), wanted.key))
    await refresh_homes(turn, match)
    whom = question.asked_of(turn.who)
    return await turn.answer(rhythm.RhythmSet(wanted.key, next_day.isoformat(), whom))


async def suggest(turn: Turn, click: times.SuggestTime) -> Result:
    """Put one time into the pair's conversation. While one stands there, it is not doubled."""
    question = await question_of(turn, click.checkin_id)
    if question.checkin.said is Said.MET or question.match.in_circle:
        return await stands(turn, question)
    at = question.checkin.slot_at
    if at is None or at <= turn.now:
        at = await _slot(turn, question.match, turn.now)
        question = await _set(turn, question, at)
        turn.say(Room(question.match.people), await _suggestion(turn, question))
    return await turn.answer(times.Suggested(int(at.timestamp()), question.asked_of(turn.who)))


async def works(turn: Turn, click: times.WorksForMe) -> Result:
    """It suits one of them; once it suits both, it is planned, and the mentee is asked the morning after."""
    question, at = await _suggested(turn, click.checkin_id)
    if int(at.timestamp()) != click.at:
        return await turn.answer(await _suggestion(turn, question))
    if at <= turn.now and question.checkin.said is not Said.PLANNED:
        return await another(turn, times.AnotherTime(click.checkin_id, click.at))
    suits = sorted({*question.checkin.works_for, turn.who})
    checkin = await turn.db.checkins.change(question.checkin.id, works_for=" ".join(suits))
    question = Question(checkin, question.match, question.partner)
    if len(suits) < 2:
        return await turn.answer(await _suggestion(turn, question))
    if question.checkin.said is not Said.PLANNED:
        await _agreed(turn, question, at)
    return await turn.answer(times.TimeAgreed(click.at, question.match.mentee))


async def another(turn: Turn, click: times.AnotherTime) -> Result:
    question, at = await _suggested(turn, click.checkin_id)
    if int(at.timestamp()) == click.at:
        later = await _slot(turn, question.match, max(turn.now, at))
        question = await _set(turn, question, later)
    return await turn.answer(await _suggestion(turn, question))


async def passed(turn: Turn, due: Due) -> None:
    """Due `times.passed`, whose key names the check-in: a time that was not agreed upon gives way to a later one."""
    checkin = await turn.db.checkins.get(int(due.key.rpartition(":")[2]))
    match = await turn.db.matches.get(due.about)
    if checkin is None or match is None or checkin.slot_at is None or checkin.said is Said.PLANNED:
        return
    room, what = Room(match.people), f"time:{checkin.id}"
    newest = await turn.db.checkins.latest(match.id)
    if match.state is State.OPEN and checkin.said is Said.NOT_YET and newest and newest.id == checkin.id:
        question = await _set(
            turn, Question(checkin, match, match.mentor), await _slot(turn, match, turn.now)
        )
        silent = match.partner_of(checkin.works_for[0]) if checkin.works_for else ""
        lapsed = int(checkin.slot_at.timestamp())
        suggestion = replace(await _suggestion(turn, question), lapsed=lapsed, silent=silent)
        await turn.settle(what, suggestion, to=room, for_good=False)
    else:
        await turn.settle(what, times.TimePast(int(checkin.slot_at.timestamp())), to=room)


async def _agreed(turn: Turn, question: Question, at: datetime) -> None:
    match = await turn.db.matches.change(question.match.id, slot_at=at)
    day = local_date(at, await turn.zone(match.mentee))
    ask_day = await note_planned(turn, question, day, match.mentee)
    whom = question.asked_of(turn.who)
    receipt = asked.Planned(question.partner, day.isoformat(), ask_day.isoformat(), whom)
    await answered(turn, question, Said.PLANNED, receipt, day.isoformat())


async def _suggested(turn: Turn, checkin_id: int) -> tuple[Question, datetime]:
    question = await question_of(turn, checkin_id)
    if question.checkin.slot_at is None:
        raise Refused(NotYours())
    return question, question.checkin.slot_at


async def _slot(turn: Turn, match: Match, after: datetime) -> datetime:
    mentor, mentee = await turn.zone(match.mentor), await turn.zone(match.mentee)
    starts, ends = turn.program.day_starts, turn.program.day_ends
    return first_meeting_slot(mentor, mentee, after, starts, ends)


async def _set(turn: Turn, question: Question, at: datetime) -> Question:
    checkin = await turn.db.checkins.change(question.checkin.id, slot_at=at, works_for="")
    await turn.db.due.plan("times.passed", f"{checkin.id}", at, about=question.match.id, again=True)
    return Question(checkin, question.match, question.partner)


async def _suggestion(turn: Turn, question: Question) -> times.TimeSuggested:
    at = question.checkin.slot_at
    assert at is not None
    suits = [await name_of(turn, who) for who in question.checkin.works_for]
    return times.TimeSuggested(question.checkin.id, int(at.timestamp()), tuple(suits))
