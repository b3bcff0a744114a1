"""The whole of `make run` without a token: one address, a page that answers, a new beginning, an orderly end."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`python -m bot start` in a folder of its own; the process, and the one address it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "start"),
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(Path.cwd()), "MENTORBOT_SANDBOX_PORT": "0"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process, await address_of(process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def address_of(process: asyncio.subprocess.Process) -> str:
    assert process.stdout
    said = ""
    async with asyncio.timeout(100):
        while line := (await process.stdout.readline()).decode():
            said += line
            if found := re.search(r"Open (http://\S+) in your browser", line):
                return found[1]
    pytest.fail(f"no address was printed:\n{said}")


async def test_it_prints_one_address_starts_over_and_ends_in_order(tmp_path: Path) -> None:
    async with started(tmp_path) as (process, page), aiohttp.ClientSession() as browser:
        async with browser.get(page) as answer:
            assert answer.status == 200
        key = key_in(tmp_path)
        async with browser.post(f"{page}/sandbox/page/bar", json={"do": "reset"}) as answer:
            assert (await answer.json())["restarted"]
        async with asyncio.timeout(60):
            await begun_anew(tmp_path, key)
            await answering(browser, page)
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(40):
            assert await process.wait() == 0
        assert not await answers(browser, page)


def key_in(folder: Path) -> str:
    """The key is made anew with the database, so it tells one company from the next."""
    return "".join(path.read_text() for path in folder.glob("var/sandbox-*.key"))


async def begun_anew(folder: Path, old_key: str) -> None:
    while key_in(folder) in ("", old_key):  # noqa: ASYNC110  another process makes it
        await asyncio.sleep(0.05)


async def answering(browser: aiohttp.ClientSession, page: str) -> None:
    while not await answers(browser, page):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def answers(browser: aiohttp.ClientSession, page: str) -> bool:
    try:
        async with browser.get(page) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False
