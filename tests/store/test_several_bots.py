"""Several bots on one PostgreSQL database: what one does, no other does again, and what one changes holds in all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from random import Random

import pytest

from bot.domain.rules import Changes
from bot.domain.skills import Act as SkillAct
from bot.domain.skills import Change
from bot.handlers import routes
from bot.programs.reading import standard
from bot.store.columns import Seal
from bot.store.store import Store
from bot.ticker import Ticker
from bot.turn import Turn
from bot.turns import Act, Turns
from bot.worker import Solver, Worker
from tests.conftest import MONDAY


@asynccontextmanager
async def a_bot(url: str) -> AsyncIterator[Turns]:
    store = Store(url, Seal(b"k" * 32), lambda: datetime.now(UTC))
    await store.prepare()
    turns = Turns(store, lambda: MONDAY, Random(1), standard(), routes.FINISHERS, lambda: None)
    await turns.load_rules()
    yield turns
    await store.close()


@pytest.fixture
async def bots(fresh_postgres_url: str) -> AsyncIterator[tuple[Turns, Turns]]:
    url = fresh_postgres_url.replace("postgresql://", "postgresql+asyncpg://")
    async with a_bot(url) as one, a_bot(url) as other:
        yield one, other


async def test_rules_and_skills_changed_through_one_hold_in_the_other_from_its_next_beat(
    bots: tuple[Turns, Turns],
) -> None:
    one, other = bots

    async def changes(turn: Turn, _: None) -> None:
        await turn.db.rules.save(1, Changes({"seniority": "high"}), "UHANA", turn.now)
        await turn.db.skills.add([Change(SkillAct.ADD, "Basket weaving", "Other")], "UHANA", turn.now)

    await one.run(changes, Act("UHANA"), None)
    assert one.program.matching.words["seniority"] == "high"
    assert other.program.matching.words["seniority"] == "off"
    await Ticker(other, {}).tick()
    assert other.program.matching == one.program.matching
    assert other.program.catalogue == one.program.catalogue
    assert other.program.catalogue.find("basket weaving")
    assert other.program.names.near("basket weavin") == ("Basket weaving",)


async def test_a_round_is_worked_out_by_one_of_them(bots: tuple[Turns, Turns]) -> None:
    one, other = bots
    async with one.store.begin() as db:
        await db.rounds.ask("UHANA", 1, MONDAY)
    solver = Solver(other, Worker())
    async with one.store.alone("rounds") as alone:
        assert alone
        assert await solver.solve_asked() == 0
        async with other.store.read() as db:
            assert await db.rounds.asked()
    assert await solver.solve_asked() == 1
    async with other.store.read() as db:
        assert await db.rounds.asked() is None
    solver.worker.close()


async def test_who_stops_in_the_middle_lets_another_go_on(bots: tuple[Turns, Turns]) -> None:
    one, other = bots
    with pytest.raises(ZeroDivisionError):
        async with one.store.alone("rounds"):
            raise ZeroDivisionError
    async with other.store.alone("rounds") as alone:
        assert alone
