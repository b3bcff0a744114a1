"""The ticker goes on, whatever a row or the database does; and it can always be stopped."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.domain.due import Due
from bot.flows import about
from bot.messages.words import AdminWentWrong
from bot.store.engine import Unread, Unsaved
from bot.ticker import Ticker
from bot.turn import Flow, Turn
from tests.conftest import Desk
from tests.slack.at_work import eventually


async def due(desk: Desk, *kinds: str) -> None:
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CADMINS")
        for kind in kinds:
            await db.due.plan(kind, "1", desk.clock.now, who="UANA")


@asynccontextmanager
async def ticking(desk: Desk, flows: Mapping[str, Flow[Due]]) -> AsyncIterator[Ticker]:
    ticker, stopped = Ticker(desk.turns, flows, None, about.tell_admins), asyncio.Event()
    running = asyncio.create_task(ticker.run(stopped))
    try:
        yield ticker
    finally:
        stopped.set()
        ticker.wake()
        async with asyncio.timeout(60):
            await running


async def test_a_database_that_cannot_be_read_for_a_while_does_not_end_it(desk: Desk) -> None:
    done = asyncio.Event()

    async def flow(_: Turn, __: Due) -> None:
        done.set()

    def raising(error: Exception) -> Any:
        def read() -> Any:
            raise error

        return read

    await due(desk, "x.y")
    read = desk.turns.store.read
    async with ticking(desk, {"x.y": flow}) as ticker:
        for error in (Unread("gone"), RuntimeError("a bug")):
            ticker.healthy = True
            desk.turns.store.read = raising(error)  # type: ignore[method-assign]
            ticker.wake()
            await eventually(lambda: not ticker.healthy)
        desk.turns.store.read = read  # type: ignore[method-assign]
        ticker.wake()
        async with asyncio.timeout(60):
            await done.wait()
        await eventually(lambda: ticker.healthy)


async def test_what_cannot_be_saved_is_tried_once_a_beat_and_it_can_be_stopped(desk: Desk) -> None:
    runs: list[int] = []

    async def flow(_: Turn, due: Due) -> None:
        runs.append(due.id)
        raise Unsaved("the disk is full")

    await due(desk, "x.y")
    async with ticking(desk, {"x.y": flow}) as ticker:
        ticker.wake()
        await eventually(lambda: not ticker.healthy)
        assert len(runs) == 1
        ticker.wake()
        await eventually(lambda: len(runs) == 2)


async def test_a_row_that_fails_is_set_aside_the_others_go_on_and_the_team_hears_of_it(desk: Desk) -> None:
    done: list[str] = []

    async def broken(_: Turn, __: Due) -> None:
        raise ZeroDivisionError

    async def well(_: Turn, due: Due) -> None:
        done.append(due.kind)

    await due(desk, "a.broken", "b.well")
    ticker = Ticker(desk.turns, {"a.broken": broken, "b.well": well}, None, about.tell_admins)
    assert await ticker.tick() == 2
    assert ticker.healthy
    assert done == ["b.well"]
    await desk._lay_out()
    [(to, card)] = desk.said
    assert (to, type(card)) == ("CADMINS", AdminWentWrong)
    assert card.where == "a.broken"  # type: ignore[attr-defined]
    async with desk.turns.store.read() as db:
        assert await db.due.tally() == {"failed": 1, "done": 1}
