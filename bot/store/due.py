"""Due rows: everything in the future, and the count of unasked messages."""

from datetime import datetime

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.due import Due
from bot.store.tables import DueRow, ReachedRow


class Dues:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def plan(self, kind: str, key: str, due_at: datetime, *, who: str = "", about: int = 0) -> None:
        """Plan something once: a second plan of the same `key` moves it if it still waits, and is ignored if done."""
        key = f"{kind}:{key}"
        row = (await self._session.exec(select(DueRow).where(DueRow.key == key))).first()
        if row is None:
            self._session.add(DueRow(key=key, kind=kind, who=who, about=about, due_at=due_at))
        elif row.state == "waiting":
            row.due_at = due_at
        await self._session.flush()

    async def ids(self, now: datetime, limit: int = 100) -> list[int]:
        query = (
            select(DueRow.id)
            .where(DueRow.state == "waiting", DueRow.due_at <= now)
            .order_by(col(DueRow.due_at), col(DueRow.id))
            .limit(limit)
        )
        return [one for one in await self._session.exec(query) if one is not None]

    async def next_at(self) -> datetime | None:
        """When the next thing is due, or None."""
        query = select(func.min(DueRow.due_at)).where(DueRow.state == "waiting")
        return (await self._session.exec(query)).first()

    async def take(self, due_id: int, now: datetime) -> Due | None:
        """The due thing, marked done, if it still waits and its time has come. The first statement of its turn."""
        query = select(DueRow).where(DueRow.id == due_id).with_for_update()
        row = (await self._session.exec(query)).first()
        if row is None or row.state != "waiting" or row.due_at > now:
            return None
        row.state = "done"
        await self._session.flush()
        return _due(row)

    async def put_off(self, due: Due, due_at: datetime, reason: str) -> None:
        """Let it wait again, until later."""
        row = await self._session.get_one(DueRow, due.id)
        row.state, row.due_at, row.reason = "waiting", due_at, reason
        await self._session.flush()

    async def skip(self, due: Due, reason: str) -> None:
        row = await self._session.get_one(DueRow, due.id)
        row.state, row.reason = "skipped", reason

    async def fail(self, due_id: int, ref: str) -> None:
        row = await self._session.get_one(DueRow, due_id)
        row.state, row.reason = "failed", ref

    async def drop(self, kind: str, *, about: int | None = None, who: str | None = None, reason: str) -> None:
        """Skip what still waits of a kind (a prefix such as `checkin.` takes all of it), about a row or for a person."""
        query = update(DueRow).where(col(DueRow.state) == "waiting")
        query = query.where(
            col(DueRow.kind).startswith(kind) if kind.endswith(".") else col(DueRow.kind) == kind
        )
        if about is not None:
            query = query.where(col(DueRow.about) == about)
        if who is not None:
            query = query.where(col(DueRow.who) == who)
        await self._session.exec(query.values(state="skipped", reason=reason))

    async def waiting_for(self, who: str, limit: int = 10) -> list[Due]:
        """What comes next for somebody, soonest first."""
        query = (
            select(DueRow)
            .where(DueRow.who == who, DueRow.state == "waiting")
            .order_by(col(DueRow.due_at))
            .limit(limit)
        )
        return [_due(row) for row in await self._session.exec(query)]

    async def get_waiting(self, due_id: int) -> Due | None:
        row = await self._session.get(DueRow, due_id)
        return _due(row) if row and row.state == "waiting" else None

    async def tally(self) -> dict[str, int]:
        """How many due rows there are in each state."""
        return dict(
            (await self._session.exec(select(DueRow.state, func.count()).group_by(DueRow.state))).all()
        )


class Reached:
    """Unasked messages that reached people."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def note(self, who: str, kind: str, now: datetime) -> None:
        self._session.add(ReachedRow(who=who, kind=kind, at=now))

    async def since(self, who: str, since: datetime) -> list[datetime]:
        """When unasked messages reached somebody after `since`, oldest first."""
        query = (
            select(ReachedRow.at)
            .where(ReachedRow.who == who, ReachedRow.at > since)
            .order_by(col(ReachedRow.at))
        )
        return list(await self._session.exec(query))


def _due(row: DueRow) -> Due:
    assert row.id is not None
    return Due(row.id, row.key, row.kind, row.who, row.about, row.due_at)
