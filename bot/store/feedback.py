"""Feedback and requests for it. The words are answers to the form `sbi`, and stand with the other answers."""

from datetime import datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.feedback import Feedback, Request, Stage
from bot.store.tables import AnswersRow, FeedbackAskRow, FeedbackRow

OPEN = (Stage.DRAFT, Stage.HELD)
GIVEN = (Stage.HELD, Stage.SENT, Stage.DELIVERED)


class Feedbacks:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, feedback_id: int) -> Feedback | None:
        row = await self._session.get(FeedbackRow, feedback_id)
        return _feedback(row) if row else None

    async def draft(
        self, match_id: int, author: str, receiver: str, now: datetime, session_id: int = 0
    ) -> Feedback:
        """The author's draft in this match, begun if there is none: nobody has two drafts for one person."""
        query = select(FeedbackRow).where(
            FeedbackRow.match_id == match_id, FeedbackRow.author == author, FeedbackRow.state == Stage.DRAFT
        )
        row = (await self._session.exec(query)).first()
        if row is None:
            row = FeedbackRow(match_id=match_id, author=author, receiver=receiver, started_at=now)
        row.session_id = session_id or row.session_id
        self._session.add(row)
        await self._session.flush()
        return _feedback(row)

    async def change(self, feedback_id: int, **values: object) -> Feedback:
        """Set what is known of it (state, read_at, …), by the names of its columns."""
        row = await self._session.get_one(FeedbackRow, feedback_id, with_for_update=True)
        for key, value in values.items():
            setattr(row, key, value)
        self._session.add(row)
        await self._session.flush()
        return _feedback(row)

    async def drafts_of(self, who: str) -> list[Feedback]:
        """What somebody has written and not let go, or not quite, oldest first. One without a word is none."""
        words = select(AnswersRow.about).where(AnswersRow.who == who, AnswersRow.form == "sbi")
        return await self._of(
            FeedbackRow.author == who, col(FeedbackRow.state).in_(OPEN), col(FeedbackRow.id).in_(words)
        )

    async def given_by(self, who: str) -> list[int]:
        """The ids of what has arrived of somebody: it belongs to those it was written to."""
        arrived = await self._of(FeedbackRow.author == who, FeedbackRow.state == Stage.DELIVERED)
        return [one.id for one in arrived]

    async def not_arrived_of(self, who: str) -> list[Feedback]:
        """What somebody has let go and its receiver does not have yet, latest first."""
        ways = (Stage.HELD, Stage.SENT)
        return (await self._of(FeedbackRow.author == who, col(FeedbackRow.state).in_(ways)))[::-1]

    async def forget_undelivered(self, who: str) -> None:
        mine = col(FeedbackRow.author) == who, col(FeedbackRow.state) != Stage.DELIVERED
        await self._session.exec(delete(FeedbackRow).where(*mine))

    async def unread_for(self, who: str) -> list[Feedback]:
        """What was delivered to somebody and waits to be read, oldest first."""
        return await self._of(
            FeedbackRow.receiver == who,
            FeedbackRow.state == Stage.DELIVERED,
            col(FeedbackRow.read_at).is_(None),
        )

    async def held(self, match_id: int) -> list[Feedback]:
        """What waits for the next meeting of the pair."""
        return await self._of(FeedbackRow.match_id == match_id, FeedbackRow.state == Stage.HELD)

    async def given_since(self, match_id: int, author: str, since: datetime) -> bool:
        """Whether somebody has written, and let go, feedback to the other since then."""
        found = await self._of(
            FeedbackRow.match_id == match_id,
            FeedbackRow.author == author,
            col(FeedbackRow.state).in_(GIVEN),
            col(FeedbackRow.sent_at) >= since,
        )
        return bool(found)

    async def ask(self, match_id: int, asker: str, now: datetime) -> Request:
        row = FeedbackAskRow(match_id=match_id, asker=asker, asked_at=now)
        self._session.add(row)
        await self._session.flush()
        return _request(row)

    async def last_request(self, match_id: int, asker: str) -> Request | None:
        query = (
            select(FeedbackAskRow)
            .where(FeedbackAskRow.match_id == match_id, FeedbackAskRow.asker == asker)
            .order_by(col(FeedbackAskRow.id).desc())
            .limit(1)
        )
        row = (await self._session.exec(query)).first()
        return _request(row) if row else None

    async def _of(self, *conditions: object) -> list[Feedback]:
        query = select(FeedbackRow).where(*conditions).order_by(col(FeedbackRow.id))  # type: ignore[arg-type]
        return [_feedback(row) for row in await self._session.exec(query)]


def _feedback(row: FeedbackRow) -> Feedback:
    assert row.id is not None
    return Feedback(
        id=row.id,
        match_id=row.match_id,
        author=row.author,
        receiver=row.receiver,
        session_id=row.session_id,
        stage=Stage(row.state),
        started_at=row.started_at,
        sent_at=row.sent_at,
        read_at=row.read_at,
        thanked_at=row.thanked_at,
        asked_more_at=row.asked_more_at,
    )


def _request(row: FeedbackAskRow) -> Request:
    assert row.id is not None
    return Request(row.id, row.match_id, row.asker, row.asked_at)
