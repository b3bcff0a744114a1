"""Two who decide at the same moment, on PostgreSQL, where turns of different people run side by side."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from random import Random

import pytest

from bot.domain.rounds import RoundState
from bot.flows import publishing
from bot.flows.matching import releasing
from bot.handlers import routes
from bot.messages.matching import Publish, Undo
from bot.messages.publishing import Published
from bot.programs.reading import standard
from bot.store.columns import Seal
from bot.store.store import Store
from bot.ticker import Ticker
from bot.turn import Pressed
from bot.turns import Act, Turns
from tests.conftest import Clock, Desk
from tests.flows.pairs import ADMINS, company, presses, previewed


@pytest.fixture
async def side_by_side(fresh_postgres_url: str) -> AsyncIterator[Desk]:
    url = fresh_postgres_url.replace("postgresql://", "postgresql+asyncpg://")
    store = Store(url, Seal(b"k" * 32), lambda: datetime.now(UTC))
    await store.prepare()
    clock = Clock()
    yield Desk(Turns(store, clock, Random(1), standard(), routes.FINISHERS, lambda: None), clock)
    await store.close()


async def test_an_undo_that_comes_while_it_is_published_says_that_it_is_published(side_by_side):
    desk = side_by_side
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, preview.approved))
    desk.clock.forward(minutes=10)
    published, pressed = asyncio.Event(), asyncio.Event()

    async def publish(turn, due):
        await publishing.publish(turn, due)
        published.set()
        await pressed.wait()

    async def undo(turn, click):
        pressed.set()
        return await releasing.undo(turn, click)

    async def press():
        await published.wait()
        act = Act("HANA", channel=ADMINS, pressed=Pressed(ADMINS, "1.2"))
        await desk.turns.run(undo, act, Undo(preview.round_id))

    await asyncio.gather(Ticker(desk.turns, {"match.publish": publish}).tick(), press())
    await desk._lay_out()
    async with desk.turns.store.read() as db:
        assert (await db.rounds.get(preview.round_id)).state is RoundState.PUBLISHED
        assert len(await db.matches.live()) == 2
    assert [type(message) for message in desk.rewritten[1:]] == [Published, Published]
