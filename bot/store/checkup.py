"""What can be said about a database from outside: its schema's revision, whether it takes a change, what waits."""

from dataclasses import dataclass, field

import asyncpg
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import func, select

from bot.store.engine import Engine, Unread
from bot.store.tables import DueRow, InboxRow, OutboxRow, SettingRow

PROBE = "doctor:probe"


class Unreachable(RuntimeError):
    """The database cannot be opened; the text says why, in the driver's words."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """`revision` is that of the last migration; `letters` counts the outbox by state; `failed` is how many turns
    a fault has ended; `settings` are those chosen in Slack and those of the last start."""

    revision: str
    letters: dict[str, int]
    failed: int = 0
    settings: dict[str, str] = field(default_factory=dict)


async def look_at(url: str) -> Checkup | None:
    """Read the database, and write to it in a transaction that is taken back; None before the first start.

    Raises `Unsaved` if it takes no change, `Unreachable` if it cannot be read at all.
    """
    engine = Engine(url)
    try:
        return await _looked(engine)
    except (Unread, SQLAlchemyError, asyncpg.PostgresError, OSError) as error:
        told = error.__cause__ if isinstance(error, Unread) else error
        cause = getattr(told, "orig", None) or told
        raise Unreachable(
            f"{type(cause).__name__}: {str(cause).splitlines()[0] if str(cause) else 'no answer'}"
        ) from error
    finally:
        await engine.close()


async def _looked(engine: Engine) -> Checkup | None:
    async with engine.reads() as session:
        connection = await session.connection()
        tables = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
        if OutboxRow.__tablename__ not in tables:
            return None
        revision = "none"
        if "alembic_version" in tables:
            revision = str(await connection.scalar(text("SELECT version_num FROM alembic_version")))
        counted = await session.exec(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
        letters = dict(counted.all())
        failed = 0
        for kept in (DueRow, InboxRow):
            failed += (await session.exec(select(func.count()).where(kept.state == "failed"))).one()
        settings = {row.key: row.value for row in await session.exec(select(SettingRow))}
    async with engine.writes(patience=2.0) as session:
        await session.merge(SettingRow(key=PROBE, value=""))
        await session.flush()
        await session.rollback()
    return Checkup(revision, letters, failed, settings)
