"""A sandbox that outlives the bots in it, and bots that are killed and started again on the same database."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.clock import utc_now
from bot.config import PREFIX, Config
from bot.messages.words import WentWrong
from bot.sandbox.company import Company
from bot.store.columns import Seal
from bot.store.store import Store
from tests.kills.victim import MONDAY
from tests.slack.at_work import eventually, sandbox, settings

ROOT = Path(__file__).parents[2]
SETTLED = 120.0
"""Seconds in which a bot that is left alone must have said all that was to be said."""


@dataclass
class Lives:
    """`store` looks at the database from outside, as long as no bot has to be alone with it."""

    company: Company
    config: Config
    folder: Path
    store: Store
    started: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self, point: str = "none", nth: int = 1) -> asyncio.subprocess.Process:
        options = {
            "BOT_TOKEN": self.config.bot_token,
            "APP_TOKEN": self.config.app_token,
            "SLACK_API_URL": self.config.slack_api_url,
            "DATABASE_URL": self.config.database_url,
            "SECRET_KEY": self.config.secret_key,
            "PORT": str(self.config.port),
            "ADMIN_CHANNEL": self.config.admin_channel,
            "ADMINS": ",".join(self.config.admins),
        }
        environment = {PREFIX + name: value for name, value in options.items() if value}
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.kills.victim", point, str(nth)),
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        self.started.append(process)
        return process

    async def is_idle(self) -> bool:
        async with self.store.read() as db:
            kept = {"waiting", "showing"} & set(await db.inbox.tally())
            due = await db.due.ids(MONDAY + timedelta(minutes=5), 1)
            return await db.outbox.idle() and not kept and not due

    async def left(self) -> str:
        """What is still to be done, for whoever reads why a test failed."""
        async with self.store.read() as db:
            told = await db.inbox.tally(), await db.outbox.tally(), await db.due.tally()
        return f"{told}\n{(self.folder / 'log').read_text()[-3000:]}"

    async def says(self, to: str, *refs: str, kind: str = WentWrong.kind, **more: Any) -> None:
        async with self.store.begin() as db:
            for ref in refs:
                db.outbox.put("post", to, kind, {"ref": ref}, said_at=utc_now(), **more)

    async def dies(self, process: asyncio.subprocess.Process) -> None:
        """Wait for its end, which must have been by SIGKILL."""
        await asyncio.wait({asyncio.ensure_future(process.wait())}, timeout=60)
        assert process.returncode == -9, (self.folder / "log").read_text()[-3000:]

    async def lives_on(self) -> None:
        """A bot that nobody kills: it says all that is still to be said, and is stopped in order."""
        process = await self.start()
        try:
            await asyncio.wait_for(self.company.app_is_there(), 60)
            await eventually(self.is_idle, within=SETTLED)
        except TimeoutError:
            raise AssertionError(await self.left()) from None
        finally:
            process.kill()
            await process.wait()

    def read_by(self, who: str, *words: str) -> list[str]:
        """Which of these words stand in the bot's messages to somebody, once for each message, in order."""
        bot = self.company.workspace.bot_user
        posts = [post for post in self.company.member(who).posts() if post.user == bot]
        return [word for post in posts for word in words if word in post.text]


@asynccontextmanager
async def lives(folder: Path, database_url: str = "") -> AsyncIterator[Lives]:
    async with sandbox() as company:
        more = {"database_url": database_url} if database_url else {}
        config = settings(company, folder, **more)
        store = Store(config.async_database_url, Seal(config.key()), utc_now)
        await store.prepare()
        alive = Lives(company, config, folder, store)
        try:
            yield alive
        finally:
            await store.close()
            for process in alive.started:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
