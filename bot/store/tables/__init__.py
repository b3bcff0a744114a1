"""The tables. Rows stay inside this package; the rest of the bot sees domain values.

Every column that holds what a person said declares who may ever read it and how long it is kept (`personal`).
"""

from bot.store.tables.base import Table
from bot.store.tables.mail import InboxRow, OutboxRow
from bot.store.tables.matching import CaseRow, MatchRow, ProposalRow, RoundRow, RulingRow, UnmatchedRow
from bot.store.tables.meeting import CheckInRow, FeedbackAskRow, FeedbackRow, SessionRow
from bot.store.tables.people import AdminRow, AnswersRow, ParticipantRow, PersonRow, ReachedRow
from bot.store.tables.program import AuditRow, DueRow, NeverRow, RulesRow, SettingRow, SkillRow

__all__ = [
    "AdminRow",
    "AnswersRow",
    "AuditRow",
    "CaseRow",
    "CheckInRow",
    "DueRow",
    "FeedbackAskRow",
    "FeedbackRow",
    "InboxRow",
    "MatchRow",
    "NeverRow",
    "OutboxRow",
    "ParticipantRow",
    "PersonRow",
    "ProposalRow",
    "ReachedRow",
    "RoundRow",
    "RulesRow",
    "RulingRow",
    "SessionRow",
    "SettingRow",
    "SkillRow",
    "Table",
    "UnmatchedRow",
]
