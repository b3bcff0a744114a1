"""What was done, is over, or has gone by shows so, wherever it still stands: nothing is left open that is not."""

from datetime import timedelta

import pytest

from bot.domain.checkins import Said
from bot.flows import forms, joining, leaving, pausing
from bot.messages import checkins, match, meetings, opening, times, waiting
from bot.messages import feedback as feedback_said
from bot.messages.base import Filled, Message
from bot.messages.forms import Moved, Questions
from bot.messages.joining import Better, JoinAs, Joined
from bot.messages.leaving import Leave
from bot.messages.pausing import Paused, PauseOver
from bot.messages.receipt import Receipt
from tests.flows.company import paired
from tests.flows.pairs import acts, published
from tests.flows.pairs import match as match_of
from tests.flows.windows import end, in_window, press, written

ROOM = "room:ANA,BO"


@pytest.fixture(autouse=True)
def places_apart(desk):
    desk.apart = True


async def opened(desk):
    """Ana and Bo said yes, and their conversation is open."""
    await published(desk)
    ours = await match_of(desk)
    await acts(desk, "ANA", match.LooksGood(ours.id))
    await desk.after(minutes=1)
    await acts(desk, "BO", match.Gladly(ours.id))
    await desk.after(minutes=1)
    return await match_of(desk), dict(desk.said)[ROOM]


def shown(desk, kind):
    return [one for one in desk.rewritten if isinstance(one, kind)]


def has_buttons(desk, message):
    return any(block["type"] == "actions" for block in message.render(desk.turns.program).blocks)


def test_what_settles_a_message_is_drawn_from_its_facts():
    assert waiting.Waiting(1, "mentee", "no_place", 0, "UTC").waits_for == "news"
    assert meetings.Met(3, 9, "BO").waits_for == "feedback:3"
    assert Receipt(1, "BO", "mentee", "open").waits_for == ""
    assert all(isinstance(kind.settled_by, str) for kind in Message.kinds.values())


async def test_an_answer_at_home_closes_the_question_in_the_dm(desk):
    await published(desk)
    ours = await match_of(desk)
    await in_window(desk, "ANA", match.LooksGood(ours.id))
    await desk.after(minutes=1)
    [receipt, *_] = shown(desk, Receipt)
    assert (receipt.said, receipt.partner) == ("yes", "BO")


async def test_when_both_agreed_the_first_to_say_so_reads_it_too(desk):
    await published(desk)
    ours = await match_of(desk)
    await acts(desk, "ANA", match.LooksGood(ours.id))
    await desk.after(minutes=1)
    assert [one.asked for one in shown(desk, Receipt) if one.partner == "BO"][-1:] == [True]
    await acts(desk, "BO", match.Gladly(ours.id))
    await desk.after(seconds=1)
    assert {one.partner for one in shown(desk, Receipt) if one.state in ("agreed", "open")} == {
        "ANA",
        "BO",
    }


async def test_whether_they_may_be_named_is_not_asked_once_it_is_moot(desk):
    await opened(desk)
    assert all(one.asks for one in shown(desk, Receipt))
    await desk.after(days=4)
    last = shown(desk, Receipt)[-2:]
    assert last and not any(one.asks or has_buttons(desk, one) for one in last)


async def test_without_a_channel_for_it_nobody_is_asked_to_be_named(desk):
    await published(desk)
    async with desk.turns.store.begin() as db:
        await db.settings.put("program_channel", "")
    await acts(desk, "ANA", match.LooksGood((await match_of(desk)).id))
    assert "name you two" not in desk.rewritten[0].render(desk.turns.program).text


async def test_a_match_that_ended_leaves_no_question_open_with_either(desk):
    await opened(desk)
    await desk.types("ANA", "met")
    await desk.run("BO", leaving.leave_now, Leave())
    await desk.after(minutes=1)
    ended = [one for one in shown(desk, Receipt) if one.state == "ended"]
    assert {one.partner for one in ended} == {"ANA", "BO"}
    assert not any(has_buttons(desk, one) for one in ended)


async def test_a_first_time_that_went_by_gives_way_by_itself(desk):
    _, room = await opened(desk)
    await desk.after(days=2)
    [now] = shown(desk, opening.Opened)[-1:]
    assert now.slot > room.slot and now.slot > desk.clock.now.timestamp()
    await desk.after(days=30)
    assert shown(desk, opening.Opened)[-1].slot == 0


async def test_the_room_says_that_they_met_and_suggests_no_first_time(desk):
    await opened(desk)
    await desk.types("ANA", "we met")
    await desk.after(seconds=1)
    [room] = shown(desk, opening.Opened)
    assert room.met and not has_buttons(desk, room)
    assert "I ask" not in room.render(desk.turns.program).text
    await desk.after(days=9)
    assert shown(desk, opening.Opened) == []


async def test_a_time_suggested_later_gives_way_and_is_past_once_they_met(desk):
    ours = await paired(desk)
    await desk.after(days=7, minutes=1)
    async with desk.turns.store.read() as db:
        checkin = await db.checkins.latest(ours.id)
    await press(desk, "ANA", checkins.NotYet(checkin.id))
    await press(desk, "ANA", times.SuggestTime(checkin.id))
    first = desk.told(ROOM)[0].at
    await desk.after(days=2)
    [later] = shown(desk, times.TimeSuggested)
    assert later.at > first
    desk.clock.now += timedelta(days=3)  # pressed before the room was redrawn
    await press(desk, "BO", times.WorksForMe(checkin.id, later.at), channel="GROOM")
    [again] = shown(desk, times.TimeSuggested)
    assert again.at > desk.clock.now.timestamp() and again.works_for == ()
    await press(desk, "BO", checkins.WeMet(checkin.id))
    await desk.after(minutes=1)
    assert shown(desk, times.TimePast) == [times.TimePast(again.at)]


async def test_an_older_check_in_is_closed_when_the_next_one_comes(desk):
    await paired(desk)
    await desk.after(days=7, minutes=1)
    await desk.after(days=14)
    past = [one for one in shown(desk, checkins.Answered) if one.over]
    assert {one.said for one in past} <= {Said.NOTHING, Said.SILENCE} and past
    assert not any(has_buttons(desk, one) for one in past)
    assert "that is fine" in past[0].render(desk.turns.program).text


async def test_what_asked_for_feedback_says_so_once_it_is_given(desk):
    ours = await paired(desk)
    await desk.types("ANA", "met")
    receipt = await desk.types("ANA", "met")  # which the door says
    await desk.run("ANA", _says, receipt, pressed=False)
    draft = await written(desk, ours, author="ANA")
    await in_window(desk, "ANA", feedback_said.SendNow(draft))
    assert desk.rewritten == [feedback_said.Given(ours.id, "BO")]
    assert "Give feedback" not in desk.rewritten[0].render(desk.turns.program).text
    desk.rewritten.clear()
    again = await written(desk, ours, author="ANA")
    await in_window(desk, "ANA", feedback_said.SendNow(again))
    assert desk.rewritten == []


async def test_the_answered_check_in_no_longer_offers_what_was_done(desk):
    ours = await paired(desk)
    await desk.after(days=7, minutes=1)
    async with desk.turns.store.read() as db:
        checkin = await db.checkins.latest(ours.id)
    await press(desk, "ANA", checkins.WeMet(checkin.id))
    await in_window(desk, "ANA", feedback_said.SendNow(await written(desk, ours, author="ANA")))
    assert desk.rewritten == [checkins.Answered(ours.id, Said.MET, gave=True)]
    assert not has_buttons(desk, desk.rewritten[0])


async def test_feedback_for_a_match_that_ended_is_asked_for_no_more(desk):
    ours = await paired(desk)
    await desk.run("ANA", _says, meetings.Met(ours.id, 1, "BO"), pressed=False)
    await end(desk, ours)
    async with desk.turns.store.begin() as db:
        await db.due.plan("match.stands", f"{ours.id}:ANA", desk.clock.now, about=ours.id)
    await desk.after(minutes=1)
    assert [one.state for one in desk.rewritten] == ["ended"]


async def test_an_older_card_of_joining_closes_when_there_is_a_newer_one(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    await desk.knows("ANA")
    await desk.run("ANA", joining.join_as, JoinAs("mentee"), pressed=False)
    await desk.types("ANA", "SQL")
    await desk.types("ANA", "Tidy queries")
    await desk.run("ANA", joining.better, Better(), pressed=False)
    [card] = shown(desk, Joined)
    assert card.more == 0
    given = {"role": "mentee", "wanted": ("SQL",), "goal": "Tidy queries"}
    await desk.run("ANA", forms.submit, Filled(Questions("intake", 0), given), pressed=False)
    assert shown(desk, waiting.InSince) == [waiting.InSince()]
    assert shown(desk, Moved) == [Moved()]


async def test_whoever_hears_of_a_match_waits_for_no_news_any_more(desk):
    await published(desk)
    await desk.run("ANA", _says, waiting.Waiting(1, "mentee", "no_place", 0, "UTC"), pressed=False)
    async with desk.turns.store.begin() as db:
        ours = await match_of(desk)
        await db.matches.change(ours.id, mentee_letter="")
        await db.due.plan("match.mentee_turn", "again", desk.clock.now, who="ANA", about=ours.id)
    await desk.after(minutes=1)
    assert shown(desk, waiting.NoLongerWaiting) == [waiting.NoLongerWaiting()]


async def test_a_pause_that_is_over_cannot_be_resumed_from_its_receipt(desk):
    await paired(desk)
    await desk.run("ANA", _says, Paused("2030-01-14"), pressed=False)
    await desk.run("ANA", pausing.pause_for, pausing.say.PauseFor("in 2 weeks"))
    assert shown(desk, Paused)[-1].until == "2030-01-21"
    await desk.types("ANA", "resume")
    assert shown(desk, PauseOver) == [PauseOver()]


async def _says(turn, message):
    turn.reply(message)
