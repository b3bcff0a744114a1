"""Waiting for a match: what somebody hears of it, and how often."""

import pytest

from bot.domain.people import Role, Status
from bot.messages import matching as say
from bot.messages.match import MenteeAsked
from bot.messages.waiting import NoLongerWaiting, StayOnList, Stays, Waiting
from bot.messages.words import NotYours
from tests.flows.pairs import (
    acts,
    company,
    joined,
    opened_for_admins,
    presses,
    previewed,
    published,
)


async def test_whoever_waits_hears_why_and_when_next_and_can_stay(desk):
    said = await published(desk)
    (news,) = [message for to, message in said if to == "CY"]
    assert "Nobody with a free place offers what you would like to learn" in desk.text("CY")
    assert "Monday 21 January" in desk.text("CY")
    await acts(desk, "CY", StayOnList(news.left_id))
    assert desk.rewritten == [Stays(news.next_at, "UTC")]
    assert await acts(desk, "ANA", StayOnList(news.left_id)) == NotYours()
    assert await acts(desk, "ANA", StayOnList(99)) == NotYours()


async def test_who_still_waits_hears_twice_more_and_then_only_of_new_rounds(desk):
    await published(desk)
    said = [one for _ in range(5) for one in await desk.after(days=20) if one[0] == "CY"]
    assert [(m.again, bool(m.next_at)) for _, m in said] == [(True, True), (True, False)]
    assert "once pairs are made again" in said[-1][1].render(desk.turns.program).text
    await acts(desk, "CY", StayOnList(1))
    assert "once pairs are made again" in desk.rewritten[0].render(desk.turns.program).text


async def test_a_mentor_hears_what_is_asked_for_most_and_nobodys_own_words(desk):
    await company(desk)
    await joined(desk, "DEE", Role.MENTEE, "Spreadsheets", "Zzyzx")
    await joined(desk, "BEA", Role.MENTOR, "Juggling")
    preview = await previewed(desk)
    await presses(desk, say.Publish(preview.round_id, preview.approved))
    await desk.after(minutes=10)
    (news,) = desk.told("BEA")
    assert news.asked_for == ("Spreadsheets",)
    assert "Asked for most: Spreadsheets" in desk.text("BEA")


async def test_who_left_since_is_told_that_it_has_moved_on(desk):
    await published(desk)
    async with desk.turns.store.begin() as db:
        await db.participants.put("CY", status=Status.LEFT)
    await acts(desk, "CY", StayOnList(1))
    assert desk.rewritten == [NoLongerWaiting()]


async def test_who_found_a_match_hears_no_more_of_waiting(desk):
    await published(desk)
    async with desk.turns.store.begin() as db:
        await db.matches.add(1, "BO", "CY", (), "two_weeks", desk.clock.now)
    assert not [m for to, m in await desk.after(days=30) if to == "CY" and isinstance(m, Waiting)]


@pytest.mark.parametrize("both_sides", [True, False])
async def test_somebody_on_both_sides_hears_once(desk, both_sides):
    await opened_for_admins(desk)
    more = {"wanted": ("Cooking",), "offered": ("Juggling",)}
    await joined(desk, "CY", Role.BOTH, **more)
    if not both_sides:
        await joined(desk, "BO", Role.MENTOR, "Cooking")
    await joined(desk, "ANA", Role.MENTEE, "SQL")
    await joined(desk, "BEN", Role.MENTOR, "SQL")
    preview = await previewed(desk)
    await presses(desk, say.Publish(1, preview.approved))
    await desk.after(minutes=10)
    (news,) = desk.told("CY")
    assert isinstance(news, Waiting if both_sides else MenteeAsked)
