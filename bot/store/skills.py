"""What the program team changed in the catalogue of skills, in the order in which it was changed."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.skills import Act, Change
from bot.store.tables import SkillRow


class SkillChanges:
    """`changed` once this transaction changes any: whoever runs it puts that in force once it is committed."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.changed = False

    async def all(self) -> list[Change]:
        """All that hold, the first one first; what was taken back stays in the table."""
        held = select(SkillRow).where(SkillRow.undone_by == "").order_by(col(SkillRow.id))
        return [_change(row) for row in await self._session.exec(held)]

    async def add(self, changes: Iterable[Change], by: str, now: datetime) -> None:
        for one in changes:
            self._session.add(SkillRow(act=one.act, name=one.name, other=one.other, by=by, at=now))
            await self._session.flush()
        self.changed = True

    async def undo(self, change_id: int, by: str) -> Change | None:
        """The change that was taken back; None if it does not hold any more."""
        row = await self._session.get(SkillRow, change_id)
        if row is None or row.undone_by:
            return None
        row.undone_by, self.changed = by, True
        await self._session.flush()
        return _change(row)


def _change(row: SkillRow) -> Change:
    return Change(Act(row.act), row.name, row.other, row.by, row.at, row.id or 0)
