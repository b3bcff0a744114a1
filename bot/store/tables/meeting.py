"""What a pair does: check-ins, meetings, feedback."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.store.tables.base import Table, maybe_time, time


class CheckInRow(Table, table=True):
    __tablename__ = "checkin"
    __table_args__ = (UniqueConstraint("match_id", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    match_id: int = Field(foreign_key="match.id")
    day: str
    asked_at: datetime | None = maybe_time()
    asked_mentor_at: datetime | None = maybe_time()
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = maybe_time()
    planned_for: str = ""
    asked_again_at: datetime | None = maybe_time()
    slot_at: datetime | None = maybe_time()
    works_for: str = ""


class SessionRow(Table, table=True):
    """A meeting that took place."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_match", "match_id"),)

    id: int | None = Field(default=None, primary_key=True)
    match_id: int = Field(foreign_key="match.id")
    met_at: datetime = time()
    told_by: str = ""


class FeedbackRow(Table, table=True):
    """SBI feedback between two people of a match. Its words are the author's answers to the form `sbi`."""

    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_match", "match_id", "author"),
        Index("ix_feedback_receiver", "receiver", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    match_id: int = Field(foreign_key="match.id")
    author: str
    receiver: str
    session_id: int = 0
    state: str = "draft"
    started_at: datetime = time()
    sent_at: datetime | None = maybe_time()
    read_at: datetime | None = maybe_time()
    thanked_at: datetime | None = maybe_time()
    asked_more_at: datetime | None = maybe_time()


class FeedbackAskRow(Table, table=True):
    """A person of a match asked the other for feedback."""

    __tablename__ = "feedback_ask"
    __table_args__ = (Index("ix_feedback_ask_match", "match_id"),)

    id: int | None = Field(default=None, primary_key=True)
    match_id: int = Field(foreign_key="match.id")
    asker: str
    asked_at: datetime = time()
