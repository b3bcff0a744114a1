"""Those who wait for the same skill may begin together as a circle of peers."""

import pytest

from bot.domain.people import Role, Status
from bot.domain.together import FORM, Wish, circle
from bot.messages.leaving import Leave
from bot.messages.matching import Publish
from bot.messages.together import BeginTogether, Begun, CountedIn, CountedOut, NotTogether, UnderWay
from bot.messages.waiting import NoLongerWaiting, Waiting
from bot.messages.words import NotYours
from tests.flows.pairs import acts, company, joined, presses, previewed

ROOM = "room:CY,DEE,EVE"
SHEETS = "Spreadsheets"


async def waiting(desk, *who):
    """The company's round, in which these look for what nobody offers; the news of each."""
    await company(desk)
    for one in who:
        await joined(desk, one, Role.MENTEE, SHEETS)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, preview.approved))
    said = await desk.after(minutes=10)
    return {to: news for to, news in said if isinstance(news, Waiting)}


async def wishes(desk):
    async with desk.turns.store.read() as db:
        return set(await db.answers.all_of(FORM))


async def test_three_who_wait_for_the_same_begin_together(desk):
    news = await waiting(desk, "CY", "DEE", "EVE")
    assert {who: one.together for who, one in news.items()} == {"CY": SHEETS, "DEE": SHEETS, "EVE": SHEETS}
    for who in ("CY", "DEE"):
        await acts(desk, who, BeginTogether(SHEETS))
        assert desk.rewritten == [CountedIn(SHEETS)]
    assert not [one for _, one in await desk.after(days=3) if isinstance(one, Begun)]
    await acts(desk, "EVE", BeginTogether(SHEETS))
    said = await desk.after(days=3)
    assert [to for to, one in said if isinstance(one, Begun)] == [ROOM]
    assert desk.rewritten.count(UnderWay(SHEETS)) == 3
    assert not await wishes(desk)


async def test_what_told_them_of_it_leads_to_their_conversation_once_it_is_open(desk):
    await waiting(desk, "CY", "DEE", "EVE")
    for who in ("CY", "DEE", "EVE"):
        await acts(desk, who, BeginTogether(SHEETS))
    await desk.after(days=3)
    async with desk.turns.store.begin() as db:
        await db.settings.put("team_id", "T1")
        await db.due.plan("together.way", f"CY,DEE,EVE:{SHEETS}", desk.clock.now)
    await desk.after(minutes=1)
    link = f"https://slack.com/app_redirect?channel=D{ROOM}&team=T1"
    assert desk.rewritten.count(UnderWay(SHEETS, link)) == 3
    assert "Open the conversation" in str(UnderWay(SHEETS, link).render(desk.turns.program).blocks)


async def test_two_are_no_circle_and_nobody_is_offered_one(desk):
    news = await waiting(desk, "CY", "DEE")
    assert {one.together for one in news.values()} == {""}


async def test_a_yes_can_be_taken_back(desk):
    await waiting(desk, "CY", "DEE", "EVE")
    for who in ("CY", "DEE", "EVE"):
        await acts(desk, who, BeginTogether(SHEETS))
    await acts(desk, "DEE", NotTogether())
    assert desk.rewritten == [CountedOut()]
    assert not [one for _, one in await desk.after(days=5) if isinstance(one, Begun)]
    assert await wishes(desk) == {"CY", "EVE"}


async def test_a_private_wish_holds_in_a_circle_and_nobody_hears_of_it(desk):
    await waiting(desk, "CY", "DEE", "EVE", "FAY")
    await joined(desk, "EVE", Role.MENTEE, SHEETS, avoid=("CY",))
    for who in ("CY", "DEE", "EVE", "FAY"):
        await acts(desk, who, BeginTogether(SHEETS))
        await desk.after(minutes=1)
    said = await desk.after(days=3)
    assert [to for to, one in said if isinstance(one, Begun)] == ["room:CY,DEE,FAY"]
    assert not [one for to, one in said if to == "EVE"]
    assert await wishes(desk) == {"EVE"}


@pytest.mark.parametrize("status", [Status.LEFT, Status.PAUSED])
async def test_who_left_or_takes_a_break_is_in_no_circle(desk, status):
    await waiting(desk, "CY", "DEE", "EVE")
    for who in ("CY", "DEE", "EVE"):
        await acts(desk, who, BeginTogether(SHEETS))
    async with desk.turns.store.begin() as db:
        await db.participants.put("DEE", status=status)
    assert not [one for _, one in await desk.after(days=5) if isinstance(one, Begun)]


async def test_who_has_a_mentor_meanwhile_needs_none(desk):
    await waiting(desk, "CY", "DEE", "EVE")
    async with desk.turns.store.begin() as db:
        match = await db.matches.add(1, "BO", "CY", (), "two_weeks", desk.clock.now)
        await db.matches.change(match.id, mentee_letter="m1")
    await acts(desk, "CY", BeginTogether(SHEETS))
    assert desk.rewritten == [NoLongerWaiting()]
    assert not await wishes(desk)


async def test_only_who_looks_for_that_skill_may_say_yes(desk):
    await waiting(desk, "CY", "DEE", "EVE")
    for who, skill in (("BO", SHEETS), ("CY", "SQL"), ("CY", "no such skill"), ("CY", "<!channel>" * 300)):
        assert await acts(desk, who, BeginTogether(skill)) == NotYours()
    await acts(desk, "NOBODY", BeginTogether(SHEETS))
    assert desk.rewritten == [NoLongerWaiting()]
    assert not await wishes(desk)


async def test_more_than_six_begin_as_two_circles(desk):
    who = [f"Z{n}" for n in range(9)]
    await waiting(desk, *who)
    for one in who:
        await acts(desk, one, BeginTogether(SHEETS))
        await desk.after(minutes=1)
    said = await desk.after(days=6)
    assert [len(one.people) for _, one in said if isinstance(one, Begun)] == [6, 3]


async def test_whoever_leaves_takes_the_yes_along(desk):
    await waiting(desk, "CY", "DEE", "EVE")
    await acts(desk, "CY", BeginTogether(SHEETS))
    await acts(desk, "CY", Leave(delete=False))
    assert not await wishes(desk)


def test_the_earliest_come_first_and_too_few_begin_nothing():
    said = [Wish(who, SHEETS, at) for at, who in enumerate("edcba")]
    said = [Wish(one.who, one.skill, str(one.at)) for one in said]
    assert circle(reversed(said), {("d", "c")}) == ("e", "d", "b", "a")
    assert circle(said[:2], set()) == ()
