"""The engine under the store: SQLite or PostgreSQL, by URL."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import asyncpg
from sqlalchemy import event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import await_only
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store import hops

BUSY: Final = 1.5
"""Seconds that another process may hold SQLite's write lock before the bot says that it is busy."""


class Unsaved(RuntimeError):
    """The database could not take a change (disk full, read-only, connection lost). Nothing was changed."""


class Busy(Unsaved):
    """The write lock was not to be had in time. Nothing was changed."""


class Contended(Unsaved):
    """PostgreSQL gave way to another transaction, or another was first with the same row. Nothing was changed; once
    more may well do."""


class Unread(Unsaved):
    """The database could not be read."""


REFUSALS: Final = (
    DBAPIError,
    NoConnectionFree,
    sqlite3.Error,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
)
"""What a database that is gone, full or held raises: some of it comes bare, while a connection is made."""

GIVEN_WAY: Final = ("40001", "40P01", "23505")
"""PostgreSQL's codes for a serialization failure, a deadlock, and a row that was placed since one looked for it."""

LOCK: Final = text("SELECT pg_try_advisory_lock(2, hashtext(:what))")
UNLOCK: Final = text("SELECT pg_advisory_unlock(2, hashtext(:what))")


class Engine:
    """Sessions that write, one at a time on SQLite, and sessions that read."""

    def __init__(self, url: str, *, foreign_keys: bool = True) -> None:
        self.url, self.sqlite = url, url.startswith("sqlite")
        self.file = Path(url.partition(":///")[2]) if self.sqlite else None
        self._writer, self._line = asyncio.Lock(), asyncio.Lock()
        options: dict[str, Any] = {"pool_size": 10, "max_overflow": 10}
        if self.sqlite:  # every transaction here ends by itself: spare the pool's own rollback
            options = {"pool_reset_on_return": None, "connect_args": {"async_creator_fn": hops.connect}}
        options["hide_parameters"] = True  # an error goes into the log, and what people said does not
        self.sql: AsyncEngine = create_async_engine(url, **options)
        if self.sqlite:
            event.listen(self.sql.sync_engine, "connect", _prepare)
            if not foreign_keys:
                event.listen(self.sql.sync_engine, "connect", _without_keys)
            event.listen(self.sql.sync_engine, "begin", _begin)
        # the same connections, but their transactions are deferred, so that readers never wait for the writer
        self._reading = self.sql.execution_options(bot_reads=True)

    @asynccontextmanager
    async def writes(self, patience: float = 10.0, *, urgent: bool = False) -> AsyncIterator[AsyncSession]:
        """A session whose transaction holds the write lock from its first statement.

        On SQLite, which has one writer, all but the urgent stand in a line: who is urgent waits for at most two.
        Raises `Busy` if a lock held in this process is not free within `patience` seconds, or one held by another
        process within `BUSY`; `Unsaved` if the database refuses the change.
        """
        locks = () if not self.sqlite else (self._writer,) if urgent else (self._line, self._writer)
        async with _within(locks, patience):
            try:
                async with AsyncSession(self.sql, expire_on_commit=False) as session, session.begin():
                    await (
                        session.connection()
                    )  # BEGIN IMMEDIATE, so that nothing is decided on what may change
                    yield session
            except REFUSALS as error:
                if _is_bug(error):
                    raise
                raise _meaning(error)(type(getattr(error, "orig", error)).__name__) from error

    @asynccontextmanager
    async def reads(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads. Raises `Unread` if the database is not there."""
        try:
            async with AsyncSession(self._reading, expire_on_commit=False) as session:
                yield session
        except REFUSALS as error:
            if _is_bug(error):
                raise
            raise Unread(type(getattr(error, "orig", error)).__name__) from error

    @asynccontextmanager
    async def alone(self, what: str) -> AsyncIterator[bool]:
        """Whether this is the only process at work on it; the lock ends with the block, or with its connection. SQLite
        has one process anyway. Raises `Unread` if the database is not there."""
        if self.sqlite:
            yield True
            return
        try:
            async with self.sql.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                got = bool((await connection.execute(LOCK, {"what": what})).scalar_one())
                try:
                    yield got
                finally:
                    if got:
                        await connection.execute(UNLOCK, {"what": what})
        except REFUSALS as error:
            raise Unread(type(getattr(error, "orig", error)).__name__) from error

    async def close(self) -> None:
        await self.sql.dispose()


def insert(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do where a row is there already: each database has its own."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _is_bug(error: BaseException) -> bool:
    """Whether the statement itself was wrong: then trying it again will not do."""
    if _gives_way(error):
        return False
    if isinstance(error, (IntegrityError, ProgrammingError, DataError)):
        return True
    cause = getattr(
        error, "orig", None
    )  # what PostgreSQL's driver says of a wrong value is a bare DBAPIError
    if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:  # no such table, and the like
        return True
    code = getattr(cause, "sqlstate", None) or ""
    return code[:2] in ("22", "23", "42") or isinstance(getattr(cause, "__cause__", None), ValueError)


def _gives_way(error: BaseException) -> bool:
    return getattr(getattr(error, "orig", error), "sqlstate", None) in GIVEN_WAY


def _meaning(error: BaseException) -> type[Unsaved]:
    if _gives_way(error):
        return Contended
    cause = getattr(error, "orig", error)
    return Busy if "locked" in str(cause) or isinstance(error, NoConnectionFree) else Unsaved


@asynccontextmanager
async def _within(locks: Sequence[asyncio.Lock], patience: float) -> AsyncIterator[None]:
    async with AsyncExitStack() as held:
        try:
            async with asyncio.timeout(patience):
                for lock in locks:
                    await held.enter_async_context(lock)
        except TimeoutError as late:
            raise Busy("the write lock is held") from late
        yield


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # our "begin" event decides when and how a transaction starts
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={int(BUSY * 1000)}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _without_keys(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=OFF").close()


def _begin(connection: Any) -> None:
    """One hop to SQLite's thread, where SQLAlchemy's own way makes three."""
    reads = connection.get_execution_options().get("bot_reads")
    driver = connection.connection.driver_connection
    await_only(driver.execute("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE"))
