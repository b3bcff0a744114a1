"""The doctor's look at the database, on both engines: reads it, writes to it, leaves no trace."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Config
from bot.operate.doctor import check_database
from bot.store.checkup import look_at
from bot.store.columns import Seal
from bot.store.inbox import Arrival
from bot.store.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
async def config(request: pytest.FixtureRequest, tmp_path: Path) -> Config:
    """A bot whose database was made by a start."""
    url = f"sqlite:///{tmp_path}/bot.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("fresh_postgres_url")
    made = Config("xoxb-1", database_url=url, secret_key="a passphrase of some length")
    store = Store(made.async_database_url, Seal(made.key()), lambda: datetime.now(UTC))
    await store.prepare()
    await store.close()
    return made


async def test_a_database_that_takes_changes_is_well(config: Config) -> None:
    finding = await check_database(config)
    assert finding.state == "good", finding
    assert "messages: none yet" in finding.what
    assert await look_at(config.async_database_url) is not None


async def test_turns_that_failed_are_counted(config: Config) -> None:
    store = Store(config.async_database_url, Seal(config.key()), lambda: datetime.now(UTC))
    async with store.begin() as db:
        await db.inbox.add([Arrival("K1", "command", {})], datetime.now(UTC))
        await db.inbox.finish("K1", state="failed", reason="3f2a")
        await db.due.plan("x.y", "1", datetime.now(UTC))
        await db.due.fail(1, "3f2b")
    await store.close()
    finding = await check_database(config)
    assert finding.state == "odd"
    assert "failed turns: 2" in finding.what


async def test_a_database_that_cannot_be_read_is_said_in_the_drivers_words(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database at all" * 100)
    finding = await check_database(Config("xoxb-1", database_url=f"sqlite:///{tmp_path}/bot.db"))
    assert finding.state == "bad"
    assert "cannot be read (DatabaseError: file is not a database)" in finding.what


async def test_looking_leaves_no_trace(config: Config) -> None:
    await check_database(config)
    store = Store(config.async_database_url, Seal(config.key()), lambda: datetime.now(UTC))
    async with store.read() as db:
        assert await db.settings.all() == {}
    await store.close()


async def test_a_database_that_another_process_holds_is_said(tmp_path: Path) -> None:
    made = Config(
        "xoxb-1", database_url=f"sqlite:///{tmp_path}/bot.db", secret_key="a passphrase of some length"
    )
    store = Store(made.async_database_url, Seal(made.key()), lambda: datetime.now(UTC))
    await store.prepare()
    await store.close()
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        finding = await check_database(made)
        other.execute("ROLLBACK")
    assert finding.state == "bad"
    assert "takes no change" in finding.what
