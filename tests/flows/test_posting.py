"""A post to a channel that Slack did not take: who is told, who may post it again, and that it goes once."""

import asyncio
from datetime import timedelta
from random import Random

import pytest

from bot.flows import posting
from bot.messages.joining import Invitation
from bot.messages.posting import NotPosted, PostAgain, PostedAgain
from bot.slack.pace import Pace, Rates
from bot.slack.settling import Patience, Settling


@pytest.fixture
async def team(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CADMINS")
        await db.admins.add("UHANA", desk.clock.now)
        await db.admins.add("UOMAR", desk.clock.now)
    return desk


async def lost(desk, channel, message=Invitation(), state="skipped", reason="not_in_channel"):  # noqa: B008
    """Say it to a channel and let Slack refuse it; the letter's id."""
    store = desk.turns.store
    settling = Settling(store, Pace(Rates(), lambda: 0.0), Random(1), Patience())
    async with store.begin() as db:
        db.outbox.put("post", channel, message.kind, message.facts(), said_at=desk.clock.now)
    async with store.begin() as db:
        now = store.wire() + timedelta(seconds=1)
        [letter] = await db.outbox.claim(now, now + timedelta(minutes=1), 10)
    await settling.settle(letter, state, reason=reason)
    desk.said = []
    await desk._lay_out()
    return letter.id


@pytest.mark.parametrize(("state", "reason"), [("skipped", "is_archived"), ("dead", "tried too often: ?")])
async def test_a_lost_post_is_told_in_the_admin_channel(team, state, reason):
    letter = await lost(team, "CPROGRAM", state=state, reason=reason)
    assert team.said == [("CADMINS", NotPosted(letter, "CPROGRAM", reason))]


async def test_what_was_sent_or_is_for_one_person_is_no_lost_post(team):
    await lost(team, "CPROGRAM", state="sent", reason="")
    assert team.said == []
    await lost(team, "UANA")
    assert team.said == []


async def test_where_the_admin_channel_is_the_one_each_admin_reads_it_alone(team):
    letter = await lost(team, "CADMINS")
    assert {who for who, _ in team.said} == {"UHANA", "UOMAR"}
    assert await team.run("UHANA", posting.again, PostAgain(letter), channel="DUHANA") is None
    assert team.told("CADMINS") == [Invitation()]


async def test_a_card_that_is_lost_itself_is_not_told_of(team):
    await lost(team, "CADMINS", NotPosted("1", "CPROGRAM", "is_archived"))
    assert team.said == []


async def test_it_is_posted_again_once_whoever_presses_twice(team):
    letter = await lost(team, "CPROGRAM")
    await team.run("UHANA", posting.again, PostAgain(letter), channel="CADMINS")
    assert team.told("CPROGRAM") == [Invitation()]
    assert team.rewritten == [PostedAgain("CPROGRAM")]
    await team.run("UOMAR", posting.again, PostAgain(letter), channel="CADMINS")
    assert team.told("CPROGRAM") == []
    assert team.rewritten == [PostedAgain("", done=True)]
    await team.run("UOMAR", posting.again, PostAgain("never there"), channel="CADMINS")
    assert team.rewritten == [PostedAgain("", done=True)]


@pytest.mark.parametrize(("who", "channel"), [("UANA", "CADMINS"), ("UANA", "DUANA"), ("UHANA", "CGENERAL")])
async def test_nobody_else_posts_again_and_nowhere_else(team, who, channel):
    letter = await lost(team, "CPROGRAM")
    result = await team.run(who, posting.again, PostAgain(letter), channel=channel)
    assert team.ended.refused
    assert result is not None
    assert team.told("CPROGRAM") == []


async def test_what_became_of_a_letter_is_written_down_before_the_end_though_nobody_waits_for_it(team):
    """A try that took too long at the stop was cancelled, and its writing was left to a database being closed."""
    store = team.turns.store
    settling = Settling(store, Pace(Rates(), lambda: 0.0), Random(1), Patience())
    async with store.begin() as db:
        db.outbox.put("post", "UANA", Invitation.kind, {}, said_at=team.clock.now)
    async with store.begin() as db:
        now = store.wire() + timedelta(seconds=1)
        [letter] = await db.outbox.claim(now, now + timedelta(minutes=1), 10)
    waiting = asyncio.create_task(settling.settle(letter, "sent"))
    await asyncio.sleep(0)
    waiting.cancel()
    await settling.end()
    async with store.read() as db:
        assert await db.outbox.tally() == {"sent": 1}
    await Settling(store, settling.pace, Random(1), Patience()).end()
