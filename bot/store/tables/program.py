"""The program: what admins set, what is due, and who did what."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bot.store.tables.base import Table, time


class SettingRow(Table, table=True):
    """What admins set in Slack: the admin channel, whether joining is open, and the like."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True)
    value: str


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


class AuditRow(Table, table=True):
    """Who did what as an admin: ids and names of acts, never words."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = time()
    who: str
    act: str
    about: str = ""
