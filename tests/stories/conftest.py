"""The whole bot in a sandbox workspace, everything real: the way in is Socket Mode or HTTP, the store either database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

import pytest

from bot import app
from bot.app import Conditions
from bot.config import Config
from bot.operate.manifest import FILE
from bot.sandbox.company import Company
from bot.sandbox.manifest import read_manifest
from bot.sandbox.platform import Options
from bot.sandbox.server import serving
from bot.sandbox.workspace import User
from bot.slack.pace import Rates
from tests.ports import free_port

WAYS = ("socket-sqlite", "http-sqlite", "socket-postgres", "http-postgres")
MONDAY = datetime(2030, 1, 7, 9, 0, tzinfo=UTC)
QUICK = Conditions(rates=Rates(1000, 1000, 1000, 1000), tick_every=3600, seed=1)

PEOPLE = (
    User(id="UANA", name="ana", real_name="Ana Ferreira", title="Product analyst", tz="Europe/Berlin"),
    User(id="UBO", name="bo", real_name="Bo Nielsen", title="Engineering manager", tz="Europe/Copenhagen"),
    User(id="UHANA", name="hana", real_name="Hana Sato", title="Learning lead", tz="Europe/Berlin"),
    User(id="UKEI", name="kei", real_name="Kei Mori", title="Data analyst", tz="Asia/Tokyo"),
)


def settle_in(company: Company) -> None:
    """Four people, a channel for everybody, one for the program, and one for those who run it."""
    workspace = company.workspace
    for person in PEOPLE:
        workspace.add_user(replace(person))
    everyone = [person.id for person in PEOPLE]
    workspace.add_channel("general", everyone, "public", "CGENERAL")
    workspace.add_channel("mentorship", [*everyone, workspace.bot_user], "public", "CMENTORSHIP")
    workspace.add_channel("admins", ["UHANA", workspace.bot_user], "private", "CADMINS")


@asynccontextmanager
async def company_with_bot(
    way: str, database_url: str, given: Conditions = QUICK, **changed: Any
) -> AsyncIterator[Company]:
    """A company in which the bot runs as it does anywhere, following the sandbox's clock."""
    mode = cast(Literal["socket", "http"], way.partition("-")[0])
    port = free_port()
    options = Options(
        read_manifest(FILE),
        mode=mode,
        start=MONDAY,
        app_url=f"http://127.0.0.1:{port}/slack/events" if mode == "http" else "",
    )
    company = Company(options)
    settle_in(company)
    async with serving(options, company=company):
        config = Config(
            bot_token=options.bot_token,
            app_token=options.app_token,
            signing_secret=options.signing_secret,
            mode=mode,
            port=port,
            slack_api_url=f"{company.platform.base_url}/api/",
            database_url=database_url,
            secret_key="k" * 40,
            admin_channel="CADMINS",
            program_channel="CMENTORSHIP",
            admins=("UHANA",),
        )
        config = replace(config, **changed)
        stop = asyncio.Event()
        bot = asyncio.create_task(
            app.run(config, clock_from=company.platform.base_url, stop=stop, given=given)
        )
        there = asyncio.create_task(company.app_is_there())
        await asyncio.wait({bot, there}, return_when=asyncio.FIRST_COMPLETED)
        if bot.done():
            there.cancel()
            bot.result()
        await there
        async with asyncio.timeout(60):
            # the bot follows the clock by a connection of its own, which makes no other sound
            while not company.clock.followers:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        try:
            yield company
        finally:
            stop.set()
            await bot


@pytest.fixture(params=WAYS)
async def company(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Company]:
    """The same story four times: each way in, each database."""
    url = f"sqlite:///{tmp_path}/bot.db"
    if request.param.endswith("postgres"):
        url = request.getfixturevalue("fresh_postgres_url")
    async with company_with_bot(request.param, url) as company:
        yield company


@pytest.fixture
async def small_company(tmp_path: Path) -> AsyncIterator[Company]:
    """For stories that one way in and one database are enough for."""
    async with company_with_bot("socket-sqlite", f"sqlite:///{tmp_path}/bot.db") as company:
        yield company
