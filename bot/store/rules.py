"""The matching rules as the program team changed them, and the pairs that it never wants to be made."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.matching import Pair
from bot.domain.rules import Changes, Version
from bot.store.tables import NeverRow, RulesRow


class Rules:
    """`saved` is the version that this transaction saves: whoever runs it puts that in force once it is committed."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.saved: Version | None = None

    async def latest(self) -> Version:
        row = (
            await self._session.exec(select(RulesRow).order_by(col(RulesRow.number).desc()).limit(1))
        ).first()
        return _version(row) if row else Version()

    async def all(self) -> list[Version]:
        """Every version that was saved, the earliest first."""
        rows = await self._session.exec(select(RulesRow).order_by(col(RulesRow.number)))
        return [_version(row) for row in rows]

    async def save(self, number: int, changes: Changes, by: str, now: datetime) -> Version:
        told = json.dumps({"criteria": dict(changes.criteria), "rules": dict(changes.rules)}, sort_keys=True)
        self._session.add(RulesRow(number=number, changes=told, by=by, at=now))
        await self._session.flush()
        self.saved = Version(number, changes, by, now)
        return self.saved


@dataclass(frozen=True, slots=True)
class NeverPair:
    """Two people, in the order of their ids, who are not to be paired either way round."""

    one: str
    other: str
    by: str
    at: datetime


class Nevers:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> list[NeverPair]:
        """All of them, the latest first."""
        rows = await self._session.exec(
            select(NeverRow).order_by(col(NeverRow.at).desc(), NeverRow.one, NeverRow.other)
        )
        return [NeverPair(row.one, row.other, row.by, row.at) for row in rows]

    async def pairs(self) -> frozenset[Pair]:
        return frozenset((pair.one, pair.other) for pair in await self.all())

    async def add(self, one: str, other: str, by: str, now: datetime) -> bool:
        """False if it stands already."""
        one, other = sorted((one, other))
        if await self._session.get(NeverRow, (one, other)):
            return False
        self._session.add(NeverRow(one=one, other=other, by=by, at=now))
        await self._session.flush()
        return True

    async def remove(self, one: str, other: str) -> bool:
        """False if it does not stand any more."""
        one, other = sorted((one, other))
        row = await self._session.get(NeverRow, (one, other))
        if row:
            await self._session.delete(row)
            await self._session.flush()
        return row is not None


def _version(row: RulesRow) -> Version:
    told = json.loads(row.changes)
    return Version(row.number, Changes(told.get("criteria", {}), told.get("rules", {})), row.by, row.at)
