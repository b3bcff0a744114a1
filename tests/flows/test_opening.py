"""The conversation of a pair opens, with a first time to meet."""

import asyncio
from datetime import UTC, date, datetime

from bot.domain.calendar import working_day_after
from bot.domain.matches import State
from bot.domain.people import Person
from bot.flows import opening as opening_flows
from bot.messages import opening
from bot.messages.checkins import DidYouMeet
from bot.messages.words import NotYours
from bot.turns import Act
from tests.flows.pairs import (
    ROOM,
    acts,
    both_yes,
    change,
    match,
    opened,
    published,
    words,
)


def room_day(room: opening.Opened) -> date:
    return datetime.fromtimestamp(room.slot, UTC).date()


async def test_the_room_says_what_it_must(desk):
    _, room = await opened(desk)
    told = words(desk, room)
    assert "I can post here, but I cannot read what you write." in told
    assert "Common ground" in told
    assert sum(opener in told for opener in desk.turns.program.openers) == 3
    assert "Works for me" in told and "Another time" in told


async def test_the_room_comes_after_what_told_each_of_them(desk):
    await published(desk)
    await desk.after(days=1)
    async with desk.turns.store.read() as db:
        ours = (await db.matches.of("ANA"))[0]
        assert await db.outbox.place(ours.mentee_letter) == ("DANA", "1.1")
        assert await db.outbox.place(ours.mentor_letter) == ("DBO", "1.1")
        assert await db.outbox.place("never sent") == ("", "")


async def test_a_pair_whose_working_hours_never_meet_is_opened_all_the_same(desk):
    await both_yes(desk)
    async with desk.turns.store.begin() as db:
        await db.people.put(Person("BO", "Bo", tz="Pacific/Auckland"), desk.clock.now)
    await desk.after(days=3)
    assert (await match(desk)).state is State.OPEN


async def test_where_slack_refuses_the_room_each_reads_what_is_so_without_one(desk):
    _, room = await opened(desk)
    told = words(desk, room.alone())
    assert "I can post here" not in told and "one conversation for you both" in told
    assert "Agree on it with each other" in told and "Works for me" not in told
    assert room.alone() == type(room).revive(room.kind, room.alone().facts())


async def test_both_say_that_the_time_works(desk):
    ours, room = await opened(desk)
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    assert "It works for <@ANA>. <@BO>, the buttons are yours: does it work for you?" in words(
        desk, desk.rewritten[0]
    )
    assert "Works for me too" in words(desk, desk.rewritten[0])
    (row,) = [
        block for block in desk.rewritten[0].render(desk.turns.program).blocks if block["type"] == "actions"
    ]
    assert not any("style" in one for one in row["elements"])
    assert await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot)) == opening.YouSaidSo("BO")
    assert desk.rewritten == [] and desk.said == []
    await acts(desk, "BO", opening.SlotWorks(ours.id, room.slot))
    assert "Agreed" in words(desk, desk.rewritten[0])
    assert desk.told(ROOM) == [
        opening.SlotAgreed(room.slot, working_day_after(room_day(room)).isoformat(), "ANA")
    ]
    await acts(desk, "BO", opening.SlotWorks(ours.id, room.slot))
    await acts(desk, "BO", opening.AnotherTime(ours.id, room.slot))
    assert desk.rewritten[0].slot_yes == "both" and desk.said == []


async def test_the_question_comes_the_working_day_after_the_time_they_agreed_on(desk):
    ours, room = await opened(desk)
    for who in ("ANA", "BO"):
        await acts(desk, who, opening.SlotWorks(ours.id, room.slot))
    (asks,) = [one for one in await desk.due("ANA") if one.kind == "checkin.mentee"]
    assert asks.due_at.date() == working_day_after(room_day(room))
    await desk.after(days=7)
    asked = [one for one in desk.told("ANA") if isinstance(one, DidYouMeet)]
    assert asked[0].why == "checkin.mentee"


async def test_a_question_that_does_not_wait_any_more_is_not_planned_again(desk):
    ours, room = await opened(desk)
    async with desk.turns.store.begin() as db:
        await db.due.drop("checkin.mentee", about=ours.id, reason="asked")
    for who in ("ANA", "BO"):
        await acts(desk, who, opening.SlotWorks(ours.id, room.slot))
    assert [one for one in await desk.due("ANA") if one.kind == "checkin.mentee"] == []


async def test_a_time_that_has_gone_by_gives_way_to_another(desk):
    ours, room = await opened(desk)
    desk.clock.forward(days=2)
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    (now,) = desk.rewritten
    assert now.slot > desk.clock.now.timestamp() and now.slot_yes == ""
    assert desk.said == []


async def test_a_time_that_passes_unanswered_is_told_with_whom_it_waited_for(desk):
    ours, room = await opened(desk)
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    await desk.after(days=1, hours=2)
    (now,) = [one for one in desk.rewritten if isinstance(one, opening.Opened)]
    assert (now.lapsed, now.silent, now.slot_yes) == (room.slot, "BO", "")
    assert "passed without an answer from <@BO>. New:" in words(desk, now)
    await acts(desk, "ANA", opening.AnotherTime(ours.id, now.slot))
    assert desk.rewritten[0].lapsed == 0


async def test_the_room_says_on_which_day_it_is_asked(desk):
    _, room = await opened(desk)
    assert "On Monday 21 January I ask <@ANA> whether you two have met, and <@BO> only" in words(desk, room)


async def test_another_time_is_a_later_one_and_an_old_button_changes_nothing(desk):
    ours, room = await opened(desk)
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    await acts(desk, "BO", opening.AnotherTime(ours.id, room.slot))
    (later,) = desk.rewritten
    assert later.slot > room.slot and later.slot_yes == ""
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    await acts(desk, "ANA", opening.AnotherTime(ours.id, room.slot))
    assert desk.rewritten[0] == later


async def test_after_two_weeks_of_other_times_it_is_left_to_the_two(desk):
    ours, room = await opened(desk)
    slot = room.slot
    for _ in range(20):
        await acts(desk, "ANA", opening.AnotherTime(ours.id, slot))
        slot = desk.rewritten[0].slot
        if not slot:
            break
    assert "best agreed between the two of you" in words(desk, desk.rewritten[0])
    await acts(desk, "ANA", opening.AnotherTime(ours.id, room.slot))
    assert desk.rewritten[0].slot == 0


async def test_times_of_others_and_of_ended_matches_are_not_touched(desk):
    ours, room = await opened(desk)
    for click in (opening.SlotWorks, opening.AnotherTime):
        assert await acts(desk, "CY", click(ours.id, room.slot)) == NotYours()
    await change(desk, state=State.AGREED)
    assert await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot)) == NotYours()
    await change(desk, state=State.ENDED)
    assert await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot)) == NotYours()


async def test_both_press_works_for_me_at_once(desk):
    ours, room = await opened(desk)
    click = opening.SlotWorks(ours.id, room.slot)
    await asyncio.gather(*(desk.turns.run(opening_flows.works, Act(who), click) for who in ("ANA", "BO")))
    assert (await match(desk)).slot_yes == "both"
    await desk.after(seconds=1)
    assert len(desk.told(ROOM)) == 1
