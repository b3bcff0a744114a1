"""Skills: the catalogue people pick from, the names each goes by, and what the program team changed in it.

A word that no name of the catalogue equals stays its owner's own word. Nothing is merged but by somebody's decision,
and every decision is a `Change`: the catalogue is the one that was shipped with all changes made to it, in order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache

from bot.domain.words import plain

LONGEST = 60
"""Characters of a skill's name."""


@lru_cache(maxsize=2**14)  # asked of the same few names by everybody who told of them
def same(name: str) -> str:
    """What two spellings of one name have in common: `Front-end` and `front end`, but `C`, `C++` and `C#` differ."""
    said = plain(name)
    return "".join(letter for letter in said if letter.isalnum() or letter in "+#") or said


@dataclass(frozen=True, slots=True)
class Skill:
    name: str
    group: str
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Names of skills close to it; closeness is mutual, and may stand on either side."""


class Act(StrEnum):
    """What the program team can do to the catalogue. The other thing it takes stands behind each."""

    ADD = "add"  # a skill, and its group
    ALSO = "also"  # another name a skill goes by
    RENAME = "rename"  # its new name; the old one stays among the others
    MERGE = "merge"  # a skill or somebody's own word, and the skill it goes into
    RELATE = "relate"  # two skills that are close
    OWN = "own"  # a word that stays its owner's own


@dataclass(frozen=True, slots=True)
class Change:
    act: Act
    name: str
    other: str = ""
    by: str = ""
    at: datetime | None = None
    id: int = 0


@dataclass(frozen=True)
class Catalogue:
    skills: tuple[Skill, ...] = ()
    own: frozenset[str] = field(default_factory=frozenset)
    """Words that the program team looked at and left as they are, made comparable."""

    @cached_property
    def _skill_of(self) -> Mapping[str, Skill]:
        """Every name made comparable, and whose it is; a skill's own name goes before another's alias."""
        found: dict[str, Skill] = {same(skill.name): skill for skill in self.skills}
        for skill in self.skills:
            for alias in skill.aliases:
                found.setdefault(same(alias), skill)
        return found

    @cached_property
    def relations(self) -> Mapping[str, frozenset[str]]:
        """The names of skills close to each, by the name of that one; skills with none are left out."""
        found: dict[str, set[str]] = {}
        for skill in self.skills:
            for word in skill.related:
                other = self.find(word)
                if other and other.name != skill.name:
                    found.setdefault(skill.name, set()).add(other.name)
                    found.setdefault(other.name, set()).add(skill.name)
        return {name: frozenset(others) for name, others in found.items()}

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(skill.group for skill in self.skills))

    def find(self, word: str) -> Skill | None:
        """The skill that goes by this very name, if any."""
        return self._skill_of.get(same(word))

    def name(self, word: str) -> str:
        """The skill's name for a word; somebody's own word stays as it is."""
        skill = self.find(word)
        return skill.name if skill else word

    def named(self, words: Iterable[str]) -> tuple[str, ...]:
        """Words by the names of their skills, each once, in their order."""
        found: dict[str, str] = {}
        for name in map(self.name, words):
            found.setdefault(same(name), name)
        return tuple(found.values())

    def related(self, word: str) -> frozenset[str]:
        """The names of the skills close to the one of this name."""
        return self.relations.get(self.name(word), frozenset())

    def close(self, words: Iterable[str]) -> frozenset[tuple[str, str]]:
        """Of these words every two whose skills are close."""
        spelt: dict[str, set[str]] = {}
        for word in words:
            spelt.setdefault(self.name(word), set()).add(word)
        return frozenset(
            (word, other)
            for name, said in spelt.items()
            for near in self.related(name)
            if name < near
            for word in said
            for other in spelt.get(near, ())
        )

    def is_new(self, word: str) -> bool:
        """Whether nobody has decided yet what this word is."""
        return self.find(word) is None and same(word) not in self.own

    def changed(self, changes: Iterable[Change]) -> "Catalogue":
        """The catalogue after these changes. One that no longer makes sense changes nothing."""
        shelf = _Shelf(self)
        for change in changes:
            shelf.take(change)
        return shelf.catalogue()


class _Shelf:
    """A catalogue while it is being changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.skills = {same(skill.name): skill for skill in catalogue.skills}
        self.whose = {same(alias): same(s.name) for s in catalogue.skills for alias in s.aliases}
        self.whose |= {key: key for key in self.skills}
        self.own = set(catalogue.own)

    def catalogue(self) -> Catalogue:
        return Catalogue(tuple(self.skills.values()), frozenset(self.own))

    def take(self, change: Change) -> None:
        name, other = same(change.name), same(change.other)
        at, into = self.whose.get(name), self.whose.get(other)
        match change.act:
            case Act.ADD if name and not at:
                self.skills[name], self.whose[name] = Skill(change.name, change.other), name
                self.own.discard(name)
            case Act.ALSO if at and other and not into:
                self._goes_by(at, change.other)
            case Act.RENAME if at and other and into in (None, at):
                self._rename(at, change.other)
            case Act.MERGE if into and not at:
                self._goes_by(into, change.name)
            case Act.MERGE if at and into and at != into:
                self._merge(at, into)
            case Act.RELATE if at and into and at != into:
                skill = self.skills[at]
                self._put(at, related=(*skill.related, self.skills[into].name))
            case Act.OWN if name and not at:
                self.own.add(name)
            case _:
                pass

    def _put(
        self, key: str, *, aliases: tuple[str, ...] | None = None, related: tuple[str, ...] | None = None
    ) -> None:
        skill = self.skills[key]
        self.skills[key] = Skill(
            skill.name,
            skill.group,
            skill.aliases if aliases is None else aliases,
            skill.related if related is None else tuple(dict.fromkeys(related)),
        )

    def _goes_by(self, key: str, alias: str) -> None:
        self._put(key, aliases=(*self.skills[key].aliases, alias))
        self.whose[same(alias)] = key
        self.own.discard(same(alias))

    def _rename(self, key: str, name: str) -> None:
        """In its place among the others; what it was called stays among its other names."""
        old, new = self.skills[key], same(name)
        aliases = tuple(alias for alias in (old.name, *old.aliases) if same(alias) != new)
        made = Skill(name, old.group, aliases, old.related)
        self.skills = {
            (new if one == key else one): (made if one == key else skill)
            for one, skill in self.skills.items()
        }
        self.whose = {word: new if of == key else of for word, of in self.whose.items()} | {new: new}

    def _merge(self, key: str, into: str) -> None:
        gone, stays = self.skills.pop(key), self.skills[into]
        related = [word for word in (*stays.related, *gone.related) if self.whose.get(same(word)) != into]
        self._put(into, aliases=(*stays.aliases, gone.name, *gone.aliases), related=tuple(related))
        self.whose = {word: into if of == key else of for word, of in self.whose.items()}
