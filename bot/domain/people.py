"""Who people are: what Slack knows of them, and what they told the program when they joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from bot.domain.forms import Answer, Answers
from bot.domain.words import plain


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
    department: str = ""
    site: str = ""

    @property
    def work(self) -> dict[str, str]:
        """What Slack tells of their work in fields that `user_change` does not carry."""
        return {"manager": self.manager, "department": self.department, "site": self.site}

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


FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "manager": ("manager", "line manager"),
    "department": ("department", "division", "business unit"),
    "site": ("site", "office", "location", "office location"),
}
"""What may stand in a workspace's own profile fields, and what it calls them."""

LONGEST_FIELD: Final = 60


def work_of(profile: Mapping[str, Any]) -> dict[str, str]:
    """What the custom fields of a Slack profile, which carry their labels, say of somebody's work."""
    told = {
        plain(str(one.get("label") or "")): str(one.get("value") or "").strip()[:LONGEST_FIELD]
        for one in (profile.get("fields") or {}).values()
    }
    return {key: next(filter(None, map(told.get, names)), "") for key, names in FIELDS.items()}


def person_of(user: Mapping[str, Any], team: str, work: Mapping[str, str] | None = None) -> Person:
    """A person from Slack's user object, and from what `work_of` found. A missing time zone is UTC until Slack says
    otherwise."""
    profile = user.get("profile") or {}
    name = (
        profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name")
    )
    return Person(
        id=str(user["id"]),
        name=str(name or ""),
        title=str(profile.get("title") or ""),
        tz=str(user.get("tz") or "UTC"),
        deleted=bool(user.get("deleted")),
        bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        external=bool(user.get("is_stranger")) or str(user.get("team_id") or team) != team,
        **(work or {}),
    )


AHEAD: Final[Mapping[str, tuple[int, int]]] = {"level": (0, 0), "step": (1, 1), "far": (2, 9)}
"""What the answers to how far ahead a mentor should be mean, in steps of seniority."""


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


ASKED_FOR: Final = "asked_for"
"""The setting that keeps which skills people wanted most who had no mentor when pairs were last published."""

HERE: Final = (Status.JOINING, Status.ACTIVE, Status.PAUSED)
"""Of these is whoever takes part, or is about to."""


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
    def here(self) -> bool:
        return self.status in HERE

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
        return self._step("hours")

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
    def needs(self) -> str:
        """What makes meetings work for them, told for their partner to read."""
        return self._text("needs")

    @property
    def avoid(self) -> tuple[str, ...]:
        """Whom they would rather not be paired with. Read by the matching alone, never shown."""
        return self._list("avoid")

    @property
    def again(self) -> tuple[str, ...]:
        """Former partners they would like to be paired with again. Read by the matching alone, never shown."""
        return self._list("again")

    @property
    def department(self) -> str:
        return self._text("department")

    @property
    def site(self) -> str:
        return self._text("site")

    @property
    def seniority(self) -> int:
        """Steps of a career, from 1; 0 where they did not say."""
        return self._step("seniority")

    @property
    def ahead(self) -> tuple[int, int] | None:
        """By how many steps a mentor should be ahead of them, from and to; None where any will do."""
        return AHEAD.get(self._text("ahead")) if self.seeks else None

    @property
    def aims(self) -> tuple[str, ...]:
        return self._list("aims")

    @property
    def interests(self) -> tuple[str, ...]:
        return self._list("interests")

    @property
    def meeting(self) -> str:
        return self._text("meeting")

    @property
    def communication(self) -> str:
        return self._text("communication")

    @property
    def affinity_wanted(self) -> tuple[str, ...]:
        """What they would like a mentor to have in common with them. Read by the matching alone, never shown."""
        return self._list("affinity_wanted") if self.seeks else ()

    @property
    def affinity(self) -> tuple[str, ...]:
        """What a mentor declared for that. Read by the matching alone, never shown."""
        return self._list("affinity") if self.gives else ()

    @property
    def wanted_levels(self) -> Mapping[str, str]:
        return {skill: level for skill in self.wanted if (level := self._text(f"wanted_level:{skill}"))}

    @property
    def offered_levels(self) -> Mapping[str, str]:
        return {skill: level for skill in self.offered if (level := self._text(f"offered_level:{skill}"))}

    def _list(self, key: str) -> tuple[str, ...]:
        told: Answer = self.answers.get(key)
        return told if isinstance(told, tuple) else ()

    def _step(self, key: str) -> int:
        """A choice whose keys are numbers."""
        told = self._text(key)
        return int(told) if told.isdecimal() else 0

    def _text(self, key: str) -> str:
        told: Answer = self.answers.get(key)
        return told if isinstance(told, str) else ""
