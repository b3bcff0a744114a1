"""Who is with whom, as the program team sees it; and drops that hold when it is worked out again."""

import pytest

from bot.domain.matches import State
from bot.messages import matching as say
from bot.messages.leaving import Leave, SomebodyLeft
from bot.messages.match import Gladly, LooksGood
from bot.messages.matching import Allow, Drop, Publish, Undo, UndoDrop, WorkedOut
from bot.messages.pairs import Pairs, ShowPairs
from bot.messages.words import NotForYou
from tests.flows.pairs import (
    ADMINS,
    acts,
    company,
    match,
    opened_for_admins,
    presses,
    previewed,
    published,
    worked_out,
)


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
    await acts(desk, "ANA", LooksGood(ours.id))
    await desk.after(minutes=1)
    await acts(desk, "BO", Gladly(ours.id))
    await desk.after(minutes=1)
    assert "*Ana* with *Bo*: under way since Monday 7 January; not met yet" in words(desk, await pairs(desk))
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
        (0, 15, "Next, Refresh"),
        (2, 2, "Previous, Refresh"),
        (99, 2, "Previous, Refresh"),
    ):
        await presses(desk, ShowPairs(page))
        (drawn,) = desk.rewritten
        assert isinstance(drawn, Pairs) and len(drawn.pairs) == shown
        assert words(desk, drawn).endswith(f"Buttons: {labels}")
    assert "needs a look" in words(desk, drawn)


@pytest.mark.parametrize("word", ["match", "preview"])
async def test_the_word_match_works_the_pairs_out(desk, word):
    await company(desk)
    assert await pairs(desk, word) == say.Working(5)
    (preview,) = await worked_out(desk)
    told = words(desk, preview)
    assert "2 pairs, all in until you drop one" in told
    assert "wants Public speaking; the mentor offers Public speaking" in told
    assert told.count("100 would mean") == 1


async def test_the_message_that_was_pressed_says_when_it_is_done(desk):
    await company(desk)
    await previewed(desk)
    assert desk.rewritten == [WorkedOut(5)]


async def test_a_drop_holds_when_it_is_worked_out_again_until_it_is_undone(desk):
    await company(desk)
    first = await previewed(desk)
    ana = next(one for one in first.pairs if one[2] == "Ana")
    await presses(desk, Drop(first.round_id, ana[0], 0))
    second = await previewed(desk)
    assert [one[2] for one in second.pairs] == ["Ada"]
    assert [tuple(one) for one in second.earlier] == [(ana[0], "Bo", "Ana")]
    assert {one[1] for one in second.left if "Ana" in one[2]} == {"dropped"}
    assert "Dropped earlier, so not proposed: *Ana* with *Bo*" in words(desk, second)
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
    assert [one[2] for one in third.pairs] == ["Ana"] and third.earlier == ()


async def test_after_undo_it_says_that_nobody_heard(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, 2))
    await presses(desk, Undo(preview.round_id))
    assert "Undone. Nobody heard of it." in words(desk, desk.rewritten[0])
    await presses(desk, Undo(preview.round_id))
    assert "Undone" not in words(desk, desk.rewritten[0])


async def test_the_program_team_hears_that_somebody_left_and_not_who(desk):
    await published(desk)
    await acts(desk, "ANA", Leave())
    assert desk.told(ADMINS) == [SomebodyLeft(1)]
    assert "Ana" not in desk.text(ADMINS)
    await acts(desk, "ANA", Leave())
    assert desk.told(ADMINS) == []
