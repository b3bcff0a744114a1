"""Circles of peers: people who wait for the same and begin together, until there is a mentor for each."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.matching import Pair
from bot.domain.people import Participant
from bot.domain.skills import Catalogue

LEAST: Final = 3
MOST: Final = 6
"""How many people make a circle of peers."""

ASKED_FOR_AT_MOST: Final = 3

FORM: Final = "together"
"""Under this name a wish to begin together is kept, sealed as every answer is."""

TOGETHER: Final = "together"
"""The setting that keeps which skills enough people waited for when pairs were last published."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody would begin together with others who learn this skill; `at` orders wishes, the earliest first."""

    who: str
    skill: str
    at: str


def asked_for(waiting: Iterable[Participant], catalogue: Catalogue) -> tuple[str, ...]:
    """The skills that most of those who wait want."""
    return tuple(skill for skill, _ in _wanted(waiting, catalogue).most_common(ASKED_FOR_AT_MOST))


def together(waiting: Iterable[Participant], catalogue: Catalogue) -> tuple[str, ...]:
    """The skills that enough of those who wait want for a circle, the most wanted first."""
    return tuple(skill for skill, people in _wanted(waiting, catalogue).most_common() if people >= LEAST)


def _wanted(waiting: Iterable[Participant], catalogue: Catalogue) -> Counter[str]:
    """How many want each skill. A word of one's own that the catalogue does not know is kept where it was told, and
    nowhere else."""
    return Counter(skill for one in waiting for skill in _known(one, catalogue))


def _known(one: Participant, catalogue: Catalogue) -> set[str]:
    return {skill.name for word in one.wanted if (skill := catalogue.find(word))}


def circle(wishes: Iterable[Wish], between: Container[Pair]) -> tuple[str, ...]:
    """Who begins: the earliest first, and nobody with whom a rule forbids one who is in already; nobody if too few."""
    people: list[str] = []
    for wish in sorted(wishes, key=lambda wish: (wish.at, wish.who)):
        apart = any((one, wish.who) in between or (wish.who, one) in between for one in people)
        if not apart and len(people) < MOST:
            people.append(wish.who)
    return tuple(people) if len(people) >= LEAST else ()
