"""People: what Slack says of them, what they are in the program, and what they told it."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.store.tables.base import (
    A_MONTH_UNLESS_PART,
    A_YEAR_AFTER_THE_END,
    Table,
    maybe_time,
    personal,
    sealed,
    time,
)


class PersonRow(Table, table=True):
    """What Slack says of somebody."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: str = personal("colleagues", A_MONTH_UNLESS_PART, default="")
    title: str = personal("colleagues", A_MONTH_UNLESS_PART, default="")
    tz: str = personal("program_team", A_MONTH_UNLESS_PART, default="")
    manager: str = personal("program_team", A_MONTH_UNLESS_PART, default="")
    department: str = personal("program_team", A_MONTH_UNLESS_PART, default="")
    site: str = personal("program_team", A_MONTH_UNLESS_PART, default="")
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    external: bool = False
    dm: str = ""
    seen_at: datetime | None = maybe_time()


class ParticipantRow(Table, table=True):
    __tablename__ = "participant"

    id: str = Field(primary_key=True)
    role: str = ""
    status: str = Field(default="joining", index=True)
    joined_at: datetime | None = maybe_time()
    paused_until: datetime | None = maybe_time()
    fewer: bool = False
    left_at: datetime | None = maybe_time()


class AnswersRow(Table, table=True):
    """One person's answers to one form, about one thing: a draft, and later the record."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("who", "form", "about"), Index("ix_answers_open", "who", "state"))

    id: int | None = Field(default=None, primary_key=True)
    who: str
    form: str
    about: int = 0
    answers: bytes | None = sealed("as each question says", A_YEAR_AFTER_THE_END)
    state: str = "open"
    updated_at: datetime = time()


class AdminRow(Table, table=True):
    __tablename__ = "admin"

    id: str = Field(primary_key=True)
    since: datetime = time()


class ReachedRow(Table, table=True):
    """An unasked message that reached somebody: what the nudge budget counts."""

    __tablename__ = "reached"
    __table_args__ = (Index("ix_reached_who_at", "who", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    who: str
    kind: str
    at: datetime = time()
