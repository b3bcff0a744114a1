"""How a pair in force stands, as the program team may know it: who is waited for, and whether they met."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.checkins import CheckIn, Said
from bot.domain.matches import Match, State

NOT_SO_SOON: Final = timedelta(days=3)
"""How long after a question about their meeting a pair is not asked again, whoever wants to know."""


class Stage(StrEnum):
    """What the program team looks at first, first."""

    HELD = "held"
    NOT_MET = "not_met"
    STARTING = "starting"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned about a match: by the kind of its due row, when."""

    at: Mapping[str, datetime]

    def first(self, *kinds: str) -> datetime | None:
        return min((at for kind, at in self.at.items() if kind in kinds), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """`waits` is the part that is waited for before it starts, "" for nobody; `asked` since when they were asked, and
    have not said; `next_at` is when the bot goes on by itself. Which of a pair under way is silent is nobody's business.
    """

    stage: Stage
    waits: str = ""
    asked: datetime | None = None
    next_at: datetime | None = None
    met: datetime | None = None


def standing(
    match: Match,
    planned: Planned,
    asked: Mapping[str, datetime],
    checkin: CheckIn | None,
    met: datetime | None,
) -> Standing:
    """`asked` says when each letter of a match went out, by its id."""
    letters = {part: asked.get(getattr(match, f"{part}_letter")) for part in ("mentee", "mentor")}
    if match.state is State.HELD:
        return Standing(Stage.HELD, next_at=planned.first("match.held"))
    if match.state is State.MENTEE_ASKED:
        ahead = planned.first("match.mentor_turn" if match.mentee_letter else "match.mentee_turn")
        return Standing(Stage.STARTING, "mentee", letters["mentee"], ahead or planned.first("match.again"))
    if match.state is State.MENTOR_ASKED:
        waits = "mentee" if match.mentor_said else "mentor"
        return Standing(Stage.STARTING, waits, letters[waits], planned.first("match.open"))
    if match.state is State.AGREED:
        return Standing(Stage.STARTING, next_at=planned.first("match.open"))
    ahead = planned.first("checkin.mentee", "checkin.mentor", "checkin.follow_up")
    return Standing(Stage.MET if met else Stage.NOT_MET, asked=_silent_since(checkin), next_at=ahead, met=met)


def _silent_since(checkin: CheckIn | None) -> datetime | None:
    return checkin.asked_at if checkin and checkin.said is Said.NOTHING else None


def whom_to_ask(match: Match, checkin: CheckIn | None, now: datetime) -> str:
    """The part that can be asked now how it goes: the mentee first, the mentor where the mentee is silent; "" where
    both were asked, or somebody was a short while ago."""
    if match.state is not State.OPEN:
        return ""
    if checkin is None or checkin.asked_at is None:
        return "mentee"
    if checkin.said is Said.NOTHING:
        return "" if checkin.asked_mentor_at else "mentor"
    return "mentee" if now - checkin.asked_at > NOT_SO_SOON and not checkin.waits else ""
