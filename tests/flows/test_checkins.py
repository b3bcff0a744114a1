from datetime import date, timedelta

import pytest

from bot.domain.checkins import Said
from bot.domain.matches import State
from bot.domain.people import Status
from bot.flows.checkins import answering
from bot.handlers import routes
from bot.messages import checkins as say
from bot.messages import forms as asked
from bot.messages.meetings import Met
from bot.messages.words import NotYours
from bot.ticker import Ticker
from bot.turn import Pressed
from bot.turns import Act
from tests.flows.company import paired, taking_part
from tests.flows.windows import press, sessions


async def asked_pair(desk, **more):
    """A pair whose mentee has just been asked: the match and the id of the check-in."""
    match = await paired(desk, **more)
    await desk.after(days=7, minutes=1)
    return match, (await latest(desk, match)).id


async def latest(desk, match):
    async with desk.turns.store.read() as db:
        return await db.checkins.latest(match.id)


async def waiting(desk, who, kind):
    return [due for due in await desk.due(who) if due.kind == kind]


async def test_the_mentee_alone_is_asked_by_the_rhythm_at_ten(desk):
    match = await paired(desk)
    said = await desk.after(days=7, minutes=1)
    checkin = await latest(desk, match)
    assert said == [("ANA", say.DidYouMeet(checkin.id, "BO", "checkin.mentee"))]
    assert checkin.asked_at is not None
    (coming,) = await waiting(desk, "ANA", "checkin.mentee")
    assert coming.due_at.date() == date(2030, 1, 28)
    assert coming.due_at.hour == 10


async def test_the_mentor_is_asked_after_two_working_days_and_the_mentee_once_more(desk):
    match, checkin_id = await asked_pair(desk)
    assert await desk.after(days=1, hours=12) == []
    assert await desk.after(days=1) == [("BO", say.DidYouMeet(checkin_id, "ANA", "checkin.mentor"))]
    assert await desk.after(days=1) == [("ANA", say.DidYouMeet(checkin_id, "BO", "checkin.follow_up"))]
    assert await desk.after(days=9) == []
    assert (await latest(desk, match)).said is Said.SILENCE


async def test_the_program_team_hears_how_many_pairs_were_silent_and_no_name(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CADMIN")
    await paired(desk)
    await paired(desk, "CARL", "DANA")
    said = await desk.after(days=14)
    assert [message for to, message in said if to == "CADMIN"] == [say.Silence(2)]


async def test_one_answer_counts_for_both(desk):
    match, checkin_id = await asked_pair(desk)
    await desk.after(days=2, hours=1)
    assert await press(desk, "BO", say.WeMet(checkin_id)) is None
    receipt = next(one for one in desk.rewritten if isinstance(one, Met))
    assert receipt.partner == "ANA"
    assert say.Answered(match.id, Said.MET, "BO") in desk.rewritten
    assert sorted(desk.homes) == ["ANA", "BO"]
    assert await sessions(desk, match) == 1
    assert await waiting(desk, "ANA", "checkin.follow_up") == []


async def test_two_clicks_tell_of_one_meeting(desk):
    match, checkin_id = await asked_pair(desk)
    await press(desk, "ANA", say.WeMet(checkin_id))
    await press(desk, "ANA", say.WeMet(checkin_id))
    assert desk.rewritten == [say.Answered(match.id, Said.MET)]
    await press(desk, "BO", say.NotYet(checkin_id))
    assert desk.rewritten == [say.Answered(match.id, Said.MET, "ANA")]
    assert await sessions(desk, match) == 1


async def test_the_next_question_follows_the_meeting_by_the_rhythm(desk):
    _, checkin_id = await asked_pair(desk)
    await desk.after(days=1)
    await press(desk, "ANA", say.WeMet(checkin_id))
    (coming,) = await waiting(desk, "ANA", "checkin.mentee")
    assert coming.due_at.date() == date(2030, 1, 29)


async def test_pressed_on_home_the_question_in_the_dm_becomes_its_answer(desk):
    _, checkin_id = await asked_pair(desk)
    desk._clear()
    act = Act("ANA", pressed=Pressed(view="V1"))
    ended = await desk.turns.run(answering.met, act, say.WeMet(checkin_id))
    await desk._lay_out()
    assert ended.result is None
    assert [type(one) for one in desk.rewritten] == [Met]


@pytest.mark.parametrize(
    "click", [say.WeMet, say.ItsPlanned, say.NotYet, say.RemindLater, say.Fewer], ids=lambda c: c.name
)
async def test_somebody_elses_question_cannot_be_answered(desk, click):
    match, checkin_id = await asked_pair(desk)
    await taking_part(desk, "EVE")
    for who, about in (("EVE", checkin_id), ("ANA", 99)):
        assert await press(desk, who, click(about)) == NotYours()
        assert desk.ended.refused
    assert (await latest(desk, match)).said is Said.NOTHING


async def test_a_question_of_a_match_that_ended_is_no_longer_open(desk):
    match, checkin_id = await asked_pair(desk)
    async with desk.turns.store.begin() as db:
        await db.matches.change(match.id, state=State.ENDED)
    assert await press(desk, "ANA", say.WeMet(checkin_id)) == NotYours()
    assert await sessions(desk, match) == 0
    assert await desk.after(days=30) == []


async def test_an_old_question_speaks_for_the_newest(desk):
    match, first = await asked_pair(desk)
    await desk.after(days=14)
    second = (await latest(desk, match)).id
    assert second != first
    await press(desk, "ANA", say.WeMet(first))
    assert (await latest(desk, match)).said is Said.MET
    assert await sessions(desk, match) == 1


async def test_its_planned_asks_the_day_in_words_and_comes_back_the_morning_after(desk):
    match, checkin_id = await asked_pair(desk)
    await desk.after(days=2, hours=1)
    await press(desk, "ANA", say.ItsPlanned(checkin_id))
    (question,) = desk.rewritten
    assert isinstance(question, asked.Ask)
    assert await desk.types("ANA", "next tuesday") == say.Planned("BO", "2030-01-22", "2030-01-23")
    assert say.Answered(match.id, Said.PLANNED, "ANA", "2030-01-22") in desk.rewritten
    assert await desk.after(days=6, hours=20) == []
    said = await desk.after(hours=4)
    assert said == [("ANA", say.DidYouMeet(checkin_id, "BO", "checkin.planned"))]
    await press(desk, "ANA", say.WeMet(checkin_id))
    assert await sessions(desk, match) == 1


async def test_a_day_that_is_none_is_asked_again(desk):
    match, checkin_id = await asked_pair(desk)
    await press(desk, "ANA", say.ItsPlanned(checkin_id))
    for words in ("whenever <!channel>", "2020-01-01"):
        await desk.types("ANA", words)
        assert (await latest(desk, match)).said is Said.NOTHING
    await desk.types("ANA", "tomorrow")
    assert (await latest(desk, match)).said is Said.PLANNED


async def test_a_day_picked_becomes_the_receipt_in_its_place(desk):
    _, checkin_id = await asked_pair(desk)
    await press(desk, "ANA", say.ItsPlanned(checkin_id))
    await press(desk, "ANA", asked.Done("planned", checkin_id, "day", {"day": "2030-01-16"}))
    assert desk.rewritten == [say.Planned("BO", "2030-01-16", "2030-01-17")]


async def test_a_day_for_somebody_elses_meeting_is_refused(desk):
    match, checkin_id = await asked_pair(desk)
    picked = asked.Done("planned", checkin_id, "day", {"day": "2030-01-22"})
    assert await press(desk, "EVE", picked) == NotYours()
    await press(desk, "ANA", say.WeMet(checkin_id))
    assert await press(desk, "ANA", picked) == say.Answered(match.id, Said.MET)
    assert (await latest(desk, match)).said is Said.MET


async def test_a_planned_meeting_nobody_tells_of_is_followed_up_once(desk):
    _, checkin_id = await asked_pair(desk)
    await press(desk, "ANA", say.ItsPlanned(checkin_id))
    await desk.types("ANA", "tomorrow")
    said = [message.why for who, message in await desk.after(days=9) if who == "ANA"]
    assert said == ["checkin.planned", "checkin.follow_up"]


async def test_not_yet_offers_help_and_is_no_reproach(desk):
    match, checkin_id = await asked_pair(desk)
    await press(desk, "ANA", say.NotYet(checkin_id))
    assert desk.rewritten == [say.NotYetHelp(checkin_id, match.id, "BO", "2030-01-28")]
    await press(desk, "ANA", say.NotYet(checkin_id))
    assert desk.rewritten == [say.NotYetHelp(checkin_id, match.id, "BO")]
    assert await desk.after(days=10) == []
    await press(desk, "BO", say.RemindLater(checkin_id))
    assert desk.rewritten == [say.Answered(match.id, Said.NOT_YET, "ANA")]
    await press(desk, "ANA", say.WeMet(checkin_id))
    assert await sessions(desk, match) == 1


async def test_remind_me_later_asks_the_same_person_again_and_not_the_other(desk):
    _, checkin_id = await asked_pair(desk)
    await press(desk, "ANA", say.RemindLater(checkin_id))
    assert desk.rewritten == [say.Later(checkin_id, "2030-01-16")]
    assert await desk.after(days=4) == [("ANA", say.DidYouMeet(checkin_id, "BO", "checkin.later"))]


async def test_fewer_of_these_halves_the_budget_and_leaves_the_question_open(desk):
    _, checkin_id = await asked_pair(desk)
    await press(desk, "ANA", say.Fewer(checkin_id))
    assert desk.rewritten == [say.DidYouMeet(checkin_id, "BO", "checkin.mentee", fewer=True)]
    async with desk.turns.store.read() as db:
        assert await db.participants.wants_fewer("ANA")
    await press(desk, "ANA", say.WeMet(checkin_id))
    await press(desk, "ANA", say.Fewer(checkin_id))
    assert isinstance(desk.rewritten[0], say.Answered)


async def test_nobody_is_asked_while_one_of_the_two_is_away(desk):
    await paired(desk)
    async with desk.turns.store.begin() as db:
        until = desk.clock.now + timedelta(days=20)
        await db.participants.put("BO", status=Status.PAUSED, paused_until=until)
    assert await desk.after(days=19) == []
    assert [type(message) for _, message in await desk.after(days=2)] == [say.DidYouMeet]
    assert len(await waiting(desk, "ANA", "checkin.mentee")) == 1


async def test_a_question_that_is_stale_is_dropped_and_the_rhythm_goes_on(desk):
    match = await paired(desk)
    desk.clock.forward(days=20)
    await Ticker(desk.turns, routes.DUE).tick()
    checkin = await latest(desk, match)
    assert checkin.asked_at is None
    (coming,) = await waiting(desk, "ANA", "checkin.mentee")
    assert coming.due_at > desk.clock.now
    await desk.after(days=15)
    assert (await latest(desk, match)).id == checkin.id
    assert (await latest(desk, match)).asked_at is not None


async def test_home_is_told_what_waits(desk):
    _, checkin_id = await asked_pair(desk)

    async def open_for(who):
        async with desk.turns.store.read() as db:
            return [one.id for one in await db.checkins.open_for(who)]

    assert (await open_for("ANA"), await open_for("BO")) == ([checkin_id], [])
    await desk.after(days=3)
    assert (await open_for("ANA"), await open_for("BO")) == ([checkin_id], [checkin_id])
    await press(desk, "BO", say.WeMet(checkin_id))
    assert (await open_for("ANA"), await open_for("BO")) == ([], [])
