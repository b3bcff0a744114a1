"""Whether the bot stays quick while a large round is worked out: how long Slack waits for each ack meanwhile, and how
much memory the worker takes.

The bot is the command `run` in a process of its own, as on any machine; Slack and those who type are played here.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from bot.config import PREFIX, Config
from bot.domain.forms import Answers
from bot.domain.people import Person, Role, Status
from bot.operate.children import child
from bot.operate.manifest import FILE
from bot.operate.start import sandbox_environment
from bot.sandbox.company import Company
from bot.sandbox.manifest import read_manifest
from bot.sandbox.platform import Options
from bot.sandbox.server import serving
from bot.store.columns import Seal
from bot.store.store import Store
from tests.ports import free_port
from tests.stories.conftest import MONDAY, settle_in

PEOPLE: Final = 20_000
SKILLS: Final = tuple(f"Skill {number}" for number in range(200))
EVERY: Final = 0.1
"""Seconds between acts."""
QUIET: Final = 50
"""Acts before the round, to compare with."""
PATIENCE: Final = 600.0
KEY: Final = "k" * 40


@dataclass(frozen=True, slots=True)
class LargeRound:
    """Seconds until each ack, shortest first: before the round, and from the press of *Preview match* until the draft
    is there; and the most memory that the worker's process had, in megabytes."""

    quiet: list[float]
    meanwhile: list[float]
    megabytes: int


async def large_round(people: int = PEOPLE) -> LargeRound:
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "bot.db"
        await _move_in(f"sqlite:///{database}", people)
        async with _company(database) as company:
            for _ in range(QUIET):  # warm
                await _ack(company)
            quiet = [await _ack(company) for _ in range(QUIET)]
            asking = asyncio.create_task(company.hana.types("/mentor-admin match", channel="admins"))
            meanwhile, until = [], time.monotonic() + PATIENCE
            while not (asking.done() and company.hana.can_read("The best pairs")):
                if time.monotonic() > until:
                    raise TimeoutError("the draft never came")
                meanwhile.append(await _ack(company))
                await asyncio.sleep(EVERY)
            return LargeRound(sorted(quiet), sorted(meanwhile), _worker_at_most(database))


async def _ack(company: Company) -> float:
    began = time.perf_counter()
    await company.ana.types("/mentor help", channel="general")
    return time.perf_counter() - began


def _worker_at_most(database: Path) -> int:
    """What the kernel wrote down of the bot's largest child (Linux)."""
    bot = database.with_suffix(".lock").read_text().strip()
    told = [path.read_text() for path in Path("/proc").glob("[0-9]*/status")]
    children = [
        dict(line.split(":", 1) for line in one.splitlines()) for one in told if f"\nPPid:\t{bot}\n" in one
    ]
    return max(int(one["VmHWM"].split()[0]) for one in children) // 1024


@asynccontextmanager
async def _company(database: Path) -> AsyncIterator[Company]:
    """A company here, and the bot in it in another process."""
    options = Options(read_manifest(FILE), start=MONDAY)
    company = Company(options)
    settle_in(company)
    async with serving(options, company=company):
        page = company.platform.base_url
        config = Config(options.bot_token, options.app_token, options.signing_secret)
        env = sandbox_environment(os.environ, config, database, page, free_port())
        more = {
            "SECRET_KEY": KEY,
            "ADMINS": "UHANA",
            "ADMIN_CHANNEL": "CADMINS",
            "PROGRAM_CHANNEL": "CMENTORSHIP",
        }
        env |= {PREFIX + name: value for name, value in more.items()}
        with database.with_suffix(".log").open("wb") as log:
            async with child(["run", "--clock-from", page], env, log) as ended:
                there = asyncio.create_task(company.app_is_there())
                await asyncio.wait({there, ended}, return_when=asyncio.FIRST_COMPLETED)
                if ended.done():
                    raise RuntimeError(database.with_suffix(".log").read_text())
                yield company


async def _move_in(url: str, people: int) -> None:
    chance = Random(20)
    key = Config(bot_token="xoxb-none", database_url=url, secret_key=KEY).key()
    store = Store(url.replace("sqlite:", "sqlite+aiosqlite:"), Seal(key), lambda: datetime.now(UTC))
    await store.prepare()
    async with store.begin() as db:
        for number in range(people):
            who, role = f"U{number:06}", (Role.MENTEE, Role.MENTOR)[number % 2]
            told: Answers = {
                "role": role.value,
                "wanted" if role is Role.MENTEE else "offered": tuple(chance.sample(SKILLS, 3)),
                "goal": "speak up",
                "capacity": 1,
            }
            await db.people.put(Person(who, f"Person {number}", tz="Europe/Berlin"), MONDAY)
            await db.participants.put(who, status=Status.ACTIVE, role=role, joined_at=MONDAY)
            await db.answers.put(who, "intake", 0, told, state="done", now=MONDAY)
    await store.close()


if __name__ == "__main__":
    found = asyncio.run(large_round(int(sys.argv[1]) if sys.argv[1:] else PEOPLE))
    for what, times in (("quiet", found.quiet), ("meanwhile", found.meanwhile)):
        told = (f"{1000 * times[int(len(times) * part)]:.0f}" for part in (0.5, 0.9, 0.95, 0.99, 0.9999))
        print(f"{what}: {len(times)} acks, ms at 50, 90, 95, 99, 100 %: {' '.join(told)}")
    print(f"the worker's process: {found.megabytes} MB at most")
