"""The whole bot at work in a sandbox, in this process: as `python -m bot run` starts it, with short waits."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import aiohttp

from bot import app
from bot.config import Config
from bot.sandbox.company import Company
from bot.sandbox.manifest import read_manifest
from bot.sandbox.platform import Options
from bot.sandbox.server import serving
from bot.sandbox.workspace import User
from bot.slack.pace import Rates
from bot.slack.settling import Patience
from bot.slack.socket import Watch
from tests.ports import free_port

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
QUICK = Patience(
    lease=timedelta(seconds=1), settle=timedelta(seconds=0.3), timeout=0.8, backoff=0.02, most_tries=6
)
UNHURRIED = Rates(1000, 1000, 1000, 1000)
WATCHFUL = Watch(ping=0.2, silence=0.6, hello=0.6, pause=0.05, longest_pause=0.2, overlap=0.1)


@dataclass
class AtWork:
    company: Company
    config: Config
    stop: asyncio.Event
    running: asyncio.Task[None]

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.config.port}/healthz") as answer,
        ):
            return answer.status, await answer.json()

    async def is_well(self) -> bool:
        return (await self.health())[0] == 200

    async def is_ill(self) -> bool:
        return (await self.health())[0] == 503

    async def stops(self) -> None:
        self.stop.set()
        await self.running


async def eventually(holds: Callable[[], Any], within: float = 60.0) -> None:
    """Wait for something that another task brings about. Raises `TimeoutError`."""
    async with asyncio.timeout(within):
        while True:
            answer = holds()
            if await answer if asyncio.iscoroutine(answer) else answer:
                return
            await asyncio.sleep(0.01)


def conditions(**more: Any) -> app.Conditions:
    return app.Conditions(
        **{"rates": UNHURRIED, "patience": QUICK, "watch": WATCHFUL, "tick_every": 0.2, **more}
    )


def settings(company: Company, folder: Path, **more: Any) -> Config:
    options = company.platform.options
    given: dict[str, Any] = {
        "bot_token": options.bot_token,
        "app_token": options.app_token,
        "signing_secret": options.signing_secret,
        "mode": options.mode,
        "port": free_port(),
        "slack_api_url": f"{company.platform.base_url}/api/",
        "database_url": f"sqlite:///{folder}/bot.db",
        "secret_key": "a key for tests only",
        "admin_channel": "CTEAM",
        "admins": ("UHANA",),
    }
    return Config(**{**given, **more})


@asynccontextmanager
async def sandbox(mode: Literal["socket", "http"] = "socket") -> AsyncIterator[Company]:
    async with serving(Options(read_manifest(MANIFEST), mode=mode)) as company:
        for name in ("ana", "ben", "hana"):
            company.workspace.add_user(User(f"U{name.upper()}", name, name.title()))
        company.workspace.add_channel("general", ["UANA", "UBEN", "UHANA"], id="CGENERAL")
        members = ["UHANA", company.workspace.bot_user]
        company.workspace.add_channel("team", members, "private", id="CTEAM")
        yield company


@asynccontextmanager
async def at_work(
    folder: Path,
    mode: Literal["socket", "http"] = "socket",
    given: app.Conditions | None = None,
    **settled: Any,
) -> AsyncIterator[AtWork]:
    """A sandbox and the bot in it, connected; both end with the block."""
    async with sandbox(mode) as company:
        config = settings(company, folder, **settled)
        company.platform.http.url = f"http://127.0.0.1:{config.port}/slack/events"
        stop = asyncio.Event()
        running = asyncio.create_task(app.run(config, stop=stop, given=given or conditions()))
        there = asyncio.create_task(company.app_is_there())
        await asyncio.wait({running, there}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        assert there.done(), running
        try:
            yield AtWork(company, config, stop, running)
        finally:
            stop.set()
            await running
