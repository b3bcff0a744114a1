"""Migrations: every released revision upgrades with its data, and the newest one is what the tables say."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.exc import DBAPIError

from bot.store import migrating
from bot.store.checkup import look_at
from bot.store.columns import Sealed
from bot.store.engine import Engine
from bot.store.migrating import (
    BrokenKeys,
    UnknownRevision,
    alembic_config,
    bring_up_to_date,
    head,
    known,
    upgrade,
)
from bot.store.tables import Table

NOW = datetime(2030, 1, 7, 10, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


async def migrated(url: str, revision: str) -> Engine:
    """A database that went through all revisions up to this one."""
    engine = Engine(url, foreign_keys=False)
    async with engine.sql.begin() as connection:
        await connection.run_sync(upgrade, revision)
    return engine


def filled(connection: Connection) -> dict[str, int]:
    """Put two rows into every table, in an order that its references allow; how many there are."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name == "alembic_version":
            continue
        for number in (1, 2):
            row = {column.name: _value(column, number) for column in table.columns}
            connection.execute(table.insert().values(row))
    return counts(connection)


def _value(column: Any, number: int) -> Any:
    if column.nullable:
        return None
    kinds: dict[type, Any] = {
        int: number,
        str: f"words {number}",
        bool: True,
        bytes: Sealed(b"x"),
        datetime: NOW,
    }
    return kinds[column.type.python_type]


def counts(connection: Connection) -> dict[str, int]:
    tables = MetaData()
    tables.reflect(connection)
    return {
        name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0
        for name in tables.tables
        if name != "alembic_version"
    }


def differences(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))


@pytest.mark.parametrize("revision", known())
async def test_every_released_revision_upgrades_and_keeps_every_row(url: str, revision: str) -> None:
    engine = await migrated(url, revision)
    async with engine.sql.begin() as connection:
        before = await connection.run_sync(filled)
    assert all(count == 2 for count in before.values())
    await engine.close()
    await bring_up_to_date(url, clock)
    after = Engine(url)
    async with after.sql.connect() as connection:
        now = await connection.run_sync(counts)
        assert {name: now[name] for name in before} == before
    await after.close()


async def test_the_revisions_in_turn_make_what_the_tables_say(url: str) -> None:
    engine = await migrated(url, "head")
    async with engine.sql.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.close()


async def test_an_empty_database_is_made_at_once_and_is_the_same(url: str) -> None:
    await bring_up_to_date(url, clock)
    engine = Engine(url)
    async with engine.sql.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == head()
        assert [d for d in await connection.run_sync(differences) if "alembic_version" not in str(d)] == []
    await engine.close()


async def test_two_that_start_at_once_do_not_trip_over_each_other(url: str) -> None:
    await asyncio.gather(*(bring_up_to_date(url, clock) for _ in range(3)))
    seen = await look_at(url)
    assert seen is not None
    assert seen.revision == head()


async def test_a_database_of_a_newer_release_is_refused_in_words_and_left_alone(url: str) -> None:
    await bring_up_to_date(url, clock)
    engine = Engine(url)
    async with engine.sql.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnknownRevision, match=r"at revision 9999.*newer release.*backup"):
        await bring_up_to_date(url, clock)
    await engine.close()


NEXT = """
from alembic import op
revision, down_revision = "{after}", "{before}"
def upgrade() -> None:
    op.execute("{does}")
"""


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """A release with one revision more, which does this."""

    def make(does: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migrating.VERSIONS.parent, folder)
        after = f"{int(head()) + 1:04}"
        written = NEXT.format(does=does, before=head(), after=after)
        (folder / "versions" / f"r{after}_next.py").write_text(written)
        monkeypatch.setattr(migrating, "VERSIONS", folder / "versions")

    return make


async def audited(url: str) -> int:
    engine = Engine(url)
    async with engine.sql.connect() as connection:
        count = await connection.scalar(text("SELECT count(*) FROM audit"))
    await engine.close()
    return int(count or 0)


async def test_an_upgrade_is_made_in_place_and_sqlite_is_backed_up_before(
    url: str, tmp_path: Path, next_release: Callable[[str], None]
) -> None:
    engine = await migrated(url, known()[0])
    async with engine.sql.begin() as connection:
        await connection.run_sync(filled)
    await engine.close()
    next_release("DELETE FROM audit")
    await bring_up_to_date(url, clock)
    await bring_up_to_date(url, clock)
    assert await audited(url) == 0
    copies = list((tmp_path / "backups").glob(f"before-{head()}-20300107T*.db"))
    assert len(copies) == (1 if url.startswith("sqlite") else 0)
    for copy in copies:
        assert await audited(f"sqlite+aiosqlite:///{copy}") == 2


async def test_an_upgrade_that_fails_changes_nothing(url: str, next_release: Callable[[str], None]) -> None:
    engine = await migrated(url, known()[0])
    async with engine.sql.begin() as connection:
        await connection.run_sync(filled)
    await engine.close()
    next_release("DELETE FROM audit; DELETE FROM nowhere" if "postgres" in url else "DELETE FROM nowhere")
    with pytest.raises(DBAPIError):
        await bring_up_to_date(url, clock)
    assert await audited(url) == 2


async def test_an_upgrade_that_would_leave_orphans_is_undone(
    tmp_path: Path, next_release: Callable[[str], None]
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/bot.db"
    engine = await migrated(url, known()[0])
    async with engine.sql.begin() as connection:
        before = await connection.run_sync(filled)
    next_release("DELETE FROM round")
    with pytest.raises(BrokenKeys, match="rows would refer"):
        await bring_up_to_date(url, clock)
    async with engine.sql.connect() as connection:
        assert await connection.run_sync(counts) == before
    await engine.close()


def test_the_names_of_the_files_tell_the_newest_revision() -> None:
    engine = Engine("sqlite+aiosqlite:///unused.db")
    script = ScriptDirectory.from_config(alembic_config(engine.sql.sync_engine))  # type: ignore[arg-type]
    assert script.get_heads() == [head()]
    assert [revision.revision for revision in script.walk_revisions()] == known()[::-1]
