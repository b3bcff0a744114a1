"""What came from Slack, and what goes there."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bot.store.tables.base import UNTIL_DONE, UNTIL_SENT, Table, maybe_time, sealed, time


class InboxRow(Table, table=True):
    """Something Slack told us, kept until its turn is done."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_state", "state", "received_at"),)

    key: str = Field(primary_key=True)
    kind: str
    body: bytes | None = sealed("nobody", UNTIL_DONE)
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
    facts: bytes | None = sealed("its recipient", UNTIL_SENT)
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
