"""Whether the bot stays quick while a large round is worked out: how long Slack waits for each ack meanwhile."""

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from random import Random
from typing import Final

from bot.config import Config
from bot.domain.forms import Answers
from bot.domain.people import Person, Role, Status
from bot.store.columns import Seal
from bot.store.store import Store
from tests.stories.conftest import MONDAY, company_with_bot

PEOPLE: Final = 20_000
SKILLS: Final = tuple(f"Skill {number}" for number in range(200))
EVERY: Final = 0.1
"""Seconds between acts."""
PATIENCE: Final = 600.0


async def acks(people: int = PEOPLE) -> list[float]:
    """Seconds until each ack, shortest first, from the press of *Preview match* until the draft is there."""
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/bot.db"
        await _move_in(url, people)
        async with company_with_bot("socket-sqlite", url) as company:
            hana, times = company.hana, []
            asking = asyncio.create_task(hana.types("/mentor-admin match", channel="admins"))
            until = time.monotonic() + PATIENCE
            while not (asking.done() and hana.can_read("The best pairs")):
                if time.monotonic() > until:
                    raise TimeoutError("the draft never came")
                began = time.perf_counter()
                await company.ana.types("/mentor help", channel="general")
                times.append(time.perf_counter() - began)
                await asyncio.sleep(EVERY)
            return sorted(times)


async def _move_in(url: str, people: int) -> None:
    chance = Random(20)
    key = Config(bot_token="xoxb-none", database_url=url, secret_key="k" * 40).key()
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
