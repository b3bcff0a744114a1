"""A database that another process holds, and a disk that is full: nothing is changed, and everybody is told so."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import aiohttp

from bot.config import PREFIX
from bot.sandbox.company import Company
from bot.sandbox.manifest import read_manifest
from bot.sandbox.platform import Options
from bot.sandbox.server import serving
from tests.ports import free_port
from tests.stories.bad.scenes import everybody_is_known, joining_is_open, last_post_with
from tests.stories.bad.tables import Memory
from tests.stories.conftest import FILE, settle_in

BUSY = "I could not save this just now, so nothing was changed. Please try again in a minute."
TROUBLE = "We had some trouble connecting. Try again?"
ROOT = Path(__file__).parents[3]


@contextmanager
def held(memory: Memory) -> Iterator[None]:
    """Another process is writing into the bot's database, and takes its time."""
    with closing(sqlite3.connect(memory.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_command_while_the_database_is_locked_is_told_to_come_again(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        with held(memory):
            await ana.types("/mentor help", channel="general")
            await ana.sees(BUSY)
    await ana.types("/mentor help")
    await ana.sees("in eight words")


async def test_a_click_while_the_database_is_locked_shows_slacks_own_warning_and_works_afterwards(
    small_company: Company, memory: Memory
) -> None:
    kei = small_company.kei
    await joining_is_open(small_company)
    kei.goes("mentorship")
    async with memory.unchanged():
        with held(memory):
            await kei.clicks("Join as mentor")
            await kei.sees(TROUBLE)
    await kei.clicks("Join as mentor", again=True)
    await kei.sees("What could you help somebody with?")


async def test_words_typed_while_the_database_is_locked_are_answered_when_slack_tells_them_again(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        with held(memory):
            await ana.types("help")
            await ana.waits_for("the first try to fail", lambda: events_failed(small_company) or None)
        await ana.sees("in eight words")
        await memory.quiet()
    assert ana.reads().count("in eight words") == 1


def events_failed(company: Company) -> bool:
    return any(one.name == "events_api" and one.outcome != "ok" for one in company.workspace.traffic)


async def test_a_form_sent_while_the_database_is_locked_keeps_what_was_written(
    small_company: Company, memory: Memory
) -> None:
    bo = small_company.bo
    await joining_is_open(small_company)
    await bo.clicks("Join as mentor")
    await bo.clicks("Fill in one form instead")
    await bo.waits_for("the form", lambda: bo.view)
    words = {"What you could pass on": ["Public speaking"], "What to ask you about": "No notes"}
    await bo.fills(words | {"People at once": "2"}, submit=False)
    async with memory.unchanged():
        with held(memory):
            assert not await bo.submits()
            assert bo.errors == {"People at once": BUSY}
            assert "No notes" in bo.reads()
    assert await bo.submits()
    await bo.sees("You're in! Thank you.")


# A disk that is full


@asynccontextmanager
async def narrow_bot(memory: Memory) -> AsyncIterator[tuple[Company, asyncio.subprocess.Process, str]]:
    """A bot in a process of its own, whose disk is full from SIGUSR1 to SIGUSR2; and where it says how it is."""
    options, port = Options(read_manifest(FILE), event_retries=()), free_port()
    company = Company(options)
    settle_in(company)
    async with serving(options, company=company):
        settings = {
            "BOT_TOKEN": options.bot_token,
            "APP_TOKEN": options.app_token,
            "SLACK_API_URL": f"{company.platform.base_url}/api/",
            "DATABASE_URL": f"sqlite:///{memory.file}",
            "SECRET_KEY": "k" * 40,
            "PORT": str(port),
            "ADMIN_CHANNEL": "CADMINS",
            "PROGRAM_CHANNEL": "CMENTORSHIP",
            "ADMINS": "UHANA",
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.stories.bad.narrow_disk"),
            cwd=ROOT,
            env={PREFIX + name: value for name, value in settings.items()},
        )
        try:
            async with asyncio.timeout(20):
                await company.app_is_there()
            yield company, process, f"http://127.0.0.1:{port}/healthz"
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def health(address: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status


async def test_on_a_full_disk_everybody_is_told_and_all_goes_on_when_there_is_room_again(
    memory: Memory,
) -> None:
    async with narrow_bot(memory) as (company, process, healthz):
        ana, kei = company.ana, company.kei
        await joining_is_open(company)
        invitation = last_post_with(company, "UKEI", "Join as mentor")
        assert await health(healthz) == 200
        async with memory.unchanged():
            process.send_signal(signal.SIGUSR1)
            await ana.types("/mentor leave", channel="general")
            await ana.sees(BUSY)
            await kei.clicks("Join as mentor", invitation)
            await kei.sees(TROUBLE)
            await ana.types("pause")
            assert await health(healthz) == 503
            process.send_signal(signal.SIGUSR2)
        await kei.clicks("Join as mentor", invitation, again=True)
        await kei.sees("What could you help somebody with?")
        assert await health(healthz) == 200
