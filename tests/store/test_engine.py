"""Transactions: one turn of a person at a time, and a database that is locked, full or gone."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.handlers.inbox import Keeper
from bot.store.columns import Seal
from bot.store.engine import Busy, Unread, Unsaved
from bot.store.inbox import Arrival
from bot.store.store import Store


def now() -> datetime:
    return datetime.now(UTC)


async def counts_up(store: Store, who: str) -> None:
    async with store.begin() as db:
        await db.one_at_a_time(who)
        number = int(await db.settings.get("number") or 0)
        await asyncio.sleep(0)
        await db.settings.put("number", str(number + 1))


async def test_three_clicks_of_one_person_at_once_count_three_times(store: Store) -> None:
    await asyncio.gather(*(counts_up(store, "UANA") for _ in range(3)))
    async with store.read() as db:
        assert await db.settings.get("number") == "3"


async def test_what_fails_within_a_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.begin() as db:
            await db.settings.put("number", "1")
            raise ZeroDivisionError
    async with store.read() as db:
        assert await db.settings.all() == {}


async def test_arrivals_at_once_share_commits_and_each_is_new_once(store: Store) -> None:
    keeper = Keeper(store, now)
    kept = await asyncio.gather(
        *(keeper.keep(Arrival(f"k{number % 40}", "command", {"n": number})) for number in range(80))
    )
    assert sum(kept) == 40
    assert (
        await asyncio.gather(*(keeper.keep(Arrival(f"k{n}", "command", {})) for n in range(40)))
        == [False] * 40
    )
    async with store.read() as db:
        assert len(await db.inbox.waiting()) == 40


async def test_an_inbox_row_is_finished_once(store: Store) -> None:
    await Keeper(store, now).keep(Arrival("k1", "command", {"text": "hello"}))

    async def finish() -> bool:
        async with store.begin() as db:
            return await db.inbox.finish("k1")

    assert sorted(await asyncio.gather(*(finish() for _ in range(4)))) == [False, False, False, True]
    async with store.begin() as db:
        assert await db.inbox.waiting() == []
        await db.keeping.sweep(datetime(2100, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
        assert await db.inbox.tally() == {}


@pytest.fixture
async def on_sqlite(tmp_path: Path) -> Store:
    store = Store(f"sqlite+aiosqlite:///{tmp_path}/bot.db", Seal(b"k" * 32), now)
    await store.prepare()
    return store


async def test_a_database_locked_by_another_process_is_busy_within_the_time_and_free_after(
    on_sqlite: Store, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = asyncio.get_running_loop().time()
    with pytest.raises(Busy):
        await Keeper(on_sqlite, now).keep(Arrival("k1", "command", {}))
    assert asyncio.get_running_loop().time() - started < 2.5
    async with on_sqlite.read() as db:  # readers wait for nobody
        assert await db.inbox.waiting() == []
    other.execute("ROLLBACK")
    other.close()
    assert await Keeper(on_sqlite, now).keep(Arrival("k1", "command", {}))
    await on_sqlite.close()


async def test_a_turn_that_holds_the_lock_makes_others_wait_no_longer_than_their_patience(
    on_sqlite: Store,
) -> None:
    async with on_sqlite.begin():
        with pytest.raises(Busy):
            async with on_sqlite.begin(0.05):
                pass
    await counts_up(on_sqlite, "")
    await on_sqlite.close()


async def test_a_full_disk_is_said_and_nothing_is_changed(on_sqlite: Store) -> None:
    async with on_sqlite.begin() as db:
        await db.settings.put("kept", "yes")
    async with on_sqlite.engine.sql.connect() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
    await _on_each_connection(on_sqlite, f"PRAGMA max_page_count={pages}")
    keeper = Keeper(on_sqlite, now)
    with pytest.raises(Unsaved) as full:
        await keeper.keep(Arrival("k1", "command", {"text": "x" * 100_000}))
    assert not isinstance(full.value, Busy)
    async with on_sqlite.read() as db:
        assert await db.settings.all() == {"kept": "yes"}
        assert await db.inbox.waiting() == []
    await on_sqlite.close()


async def _on_each_connection(store: Store, pragma: str) -> None:
    """One connection at a time is lent, so this is the one that the next transaction gets."""
    async with store.engine.sql.connect() as connection:
        await connection.exec_driver_sql(pragma)


async def test_a_seal_opens_only_its_own_place(store: Store) -> None:
    await Keeper(store, now).keep(Arrival("k1", "command", {"text": "hello"}))
    async with store.engine.sql.begin() as connection:
        await connection.execute(text("UPDATE inbox SET key = 'k2'"))
    async with store.read() as db:
        assert await db.inbox.waiting() == [Arrival("k2", "command", None)]


async def test_a_database_that_is_not_there_is_said_by_readers_and_writers() -> None:
    gone = Store("postgresql+asyncpg://nobody:x@127.0.0.1:9/none", Seal(b"k" * 32), now)
    with pytest.raises(Unread):
        async with gone.read() as db:
            await db.settings.all()
    with pytest.raises(Unsaved):
        async with gone.begin() as db:
            await db.settings.put("number", "1")
    await gone.close()


async def test_a_file_that_is_no_database_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database at all" * 100)
    broken = Store(f"sqlite+aiosqlite:///{tmp_path}/bot.db", Seal(b"k" * 32), now)
    with pytest.raises(Unread):
        async with broken.read() as db:
            await db.settings.all()
    await broken.close()


async def test_a_connection_that_is_cut_in_the_middle_is_unsaved_and_the_next_one_does(store: Store) -> None:
    if store.engine.sqlite:
        pytest.skip("a file is not cut off")
    with pytest.raises(Unsaved):
        async with store.begin() as db:
            await db.settings.put("number", "1")
            await _cuts_all_others(store)
            await db.settings.get("another")
    for _ in range(10):  # each that the pool still held is found to be dead in turn
        try:
            await counts_up(store, "UANA")
            break
        except Unsaved:
            continue
    async with store.read() as db:
        assert await db.settings.get("number") == "1"


async def _cuts_all_others(store: Store) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid() AND datname = current_database()"
    async with store.engine.sql.connect() as connection:
        await connection.execute(text(cut))


async def test_what_is_wrong_in_itself_is_a_bug_and_not_a_bad_moment(store: Store) -> None:
    with pytest.raises(DBAPIError):
        async with store.begin() as db:
            await db.one_at_a_time("UANA")
            await (await db._session.connection()).execute(text("SELECT nothing FROM nowhere"))
