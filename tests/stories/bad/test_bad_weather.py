"""Slack answers 429, 5xx or nothing; tells things twice, late or out of order; and tells what is no news."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.company import Company
from bot.slack.settling import Patience
from tests.stories.bad.scenes import everybody_is_known, joining_is_open, last_post_with, packed
from tests.stories.bad.tables import Memory
from tests.stories.conftest import QUICK, company_with_bot

SOON = Patience(settle=timedelta(seconds=0.3), timeout=1.0, backoff=0.05)
HELP = "in eight words"
NOTHING = ("timeout", "drop_before", "store_then_drop")


@pytest.fixture
async def impatient_company(tmp_path: Path) -> AsyncIterator[Company]:
    """As any other, but what is in doubt is looked up within moments."""
    given = replace(QUICK, patience=SOON)
    async with company_with_bot("socket-sqlite", f"sqlite:///{tmp_path}/bot.db", given) as company:
        yield company


@pytest.mark.parametrize("fault", ["429", "500", "fatal_error", *NOTHING])
async def test_a_message_that_slack_did_not_take_at_once_is_read_once(
    impatient_company: Company, memory: Memory, fault: str
) -> None:
    ana = impatient_company.ana
    await everybody_is_known(impatient_company)
    async with memory.unchanged():
        impatient_company.faults.plan("chat.postMessage", do=fault)
        await ana.types("help")
        await ana.sees(HELP)
        await told_all(memory)
    assert ana.reads().count(HELP) == 1
    assert impatient_company.faults.struck == [("chat.postMessage", fault)]


async def told_all(memory: Memory) -> None:
    """Until nothing is in doubt any more."""
    async with asyncio.timeout(60):
        while memory.in_doubt():  # noqa: ASYNC110  # another connection tells nobody
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("fault", ["429", "500", "drop_before"])
async def test_a_form_that_slack_did_not_open_is_offered_by_a_button(
    impatient_company: Company, memory: Memory, fault: str
) -> None:
    bo = impatient_company.bo
    await joining_is_open(impatient_company)
    await bo.clicks("Join as mentor")
    await bo.sees("What could you help somebody with?")
    async with memory.unchanged():
        impatient_company.faults.plan("views.open", do=fault)
        await bo.clicks("Fill in one form instead")
        await bo.sees("Here is what you asked for. Slack did not let me open it by itself in time.")
        await bo.clicks("Open it")
        await bo.waits_for("the form", lambda: bo.view)


@pytest.mark.parametrize("fault", ["429", "500", "drop_before"])
async def test_an_answer_is_rewritten_and_a_home_drawn_as_soon_as_slack_takes_it(
    impatient_company: Company, memory: Memory, fault: str
) -> None:
    ana = impatient_company.ana
    await joining_is_open(impatient_company)
    await ana.types("join")
    await ana.sees("[I would like a mentor]")
    await memory.quiet()
    impatient_company.faults.plan("chat.update", do=fault)
    impatient_company.faults.plan("views.publish", do=fault)
    await ana.clicks("I would like a mentor")
    await ana.sees("✓ Your part: I would like a mentor")
    await ana.opens_home()
    await ana.waits_for("a Home", lambda: ana.home)


async def test_a_note_whose_address_is_gone_comes_as_a_message(
    impatient_company: Company, memory: Memory
) -> None:
    ana = impatient_company.ana
    await everybody_is_known(impatient_company)
    async with memory.unchanged():
        gone = impatient_company.platform.new_response_url
        impatient_company.platform.new_response_url = lambda *where: gone(*where) + "-gone"  # type: ignore[method-assign]
        await ana.types("/mentor help", channel="general")
        await ana.sees(HELP)
        assert HELP in ana.words(ana.posts(ana.dm.id)[-1])


@pytest.mark.parametrize("fault", ["429", "500"])
async def test_somebody_whom_slack_does_not_tell_about_just_now_is_answered_all_the_same(
    impatient_company: Company, memory: Memory, fault: str
) -> None:
    impatient_company.faults.plan("users.info", do=fault)
    await impatient_company.kei.types("/mentor help", channel="general")
    await impatient_company.kei.sees(HELP)
    assert memory.count("person") == 0
    await impatient_company.kei.types("/mentor status", channel="general")
    await impatient_company.kei.sees("Joining is closed just now.")
    assert memory.count("person") == 1


async def test_the_first_message_to_somebody_waits_for_their_dm(
    impatient_company: Company, memory: Memory
) -> None:
    impatient_company.faults.plan("conversations.open", do="500")
    await impatient_company.kei.types("help")
    await impatient_company.kei.sees(HELP)
    await told_all(memory)
    assert impatient_company.kei.reads().count(HELP) == 1


# Twice, late, out of order


async def test_the_same_words_told_twice_are_answered_once(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    small_company.faults.plan("events_api", do="duplicate")
    async with memory.unchanged():
        await ana.types("help")
        await ana.sees(HELP)
        await small_company.platform.courier.idle()
    assert ana.reads().count(HELP) == 1


async def test_a_click_told_twice_is_answered_once(small_company: Company, memory: Memory) -> None:
    bo = small_company.bo
    await joining_is_open(small_company)
    small_company.faults.plan("interactive", do="duplicate")
    await bo.clicks("Join as mentor")
    await bo.sees("What could you help somebody with?")
    await small_company.platform.courier.idle()
    await memory.quiet()
    assert bo.reads(everywhere=True).count("Good that you are here!") == 1


async def test_a_command_told_twice_is_answered_once(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    small_company.faults.plan("slash_commands", do="duplicate")
    async with memory.unchanged():
        await ana.types("/mentor help", channel="general")
        await ana.sees(HELP)
        await small_company.platform.courier.idle()
    assert ana.reads(everywhere=True).count(HELP) == 1


async def test_an_event_whose_ack_was_lost_is_told_again_and_answered_once(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    small_company.faults.plan("events_api", do="lost_ack")
    async with memory.unchanged():
        await ana.types("help")
        await ana.sees(HELP)
        await small_company.platform.courier.idle()
    assert ana.reads().count(HELP) == 1


async def test_two_answers_told_out_of_order_are_asked_about_and_nothing_is_lost(
    small_company: Company, memory: Memory
) -> None:
    """The goal comes before the skills: each is read as what was asked, and can be put right at the end."""
    ana = small_company.ana
    await joining_is_open(small_company)
    await ana.clicks("Join as mentee")
    await ana.sees("What would you like to learn?")
    await small_company.platform.courier.idle()
    small_company.faults.plan("events_api", do="reorder")
    await ana.types("Public speaking")
    await ana.types("Speak without notes")
    await ana.sees("You're in! Thank you.")
    await ana.sees("Your goal: Public speaking")
    await ana.sees("What you want to learn: Speak without notes")
    await ana.sees("[Change]")


# No news


async def test_a_message_that_is_edited_or_deleted_is_not_answered_again(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    posts = len(ana.posts())
    async with memory.unchanged():
        for subtype in ("message_changed", "message_deleted"):
            told(small_company, {"subtype": subtype, "message": {"user": "UANA", "text": "leave"}})
        told(small_company, {"user": "UANA", "bot_id": "B0OTHER", "text": "leave"})
        told(small_company, {"user": small_company.workspace.bot_user, "bot_id": "B0APP", "text": "help"})
        await small_company.platform.courier.idle()
    assert len(ana.posts()) == posts


async def test_words_in_a_thread_with_a_file_or_in_italics_are_answered_too(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        for times, more in enumerate(
            ({"subtype": "file_share"}, {"subtype": "me_message"}, {"thread_ts": "1.1"}), 1
        ):
            told(small_company, {"user": "UANA", "text": "help", "ts": "2.2", **more})
            await ana.waits_for(
                f"help after {more}", lambda times=times: ana.reads().count(HELP) == times or None
            )


async def test_words_in_a_channel_or_of_somebody_else_are_not_read(
    small_company: Company, memory: Memory
) -> None:
    await everybody_is_known(small_company)
    arrivals = memory.count("inbox")
    async with memory.unchanged():
        told(
            small_company, {"user": "UANA", "text": "leave", "channel": "CGENERAL", "channel_type": "channel"}
        )
        told(small_company, {"user": "UANA", "text": "leave", "channel": "G1", "channel_type": "mpim"})
        await small_company.platform.courier.idle()
    assert memory.count("inbox") == arrivals


async def test_a_button_pressed_while_another_answer_is_under_way_is_answered_in_order(
    small_company: Company, memory: Memory
) -> None:
    bo = small_company.bo
    await joining_is_open(small_company)
    invitation = last_post_with(small_company, "UBO", "Join as mentor")
    assert packed(invitation, "Join as mentee")
    await asyncio.gather(bo.clicks("Join as mentor", invitation), bo.clicks("Tell me more", invitation))
    await bo.sees("What could you help somebody with?")
    await bo.sees("You say what you would like to learn or could pass on.")
    assert memory.count("participant") == 1


def told(company: Company, event: dict[str, Any]) -> None:
    """Slack tells of a message in Ana's DM with the bot, or of what `event` says otherwise."""
    where = {"type": "message", "channel": company.ana.dm.id, "channel_type": "im"}
    company.platform.event("message.im", where | event)
