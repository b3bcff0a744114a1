"""The door: told twice is done once, and what cannot be written down is said, not lost."""

import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot import app
from bot.clock import utc_now
from bot.sandbox.company import Company
from bot.store.columns import Seal
from bot.store.store import Store
from tests.slack.at_work import AtWork, at_work, conditions, eventually, free_port


def answers(company: Company, who: str) -> int:
    bot = company.workspace.bot_user
    return len([post for post in company.member(who).posts() if post.user == bot])


async def inbox(work: AtWork) -> dict[str, int]:
    store = Store(work.config.async_database_url, Seal(work.config.key()), utc_now)
    async with store.read() as db:
        tally = await db.inbox.tally()
    await store.close()
    return tally


async def all_done(work: AtWork) -> bool:
    return set(await inbox(work)) == {"done"}


@pytest.mark.parametrize("mode", ["socket", "http"])
@pytest.mark.parametrize("fault", ["duplicate", "lost_ack"])
async def test_words_that_slack_tells_twice_are_answered_once(tmp_path: Path, mode: str, fault: str) -> None:
    async with at_work(tmp_path, "socket" if mode == "socket" else "http") as work:
        work.company.faults.plan("events_api", do=fault)
        await work.company.ana.types("help")
        await work.company.ana.sees("/mentor")
        await work.company.ben.types("help")
        await work.company.ben.sees("/mentor")
        await work.stops()
        assert answers(work.company, "ana") == 1
        assert [name for name, _ in work.company.faults.struck] == ["events_api"]
        assert await inbox(work) == {"done": 2}


async def test_what_was_answered_is_not_answered_again_after_a_restart(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        await work.company.ana.types("/mentor help")
        await work.company.ana.sees("/mentor")
        await work.stops()
        again, stop = replace(work.config, port=free_port()), asyncio.Event()
        running = asyncio.create_task(app.run(again, stop=stop, given=conditions()))
        await work.company.platform.socket_mode.connected.wait()
        await work.company.ben.types("/mentor help")
        await work.company.ben.sees("/mentor")
        stop.set()
        await running
        assert answers(work.company, "ana") == 1


async def test_two_commands_at_once_are_two(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        await asyncio.gather(*(work.company.ana.types("/mentor help") for _ in range(2)))
        await eventually(lambda: answers(work.company, "ana") == 2)


async def test_while_another_process_holds_the_database_a_command_says_so_and_changes_nothing(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as work:
        await work.company.ben.types("/mentor help")
        await work.company.ben.sees("/mentor")
        await eventually(lambda: all_done(work))
        other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
        await eventually(lambda: _took_the_lock(other))
        await work.company.ana.types("/mentor join", channel="general")
        await work.company.ana.sees("nothing was changed")
        other.execute("ROLLBACK")
        other.close()
        assert await inbox(work) == {"done": 1}
        await work.company.ana.types("/mentor help", channel="general")
        await work.company.ana.sees("/mentor")
        await eventually(work.is_well)


def _took_the_lock(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True
