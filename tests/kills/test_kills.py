"""SIGKILL at named points and at seeded moments: in DMs every message exactly once, in order, and nothing acked is lost."""

import asyncio
import os
import signal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.kills.lives import Lives, lives

REFS = [f"r{number:02}" for number in range(8)]
PEOPLE = ("UANA", "UBEN", "UHANA")


async def each_was_told_once(alive: Lives, refs: list[str] = REFS) -> None:
    for who in PEOPLE:
        assert alive.read_by(who.removeprefix("U").lower(), *refs) == refs


@pytest.mark.parametrize("nth", [2])
@pytest.mark.parametrize("point", ["after claim", "after fence", "before settle"])
async def test_killed_while_sending(tmp_path: Path, point: str, nth: int) -> None:
    async with lives(tmp_path) as alive:
        for who in PEOPLE:
            await alive.says(who, *REFS)
        await alive.dies(await alive.start(point, nth))
        await alive.lives_on()
        await each_was_told_once(alive)


@pytest.mark.parametrize("moment", ["before_store", "after_store"])
async def test_killed_as_slack_stores(tmp_path: Path, moment: str) -> None:
    async with lives(tmp_path) as alive:
        for who in PEOPLE:
            await alive.says(who, *REFS)
        victim: list[asyncio.subprocess.Process] = []
        seen: list[int] = []

        def kill(_call: dict[str, Any]) -> None:
            seen.append(1)
            if len(seen) == 5:
                os.kill(victim[0].pid, signal.SIGKILL)

        getattr(alive.company.faults, moment).append(kill)
        victim.append(await alive.start())
        await alive.dies(victim[0])
        await alive.lives_on()
        await each_was_told_once(alive)


async def test_killed_in_reconciling(tmp_path: Path) -> None:
    async with lives(tmp_path) as alive:
        for who in PEOPLE:
            await alive.says(who, *REFS)
        alive.company.faults.plan("chat.postMessage", do="fatal_error", nth=3)
        await alive.dies(await alive.start("in reconciling"))
        await alive.lives_on()
        await each_was_told_once(alive)


@pytest.mark.parametrize("point", ["after the inbox commit", "after the ack", "inside the turn"])
async def test_a_command_that_was_kept_is_answered_once(tmp_path: Path, point: str) -> None:
    async with lives(tmp_path) as alive:
        process = await alive.start(point)
        await alive.company.app_is_there()
        await alive.company.ana.types("/mentor help")
        await alive.dies(process)
        await alive.lives_on()
        assert len(alive.read_by("ana", "/mentor")) == 1
        assert alive.read_by("ben", "/mentor") == []


@pytest.mark.parametrize("kind", ["words.went_wrong"])
async def test_in_a_room_each_kill_costs_at_most_one_message(tmp_path: Path, kind: str) -> None:
    async with lives(tmp_path) as alive:
        await alive.says("room:UANA,UBEN", *REFS)
        await alive.dies(await alive.start("before settle", 2))
        await alive.lives_on()
        read = alive.read_by("ana", *REFS)
        assert sorted(set(read)) == REFS
        assert len(read) <= len(REFS) + 1


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_killed_at_ten_seeded_moments(
    tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("fresh_postgres_url") if database == "postgresql" else ""
    refs = [f"r{number:02}" for number in range(25)]
    rng = Random(20300107)
    async with lives(tmp_path, url) as alive:
        for who in PEOPLE:
            await alive.says(who, *refs)
        for _ in range(10):
            await alive.dies(await alive.start("any", rng.randint(1, 9)))
        await alive.lives_on()
        await each_was_told_once(alive, refs)
