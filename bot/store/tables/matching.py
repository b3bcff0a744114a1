"""Rounds, proposals and matches."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from bot.store.tables.base import A_YEAR_AFTER_THE_ROUND, Table, maybe_time, sealed, time


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
    before: int = 0
    edit: int = 0
    edited_by: str = ""
    calm: bool = False
    format: str = ""
    proof: bytes | None = sealed("program_team", A_YEAR_AFTER_THE_ROUND)


class ProposalRow(Table, table=True):
    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_round", "round_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    mentor: str
    mentee: str
    points: int
    reasons: bytes | None = sealed("program_team and the pair", A_YEAR_AFTER_THE_ROUND)
    dropped: bool = False
    runners_up: bytes | None = sealed("program_team", A_YEAR_AFTER_THE_ROUND)


class RulingRow(Table, table=True):
    """A pair that the program team locked or forbade while it looked through a draft."""

    __tablename__ = "ruling"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    mentor: str
    mentee: str
    kind: str
    by: str
    at: datetime = time()


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
    format: str = "one_to_one"
    reasons: bytes | None = sealed("program_team and the pair", A_YEAR_AFTER_THE_ROUND)
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
