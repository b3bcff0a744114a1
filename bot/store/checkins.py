"""Check-ins and the meetings they tell of."""

from collections import Counter
from datetime import date, datetime, timedelta

from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.checkins import CheckIn, Said, Session
from bot.domain.matches import State
from bot.store.tables import CheckInRow, MatchRow, SessionRow

UNANSWERED = ("", Said.PLANNED)


class CheckIns:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, checkin_id: int) -> CheckIn | None:
        row = await self._session.get(CheckInRow, checkin_id)
        return _checkin(row) if row else None

    async def latest(self, match_id: int) -> CheckIn | None:
        row = await self._latest(match_id)
        return _checkin(row) if row else None

    async def begin(self, match_id: int, day: date) -> CheckIn:
        """The check-in of that day. One that was begun earlier and never asked is used for it."""
        row = await self._latest(match_id)
        if row is None or (row.day != day.isoformat() and (row.asked_at or row.answer)):
            row = CheckInRow(match_id=match_id, day=day.isoformat())
        row.day = day.isoformat()
        self._session.add(row)
        await self._session.flush()
        return _checkin(row)

    async def change(self, checkin_id: int, **values: object) -> CheckIn:
        """Set what is known of a check-in (asked_at, slot_at, …), by the names of its columns."""
        row = await self._session.get_one(CheckInRow, checkin_id, with_for_update=True)
        for key, value in values.items():
            setattr(row, key, value)
        self._session.add(row)
        await self._session.flush()
        return _checkin(row)

    async def answer(
        self, checkin_id: int, said: Said, by: str, now: datetime, planned_for: date | None = None
    ) -> CheckIn:
        planned = planned_for.isoformat() if planned_for else ""
        return await self.change(
            checkin_id, answer=said, answered_by=by, answered_at=now, planned_for=planned
        )

    async def newest(self) -> dict[int, CheckIn]:
        """The newest check-in of every match under way, by the match's id, in one query."""
        newest = (
            select(func.max(CheckInRow.id))
            .join(MatchRow, col(MatchRow.id) == CheckInRow.match_id)
            .where(MatchRow.state == State.OPEN)
            .group_by(col(CheckInRow.match_id))
        )
        rows = await self._session.exec(select(CheckInRow).where(col(CheckInRow.id).in_(newest)))
        return {row.match_id: _checkin(row) for row in rows}

    async def open_for(self, who: str) -> list[CheckIn]:
        """The check-ins somebody was asked and nobody has answered, in matches that are under way; oldest first."""
        asked = or_(
            and_(MatchRow.mentee == who, col(CheckInRow.asked_at).is_not(None)),
            and_(MatchRow.mentor == who, col(CheckInRow.asked_mentor_at).is_not(None)),
        )
        newest = select(func.max(CheckInRow.id)).group_by(col(CheckInRow.match_id))
        query = (
            select(CheckInRow)
            .join(MatchRow, col(MatchRow.id) == CheckInRow.match_id)
            .where(asked, MatchRow.state == State.OPEN, CheckInRow.answer == "")
            .where(col(CheckInRow.id).in_(newest))
            .order_by(col(CheckInRow.id))
        )
        return [_checkin(row) for row in await self._session.exec(query)]

    async def close_silent(self, before: datetime) -> int:
        """Give up on the check-ins asked twice, last before that moment, without an answer; how many there were."""
        query = (
            select(CheckInRow)
            .join(MatchRow, col(MatchRow.id) == CheckInRow.match_id)
            .where(MatchRow.state == State.OPEN, col(CheckInRow.answer).in_(UNANSWERED))
            .where(col(CheckInRow.asked_again_at) <= before)
        )
        rows = (await self._session.exec(query)).all()
        for row in rows:
            row.answer = Said.SILENCE
        return len({row.match_id for row in rows})

    async def _latest(self, match_id: int) -> CheckInRow | None:
        query = select(CheckInRow).where(CheckInRow.match_id == match_id).order_by(col(CheckInRow.id).desc())
        return (await self._session.exec(query.limit(1).with_for_update())).first()


class Sessions:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, match_id: int, told_by: str, now: datetime) -> Session:
        row = SessionRow(match_id=match_id, told_by=told_by, met_at=now)
        self._session.add(row)
        await self._session.flush()
        return _session(row)

    async def latest(self, match_id: int) -> Session | None:
        query = select(SessionRow).where(SessionRow.match_id == match_id).order_by(col(SessionRow.id).desc())
        row = (await self._session.exec(query.limit(1))).first()
        return _session(row) if row else None

    async def last_met(self) -> dict[int, datetime]:
        """When each pair last told that they met, by the match's id, in one query."""
        query = select(SessionRow.match_id, func.max(SessionRow.met_at)).group_by(col(SessionRow.match_id))
        return dict((await self._session.exec(query)).all())

    async def within(self, span: timedelta) -> dict[int, int]:
        """How often each pair told that they met within so long of its opening, by the match's id, in one query."""
        query = select(SessionRow.match_id, SessionRow.met_at, MatchRow.opened_at).join(
            MatchRow, col(MatchRow.id) == SessionRow.match_id
        )
        rows = (await self._session.exec(query)).all()
        return Counter(
            match_id for match_id, met_at, opened_at in rows if opened_at and met_at <= opened_at + span
        )

    async def count(self, match_id: int) -> int:
        query = select(func.count()).where(SessionRow.match_id == match_id)
        return (await self._session.exec(query)).one()


def _checkin(row: CheckInRow) -> CheckIn:
    assert row.id is not None
    return CheckIn(
        id=row.id,
        match_id=row.match_id,
        day=row.day,
        said=Said(row.answer),
        said_by=row.answered_by,
        asked_at=row.asked_at,
        asked_mentor_at=row.asked_mentor_at,
        asked_again_at=row.asked_again_at,
        planned_for=date.fromisoformat(row.planned_for) if row.planned_for else None,
        slot_at=row.slot_at,
        works_for=tuple(row.works_for.split()),
    )


def _session(row: SessionRow) -> Session:
    assert row.id is not None
    return Session(row.id, row.match_id, row.met_at, row.told_by)
