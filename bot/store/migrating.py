"""Brings a database to this release's tables: under a lock, after a backup, in one transaction."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.backup import copy_while_running
from bot.store.engine import Engine
from bot.store.tables import Table

if TYPE_CHECKING:
    from alembic.config import Config

log = structlog.get_logger("bot.store")

VERSIONS: Final = Path(__file__).parent / "migrations" / "versions"

LOCK: Final = 0x6D656E746F72
"""PostgreSQL's advisory lock that one migrating process holds ("mentor" in ASCII)."""


class UnknownRevision(RuntimeError):
    """The database was made by another release; the text says what to do."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}, and this release knows none but up to {head()}: a newer "
            "release has had it open. Nothing was changed. Start that release again, or put back the backup "
            "that was made before it (the folder `backups` beside the database)."
        )


class BrokenKeys(RuntimeError):
    """After a migration some rows would refer to rows that are not there. It was undone."""


def known() -> list[str]:
    """The revisions this release knows, oldest first: read off the files' names, which costs no import."""
    return sorted(path.stem[1:5] for path in VERSIONS.glob("r[0-9]*.py"))


def head() -> str:
    return next(reversed(known()), "")


async def bring_up_to_date(url: str, now: Callable[[], datetime]) -> None:
    """Bring the database at `url` to the newest revision. Raises `UnknownRevision`, `BackupFailed`, `BrokenKeys`."""
    engine = Engine(url, foreign_keys=False)  # with keys on, rebuilding a SQLite table deletes its children
    if engine.file:
        engine.file.parent.mkdir(parents=True, exist_ok=True)
    try:
        async with engine.sql.connect() as connection:
            revision = await connection.run_sync(_revision)
        if revision == head():
            return
        if revision and revision not in known():
            raise UnknownRevision(revision)
        if revision and engine.file:
            copy = engine.file.parent / "backups" / f"before-{head()}-{now():%Y%m%dT%H%M%S%fZ}.db"
            copy_while_running(engine.file, copy)
            log.info("backed up before migrating", copy=copy.name)
        await bring_to(engine, head())
        log.info("migrated", from_revision=revision or "nothing", to_revision=head())
    finally:
        await engine.close()


async def bring_to(engine: Engine, revision: str) -> None:
    """In one transaction that nobody else writes in. An empty database gets today's tables at once."""
    async with engine.sql.begin() as connection:
        if not engine.sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        at = await connection.run_sync(_revision)
        if at == revision:  # another process was faster
            return
        if not at and revision == head():
            await connection.run_sync(_make)
        else:
            await connection.run_sync(upgrade, revision)
        if engine.sqlite:
            await _check_keys(connection)


async def _check_keys(connection: AsyncConnection) -> None:
    if orphans := (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all():
        raise BrokenKeys(f"{len(orphans)} rows would refer to rows that are not there")


def _revision(connection: Connection) -> str:
    """The revision a database is at; "" for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def _make(connection: Connection) -> None:
    """Today's tables, marked as the newest revision: the same as all revisions in turn, and quicker (a test compares)."""
    Table.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head()})


def upgrade(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415  # it takes half a second, and is rarely needed

    command.upgrade(alembic_config(connection), revision)


def alembic_config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
