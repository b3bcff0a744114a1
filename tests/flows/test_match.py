import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.matches import State
from bot.domain.people import Role, Status
from bot.flows import match as flows
from bot.messages import match as say
from bot.messages import matching as rounds
from bot.messages import publishing as published_said
from bot.messages.receipt import TO_ROOM, NameUs, Receipt
from bot.messages.words import NotYours
from bot.turns import Act
from tests.flows.pairs import (
    ROOM,
    acts,
    both_yes,
    change,
    company,
    joined,
    match,
    opened,
    opened_for_admins,
    presses,
    previewed,
    published,
    words,
)


async def test_the_mentee_hears_first_and_sees_reasons_never_points(desk):
    await published(desk)
    (asked,) = desk.told("ANA")
    assert asked.mentor == "BO" and asked.title == "Title of Bo"
    told = words(desk, asked)
    assert "<@BO>" in told.splitlines()[0]
    assert "could teach you Public speaking" in told
    assert "your working days overlap by 8 hours" in told
    assert "of 100" not in told
    assert desk.told("BO") == []
    assert await desk.due("BO") == []


async def test_when_both_agree_their_conversation_opens(desk):
    await published(desk)
    ours = await match(desk)
    await acts(desk, "ANA", say.LooksGood(ours.id))
    (receipt,) = desk.rewritten
    assert "I ask <@BO> next" in words(desk, receipt)
    assert "Wednesday 9 January" in words(desk, receipt)
    await desk.after(minutes=1)
    (asked,) = desk.told("BO")
    assert "would like to learn Public speaking" in words(desk, asked)
    await acts(desk, "BO", say.Gladly(ours.id))
    assert "You both said yes" in words(desk, desk.rewritten[0])
    said = await desk.after(minutes=1)
    assert [to for to, _ in said] == [ROOM]
    ours = await match(desk)
    assert ours.state is State.OPEN and ours.opened_at and ours.slot_at
    assert set(desk.homes) == {"ANA", "BO"}
    assert [type(one) for one in desk.rewritten] == [Receipt, Receipt]
    (checkin,) = [due for due in await desk.due("ANA") if due.kind == "checkin.mentee"]
    assert checkin.about == ours.id
    assert checkin.due_at == datetime(2030, 1, 21, 10, tzinfo=UTC)


async def test_each_reads_what_the_other_says_in_their_own_words(desk):
    await published(desk)
    assert "ask them about: “nothing in particular”" in desk.text("ANA")
    await acts(desk, "ANA", say.LooksGood((await match(desk)).id))
    assert "May I name you two in <#CPROGRAM> when new pairs are announced?" in words(desk, desk.rewritten[0])
    await desk.after(minutes=1)
    assert "hopes for: “speak without notes”" in desk.text("BO")


async def test_silence_of_both_is_a_yes_by_ten_on_the_second_working_day(desk):
    await published(desk)  # Monday 10:10
    await desk.after(hours=23, minutes=59)
    assert desk.told("BO") == []
    await desk.after(minutes=1)
    assert isinstance(desk.told("BO")[0], say.MentorAsked)
    await desk.after(hours=23, minutes=49)
    assert desk.said == []
    assert [to for to, _ in await desk.after(minutes=1) if to == ROOM] == [ROOM]


async def test_a_mentor_who_says_yes_before_the_mentee_opens_nothing_early(desk):
    await published(desk)
    await desk.after(days=1)
    ours = await match(desk)
    await acts(desk, "BO", say.Gladly(ours.id))
    assert "opens by Wednesday 9 January" in words(desk, desk.rewritten[0])
    await acts(desk, "ANA", say.LooksGood(ours.id))
    assert (await match(desk)).state is State.AGREED
    assert [to for to, _ in await desk.after(minutes=1)] == [ROOM]


async def test_the_mentee_can_still_answer_when_the_mentor_was_asked(desk):
    await published(desk)
    await desk.after(days=1)
    await acts(desk, "ANA", say.LooksGood((await match(desk)).id))
    assert "<@BO> has been asked too" in words(desk, desk.rewritten[0])


async def test_pressed_twice_it_says_how_it_stands_and_acts_once(desk):
    ours = await both_yes(desk)
    await acts(desk, "BO", say.Gladly(ours.id))
    assert "You both said yes" in words(desk, desk.rewritten[0])
    assert len(await desk.after(minutes=1)) == 1
    await acts(desk, "ANA", say.LooksGood(ours.id))
    assert "is open" in words(desk, desk.rewritten[0])
    assert await desk.after(minutes=1) == []


@pytest.mark.parametrize("click", [say.LooksGood, say.Gladly, lambda one: NameUs(one, yes=True)])
async def test_somebody_else_can_press_nothing(desk, click):
    await published(desk)
    ours = await match(desk)
    before = ours
    assert await acts(desk, "CY", click(ours.id)) == NotYours()
    assert await acts(desk, "CY", click(99)) == NotYours()
    assert await match(desk) == before


async def test_nobody_answers_for_the_other_or_before_they_were_asked(desk):
    await published(desk)
    ours = await match(desk)
    assert await acts(desk, "ANA", say.Gladly(ours.id)) == NotYours()
    assert await acts(desk, "BO", say.Gladly(ours.id)) == NotYours()
    assert await acts(desk, "BO", say.LooksGood(ours.id)) == NotYours()
    assert await acts(desk, "BO", NameUs(ours.id, yes=True)) == NotYours()


async def test_an_answer_to_a_match_that_ended_says_so(desk):
    await published(desk)
    ours = await match(desk)
    await change(desk, state=State.ENDED)
    await acts(desk, "ANA", say.LooksGood(ours.id))
    assert "has ended" in words(desk, desk.rewritten[0])
    await acts(desk, "ANA", NameUs(ours.id, yes=True))
    assert (await match(desk)).mentee_public == ""


async def test_a_match_that_ended_is_neither_asked_nor_opened(desk):
    await published(desk)
    await change(desk, state=State.ENDED)
    assert not [to for to, _ in await desk.after(days=3) if to in ("BO", ROOM)]


async def test_nobody_is_told_who_left_before(desk):
    await published(desk)
    async with desk.turns.store.begin() as db:
        await db.participants.put("BO", status=Status.LEFT)
    assert not [to for to, _ in await desk.after(days=3) if to in ("BO", ROOM)]


async def test_a_full_week_does_not_hold_back_what_they_said_yes_to(desk):
    await both_yes(desk)
    async with desk.turns.store.begin() as db:
        for _ in range(3):
            db.reached.note("ANA", "checkin.mentee", desk.clock.now)
    assert [to for to, _ in await desk.after(minutes=1)] == [ROOM]


async def test_a_pair_is_named_in_public_only_if_both_said_yes(desk):
    ours = await both_yes(desk)
    await acts(desk, "ANA", NameUs(ours.id, yes=True))
    assert "I name you both when the new pairs are announced" in words(desk, desk.rewritten[0])
    await desk.after(days=5)
    assert desk.told("CPROGRAM") == []


async def test_below_three_pairs_only_names_that_were_given_are_posted(desk):
    ours = await both_yes(desk)
    await acts(desk, "ANA", NameUs(ours.id, yes=True))
    await acts(desk, "BO", NameUs(ours.id, yes=True))
    await acts(desk, "BO", NameUs(ours.id, yes=False))
    assert (await match(desk)).mentor_public == "yes"
    await desk.after(days=5)
    assert desk.told("CPROGRAM") == [published_said.NewPairs(0, (("Bo", "Ana"),), "one_to_one")]
    assert "<@" not in desk.text("CPROGRAM")


async def test_from_three_pairs_up_a_number_is_posted_once(desk):
    await opened_for_admins(desk)
    for n in range(3):
        await joined(desk, f"E{n}", Role.MENTEE, "SQL")
        await joined(desk, f"R{n}", Role.MENTOR, "SQL")
    await previewed(desk)
    await presses(desk, rounds.Publish(1, 3))
    await desk.after(days=20)
    assert desk.told("CPROGRAM") == [published_said.NewPairs(3, format="one_to_one")]
    assert "3 new pairs started" in desk.text("CPROGRAM")


async def test_not_named_is_a_choice_that_is_kept(desk):
    ours = await both_yes(desk)
    await acts(desk, "BO", NameUs(ours.id, yes=False))
    assert "You will not be named" in words(desk, desk.rewritten[0])


async def test_a_match_published_at_night_waits_for_the_morning(desk):
    desk.clock.now = datetime(2030, 1, 7, 22, 0, tzinfo=UTC)
    assert await published(desk) == []
    said = await desk.after(hours=11)
    assert {to for to, _ in said} == {"ANA", "ADA", "CY"}


async def test_a_paused_mentee_hears_when_they_are_back(desk):
    await company(desk)
    await previewed(desk)
    async with desk.turns.store.begin() as db:
        back = desk.clock.now + timedelta(days=4)
        await db.participants.put("ANA", status=Status.PAUSED, paused_until=back)
    await presses(desk, rounds.Publish(1, 2, anyway=True))
    await desk.after(days=3)
    assert desk.told("ANA") == []
    await desk.after(days=1)
    assert isinstance(desk.told("ANA")[0], say.MenteeAsked)


async def test_two_presses_at_once_count_once_each(desk):
    await published(desk)
    click = say.LooksGood((await match(desk)).id)
    run = desk.turns.run
    await asyncio.gather(*(run(flows.looks_good, Act("ANA"), click) for _ in range(3)))
    await desk.after(minutes=1)
    assert len(desk.told("BO")) == 1


async def test_due_turns_that_come_late_do_nothing(desk):
    ours, _ = await opened(desk)
    async with desk.turns.store.begin() as db:
        for kind in ("match.mentee_turn", "match.mentor_turn", "match.open", "match.held"):
            await db.due.plan(kind, "again", desk.clock.now, who="ANA", about=ours.id)
            await db.due.plan(kind, "never", desk.clock.now, who="ANA", about=99)
        await db.due.plan("match.publish", "again", desk.clock.now, about=1)
        await db.due.plan("match.over", "never", desk.clock.now, who="ANA", about=99)
        await db.due.plan("waiting.news", "99:0", desk.clock.now, who="ANA", about=99)
    assert await desk.after(minutes=1) == []


async def test_what_told_them_of_the_match_leads_to_the_conversation_once_that_is_open(desk):
    ours = await both_yes(desk)
    async with desk.turns.store.begin() as db:
        await db.settings.put("team_id", "T1")
    told = await acts(desk, "BO", say.Gladly(ours.id)) or desk.rewritten[0]
    assert TO_ROOM not in words(desk, told)
    await desk.after(minutes=1)
    async with desk.turns.store.begin() as db:  # as the sender does, when the room has its first message
        for who in ours.people:
            await db.due.plan("match.stands", f"{ours.id}:way:{who}", desk.clock.now, about=ours.id)
    await desk.after(minutes=1)
    link = f"https://slack.com/app_redirect?channel=D{ROOM}&team=T1"
    assert [one.link for one in desk.rewritten] == [link, link]
    assert set(desk.homes) == {"ANA", "BO"}
    assert f"Buttons: {TO_ROOM}" in words(desk, desk.rewritten[0])
    again = await acts(desk, "BO", say.Gladly(ours.id)) or desk.rewritten[0]
    assert again.link == link
    await change(desk, state=State.ENDED)
    again = await acts(desk, "BO", say.Gladly(ours.id)) or desk.rewritten[0]
    assert again.link == ""
