"""The sender against a Slack that fails in every way: in DMs each message arrives exactly once, and in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import Bot, running
from bot.clock import utc_now
from bot.domain.people import Person, Status
from bot.messages.opening import Opened
from bot.messages.together import Begun
from bot.messages.words import WentWrong
from bot.sandbox.company import Company
from bot.store.engine import Unread
from tests.slack.at_work import QUICK, conditions, eventually, sandbox, settings


@asynccontextmanager
async def sending(folder: Path, **settled: Any) -> AsyncIterator[tuple[Company, Bot]]:
    """Without an admin channel, into which the bot would write by itself at its start."""
    async with (
        sandbox() as company,
        running(settings(company, folder, admin_channel=""), conditions(**settled)) as bot,
    ):
        yield company, bot


async def say(bot: Bot, to: str, *refs: str, **more: Any) -> list[str]:
    """Messages that differ by their reference."""
    async with bot.store.begin() as db:
        kind = WentWrong.kind
        put = db.outbox.put
        ids = [put("post", to, kind, {"ref": ref}, said_at=utc_now(), **more) for ref in refs]
    bot.sender.wake()
    return ids


async def is_idle(bot: Bot) -> bool:
    async with bot.store.read() as db:
        return await db.outbox.idle()


async def all_settled(bot: Bot) -> dict[str, int]:
    await eventually(lambda: is_idle(bot))
    async with bot.store.read() as db:
        return await db.outbox.tally()


def arrived(company: Company, who: str, channel: str | None = None) -> list[str]:
    """The references of what the bot wrote to somebody, in the order they see it."""
    posts = [post for post in company.member(who).posts(channel) if post.user == company.workspace.bot_user]
    return [word for post in posts for word in ("r1", "r2", "r3") if word in post.text]


FAULTS = ["429", "500", "internal_error", "fatal_error", "timeout", "drop_before", "store_then_drop", "late"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_in_a_dm_every_message_arrives_once_and_in_order(tmp_path: Path, fault: str) -> None:
    async with sending(tmp_path) as (company, bot):
        company.faults.plan("chat.postMessage", do=fault, nth=2, seconds=0.05)
        await say(bot, "UANA", "r1", "r2", "r3")
        assert await all_settled(bot) == {"sent": 3}
        assert arrived(company, "ana") == ["r1", "r2", "r3"]


@pytest.mark.parametrize("seed", range(3))
async def test_with_every_fault_at_once_still_once_and_in_order(tmp_path: Path, seed: int) -> None:
    rates = dict.fromkeys(["500", "fatal_error", "drop_before", "store_then_drop"], 0.06)
    async with sending(tmp_path, patience=replace(QUICK, most_tries=50)) as (company, bot):
        company.faults.seeded(
            seed, {"chat.postMessage": rates, "conversations.history": rates, "conversations.open": rates}
        )
        await asyncio.gather(*(say(bot, who, "r1", "r2", "r3") for who in ("UANA", "UBEN", "UHANA")))
        await eventually(lambda: is_idle(bot), within=30)
        assert [arrived(company, who) for who in ("ana", "ben", "hana")] == [["r1", "r2", "r3"]] * 3


async def test_a_429_holds_the_method_for_as_long_as_slack_says_and_counts_as_no_try(tmp_path: Path) -> None:
    async with sending(tmp_path, patience=replace(QUICK, most_tries=1)) as (company, bot):
        company.faults.plan("chat.postMessage", do="429", times=2, seconds=1)
        started = asyncio.get_running_loop().time()
        await say(bot, "UANA", "r1")
        await say(bot, "UBEN", "r2")
        assert await all_settled(bot) == {"sent": 2}
        assert asyncio.get_running_loop().time() - started >= 1


async def test_what_nobody_can_draw_any_more_is_set_aside_and_the_next_goes_on(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        async with bot.store.begin() as db:
            db.outbox.put("post", "UANA", "of.another.release", {}, said_at=utc_now())
            db.outbox.put("post", "UANA", WentWrong.kind, {"nonsense": 1}, said_at=utc_now())
        await say(bot, "UANA", "r1")
        assert (await all_settled(bot))["sent"] >= 1
        assert "r1" in arrived(company, "ana")


async def test_blocks_that_slack_refuses_are_sent_once_more_as_plain_words(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        refused: list[int] = []
        client = bot.client
        post = client.chat_postMessage

        async def picky(**call: Any) -> Any:
            if call["blocks"]:
                refused.append(1)
                call["blocks"] = [{"type": "nothing Slack knows"}]
            return await post(**call)

        client.chat_postMessage = picky  # type: ignore[method-assign]
        await say(bot, "UANA", "r1")
        assert await all_settled(bot) == {"sent": 1}
        assert arrived(company, "ana") == ["r1"]
        assert refused == [1]


async def test_nobody_who_was_deactivated_or_left_is_written_to_unasked(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        async with bot.store.begin() as db:
            await db.people.put(Person(id="UANA", name="Ana", deleted=True), utc_now())
            await db.people.put(Person(id="UBEN", name="Ben"), utc_now())
            await db.participants.put("UBEN", status=Status.LEFT)
        await say(bot, "UANA", "r1", rank=0)
        await say(bot, "UBEN", "r1", rank=2)
        await say(bot, "UBEN", "r2", rank=0)  # an answer to what they just did
        assert await all_settled(bot) == {"skipped": 2, "sent": 1}
        assert arrived(company, "ben") == ["r2"]


async def test_a_room_that_slack_refuses_is_told_to_each_alone(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        company.workspace.users["UBEN"].deleted = True
        await say(bot, "room:UANA,UBEN,UHANA", "r1")
        tally = await all_settled(bot)
        assert tally["skipped"] >= 1
        assert (arrived(company, "ana"), arrived(company, "hana")) == (["r1"], ["r1"])


async def test_who_is_told_alone_reads_what_is_so_without_a_room(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        company.workspace.users["UBEN"].deleted = True
        message = Opened(match_id=1, mentor="UANA", mentee="UBEN")
        async with bot.store.begin() as db:
            db.outbox.put("post", "room:UANA,UBEN", message.kind, message.facts(), said_at=utc_now())
        bot.sender.wake()
        await all_settled(bot)
        (post,) = [one for one in company.member("ana").posts() if one.user == company.workspace.bot_user]
        assert "I can post here" not in post.text and "write to each other" in post.text


async def test_a_room_hears_it_once_and_is_opened_once(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        await say(bot, "room:UANA,UBEN", "r1", "r2")
        assert await all_settled(bot) == {"sent": 2}
        assert arrived(company, "ana") == arrived(company, "ben") == ["r1", "r2"]
        assert company.platform.called["conversations.open"] == 1


@pytest.mark.parametrize("fault", ["429", "500", "fatal_error", "timeout", "drop_before", "store_then_drop"])
async def test_a_room_that_could_not_be_opened_at_once_is_opened_later_and_hears_it(
    tmp_path: Path, fault: str
) -> None:
    async with sending(tmp_path, patience=replace(QUICK, lease=timedelta(seconds=5))) as (company, bot):
        company.faults.plan("conversations.open", do=fault)
        message = Opened(match_id=1, mentor="UANA", mentee="UBEN")
        async with bot.store.begin() as db:
            db.outbox.put("post", "room:UANA,UBEN", message.kind, message.facts(), said_at=utc_now())
        bot.sender.wake()
        assert await all_settled(bot) == {"sent": 1}
        [room] = [channel for channel in company.workspace.channels.values() if channel.kind == "mpim"]
        assert len(room.posts) == 1


async def test_where_a_room_was_opened_what_told_its_people_is_drawn_again(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        message = Opened(match_id=7, mentor="UANA", mentee="UBEN")
        async with bot.store.begin() as db:
            db.outbox.put("post", "room:UANA,UBEN", message.kind, message.facts(), said_at=bot.turns.clock())
            assert await db.outbox.channel_of("room:UANA,UBEN") == ""
        bot.sender.wake()
        assert await all_settled(bot) == {"sent": 1}
        [room] = [channel for channel in company.workspace.channels.values() if channel.kind == "mpim"]
        async with bot.store.read() as db:
            assert await db.outbox.channel_of("room:UANA,UBEN") == room.id
            planned = [await db.due.get_waiting(one) for one in await db.due.ids(bot.turns.clock())]
        assert [(due.kind, due.about, due.key.rpartition(":")[2]) for due in planned if due] == [
            ("match.stands", 7, "UANA"),
            ("match.stands", 7, "UBEN"),
        ]


async def test_where_a_circle_of_peers_was_opened_what_told_them_of_it_leads_there(tmp_path: Path) -> None:
    async with sending(tmp_path) as (_, bot):
        message = Begun("SQL", ("UANA", "UBEN"))
        async with bot.store.begin() as db:
            db.outbox.put("post", "room:UANA,UBEN", message.kind, message.facts(), said_at=bot.turns.clock())
        bot.sender.wake()
        assert await all_settled(bot) == {"sent": 1}
        async with bot.store.read() as db:
            planned = [await db.due.get_waiting(one) for one in await db.due.ids(bot.turns.clock())]
        assert [due.key for due in planned if due] == ["together.way:UANA,UBEN:SQL"]


@pytest.mark.parametrize("fault", ["500", "fatal_error", "drop_before", "store_then_drop"])
async def test_a_pair_reads_its_introduction_whatever_slack_answers_to_it(tmp_path: Path, fault: str) -> None:
    """Nobody can see whether it arrived: rather twice than never."""
    async with sending(tmp_path) as (company, bot):
        await bot.settle()  # what is said at each start has been said
        company.faults.plan("chat.postMessage", do=fault)
        message = Opened(match_id=1, mentor="UANA", mentee="UBEN")
        async with bot.store.begin() as db:
            db.outbox.put("post", "room:UANA,UBEN", message.kind, message.facts(), said_at=utc_now())
        bot.sender.wake()
        await all_settled(bot)
        [room] = [channel for channel in company.workspace.channels.values() if channel.kind == "mpim"]
        assert len(room.posts) == (2 if fault in ("fatal_error", "store_then_drop") else 1)


async def test_a_429_for_opening_holds_that_method_for_everybody(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        company.faults.plan("conversations.open", do="429", seconds=1)
        started = asyncio.get_running_loop().time()
        await say(bot, "UANA", "r1")
        await eventually(lambda: company.faults.struck)
        await say(bot, "UBEN", "r2")
        assert await all_settled(bot) == {"sent": 2}
        assert asyncio.get_running_loop().time() - started >= 1
        assert company.platform.called["conversations.open"] == 3


async def test_a_letter_for_ben_waits_until_ana_has_hers(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        company.faults.plan("chat.postMessage", do="fatal_error")
        [first] = await say(bot, "UANA", "r1")
        await say(bot, "UBEN", "r2", after=first)
        await all_settled(bot)
        [anas], [bens] = company.ana.posts(), company.ben.posts()
        assert anas.ts < bens.ts


async def test_a_sender_goes_on_when_its_database_was_away_for_a_while(tmp_path: Path) -> None:
    async with sending(tmp_path) as (_, bot):
        read = bot.store.read

        def away() -> Any:
            raise Unread("gone")

        bot.store.read = away  # type: ignore[method-assign]
        bot.sender.wake()
        await eventually(lambda: not bot.sender.healthy)
        bot.store.read = read  # type: ignore[method-assign]
        await say(bot, "UANA", "r1")
        assert await all_settled(bot) == {"sent": 1}
        assert bot.sender.healthy


async def test_a_stale_letter_is_not_sent(tmp_path: Path) -> None:
    async with sending(tmp_path) as (company, bot):
        await say(bot, "UANA", "r1", expires_at=utc_now() - timedelta(seconds=1))
        await say(bot, "UANA", "r2")
        assert await all_settled(bot) == {"skipped": 1, "sent": 1}
        assert arrived(company, "ana") == ["r2"]


async def test_a_token_that_slack_refuses_for_a_while_loses_nothing(tmp_path: Path) -> None:
    async with sending(tmp_path) as (_, bot):
        real = bot.client.token
        bot.client.token = "xoxb-revoked"
        await say(bot, "UANA", "r1")

        async def waits_a_minute() -> bool:
            async with bot.store.read() as db:
                return (await db.outbox.look(utc_now() + timedelta(seconds=50))).next_at is not None

        await eventually(waits_a_minute)
        bot.client.token = real
        async with bot.store.begin() as db:
            assert await db.outbox.tally() == {"pending": 1}
            [letter] = await db.outbox.claim(utc_now() + timedelta(minutes=2), utc_now(), 5)
        assert letter.tries == 1  # the refusal counted as none


async def test_while_a_row_is_held_back_the_sender_does_not_spin(tmp_path: Path) -> None:
    claims: list[str] = []
    patience = replace(QUICK, settle=timedelta(seconds=1.2))
    async with sending(tmp_path, patience=patience, crossed=claims.append) as (company, bot):
        company.faults.plan("chat.postMessage", do="fatal_error")
        await say(bot, "UANA", "r1", "r2")
        await all_settled(bot)
        assert arrived(company, "ana") == ["r1", "r2"]
        assert claims.count("after claim") < 12
