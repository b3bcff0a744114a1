"""Due rows: everything in the future, and the count of unasked messages."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlmodel import col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.due import OF_ALL, OF_PROGRAM, Due, concerns_pair
from bot.domain.matches import State
from bot.store.engine import insert
from bot.store.tables import DueRow, MatchRow, ReachedRow, SettingRow

LOT: Final = 10_000
"""People named in one statement: databases take some thirty thousand at most."""


class Dues:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def plan(
        self, kind: str, key: str, due_at: datetime, *, who: str = "", about: int = 0, again: bool = False
    ) -> None:
        """Plan something once: a second plan of the same `key` moves it if it still waits, and is ignored if done.

        `again` plans it anew whatever became of it: what comes round more than once for the same thing.
        """
        key = f"{kind}:{key}"
        row = (await self._session.exec(select(DueRow).where(DueRow.key == key))).first()
        if row is None:
            self._session.add(DueRow(key=key, kind=kind, who=who, about=about, due_at=due_at))
        elif row.state == "waiting" or again:
            row.due_at, row.state, row.reason = due_at, "waiting", ""
        await self._session.flush()

    async def plan_all(self, kind: str, due_at: datetime, those: Iterable[tuple[str, str, int]]) -> None:
        """Plan for many at once: for each the key, whom it is for, and what it is about. What was planned under its key
        before stays as it is."""
        same = {"kind": kind, "due_at": due_at, "state": "waiting", "reason": ""}
        rows = [{"key": f"{kind}:{key}", "who": who, "about": about, **same} for key, who, about in those]
        if rows:
            new = insert(self._session, DueRow).on_conflict_do_nothing(index_elements=["key"])
            await (await self._session.connection()).execute(new, rows)

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

    async def whose(self) -> dict[str, datetime]:
        """When the next thing is due that concerns each person: what is asked of the one of a pair concerns both.

        Under "" when anybody may next hear something, and under a channel's id when something may be said there.
        """
        query = select(DueRow).where(DueRow.state == "waiting").order_by(col(DueRow.due_at))
        rows = (await self._session.exec(query)).all()
        pairs = {match.id: match for match in await self._matches_of(rows)}
        places = {row.key: row.value for row in await self._session.exec(select(SettingRow))}
        found: dict[str, datetime] = {}
        for row in rows:
            match = pairs.get(row.about) if concerns_pair(row.kind) else None
            concerned = {row.who} | ({match.mentee, match.mentor} if match else set())
            place = places.get(OF_PROGRAM.get(row.kind, ""), "")
            for who in {""} if row.kind in OF_ALL else (concerned | {place}) - {""}:
                found.setdefault(who, row.due_at)
        return found

    async def agreed(self, now: datetime) -> dict[str, datetime]:
        """When each person next meets their partner, by a time that suited both."""
        planned = select(DueRow.about).where(DueRow.state == "waiting", DueRow.kind == "checkin.planned")
        suits = or_(MatchRow.slot_yes == "both", col(MatchRow.id).in_(planned))
        query = select(MatchRow).where(MatchRow.state == State.OPEN, col(MatchRow.slot_at) > now, suits)
        found: dict[str, datetime] = {}
        for match in await self._session.exec(query.order_by(col(MatchRow.slot_at).desc())):
            if match.slot_at:
                found |= dict.fromkeys((match.mentee, match.mentor), match.slot_at)
        return found

    async def _matches_of(self, rows: Sequence[DueRow]) -> Sequence[MatchRow]:
        about = {row.about for row in rows if concerns_pair(row.kind)}
        return (await self._session.exec(select(MatchRow).where(col(MatchRow.id).in_(about)))).all()

    async def who(self, due_id: int) -> str:
        """Whom it is for: read first, so that a turn locks its person before any row."""
        return (await self._session.exec(select(DueRow.who).where(DueRow.id == due_id))).first() or ""

    async def take(self, due_id: int, now: datetime) -> Due | None:
        """The due thing, marked done, if it still waits and its time has come."""
        query = select(DueRow).where(DueRow.id == due_id).with_for_update()
        row = (await self._session.exec(query)).first()
        if row is None or row.state != "waiting" or row.due_at > now:
            return None
        row.state = "done"
        await self._session.flush()
        return _due(row)

    async def locked(self, kind: str, about: int) -> None:
        """Let nobody take what waits of a kind about a row until this turn is done."""
        query = select(DueRow.id).where(DueRow.kind == kind, DueRow.about == about, DueRow.state == "waiting")
        await self._session.exec(query.with_for_update())

    async def put_off(self, due: Due, due_at: datetime, reason: str) -> None:
        """Let it wait again, until later."""
        row = await self._session.get_one(DueRow, due.id)
        row.state, row.due_at, row.reason = "waiting", due_at, reason
        await self._session.flush()

    async def skip(self, due: Due, reason: str) -> None:
        row = await self._session.get_one(DueRow, due.id)
        row.state, row.reason = "skipped", reason

    async def fail(self, due_id: int, ref: str) -> str:
        """Set it aside; its kind."""
        row = await self._session.get_one(DueRow, due_id)
        row.state, row.reason = "failed", ref
        return row.kind

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

    async def drop_for(self, kind: str, people: Sequence[str], reason: str) -> None:
        """Skip what still waits of a kind for any of these people."""
        for begin in range(0, len(people), LOT):
            ours = col(DueRow.state) == "waiting", col(DueRow.kind) == kind
            query = update(DueRow).where(*ours, col(DueRow.who).in_(people[begin : begin + LOT]))
            await self._session.exec(query.values(state="skipped", reason=reason))

    async def move(self, kind: str, about: int, due_at: datetime, *, who: str = "", now: datetime) -> None:
        """Plan the one thing of this kind about a row: what still waited gives way, also where it was undone before."""
        await self.drop(kind, about=about, reason="moved")
        await self.plan(kind, f"{about}:{now.isoformat()}", due_at, who=who, about=about, again=True)

    async def drop_all_of(self, who: str, reason: str, *, but: str = "") -> None:
        """Skip everything that still waits for somebody, `but` what is of this kind."""
        query = update(DueRow).where(
            col(DueRow.state) == "waiting", col(DueRow.who) == who, col(DueRow.kind) != but
        )
        await self._session.exec(query.values(state="skipped", reason=reason))

    async def hold_back(self, kind: str, about: int, until: datetime, reason: str) -> None:
        """Let what waits of these kinds (a prefix such as `checkin.`) about a row come not before `until`."""
        query = update(DueRow).where(
            col(DueRow.state) == "waiting",
            col(DueRow.kind).startswith(kind),
            col(DueRow.about) == about,
            col(DueRow.due_at) < until,
        )
        await self._session.exec(query.values(due_at=until, reason=reason))

    async def waiting_for(self, who: str, limit: int = 10) -> list[Due]:
        """What comes next for somebody, soonest first."""
        query = (
            select(DueRow)
            .where(DueRow.who == who, DueRow.state == "waiting")
            .order_by(col(DueRow.due_at))
            .limit(limit)
        )
        return [_due(row) for row in await self._session.exec(query)]

    async def next_of(self, kind: str, about: int) -> datetime | None:
        """When the next of a kind about a row is due, or None."""
        query = select(func.min(DueRow.due_at)).where(DueRow.kind == kind, DueRow.about == about)
        return (await self._session.exec(query.where(DueRow.state == "waiting"))).first()

    async def ahead(self, *kinds: str) -> dict[int, dict[str, datetime]]:
        """What waits of these kinds (a prefix such as `match.` takes all of it): by what it is about, the next of each."""
        ours = or_(*(col(DueRow.kind).startswith(kind, autoescape=True) for kind in kinds))
        query = select(DueRow.about, DueRow.kind, func.min(DueRow.due_at)).where(
            DueRow.state == "waiting", ours
        )
        found: dict[int, dict[str, datetime]] = {}
        for about, kind, due_at in await self._session.exec(
            query.group_by(col(DueRow.about), col(DueRow.kind))
        ):
            found.setdefault(about, {})[kind] = due_at
        return found

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
