"""Matching rules changed in Slack: what differs from the program file, and the program that comes of the two."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.domain.criteria import CAN_BE_A_MUST, PARTS, musts_of, points_of
from bot.domain.forms import Form, Question
from bot.domain.matching import ReasonKind
from bot.domain.program import Format, MatchingRules, Program

Setting = str | int | bool | tuple[str, ...] | tuple[int, int]

IN_SLACK: Final[Mapping[str, tuple[Setting, ...]]] = {
    "format": tuple(Format),
    "same_team_allowed": (False, True),
    "repeat_allowed": (False, True),
    "min_shared_hours": tuple(range(9)),
    "department": ("different", "same"),
    "floor": (0, 200, 400, 600),
    "aim": ("people", "points"),
    "mentors_each": (1, 2, 3),
    "seniority_ahead": ((0, 2), (1, 1), (1, 2), (1, 3), (2, 3), (2, 9), (1, 9)),
}
"""The rules that can be changed in Slack, and to what. Whatever else the program file says stands as it says."""

LISTS: Final = ("departments", "sites")
"""The rules that are lists of names, empty for all; they can be changed in Slack, too."""

MOST_NAMES: Final = 100
LONGEST_NAME: Final = 60

NOT_OF_PEERS: Final = ("role", "capacity")
"""Questions of the intake that no peer is asked: all learn and pass on, and have one peer at a time."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the program file: words of criteria, and rules. Empty for the file's own."""

    criteria: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Setting] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """The rules as somebody saved them; number 0 while nobody has changed anything."""

    number: int = 0
    changes: Changes = field(default_factory=Changes)
    by: str = ""
    at: datetime | None = None


def in_force(written: Program, changes: Changes) -> Program:
    """The program file with what was changed in Slack. What this release does not know any more is left out."""
    matching = changed(written.matching, changes)
    if not any(matching.points.values()):  # the file has changed since, and nothing would be left that counts
        matching = changed(written.matching, Changes(rules=changes.rules))
    forms = {name: _asking(form, matching) for name, form in written.forms.items()}
    return replace(written, matching=matching, forms=forms, written=written.written or written.matching)


def changed(rules: MatchingRules, changes: Changes) -> MatchingRules:
    words = {
        kind.value: _word(kind, changes.criteria.get(kind.value, ""), rules.words.get(kind.value, "off"))
        for kind in ReasonKind
    }
    known = {
        name: one
        for name, value in changes.rules.items()
        for one in IN_SLACK.get(name, ())
        if json.dumps(one) == json.dumps(value)  # as it was stored: JSON knows neither formats nor tuples
    } | {name: tuple(changes.rules[name]) for name in LISTS if names(changes.rules.get(name))}  # type: ignore[arg-type]  # names: it is a list
    return replace(rules, words=words, points=points_of(words), must=musts_of(words), **known)  # type: ignore[arg-type]  # each value is one of those above


def names(value: object) -> bool:
    """Whether it is a list of names that can stand in the rules; as it was stored, it may be a list of JSON."""
    return (
        isinstance(value, list | tuple)
        and len(value) <= MOST_NAMES
        and all(isinstance(one, str) and 0 < len(one) <= LONGEST_NAME for one in value)
    )


def clashes(rules: MatchingRules, most_places: int) -> Iterator[str]:
    """Which rules cannot stand beside this format: `mentors_each`, `seniority`; `capacity`, of which the intake takes so
    many at most."""
    if rules.mentors_each > 1 and rules.format in (Format.CIRCLES, Format.PEERS):
        yield "mentors_each"
    if rules.format is Format.CIRCLES and most_places < rules.circle[0]:
        yield "capacity"
    if rules.format is Format.REVERSE and rules.words.get("seniority", "off") == "off":
        yield "seniority"


def _word(kind: ReasonKind, word: str, written: str) -> str:
    takes = word in PARTS and (word != "must" or kind in CAN_BE_A_MUST)
    return word if takes else written


def _asking(form: Form, rules: MatchingRules) -> Form:
    """A form that asks nothing for the sake of a criterion that does not count, and no peer for what is of mentors."""

    def idle(one: Question) -> bool:
        of_no_use = bool(one.counts_for) and rules.words.get(one.counts_for, "off") == "off"
        return of_no_use or (rules.format is Format.PEERS and one.key in NOT_OF_PEERS)

    return replace(form, questions=tuple(replace(one, idle=idle(one)) for one in form.questions))


def differing(written: MatchingRules, wished: MatchingRules) -> Changes:
    """What must be changed of the file's rules to come to these."""
    return Changes(
        {name: word for name, word in wished.words.items() if word != written.words.get(name, "off")},
        {
            name: value
            for name in (*IN_SLACK, *LISTS)
            if (value := getattr(wished, name)) != getattr(written, name)
        },
    )


def steps(before: MatchingRules, after: MatchingRules) -> tuple[tuple[str, str, str], ...]:
    """What is another than before: the name of each, what it was, and what it is."""
    criteria = [
        (kind.value, before.words.get(kind, "off"), after.words.get(kind, "off")) for kind in ReasonKind
    ]
    rules = [(f"rule:{name}", str(getattr(before, name)), str(getattr(after, name))) for name in IN_SLACK]
    lists = [
        (f"rule:{name}", ", ".join(getattr(before, name)), ", ".join(getattr(after, name))) for name in LISTS
    ]
    return tuple(one for one in (*criteria, *rules, *lists) if one[1] != one[2])
