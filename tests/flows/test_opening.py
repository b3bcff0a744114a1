"""The conversation of a pair opens, with a first time to meet."""

import asyncio

from bot.domain.matches import State
from bot.domain.people import Person
from bot.flows import opening as opening_flows
from bot.messages import match as say
from bot.messages import opening
from bot.messages.words import NotYours
from bot.turns import Act
from tests.flows.pairs import acts, match, published

ROOM = "room:ANA,BO"


def words(desk, message):
    return message.render(desk.turns.program).text


async def change(desk, **values):
    async with desk.turns.store.begin() as db:
        await db.matches.change((await match(desk)).id, **values)


async def both_yes(desk):
    await published(desk)
    ours = await match(desk)
    await acts(desk, "ANA", say.LooksGood(ours.id))
    await desk.after(minutes=1)
    await acts(desk, "BO", say.Gladly(ours.id))
    return ours


async def opened(desk):
    await both_yes(desk)
    await desk.after(minutes=1)
    return await match(desk), dict(desk.said)[ROOM]


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


async def test_both_say_that_the_time_works(desk):
    ours, room = await opened(desk)
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    assert "It works for <@ANA>" in words(desk, desk.rewritten[0])
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    assert desk.rewritten == [] and desk.said == []
    await acts(desk, "BO", opening.SlotWorks(ours.id, room.slot))
    assert "Agreed" in words(desk, desk.rewritten[0])
    assert desk.told(ROOM) == [opening.SlotAgreed(room.slot, "2030-01-21")]
    await acts(desk, "BO", opening.SlotWorks(ours.id, room.slot))
    await acts(desk, "BO", opening.AnotherTime(ours.id, room.slot))
    assert desk.rewritten[0].slot_yes == "both" and desk.said == []


async def test_a_time_that_has_gone_by_gives_way_to_another(desk):
    ours, room = await opened(desk)
    desk.clock.forward(days=2)
    await acts(desk, "ANA", opening.SlotWorks(ours.id, room.slot))
    (now,) = desk.rewritten
    assert now.slot > desk.clock.now.timestamp() and now.slot_yes == ""
    assert desk.said == []


async def test_the_room_says_on_which_day_it_is_asked(desk):
    _, room = await opened(desk)
    assert "I ask you on Monday 21 January whether you two have met" in words(desk, room)


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
