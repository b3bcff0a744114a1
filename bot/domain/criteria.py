"""What counts in a matching, said in words, and the points that come of it."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain.matching import Candidate, ReasonKind

ALL: Final = 1000
PARTS: Final[Mapping[str, int]] = {"must": 4, "high": 4, "medium": 2, "low": 1, "off": 0}
"""A must is a rule, and where it also has points it counts as high."""

CAN_BE_A_MUST: Final = frozenset(
    {
        ReasonKind.SKILLS,
        ReasonKind.SHARED_HOURS,
        ReasonKind.LANGUAGES,
        ReasonKind.STYLE,
        ReasonKind.SENIORITY,
        ReasonKind.DEPARTMENT,
        ReasonKind.SITE,
        ReasonKind.MEETING,
        ReasonKind.COMMUNICATION,
    }
)


TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "skills": ("wanted", "offered"),
    "goal": ("goal", "expertise"),
    "languages": ("languages",),
    "style": ("style",),
    "availability": ("hours",),
    "aims": ("aims",),
    "interests": ("interests",),
    "seniority": ("seniority",),
    "department": ("department",),
    "site": ("site",),
    "meeting": ("meeting",),
    "communication": ("communication",),
    "affinity": ("affinity", "affinity_wanted"),
}
"""What somebody tells for the sake of a criterion: any of these. Hours in common need nothing but a time zone."""


def told_for(criterion: str, people: Iterable[Candidate]) -> tuple[int, int] | None:
    """How many have told what a criterion needs, and of how many; None where nobody need tell it."""
    if criterion not in TOLD:
        return None
    told = [any(getattr(one, name) for name in TOLD[criterion]) for one in people]
    return sum(told), len(told)


def points_of(words: Mapping[str, str]) -> dict[str, int]:
    """Points of each criterion, in the order of `ReasonKind`, that make 1000 in all (unless everything is off).

    Each gets its share rounded down; what is left over goes, a point each, to those that lost most by the rounding.
    """
    parts = {kind.value: PARTS[words.get(kind.value, "off")] for kind in ReasonKind}
    total = sum(parts.values())
    if not total:
        return parts
    points = {name: ALL * part // total for name, part in parts.items()}
    most_lost = sorted(parts, key=lambda name: -(ALL * parts[name] % total))
    for name in most_lost[: ALL - sum(points.values())]:
        points[name] += 1
    return points


def musts_of(words: Mapping[str, str]) -> tuple[str, ...]:
    """The criteria without which a pair cannot be."""
    return tuple(sorted(name for name, word in words.items() if word == "must"))
