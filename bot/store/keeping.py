"""How long what people told is kept: the words that each column declares, and the sweep that makes them true."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import and_, col, delete, or_, select, union, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.people import Status
from bot.store.tables import (
    AdminRow,
    AnswersRow,
    CheckInRow,
    FeedbackRow,
    InboxRow,
    MatchRow,
    OutboxRow,
    ParticipantRow,
    PersonRow,
    ProposalRow,
    RoundRow,
)
from bot.store.tables.base import (
    A_MONTH_UNLESS_PART,
    A_YEAR_AFTER_THE_END,
    A_YEAR_AFTER_THE_ROUND,
    UNTIL_DONE,
    UNTIL_SENT,
)

YEAR: Final = timedelta(days=365)
MONTH: Final = timedelta(days=30)
TWO_DAYS: Final = timedelta(hours=48)
"""Slack repeats nothing for so long."""


class Keeping:
    """`now` is the program's time, which a sandbox may move; `wire` the machine's, for what Slack told and was told."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def sweep(self, now: datetime, wire: datetime) -> None:
        """Forget what has been kept as long as it may be. Each column's words stand in `SWEPT`."""
        await self._answers(now - YEAR)
        await self._reasons(now - YEAR)
        await self._people(now - YEAR, wire - MONTH)
        await self._mail(wire)

    async def _answers(self, ended: datetime) -> None:
        """What those told who left, or never came further than the first questions; and what a match was about."""
        unmarked = update(ParticipantRow).where(
            col(ParticipantRow.status) == Status.LEFT, col(ParticipantRow.left_at).is_(None)
        )
        await self._do(unmarked.values(left_at=ended + YEAR))  # of an earlier release: the year begins now
        gone = select(ParticipantRow.id).where(
            ParticipantRow.status == Status.LEFT, col(ParticipantRow.left_at) < ended
        )
        begun = select(ParticipantRow.id).where(
            col(ParticipantRow.status).in_((Status.JOINING, Status.INTERESTED))
        )
        over = select(MatchRow.id).where(col(MatchRow.ended_at) < ended)
        written = select(FeedbackRow.id).where(col(FeedbackRow.match_id).in_(over))
        asked = select(CheckInRow.id).where(col(CheckInRow.match_id).in_(over))
        who, form, about = col(AnswersRow.who), col(AnswersRow.form), col(AnswersRow.about)
        old = or_(
            and_(about == 0, who.in_(gone)),
            and_(about == 0, who.in_(begun), col(AnswersRow.updated_at) < ended),
            and_(form == "concern", about.in_(over)),
            and_(form == "sbi", about.in_(written)),
            and_(form == "planned", about.in_(asked)),
        )
        await self._do(delete(AnswersRow).where(old))

    async def _reasons(self, ended: datetime) -> None:
        over = col(MatchRow.ended_at) < ended
        await self._do(update(MatchRow).where(over, col(MatchRow.reasons).is_not(None)).values(reasons=None))
        rounds = select(RoundRow.id).where(RoundRow.asked_at < ended)
        old = col(ProposalRow.round_id).in_(rounds), col(ProposalRow.reasons).is_not(None)
        await self._do(update(ProposalRow).where(*old).values(reasons=None, runners_up=None))
        proven = col(RoundRow.asked_at) < ended, col(RoundRow.proof).is_not(None)
        await self._do(update(RoundRow).where(*proven).values(proof=None))

    async def _people(self, left: datetime, seen: datetime) -> None:
        """Whoever takes no part, is in nobody's match, runs nothing, is nobody's manager, and was not seen lately."""
        gone = or_(
            and_(col(ParticipantRow.status) == Status.LEFT, col(ParticipantRow.left_at) < left),
            and_(
                col(ParticipantRow.status) == Status.LEFT, ParticipantRow.role == ""
            ),  # all of it was deleted
        )
        kept_for_matches = or_(col(MatchRow.ended_at).is_(None), col(MatchRow.ended_at) >= left)
        needed = union(
            select(ParticipantRow.id).where(~gone),
            select(AdminRow.id),
            select(MatchRow.mentor).where(kept_for_matches),
            select(MatchRow.mentee).where(kept_for_matches),
            select(PersonRow.manager).where(col(PersonRow.id).in_(select(ParticipantRow.id).where(~gone))),
        )
        unseen = or_(col(PersonRow.seen_at).is_(None), col(PersonRow.seen_at) < seen)
        await self._do(delete(PersonRow).where(unseen, col(PersonRow.id).not_in(needed.subquery().select())))

    async def _mail(self, wire: datetime) -> None:
        """What is done is empty already; its row goes later. A post that was lost waits a month to be posted again."""
        closed = (
            col(InboxRow.state).not_in(("waiting", "showing")),
            col(InboxRow.received_at) < wire - TWO_DAYS,
        )
        await self._do(delete(InboxRow).where(*closed))
        lost = col(OutboxRow.state).in_(("skipped", "dead")), col(OutboxRow.not_before) < wire - MONTH
        await self._do(update(OutboxRow).where(*lost, col(OutboxRow.facts).is_not(None)).values(facts=None))

    async def _do(self, statement: Any) -> None:
        await self._session.exec(statement)


SWEPT: Final = {
    A_YEAR_AFTER_THE_END: Keeping._answers,
    A_YEAR_AFTER_THE_ROUND: Keeping._reasons,
    A_MONTH_UNLESS_PART: Keeping._people,
    UNTIL_DONE: Keeping._mail,
    UNTIL_SENT: Keeping._mail,
}
"""What keeps each promise. A column that declares another fails a test."""
