from datetime import UTC, datetime

import pytest

from bot.domain.people import Status
from bot.flows import forms, pausing
from bot.messages import pausing as say
from bot.messages.base import Filled
from bot.messages.forms import Questions
from bot.messages.leaving import NotTakingPart
from tests.flows.company import paired, participant, taking_part


async def test_a_pause_to_a_day_in_words_is_confirmed_with_that_day(desk):
    await taking_part(desk, "ANA")
    assert await desk.commands("ANA", "pause until 21 January") == say.Paused("2030-01-21")
    ana = await participant(desk, "ANA")
    assert ana.status is Status.PAUSED
    assert ana.paused_until == datetime(2030, 1, 21, 9, tzinfo=UTC)
    assert desk.homes == ["ANA"]


async def test_typed_words_mean_the_same(desk):
    await taking_part(desk, "ANA", tz="America/New_York")
    assert await desk.types("ANA", "I need a break until 21 january") == say.Paused("2030-01-21")
    assert (await participant(desk, "ANA")).paused_until == datetime(2030, 1, 21, 14, tzinfo=UTC)


async def test_a_pause_that_would_end_on_a_weekend_ends_on_monday(desk):
    await taking_part(desk, "ANA")
    assert await desk.commands("ANA", "pause until 19 january") == say.Paused("2030-01-21")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("until the cows come home", "not_a_day"),
        ("<!channel> \u202e⚡️ " * 200, "not_a_day"),
        ("until 2030-01-01", "day_is_past"),
        ("until today", "day_is_past"),
        ("until 2035-01-01", "too_far"),
        ("until 31 february", "not_a_day"),
    ],
)
async def test_a_day_that_cannot_be_is_said_so_and_the_choices_offered(desk, words, fault):
    await taking_part(desk, "ANA")
    assert await desk.commands("ANA", f"pause {words}") == say.PauseChoices(fault)
    assert (await participant(desk, "ANA")).status is Status.ACTIVE
    assert await desk.due("ANA") == []


async def test_a_bare_pause_offers_choices_and_a_press_is_answered_in_place(desk):
    await taking_part(desk, "ANA")
    assert await desk.commands("ANA", "pause") == say.PauseChoices()
    assert await desk.run("ANA", pausing.pause_for, say.PauseFor("in 1 week")) is None
    assert desk.rewritten == [say.Paused("2030-01-14")]


async def test_asking_from_another_message_leaves_that_message_alone(desk):
    await taking_part(desk, "ANA")
    assert await desk.run("ANA", pausing.ask, say.PauseAsked()) == say.PauseChoices()
    assert desk.rewritten == []


async def test_a_day_is_picked_in_a_form(desk):
    await taking_part(desk, "ANA")
    view = await desk.run("ANA", pausing.pick_day, say.PickDay())
    assert view == Questions("pause", 0)
    given = Filled(view, {"until": "2030-02-04"})
    assert await desk.run("ANA", forms.submit, given, pressed=False) == say.Paused("2030-02-04")


async def test_the_pause_ends_by_itself_and_says_so(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    assert await desk.after(days=6, hours=22) == []
    assert await desk.after(hours=2) == [("ANA", say.Resumed(by_itself=True))]
    ana = await participant(desk, "ANA")
    assert (ana.status, ana.paused_until) == (Status.ACTIVE, None)


async def test_a_second_pause_replaces_the_first(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    await desk.commands("ANA", "pause until 21 january")
    assert await desk.after(days=8) == []
    assert await desk.after(days=6) == [("ANA", say.Resumed(by_itself=True))]


async def test_a_pause_to_the_same_day_after_coming_back_ends_too(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    desk.clock.forward(minutes=1)
    await desk.run("ANA", pausing.resume, say.ResumeNow())
    assert desk.rewritten == [say.Resumed()]
    assert (await participant(desk, "ANA")).status is Status.ACTIVE
    await desk.commands("ANA", "pause until 14 january")
    assert await desk.after(days=7) == [("ANA", say.Resumed(by_itself=True))]


async def test_pressing_resume_twice_says_what_holds(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    await desk.run("ANA", pausing.resume, say.ResumeNow())
    await desk.run("ANA", pausing.resume, say.ResumeNow())
    assert desk.rewritten == [say.NotPaused()]


async def test_the_partner_hears_until_when_and_no_reason(desk):
    await paired(desk)
    assert await desk.commands("ANA", "pause until 28 january") == say.Paused("2030-01-28", ("BO",))
    assert await desk.after(minutes=5) == [("BO", say.PartnerAway("ANA", "2030-01-28"))]


async def test_a_partner_is_told_once_when_the_date_changes_before_they_were(desk):
    await paired(desk)
    desk.clock.forward(hours=12)  # the partner's evening
    await desk.commands("ANA", "pause until 21 january")
    desk.clock.forward(minutes=1)
    await desk.commands("ANA", "pause until 28 january")
    assert await desk.after(days=1) == [("BO", say.PartnerAway("ANA", "2030-01-28"))]


async def test_a_partner_is_told_nothing_when_the_pause_was_over_before(desk):
    await paired(desk)
    desk.clock.forward(hours=12)
    await desk.commands("ANA", "pause until 21 january")
    await desk.run("ANA", pausing.resume, say.ResumeNow())
    assert await desk.after(days=1) == []


async def test_a_partner_is_told_nothing_of_a_match_that_ended_meanwhile(desk):
    match = await paired(desk)
    desk.clock.forward(hours=12)
    await desk.commands("ANA", "pause until 21 january")
    async with desk.turns.store.begin() as db:
        await db.matches.end(match.id, "left", desk.clock.now)
    assert await desk.after(days=1) == []


async def test_check_ins_of_the_pair_wait_for_whoever_pauses(desk):
    await paired(desk)
    await desk.commands("BO", "pause until 28 january")
    [due] = [one for one in await desk.due("ANA") if one.kind == "checkin.mentee"]
    assert due.due_at == datetime(2030, 1, 28, 10, tzinfo=UTC)


async def test_somebody_outside_the_program_has_nothing_to_pause(desk):
    await desk.knows("ANA")
    assert await desk.commands("ANA", "pause until may") == NotTakingPart()
    await taking_part(desk, "BO", status=Status.JOINING)
    assert await desk.commands("BO", "pause") == say.NotYet()
    await taking_part(desk, "CARL", status=Status.LEFT)
    assert await desk.run("CARL", pausing.pause_for, say.PauseFor("next month")) == NotTakingPart()
    assert await desk.due("CARL") == []


async def test_who_left_during_a_pause_is_not_brought_back(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    async with desk.turns.store.begin() as db:
        await db.participants.put("ANA", status=Status.LEFT)
    assert await desk.after(days=8) == []
    assert (await participant(desk, "ANA")).status is Status.LEFT


async def test_nothing_unasked_reaches_somebody_on_a_pause(desk):
    await paired(desk)
    await desk.commands("ANA", "pause until 28 january")
    said = await desk.after(days=20, hours=22)
    assert [who for who, _ in said] == ["BO"]
