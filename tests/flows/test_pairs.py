"""Who is with whom, as the program team sees it, and what it can do for one pair."""

import pytest

from bot.domain.matches import State
from bot.domain.people import Role
from bot.handlers.routes import routes
from bot.messages.checkins import DidYouMeet
from bot.messages.leaving import Leave, SomebodyLeft
from bot.messages.match import Gladly, LooksGood, MatchOver
from bot.messages.matching import Publish
from bot.messages.one_pair import AskThem, EndPair
from bot.messages.pairs import OpenPair, PairLine, Pairs, ShowPairs
from bot.messages.team_sees import ShowTeamSees, TeamSees
from bot.messages.words import NotForYou
from tests.flows.pairs import (
    ADMINS,
    acts,
    company,
    joined,
    match,
    opened_for_admins,
    presses,
    previewed,
    published,
    words,
)
from tests.flows.windows import in_window


async def pairs(desk, text="pairs", channel=ADMINS, who="HANA"):
    return await desk.commands(who, text, "/mentor-admin", channel)


async def test_it_says_who_is_with_whom_and_whether_they_met_and_no_more(desk):
    await published(desk)
    ours = await match(desk)
    listed = await pairs(desk)
    assert {(one.mentee, one.mentor, one.state) for one in listed.pairs} == {
        ("Ana", "Bo", "mentee_asked"),
        ("Ada", "Ben", "mentee_asked"),
    }
    assert listed.waiting == "Cy"
    told = words(desk, listed)
    assert told.startswith("Who is with whom\nAs of <!date^") and "Cy [What is lacking]" in told
    await acts(desk, "ANA", LooksGood(ours.id))
    await desk.after(minutes=1)
    await acts(desk, "BO", Gladly(ours.id))
    await desk.after(minutes=1)
    assert "*Ana* with *Bo*\nunder way since Monday 7 January; not met yet; I ask next" in words(
        desk, await pairs(desk)
    )
    await desk.types("ANA", "met")
    told = words(desk, await pairs(desk, "who is with whom"))
    assert "told me on Monday 7 January that they met" in told
    assert "never what they say" in told
    assert "speak without notes" not in told


async def test_only_the_program_team_in_its_channel_sees_it(desk):
    await published(desk)
    assert isinstance(await pairs(desk, channel="CGENERAL"), NotForYou)
    assert isinstance(await pairs(desk, who="BO"), NotForYou)


async def test_without_pairs_it_says_what_to_do(desk):
    await opened_for_admins(desk)
    assert "No pairs yet" in words(desk, await pairs(desk))


async def test_many_pairs_come_in_pages(desk):
    await opened_for_admins(desk)
    async with desk.turns.store.begin() as db:
        asked = await db.rounds.ask("HANA", 1, desk.clock.now)
        for n in range(32):
            one = await db.matches.add(asked.id, f"R{n}", f"E{n}", (), "two_weeks", desk.clock.now)
            if n % 2:
                await db.matches.change(one.id, state=State.HELD)
    for page, shown, labels in (
        (0, 20, "Next"),
        (1, 12, "Previous"),
        (99, 12, "Previous"),
    ):
        await presses(desk, ShowPairs(page))
        (drawn,) = desk.rewritten
        assert isinstance(drawn, Pairs) and len(drawn.pairs) == shown
        told = words(desk, drawn)
        assert f"Buttons: {labels}, What the team sees" in told
        assert f"Page {drawn.page + 1} of 2, by stage and by the mentee's name. [Refresh]" in told
        held = [one.mentee for one in map(PairLine._make, drawn.pairs) if one.stage == "held"]
        assert held == sorted(held, key=str.casefold)
    assert "16 need a look, 16 getting started" in words(desk, drawn)


async def test_the_program_team_hears_that_somebody_left_and_not_who(desk):
    await published(desk)
    await acts(desk, "ANA", Leave())
    assert desk.told(ADMINS) == [SomebodyLeft(1)]
    assert "Ana" not in desk.text(ADMINS)
    await acts(desk, "ANA", Leave())
    assert desk.told(ADMINS) == []


async def test_it_says_who_is_waited_for_until_they_have_started(desk):
    await published(desk)
    ours = await match(desk)

    async def told():
        return words(desk, await pairs(desk))

    assert (
        "*Ana* with *Bo*\nwaiting for Ana since Monday 7 January; Bo is asked next, at the latest"
        in await told()
    )
    await acts(desk, "ANA", LooksGood(ours.id))
    await desk.after(minutes=1)
    assert "waiting for Bo since Monday 7 January; their conversation opens at the latest" in await told()
    await acts(desk, "BO", Gladly(ours.id))
    await desk.after(minutes=1)
    await desk.after(days=14)
    assert "asked on Monday 21 January, no answer yet" in await told()
    assert "waiting for Ana" not in (await told()).split("under way")[1]


async def test_a_mentee_whose_day_has_not_begun_is_said_to_be_written_to_then(desk):
    await company(desk)
    await joined(desk, "ANA", Role.MENTEE, "Public speaking", tz="America/Los_Angeles")
    await joined(desk, "BO", Role.MENTOR, "Public speaking", tz="America/Los_Angeles")
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, 2))
    await desk.after(minutes=10)
    assert "I write to Ana in their working hours: <!date^" in words(desk, await pairs(desk))


async def test_a_pair_is_asked_earlier_and_not_twice(desk):
    ours = await under_way(desk)
    window = await in_window(desk, "HANA", OpenPair(ours.id))
    assert window.can_ask and window.pair.stage == "not_met"
    asked = await in_window(desk, "HANA", AskThem(ours.id))
    assert (asked.note, asked.can_ask) == ("asked", False)
    drawn = str(asked.draw(desk.turns.program))
    assert "You asked at <!date^" in drawn and "Both were asked" not in drawn
    said = await desk.after(minutes=1)
    assert [to for to, message in said if isinstance(message, DidYouMeet)] == ["ANA"]
    asked = await in_window(desk, "HANA", AskThem(ours.id))  # the mentee is silent: the mentor
    assert asked.note == "asked"
    said = await desk.after(minutes=1)
    assert [to for to, message in said if isinstance(message, DidYouMeet)] == ["BO"]
    assert (await in_window(desk, "HANA", AskThem(ours.id))).note == "asked already"
    assert not [one for one in await desk.after(minutes=1) if isinstance(one[1], DidYouMeet)]
    await desk.types("ANA", "met")
    window = await in_window(desk, "HANA", OpenPair(ours.id))
    assert window.pair.met == "2030-01-09" and not window.can_ask


async def test_asking_keeps_to_the_weeks_budget(desk):
    ours = await under_way(desk)
    async with desk.turns.store.begin() as db:
        for _ in range(2):
            db.reached.note("ANA", "something", desk.clock.now)
    assert (await in_window(desk, "HANA", AskThem(ours.id))).note == "asked"
    await desk.after(days=3)
    assert desk.told("ANA") == []
    said = await desk.after(days=5)
    assert [to for to, message in said if isinstance(message, DidYouMeet)][:1] == ["ANA"]


async def test_a_pair_is_ended_kindly_once(desk):
    ours = await under_way(desk)
    assert (await in_window(desk, "HANA", EndPair(ours.id))).note == "ended"
    said = await desk.after(minutes=1)
    assert [(to, type(message)) for to, message in said] == [("BO", MatchOver), ("ANA", MatchOver)]
    for click in (EndPair(ours.id), OpenPair(ours.id), AskThem(ours.id)):
        assert (await in_window(desk, "HANA", click)).note == "over"
    said = await desk.after(days=30)
    assert ("ANA" not in [to for to, message in said if isinstance(message, DidYouMeet)]) and said
    for click in (EndPair(999), OpenPair(999), AskThem(999)):
        assert (await in_window(desk, "HANA", click)).note == "over"


async def test_a_pair_that_nobody_knows_of_ends_without_a_word(desk):
    await published(desk)
    ours = await match(desk)
    async with desk.turns.store.begin() as db:
        await db.matches.change(ours.id, mentee_letter="")
    assert (await in_window(desk, "HANA", EndPair(ours.id))).note == "ended"
    assert await desk.after(minutes=1) == []


async def test_before_it_has_started_nobody_is_asked_how_it_goes(desk):
    await published(desk)
    ours = await match(desk)
    assert not (await in_window(desk, "HANA", OpenPair(ours.id))).can_ask
    assert (await in_window(desk, "HANA", AskThem(ours.id))).note == "asked already"


@pytest.mark.parametrize("kind", [OpenPair, AskThem, EndPair])
async def test_nobody_but_the_program_team_opens_a_pair(desk, kind):
    ours = await under_way(desk)
    assert isinstance(await in_window(desk, "BO", kind(ours.id)), NotForYou)
    assert isinstance(
        await desk.run("HANA", routes().click(kind.name), kind(ours.id), channel="CGENERAL"), NotForYou
    )


async def test_anybody_may_read_what_the_team_sees(desk):
    assert await in_window(desk, "BO", ShowTeamSees()) == TeamSees()


async def under_way(desk):
    """Ana and Bo have their conversation since two days."""
    await published(desk)
    ours = await match(desk)
    await acts(desk, "ANA", LooksGood(ours.id))
    await desk.after(minutes=1)
    await acts(desk, "BO", Gladly(ours.id))
    await desk.after(days=2)
    return await match(desk)
