"""What goes wrong when the clock moves is logged by its kind and place; what it says may be somebody's words."""

import asyncio
import io
import logging
from collections.abc import Iterator
from datetime import datetime

import aiohttp
import pytest
import structlog
from aiohttp import web

from bot.operate import logs
from bot.slack.following import ClockFollower
from tests.slack.at_work import eventually


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root, before, stream = logging.getLogger(), structlog.get_config(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    logs.configure("INFO", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


async def test_a_move_that_fails_is_logged_without_its_words_and_followed_again(log: io.StringIO) -> None:
    moves: list[str] = []

    async def clock(request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"move": 1, "now": "2030-01-07T10:00:00+00:00"})
        async for message in line:
            moves.append(str(message.data))
        return line

    async def settle() -> datetime | None:
        if "a move of the clock failed" not in log.getvalue():
            raise RuntimeError("canary of Ana's words")
        return None

    app = web.Application()
    app.router.add_get("/sandbox/clock", clock)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stopped = asyncio.Event()
    async with aiohttp.ClientSession() as session:
        page = f"http://127.0.0.1:{runner.addresses[0][1]}"
        follower = ClockFollower(page, session, lambda _: None, settle, pause=0.01)
        following = asyncio.create_task(follower.run(stopped))
        await eventually(lambda: moves)
        stopped.set()
        await following
    await runner.cleanup()
    assert "RuntimeError" in log.getvalue()
    assert "canary" not in log.getvalue()
