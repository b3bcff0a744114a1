"""Who people are: what Slack knows of them, and what they told the program when they joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.forms import Answer, Answers


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack knows of somebody. `manager` is an id, or "" where Slack does not say."""

    id: str
    name: str
    title: str = ""
    tz: str = "UTC"
    manager: str = ""
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    external: bool = False

    @property
    def why_not(self) -> str:
        """Why this person cannot take part: deactivated, bot, external, guest; or "" if they can."""
        reasons = {
            "deactivated": self.deleted,
            "bot": self.bot,
            "external": self.external,
            "guest": self.guest,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")


def person_of(user: Mapping[str, Any], team: str, manager: str = "") -> Person:
    """A person from Slack's user object. A missing time zone is UTC until Slack says otherwise."""
    profile = user.get("profile") or {}
    name = (
        profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name")
    )
    return Person(
        id=str(user["id"]),
        name=str(name or ""),
        title=str(profile.get("title") or ""),
        tz=str(user.get("tz") or "UTC"),
        manager=manager,
        deleted=bool(user.get("deleted")),
        bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        external=bool(user.get("is_stranger")) or str(user.get("team_id") or team) != team,
    )


class Role(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"


class Status(StrEnum):
    INTERESTED = "interested"  # wants to be told when joining opens
    JOINING = "joining"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in the program; the role is None until it was asked. What they told us stands in `answers`, under the keys of the form `intake`."""

    id: str
    role: Role | None
    status: Status = Status.JOINING
    answers: Answers = field(default_factory=dict)
    joined_at: datetime | None = None
    paused_until: datetime | None = None

    @property
    def seeks(self) -> bool:
        return self.role in (Role.MENTEE, Role.BOTH)

    @property
    def gives(self) -> bool:
        return self.role in (Role.MENTOR, Role.BOTH)

    @property
    def wanted(self) -> tuple[str, ...]:
        return self._list("wanted") if self.seeks else ()

    @property
    def offered(self) -> tuple[str, ...]:
        return self._list("offered") if self.gives else ()

    @property
    def skills(self) -> tuple[str, ...]:
        """Every skill they named, wanted first."""
        return tuple(dict.fromkeys(self.wanted + self.offered))

    @property
    def goal(self) -> str:
        return self._text("goal") if self.seeks else ""

    @property
    def expertise(self) -> str:
        """What people could come to them with, in their own words."""
        return self._text("expertise") if self.gives else ""

    @property
    def capacity(self) -> int:
        """How many people they take at once; 0 for somebody who only seeks a mentor."""
        told = self.answers.get("capacity")
        return told if self.gives and isinstance(told, int) else 0

    @property
    def hours(self) -> int:
        """Hours a month they have for this; 0 where they did not say."""
        told = self._text("hours")
        return int(told) if told.isdecimal() else 0

    @property
    def languages(self) -> tuple[str, ...]:
        return self._list("languages")

    @property
    def style(self) -> str:
        return self._text("style")

    @property
    def manager(self) -> str:
        return self._text("manager")

    @property
    def team(self) -> str:
        return self._text("team")

    @property
    def avoid(self) -> tuple[str, ...]:
        """Whom they would rather not be paired with. Read by the matching alone, never shown."""
        return self._list("avoid")

    @property
    def wanted_levels(self) -> Mapping[str, str]:
        return {skill: level for skill in self.wanted if (level := self._text(f"wanted_level:{skill}"))}

    @property
    def offered_levels(self) -> Mapping[str, str]:
        return {skill: level for skill in self.offered if (level := self._text(f"offered_level:{skill}"))}

    def _list(self, key: str) -> tuple[str, ...]:
        told: Answer = self.answers.get(key)
        return told if isinstance(told, tuple) else ()

    def _text(self, key: str) -> str:
        told: Answer = self.answers.get(key)
        return told if isinstance(told, str) else ""
