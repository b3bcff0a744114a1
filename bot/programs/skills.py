"""The catalogue of skills that comes with the bot, and lists of skills that a program team imports."""

import csv
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from io import StringIO
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.domain.skills import LONGEST, Act, Catalogue, Change, Skill, same
from bot.programs.lines import parse

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
COLUMNS = ("name", "group", "aliases", "related")
NO_GROUP = "Others"


class SkillFaults(Exception):
    """What is wrong with a list of skills: one sentence a fault, each beginning with its line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    groups: Annotated[dict[Name, dict[Name, list[Name]]], Field(min_length=1)]
    related: list[list[Name]] = []

    def to_catalogue(self) -> Catalogue:
        close: dict[str, dict[str, None]] = {}
        for names in self.related:
            for name in names:
                close.setdefault(name, {}).update(dict.fromkeys(other for other in names if other != name))
        return Catalogue(
            tuple(
                Skill(name, group, tuple(aliases), tuple(close.get(name, ())))
                for group, skills in self.groups.items()
                for name, aliases in skills.items()
            )
        )


def read(text: str) -> Catalogue:
    """The catalogue of that YAML text; raises `SkillFaults`."""
    values, lines = parse(text)
    faults = [f"Line {line}: {why}" for line, why in lines.faults]
    if faults:
        raise SkillFaults(faults)
    try:
        model = _Model.model_validate(values)
    except ValidationError as wrong:
        where = [(lines.find(tuple(error["loc"])), error["msg"]) for error in wrong.errors()]
        raise SkillFaults([f"Line {line}: {why}." for line, why in where]) from None
    catalogue = model.to_catalogue()
    if faults := _faults(catalogue):
        raise SkillFaults(faults)
    return catalogue


def _faults(catalogue: Catalogue) -> list[str]:
    """Names that would mean two skills, and relations to a skill that is none."""
    named = Counter(
        name for one in catalogue.skills for name in {same(word) for word in (one.name, *one.aliases)}
    )
    twice = [
        f"The name `{name}` belongs to more than one skill." for name, count in named.items() if count > 1
    ]
    names = {one.name for one in catalogue.skills}
    close = {word for one in catalogue.skills for word in (one.name, *one.related)}
    return twice + [f"`{word}` is related to something, but is no skill." for word in sorted(close - names)]


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the bot."""
    return read(resources.files("bot.programs").joinpath("skills.yml").read_text(encoding="utf-8"))


def read_csv(text: str, known: Catalogue) -> list[Change]:
    """What a list of skills adds to those known; raises `SkillFaults`.

    The columns are name, group, aliases and related, the last two with semicolons between the names.
    """
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    _check_columns(rows.fieldnames or ())
    changes: list[Change] = []
    close: list[Change] = []
    faults: list[str] = []
    whose = {same(word): one.name for one in known.skills for word in (one.name, *one.aliases)}
    for row in rows:
        name, aliases, related = (
            (row.get("name") or "").strip(),
            _several(row, "aliases"),
            _several(row, "related"),
        )
        if not name or any(len(word) > LONGEST for word in (name, *aliases, *related)):
            faults.append(f"Line {rows.line_num}: a name must have from 1 to {LONGEST} characters.")
            continue
        skill = whose.setdefault(same(name), name)
        if skill == name and known.find(name) is None:
            changes.append(Change(Act.ADD, name, (row.get("group") or "").strip() or NO_GROUP))
        for alias in aliases:
            if whose.setdefault(same(alias), skill) != skill:
                faults.append(f"Line {rows.line_num}: `{alias}` is already a name of `{whose[same(alias)]}`.")
            elif known.find(alias) is None:
                changes.append(Change(Act.ALSO, skill, alias))
        close += [Change(Act.RELATE, skill, word) for word in related]
    faults += [
        f"`{one.other}` is related to `{one.name}`, but is no skill."
        for one in close
        if same(one.other) not in whose
    ]
    if faults:
        raise SkillFaults(faults)
    return [*changes, *close]


def _check_columns(given: Sequence[str]) -> None:
    if "name" not in given:
        raise SkillFaults([f"Line 1: the columns must be {', '.join(COLUMNS)}; `name` is missing."])
    if unknown := [name for name in given if name not in COLUMNS]:
        raise SkillFaults([f"Line 1: `{unknown[0]}` is no column; they are {', '.join(COLUMNS)}."])


def _several(row: dict[str, str | None], column: str) -> list[str]:
    return [word.strip() for word in (row.get(column) or "").split(";") if word.strip()]
