"""Drops that hold when it is worked out again, undoing, and what the channel shows of a round."""

import pytest

from bot.flows.matching import asking
from bot.messages import matching as say
from bot.messages.lead import LeadCard
from bot.messages.matching import Allow, Drop, Publish, ShowWithout, Undo, UndoDrop
from bot.messages.publishing import Published
from bot.turn import Pressed
from bot.turns import Act
from tests.flows.pairs import (
    ADMINS,
    company,
    presses,
    previewed,
    words,
    worked_out,
)


async def pairs(desk, text="pairs", channel=ADMINS, who="HANA"):
    return await desk.commands(who, text, "/mentor-admin", channel)


@pytest.mark.parametrize("word", ["match", "preview"])
async def test_the_word_match_works_the_pairs_out(desk, word):
    await company(desk)
    assert await pairs(desk, word) is None
    assert desk.said == [(ADMINS, say.Working(5))]
    (preview,) = await worked_out(desk)
    told = words(desk, preview)
    assert "*2 pairs*, all in until you drop one" in told
    assert "topics: Public speaking" in told
    assert "of 100" not in told
    assert told.count("Publish 2 pairs") == 2  # above the pairs, and below them


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
    assert (
        "• Ada with Ben as mentor\n• Ana with Bo as mentor\nButtons: Undo, Send now" in told
        and "Show the pairs" not in told
    )
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
