"""Who is with whom, as the program team sees it; and drops that hold when it is worked out again."""

import pytest

from bot.domain.matches import State
from bot.domain.people import Role
from bot.flows.matching import asking
from bot.handlers.routes import routes
from bot.messages import matching as say
from bot.messages.checkins import DidYouMeet
from bot.messages.lead import LeadCard
from bot.messages.leaving import Leave, SomebodyLeft
from bot.messages.match import Gladly, LooksGood, MatchOver
from bot.messages.matching import Allow, Drop, Publish, ShowWithout, Undo, UndoDrop
from bot.messages.one_pair import AskThem, EndPair
from bot.messages.pairs import OpenPair, PairLine, Pairs, ShowPairs
from bot.messages.publishing import Published
from bot.messages.team_sees import ShowTeamSees, TeamSees
from bot.messages.words import NotForYou
from bot.turn import Pressed
from bot.turns import Act
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
    worked_out,
)
from tests.flows.windows import in_window


def words(desk, message):
    return message.render(desk.turns.program).text


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


@pytest.mark.parametrize("word", ["match", "preview"])
async def test_the_word_match_works_the_pairs_out(desk, word):
    await company(desk)
    assert await pairs(desk, word) is None
    assert desk.said == [(ADMINS, say.Working(5))]
    (preview,) = await worked_out(desk)
    told = words(desk, preview)
    assert "*2 pairs*, all in until you drop one" in told
    assert "topics: Public speaking" in told
    assert told.count("Out of 100") == 1


async def test_a_drop_holds_when_it_is_worked_out_again_until_it_is_undone(desk):
    await company(desk)
    first = await previewed(desk)
    ana = next(one for one in first.pairs if one[2] == "Ana")
    await presses(desk, Drop(first.round_id, ana[0], 0))
    second = await previewed(desk)
    assert [one[2] for one in second.pairs] == ["Ada"]
    assert "1 pair of an earlier preview stay out, as you dropped them" in words(desk, second)
    await presses(desk, ShowWithout(second.round_id))
    (page,) = desk.rewritten
    assert [tuple(one) for one in page.earlier] == [(ana[0], "Bo", "Ana")]
    assert {one[1] for one in page.lines if "Ana" in one[2]} == {"dropped"}
    assert "Dropped earlier, so not proposed: *Ana* with *Bo*" in words(desk, page)
    await presses(desk, UndoDrop(first.round_id, ana[0], 0))
    assert desk.rewritten == [say.Replaced()]
    await presses(desk, Allow(second.round_id, ana[0], 0))
    assert desk.rewritten[0].earlier == ()
    await presses(desk, Publish(second.round_id, 1))
    assert desk.rewritten == [say.Outdated(second.round_id, 1)]
    assert len((await previewed(desk)).pairs) == 2


async def test_a_drop_is_forgotten_once_pairs_are_published(desk):
    await company(desk)
    first = await previewed(desk)
    await presses(desk, Drop(first.round_id, next(one[0] for one in first.pairs if one[2] == "Ana"), 0))
    second = await previewed(desk)
    await presses(desk, Publish(second.round_id, 1))
    await desk.after(minutes=10)
    third = await previewed(desk)
    assert [one[2] for one in third.pairs] == ["Ana"] and third.earlier == 0


async def test_after_undo_it_says_that_nobody_heard(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, 2))
    await presses(desk, Undo(preview.round_id))
    assert "Undone. Nobody heard of it." in words(desk, desk.rewritten[0])
    await presses(desk, Undo(preview.round_id))
    assert "Undone" not in words(desk, desk.rewritten[0])


async def test_while_it_can_be_undone_the_pairs_are_shown_by_name(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, 2))
    assert "Buttons: Undo, Send now, Show the pairs" in words(desk, desk.rewritten[0])
    await presses(desk, say.ShowHeld(preview.round_id))
    told = words(desk, desk.rewritten[0])
    assert "• Ada with Ben\n• Ana with Bo\nButtons: Undo, Send now" in told and "Show the pairs" not in told
    assert await presses(desk, say.ShowHeld(preview.round_id), who="BO") != told
    await desk.after(minutes=10)
    await presses(desk, say.ShowHeld(preview.round_id))
    assert isinstance(desk.rewritten[0], Published)


async def test_once_published_the_card_of_the_channel_says_so(desk):
    await company(desk)
    async with desk.turns.store.begin() as db:
        await db.due.plan("lead.card", ADMINS, desk.clock.now)
    await desk.after(seconds=1)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, 2))
    await desk.after(minutes=10)
    assert LeadCard("CPROGRAM", published="2 2030-01-07") in desk.rewritten
    told = words(desk, LeadCard("CPROGRAM", True, "2 2030-01-07"))
    assert "✓ *2 pairs published* on Monday 7 January." in told and "Buttons: Pairs, People" in told
    screen = await pairs(desk, "")
    assert "*Next:* nothing needs you now" in words(desk, screen)
    assert "Buttons: Pairs, People, Preview match" in words(desk, screen)


async def test_the_pairs_of_a_preview_appear_once_in_the_channel(desk):
    """Whoever presses what they alone see there reads the card below it, and no second word that it is worked out."""
    await company(desk)
    alone = Pressed(ADMINS, "1.1", ephemeral=True)
    desk._clear()
    ended = await desk.turns.run(
        asking.preview, Act("HANA", channel=ADMINS, pressed=alone), say.PreviewMatch()
    )
    await desk._lay_out()
    assert (ended.result, desk.said, desk.rewritten) == (None, [(ADMINS, say.Working(5))], [])


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
