"""What the program team decided on pairs of the draft: locked or forbidden, until the next round is published."""

from datetime import datetime

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.drafts import Ruling, RulingKind
from bot.domain.rounds import RoundState
from bot.store.tables import RoundRow, RulingRow


class Rulings:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, round_id: int, mentor: str, mentee: str, kind: RulingKind, *, by: str, now: datetime
    ) -> Ruling:
        """Decide on a pair. What was decided on it before is over, and so is another lock of this mentee."""
        for one in await self.standing():
            other = one.mentee == mentee and one.kind is kind is RulingKind.LOCKED
            if one.pair == (mentor, mentee) or other:
                await self.remove(one.id)
        row = RulingRow(round_id=round_id, mentor=mentor, mentee=mentee, kind=kind, by=by, at=now)
        self._session.add(row)
        await self._session.flush()
        return _ruling(row)

    async def remove(self, ruling_id: int) -> None:
        await self._session.exec(delete(RulingRow).where(col(RulingRow.id) == ruling_id))

    async def remove_of(self, round_id: int) -> None:
        """Take back what was decided for a round that did not come about."""
        await self._session.exec(delete(RulingRow).where(col(RulingRow.round_id) == round_id))

    async def standing(self) -> list[Ruling]:
        """What holds now: all that was decided since the last publishing."""
        published = select(func.coalesce(func.max(RoundRow.id), 0)).where(
            RoundRow.state == RoundState.PUBLISHED
        )
        query = (
            select(RulingRow)
            .where(col(RulingRow.round_id) > published.scalar_subquery())
            .order_by(col(RulingRow.id))
        )
        return [_ruling(row) for row in await self._session.exec(query)]


def _ruling(row: RulingRow) -> Ruling:
    assert row.id is not None
    return Ruling(row.id, row.round_id, row.mentor, row.mentee, RulingKind(row.kind), row.by)
