"""SBI feedback between the two of a match: its way from a draft to thanks, and a gentle eye for vague words."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.forms import Answers
from bot.domain.words import plain

WORDS: Final = ("situation", "behavior", "impact", "next_step")
"""The questions of the form whose answers are the feedback, in the order it is read in."""

FRESH: Final = timedelta(days=4)
"""How long after a meeting it still makes sense to ask for feedback on it; a weekend lies within."""

JUST_BEFORE: Final = timedelta(days=1)
"""Feedback given so long before a meeting was told of is feedback on it, as far as a prompt goes."""

ASK_AGAIN: Final = timedelta(days=14)
"""How long a request for feedback holds before the same person may ask once more."""

_VAGUE: Final = (
    "always",
    "never",
    "every time",
    "constantly",
    "great job",
    "good job",
    "well done",
    "nice work",
    "amazing",
    "awesome",
    "terrible",
    "lazy",
    "rude",
    "careless",
)


class Stage(StrEnum):
    """Held waits for the next meeting; sent waits for a good hour of its receiver."""

    DRAFT = "draft"
    HELD = "held"
    SENT = "sent"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Who wrote to whom. The words themselves are the author's answers to the form `sbi` about this id."""

    id: int
    match_id: int
    author: str
    receiver: str
    session_id: int = 0
    stage: Stage = Stage.DRAFT
    started_at: datetime
    sent_at: datetime | None = None
    read_at: datetime | None = None
    thanked_at: datetime | None = None
    asked_more_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether its author may still change it."""
        return self.stage in (Stage.DRAFT, Stage.HELD)


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asked the other of their match for feedback."""

    id: int
    match_id: int
    asker: str
    asked_at: datetime


def vague(answers: Answers) -> str:
    """The first word in it that judges or generalises, or "": a hint is given for it once, and may be passed."""
    said = plain(" ".join(str(answers.get(key) or "") for key in WORDS))
    return next((word for word in _VAGUE if re.search(rf"\b{word}\b", said)), "")


def words_of(answers: Answers) -> dict[str, str]:
    """What was written, by the key of each question."""
    return {key: str(answers[key]) for key in WORDS if answers.get(key)}
