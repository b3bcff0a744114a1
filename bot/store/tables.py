"""The tables. Rows stay inside this package; the rest of the bot sees domain values.

Every column that holds what a person said declares who may ever read it and how long it is kept (`personal`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.store.columns import Confidential, UtcDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    metadata = MetaData(naming_convention=NAMES)


def personal(seen_by: str, kept: str, **column: Any) -> Any:
    """A column with what a person said or is: `seen_by` is its audience, `kept` says until when."""
    return Field(**column, sa_column_kwargs={"info": {"seen_by": seen_by, "kept": kept}})


def sealed(seen_by: str, kept: str) -> Any:
    return Field(
        default=None, sa_type=Confidential, sa_column_kwargs={"info": {"seen_by": seen_by, "kept": kept}}
    )


def time(*, index: bool = False) -> Any:
    return Field(sa_type=UtcDateTime, index=index)


def maybe_time() -> Any:
    return Field(default=None, sa_type=UtcDateTime, nullable=True)


class PersonRow(Table, table=True):
    """What Slack says of somebody."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: str = personal("colleagues", "while they take part", default="")
    title: str = personal("colleagues", "while they take part", default="")
    tz: str = personal("program_team", "while they take part", default="")
    locale: str = personal("program_team", "while they take part", default="")
    manager: str = personal("program_team", "while they take part", default="")
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


class AnswersRow(Table, table=True):
    """One person's answers to one form, about one thing: a draft, and later the record."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("who", "form", "about"), Index("ix_answers_open", "who", "state"))

    id: int | None = Field(default=None, primary_key=True)
    who: str
    form: str
    about: int = 0
    answers: bytes | None = sealed("as each question says", "until deleted, or 12 months after the end")
    state: str = "open"
    asked: str = ""
    updated_at: datetime = time()


class SettingRow(Table, table=True):
    """What admins set in Slack: the admin channel, whether joining is open, and the like."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True)
    value: str


class AdminRow(Table, table=True):
    __tablename__ = "admin"

    id: str = Field(primary_key=True)
    since: datetime = time()


class DueRow(Table, table=True):
    """Something that is to happen at a time: when it comes, the flow of its kind decides afresh."""

    __tablename__ = "due"
    __table_args__ = (
        Index("ix_due_waiting", "state", "due_at"),
        Index("ix_due_about", "kind", "about"),
        Index("ix_due_who", "who", "state", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    who: str = ""
    about: int = 0
    due_at: datetime = time()
    state: str = "waiting"
    reason: str = ""


class ReachedRow(Table, table=True):
    """An unasked message that reached somebody: what the nudge budget counts."""

    __tablename__ = "reached"
    __table_args__ = (Index("ix_reached_who_at", "who", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    who: str
    kind: str
    at: datetime = time()


class RoundRow(Table, table=True):
    __tablename__ = "round"

    id: int | None = Field(default=None, primary_key=True)
    by: str
    state: str = Field(default="asked", index=True)
    asked_at: datetime = time()
    version: int = 0
    seed: int = 0
    publish_at: datetime | None = maybe_time()
    published_at: datetime | None = maybe_time()
    card_channel: str = ""
    card_ts: str = ""


class ProposalRow(Table, table=True):
    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_round", "round_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    mentor: str
    mentee: str
    points: int
    reasons: bytes | None = sealed("program_team and the pair", "12 months after the end")
    dropped: bool = False


class UnmatchedRow(Table, table=True):
    __tablename__ = "unmatched"
    __table_args__ = (Index("ix_unmatched_round", "round_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    who: str
    role: str
    why: str


class MatchRow(Table, table=True):
    __tablename__ = "match"
    __table_args__ = (
        Index("ix_match_mentor", "mentor", "state"),
        Index("ix_match_mentee", "mentee", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    mentor: str
    mentee: str
    state: str
    reasons: bytes | None = sealed("program_team and the pair", "12 months after the end")
    rhythm: str = ""
    published_at: datetime = time()
    mentee_said: str = ""
    mentor_said: str = ""
    mentee_public: str = ""
    mentor_public: str = ""
    mentee_letter: str = ""
    mentor_letter: str = ""
    slot_at: datetime | None = maybe_time()
    slot_yes: str = ""
    opened_at: datetime | None = maybe_time()
    ended_at: datetime | None = maybe_time()
    ended_why: str = ""


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


class CaseRow(Table, table=True):
    """A pair that needs a look. Words, if the person shared them, are their answers to the form `concern`."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_state", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    match_id: int = Field(foreign_key="match.id")
    raised_by: str
    kind: str
    shared: bool = False
    state: str = "open"
    opened_at: datetime = time()


class AuditRow(Table, table=True):
    """Who did what as an admin: ids and names of acts, never words."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = time()
    who: str
    act: str
    about: str = ""


class RoomRow(Table, table=True):
    """The group DM of a set of people."""

    __tablename__ = "room"

    people: str = Field(primary_key=True)
    channel: str


class InboxRow(Table, table=True):
    """Something Slack told us, kept until its turn is done."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_state", "state", "received_at"),)

    key: str = Field(primary_key=True)
    kind: str
    body: bytes | None = sealed("nobody", "until its turn is done")
    state: str = "waiting"
    reason: str = ""
    received_at: datetime = time()


class OutboxRow(Table, table=True):
    """Something to be said, or said. Times here are wire time, but for `said_at`."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_claim", "state", "not_before"),
        Index("ix_outbox_fifo", "recipient", "state", "seq"),
        Index("ix_outbox_after", "after"),
    )

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    dedupe: str | None = Field(default=None, unique=True)
    verb: str
    recipient: str
    kind: str
    facts: bytes | None = sealed("its recipient", "until it is sent")
    rank: int = 1
    after: str = ""
    state: str = "pending"
    reason: str = ""
    not_before: datetime = time()
    expires_at: datetime | None = maybe_time()
    lease_until: datetime | None = maybe_time()
    tries: int = 0
    first_try: datetime | None = maybe_time()
    channel: str = ""
    ts: str = ""
    said_at: datetime = time()
