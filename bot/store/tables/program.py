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


class RulesRow(Table, table=True):
    """The matching rules as an admin saved them: what differs from the program file, as JSON."""

    __tablename__ = "rules"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    changes: str
    by: str
    at: datetime = time()


class SkillRow(Table, table=True):
    """What an admin changed in the catalogue of skills, one change a row; who took it back, if anybody did."""

    __tablename__ = "skill_change"

    id: int | None = Field(default=None, primary_key=True)
    act: str
    name: str
    other: str = ""
    by: str
    at: datetime = time()
    undone_by: str = ""


class NeverRow(Table, table=True):
    """Two people whom the program team never wants to be paired; `one` is the lesser id. No reason is asked or kept."""

    __tablename__ = "never"

    one: str = Field(primary_key=True)
    other: str = Field(primary_key=True)
    by: str
    at: datetime = time()
