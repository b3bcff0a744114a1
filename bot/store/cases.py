"""Cases: pairs that need a look."""

from datetime import datetime
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.cases import Case
from bot.store.tables import CaseRow


class Cases:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, match_id: int, raised_by: str, kind: str, *, shared: bool, now: datetime) -> Case:
        row = CaseRow(match_id=match_id, raised_by=raised_by, kind=kind, shared=shared, opened_at=now)
        self._session.add(row)
        await self._session.flush()
        return _case(row)

    async def get(self, case_id: int) -> Case | None:
        row = await self._session.get(CaseRow, case_id)
        return _case(row) if row else None

    async def locked(self, case_id: int) -> Case | None:
        """The case as it is now; nobody else changes it until this turn is done."""
        row = await self._session.get(CaseRow, case_id, with_for_update=True, populate_existing=True)
        return _case(row) if row else None

    async def of_match(self, match_id: int) -> list[Case]:
        """The cases of a match that are not settled."""
        query = select(CaseRow).where(CaseRow.match_id == match_id, CaseRow.state != "settled")
        return [_case(row) for row in await self._session.exec(query)]

    async def change(self, case_id: int, **values: Any) -> Case:
        row = await self._session.get_one(CaseRow, case_id, with_for_update=True)
        row.sqlmodel_update(values)
        await self._session.flush()
        return _case(row)

    async def settle(self, match_id: int) -> None:
        """Settle all cases of a match."""
        query = update(CaseRow).where(col(CaseRow.match_id) == match_id)
        await self._session.exec(query.values(state="settled"))


def _case(row: CaseRow) -> Case:
    assert row.id is not None
    return Case(
        id=row.id,
        match_id=row.match_id,
        raised_by=row.raised_by,
        kind=row.kind,
        shared=row.shared,
        state=row.state,
        opened_at=row.opened_at,
    )
