"""Hours and numbers of a program file hold everywhere: in what is planned, and in what is said of it."""

from dataclasses import replace

import pytest

from bot.domain.calendar import zone
from bot.messages import checkins, times
from bot.messages.feedback import SendNow
from bot.messages.joining import NotOpen
from bot.messages.match import MenteeAsked
from bot.messages.meetings import LogMeeting, Met
from bot.messages.mrkdwn import counted, sentence
from bot.messages.next_step import Status
from bot.messages.publishing import Published
from bot.messages.receiving import Requested
from bot.messages.rehearsal import Rehearsed
from tests.flows.company import paired
from tests.flows.pairs import acts, match, opened, published, words
from tests.flows.windows import in_window, written


def changed(desk, nudges=(), **values):
    """The program, with other values and other rules of these nudges."""
    program = desk.turns.program
    rules = {kind: replace(program.nudges[kind], **rule) for kind, rule in dict(nudges).items()}
    desk.turns.program = replace(program, nudges={**program.nudges, **rules}, **values)


async def planned(desk, kind, about=1):
    async with desk.turns.store.read() as db:
        return await db.due.next_of(kind, about)


async def test_the_check_in_comes_at_the_hour_of_the_program_and_again_after_a_pause(desk):
    changed(desk, {"checkin.mentee": {"hour": 14}})
    ours, _ = await opened(desk)
    assert (await planned(desk, "checkin.mentee", ours.id)).hour == 14
    await desk.commands("BO", "pause until 30 january")
    assert (await planned(desk, "checkin.mentee", ours.id)).hour == 14


@pytest.mark.parametrize("tz", ["UTC", "Asia/Tokyo"])
async def test_working_hours_of_the_program_hold_for_feedback_and_its_prompt(desk, tz):
    changed(desk, day_starts=13, day_ends=15)
    await paired(desk, tz=tz)
    await acts(desk, "ANA", LogMeeting(1))
    assert 13 <= (await planned(desk, "feedback.prompt")).astimezone(zone(tz)).hour < 15
    await in_window(desk, "BO", SendNow(await written(desk, await match(desk))))
    assert 13 <= (await planned(desk, "feedback.deliver")).astimezone(zone(tz)).hour < 15


async def test_a_check_in_that_nobody_answers_is_followed_up_in_those_hours(desk):
    changed(desk, {"checkin.mentor": {"hour": None}}, day_starts=13, day_ends=15)
    await paired(desk)
    await desk.after(days=8)
    assert (await planned(desk, "checkin.mentor")).hour == 13


async def test_silence_is_told_by_its_day(desk):
    changed(desk, {"match.mentor_turn": {"after_days": 3}})
    await published(desk)
    (asked,) = desk.told("ANA")
    assert isinstance(asked, MenteeAsked)
    assert "If you say nothing by Thursday 10 January, I take it as a yes." in words(desk, asked)
    assert "a working day" not in words(desk, asked)
    await desk.after(days=2)
    assert desk.told("BO") == []
    await desk.after(days=1, hours=1)
    (mentor,) = desk.told("BO")
    async with desk.turns.store.read() as db:
        opens = await db.due.next_of("match.open", (await match(desk)).id)
    assert opens and mentor.silent_until == int(opens.timestamp())


def test_minutes_and_days_are_those_of_the_program(desk):
    program = desk.turns.program
    forms = {
        **program.forms,
        "sbi": replace(program.forms["sbi"], minutes=7),
        "intake": replace(program.forms["intake"], minutes=1),
    }
    rhythms = (replace(program.rhythms[0], label="every month"), *program.rhythms[1:])
    changed(desk, {"checkin.planned": {"after_days": 2}}, forms=forms, rhythms=rhythms)
    changed(desk, {"match.mentor_turn": {"after_days": 4}})
    assert "takes about one minute." in words(desk, Status("join"))
    assert "Give feedback now (7 minutes)" in words(desk, Met(1, 1, "BO"))
    assert "Seven minutes." in words(desk, Requested(1, "BO"))
    assert "Give feedback (7 minutes)" in words(desk, checkins.Answered(1, "met"))
    assert "Two working days after, I ask <@ANA>" in words(desk, times.TimeAgreed(1, "ANA"))
    assert "I ask you, two working days after, whether" in words(desk, times.Suggested(1))
    assert "every month" in words(desk, Rehearsed(1, 0))
    assert "said nothing for four working days" in words(desk, Published(2))


def test_numbers_are_written_as_people_write_them():
    assert [counted(n, "day") for n in (0, 1, 2, 10, 11)] == [
        "no days",
        "one day",
        "two days",
        "ten days",
        "11 days",
    ]


def test_a_contact_keeps_its_names(desk):
    changed(desk, contact="the HR team of Ana O'Neill")
    assert "The HR team of Ana O'Neill can help" in words(desk, NotOpen())
    assert (sentence("ana McKay"), sentence("")) == ("Ana McKay", "")
