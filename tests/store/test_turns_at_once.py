"""Turns at the same moment, on both engines: none is lost, none done twice, and none waits for another for ever."""

import asyncio
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from bot.domain.due import Due
from bot.domain.people import Person
from bot.handlers import routes
from bot.programs.reading import standard
from bot.store.store import Store
from bot.ticker import Ticker
from bot.turn import Turn
from bot.turns import Act, Turns
from tests.conftest import MONDAY


@pytest.fixture
def turns(store: Store) -> Turns:
    return Turns(store, lambda: MONDAY, Random(1), standard(), routes.FINISHERS, lambda: None)


class Together:
    """Lets turns go on only when all of them have come so far, or when one cannot come because another holds it."""

    def __init__(self, number: int) -> None:
        self._barrier = asyncio.Barrier(number)

    async def wait(self) -> None:
        try:
            async with asyncio.timeout(0.2):
                await self._barrier.wait()
        except (TimeoutError, asyncio.BrokenBarrierError):
            return


async def test_two_who_redraw_each_others_home_are_both_done_and_each_home_waits_once(turns: Turns) -> None:
    both = Together(2)

    async def redraw(turn: Turn, order: tuple[str, ...]) -> None:
        for who in order:
            await turn.refresh_home(who)
            await both.wait()

    await asyncio.gather(
        turns.run(redraw, Act("UANA"), ("UANA", "UBO")), turns.run(redraw, Act("UBO"), ("UBO", "UANA"))
    )
    async with turns.store.begin() as db:
        now = datetime(2100, 1, 1, tzinfo=UTC)
        letters = await db.outbox.claim(now, now, 10)
    assert sorted(letter.recipient for letter in letters) == ["UANA", "UBO"]


async def test_a_click_and_what_is_due_for_the_same_person_do_not_fail_each_other(turns: Turns) -> None:
    both = Together(2)
    for number in range(3):
        async with turns.store.begin() as db:
            await db.due.plan("checkin.follow_up", f"{number}", MONDAY, who="UANA", about=1)

    async def click(turn: Turn, _: object) -> None:
        await both.wait()
        await turn.db.due.drop("checkin.follow_up", who="UANA", reason="answered")

    async def asks(turn: Turn, _: Due) -> None:
        await both.wait()

    ticker = Ticker(turns, {"checkin.follow_up": asks})
    await asyncio.gather(turns.run(click, Act("UANA"), None), ticker.tick())
    async with turns.store.read() as db:
        tally = await db.due.tally()
    assert "failed" not in tally
    assert sum(tally.values()) == 3
    assert "waiting" not in tally


async def test_a_turn_that_gave_way_to_another_is_done_again(turns: Turns) -> None:
    """Two who want the same two rows in opposite order: one of them is thrown out, and comes again."""
    both = Together(2)
    async with turns.store.begin() as db:
        for key in ("a", "b"):
            await db.settings.put(key, "0")

    async def count(turn: Turn, keys: tuple[str, ...]) -> None:
        for key in keys:
            await turn.db.settings.put(key, turn.who)
            await turn.db._session.flush()
            await both.wait()

    await asyncio.gather(turns.run(count, Act("UANA"), ("a", "b")), turns.run(count, Act("UBO"), ("b", "a")))
    async with turns.store.read() as db:
        assert set((await db.settings.all()).values()) <= {"UANA", "UBO"}


async def test_a_form_submitted_twice_at_once_is_taken_once(turns: Turns) -> None:
    both = Together(2)
    taken: list[str] = []

    async def take(turn: Turn, given: str) -> None:
        taken.append(given)
        await both.wait()
        await turn.db.settings.put("given", given)

    async def submit(key: str) -> Any:
        return await turns.submit(take, Act("UANA", key), key, "V1:hash", 5)

    ended = await asyncio.gather(submit("K1"), submit("K2"))
    assert sorted(one.dropped for one in ended) == [False, True]
    assert len(taken) == 1


async def test_two_who_note_the_same_new_thing_are_both_done(turns: Turns) -> None:
    both = Together(2)

    async def note(turn: Turn, key: str) -> None:
        await turn.db.settings.put(key, turn.who)
        await both.wait()

    await asyncio.gather(turns.run(note, Act("UANA"), "new"), turns.run(note, Act("UBO"), "new"))
    async with turns.store.read() as db:
        assert await db.settings.get("new") in ("UANA", "UBO")


async def test_somebody_slack_tells_of_while_their_dm_opens_keeps_both(store: Store) -> None:
    """The directory and the sender know nothing of each other, and may be the first to note somebody at once."""
    both = Together(2)

    async def told() -> None:
        async with store.begin() as db:
            await db.people.put(Person("UANA", "Ana"), MONDAY)
            await both.wait()

    async def opened() -> None:
        async with store.begin() as db:
            await db.people.remember_dm("UANA", "D1")
            await both.wait()

    await asyncio.gather(told(), opened())
    async with store.read() as db:
        ana = await db.people.get("UANA")
        assert ana
        assert (ana.name, await db.people.dm("UANA")) == ("Ana", "D1")
