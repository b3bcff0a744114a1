"""What the columns of a table of people may be called, and how a cell is read that holds several things."""

import re
import unicodedata
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.domain.forms import Form
from bot.domain.words import plain, split_words

ALSO: Final[Mapping[str, str]] = {
    "id": "e-mail, email, e-mail address, email address, mail, work email, slack id, user id, employee id, person id",
    "name": "full name, person, employee, who, display name, real name",
    "first_name": "first name, given name, forename",
    "last_name": "last name, surname, family name",
    "title": "job title, job, position, occupation",
    "tz": "time zone, timezone, zone, city",
    "manager": "line manager, reports to, boss, supervisor, manager name, manager e-mail, manager email",
    "department": "dept, division, business unit, function, area",
    "site": "office, location, place, country",
    "team": "squad, group, unit",
    "role": "part, mentor or mentee, joins as, participates as, wants to be",
    "wanted": "wants to learn, want to learn, wants, learn, learning, skills wanted, skills to learn, wanted skills",
    "goal": "goals, learning goal, mentoring goal, aim",
    "offered": "can pass on, passes on, offers, can teach, teaches, skills offered, offered skills, skills, strengths",
    "expertise": "ask me about, what to ask about, experience, about",
    "capacity": "places, people at once, mentees at once, mentees, max mentees, how many",
    "hours": "hours a month, hours per month, time, availability",
    "languages": "language, speaks",
    "style": "working style, way of working, meeting style",
    "avoid": "rather not with, do not pair with, not with, exclude, blocked",
    "past": "met before, former partners, previous partners, past partners, past mentor, previous mentor",
    "seniority": "level, grade, experience level",
}
"""Other names of each column, beside its key and the label of its question."""


@dataclass(frozen=True, slots=True)
class Header:
    """`columns` are the keys of what they hold; "" for one that means nothing here."""

    columns: tuple[str, ...]
    unknown: tuple[str, ...]


def header_of(cells: Sequence[str], form: Form) -> Header:
    """The columns of a table, by their names as people write them. The first of two that mean the same counts."""
    names = {_bare(name): key for key, names in ALSO.items() for name in (key, *names.split(","))}
    for question in form.questions:
        if not question.each:
            names |= {_bare(question.key): question.key, _bare(question.label): question.key}
    found: list[str] = []
    unknown = []
    for cell in cells:
        key = names.get(_bare(cell), "")
        found.append("" if key in found else key)
        if cell.strip() and not found[-1]:
            unknown.append(cell.strip())
    return Header(tuple(found), tuple(unknown))


def _bare(name: str) -> str:
    """A name without case, marks, or a unit in brackets."""
    return re.sub(r"[^a-z0-9]+", " ", plain(re.sub(r"\(.*?\)", "", name))).strip()


def several(cell: str) -> tuple[list[str], dict[str, str]]:
    """`SQL (confident); Coaching` -> the words, and what stands in brackets behind some of them."""
    words = re.split(r"[;\n|]", cell) if re.search(r"[;\n|]", cell) else split_words(cell)
    bare: list[str] = []
    said: dict[str, str] = {}
    for word in filter(None, (one.strip() for one in words)):
        found = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", word)
        name = found[1] if found else word
        bare.append(name)
        if found:
            said[name] = found[2].strip()
    return bare, said


def own_zone(word: str) -> str:
    """A time zone by its name, or by a city in it; "" if there is no such zone."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
    return _zones().get(bare.strip().casefold().replace(" ", "_"), "")


@cache
def _zones() -> dict[str, str]:
    """Zones by their names in small letters, and by their cities where one name is of one zone only."""
    known = sorted(zoneinfo.available_timezones())
    cities: dict[str, str] = {}
    for zone in known:
        area, _, city = zone.rpartition("/")
        if area and not area.startswith(("Etc", "posix", "right", "SystemV")):
            cities[city.casefold()] = "" if city.casefold() in cities else zone
    return {
        **{city: zone for city, zone in cities.items() if zone},
        **{zone.casefold(): zone for zone in known},
    }
