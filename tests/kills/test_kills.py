"""SIGKILL at named points and at seeded moments: in DMs every message exactly once, in order, and nothing acked is lost."""

import asyncio
import os
import signal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.clock import utc_now
from bot.domain.matching import Outcome, Proposal, Side, Unmatched, Why
from bot.domain.people import Person, Role, Status
from bot.domain.rounds import RoundState
from bot.messages.base import Message
from bot.messages.publishing import NewPairs
from bot.slack.doubt import AT_MOST_ONCE
from bot.store.rounds import ready
from tests.kills.lives import Lives, lives
from tests.kills.victim import MONDAY

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


async def test_a_form_that_was_asked_for_before_the_kill_is_offered_after_it(tmp_path: Path) -> None:
    async with lives(tmp_path) as alive:
        async with alive.store.begin() as db:
            await db.settings.put("joining", "open")
        ana, first = alive.company.ana, await alive.start("before showing", 2)
        await alive.company.app_is_there()
        await ana.types("/mentor join")
        await ana.clicks("Fill in one form instead")
        await alive.dies(first)
        assert ana.view is None
        await alive.lives_on()
        second = await alive.start()
        await alive.company.app_is_there()
        await ana.clicks("Open it")
        await ana.waits_for("the form", lambda: ana.view)
        second.kill()
        await second.wait()


async def proposed(alive: Lives) -> None:
    """A round whose minutes are over: Ben is to be Ana's mentor, and nobody was found for Hana."""
    ana, ben, hana = (Person(who, who.title(), tz="UTC") for who in PEOPLE)
    async with alive.store.begin() as db:
        for person, role in ((ana, Role.MENTEE), (ben, Role.MENTOR), (hana, Role.MENTEE)):
            await db.people.put(person, MONDAY)
            await db.participants.put(person.id, status=Status.ACTIVE, role=role, joined_at=MONDAY)
            answers = {"role": role.value, "capacity": 1}
            await db.answers.put(person.id, "intake", 0, answers, state="done", now=MONDAY)
        found = await db.rounds.ask("UHANA", 1, MONDAY)
        pair = Proposal(ben.id, ana.id, 700, ())
        left = Unmatched(hana.id, Side.MENTEE, Why.NO_PLACE)
        rows = ready(alive.store.address.seal, found.id, Outcome((pair,), (left,), 700))
        await db.rounds.propose(found.id, rows, 1)
        await db.rounds.change(found.id, state=RoundState.PUBLISHING, publish_at=MONDAY)
        await db.due.plan("match.publish", f"{found.id}", MONDAY, about=found.id)


@pytest.mark.parametrize("point", ["inside match.publish", "inside match.mentee_turn", "after fence"])
async def test_killed_in_publishing_everybody_hears_once(tmp_path: Path, point: str) -> None:
    async with lives(tmp_path) as alive:
        await proposed(alive)
        await alive.dies(await alive.start(point))
        await alive.lives_on()
        assert len(alive.read_by("ana", "UBEN")) == 1
        assert len(alive.company.hana.posts(alive.company.hana.dm.id)) == 1
        assert alive.company.ben.posts(alive.company.ben.dm.id) == []
        async with alive.store.read() as db:
            assert len(await db.matches.live()) == 1


async def test_in_a_room_each_kill_costs_at_most_one_message_too_many(tmp_path: Path) -> None:
    async with lives(tmp_path) as alive:
        await alive.says("room:UANA,UBEN", *REFS)
        await alive.dies(await alive.start("before settle", 2))
        await alive.lives_on()
        read = alive.read_by("ana", *REFS)
        assert sorted(set(read)) == REFS
        assert len(read) == len(REFS) + 1


@pytest.mark.parametrize("point", ["after fence", "before settle"])
async def test_what_a_room_is_to_hear_at_most_once_is_never_said_twice(tmp_path: Path, point: str) -> None:
    async with lives(tmp_path) as alive:
        async with alive.store.begin() as db:
            facts = {"count": 7, "named": ()}
            db.outbox.put("post", "CTEAM", NewPairs.kind, facts, said_at=utc_now())
        await alive.dies(await alive.start(point))
        await alive.lives_on()
        told = [post for post in alive.company.hana.posts("team") if "7 new pairs" in post.text]
        assert len(told) == (1 if point == "before settle" else 0)
        assert NewPairs.kind in AT_MOST_ONCE <= set(Message.kinds)


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
            point = rng.choice(("any", "after fence", "before settle"))
            await alive.dies(await alive.start(point, rng.randint(1, 5)))
        await alive.lives_on()
        await each_was_told_once(alive, refs)
