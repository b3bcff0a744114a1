"""One row of a table of people: who it is, what they would have answered, and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any, Final

from bot.domain.forms import Answer, Fault, Form, Kind, Question, about_word, read
from bot.domain.people import Participant, Person, Role, Status
from bot.domain.words import plain
from bot.programs.columns import own_zone, several

NOT_ASKED: Final = frozenset({"more"})
"""What a conversation asks only to know whether to go on."""


WORK: Final = ("title", "department", "site", "seniority")
"""What a profile tells of somebody's work, as far as the program uses it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody of the table: as Slack would know them, and as they would have answered. `past` are former partners."""

    row: int
    person: Person
    told: Participant
    past: tuple[str, ...] = ()


@dataclass(slots=True)
class Row:
    """A row on its way: its cells by column, and what is wrong with it."""

    number: int
    cells: Mapping[str, str]
    faults: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.get("name") or f"{self.get('first_name')} {self.get('last_name')}".strip()

    @property
    def id(self) -> str:
        return self.get("id") or self.name

    def get(self, key: str) -> str:
        return self.cells.get(key, "")

    def wrong(self, why: str) -> None:
        self.faults.append(f"Row {self.number}{f' ({self.name})' if self.name else ''}: {why}")


class Names:
    """Finds people of the table by id or name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._near: dict[str, str] = {}
        self._ids: dict[str, list[str]] = {}
        for row in rows:
            for word in {plain(row.id), plain(row.name)} - {""}:
                self._ids.setdefault(word, []).append(row.id)

    def find(self, word: str) -> str:
        """Somebody's id. Raises `LookupError`, which says what is wrong and what to do."""
        found = self._ids.get(plain(word), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise LookupError(
                f"{word!r} is the name of {len(found)} people; write the e-mail address instead."
            )
        if near := self.near(word):
            raise LookupError(f"there is nobody called {word!r}. Did you mean {near!r}?")
        raise LookupError(
            f"there is nobody called {word!r} in this table; correct the name or empty the cell."
        )

    def near(self, word: str) -> str:
        """Whoever is called nearly so."""
        if word not in self._near:  # many have the same manager
            found = get_close_matches(plain(word), self._ids, 1, 0.85)
            self._near[word] = self._ids[found[0]][0] if found else ""
        return self._near[word]

    def has(self, word: str) -> bool:
        return plain(word) in self._ids

    def twice(self, row: Row) -> bool:
        return self._ids.get(plain(row.id), []).count(row.id) > 1


def entry_of(row: Row, form: Form, named: Names) -> Entry | None:
    if not row.name:
        row.wrong("the name is missing.")
        return None
    if named.twice(row):
        row.wrong("stands here more than once; keep one row, or tell two people apart by an `e-mail` column.")
    role = _role(row, form)
    if role is None:
        return None
    answers = _answers(row, form, role, named)
    past = tuple(_people(row, "past", named)) if row.get("past") else ()
    told = Participant(row.id, role, Status.ACTIVE, answers)
    return Entry(row.number, _person(row, named), told, past)


def _person(row: Row, named: Names) -> Person:
    """What Slack would know of somebody. A manager need not be in the table: then nobody here is meant."""
    known = {one.name for one in fields(Person)}
    facts: dict[str, Any] = {key: row.get(key) for key in WORK if key in known and row.get(key)}
    person = replace(Person(row.id, row.name), **facts)
    if zone := row.get("tz"):
        found = own_zone(zone)
        if not found:
            row.wrong(f"{zone!r} is no time zone; write one such as Europe/Berlin, or a city such as Berlin.")
        person = replace(person, tz=found or "UTC")
    manager = row.get("manager")
    if named.has(manager) or (manager and named.near(manager)):
        person = replace(person, manager=next(_people(row, "manager", named), ""))
    return person


def _role(row: Row, form: Form) -> Role | None:
    """Mentor, mentee or both: as the table says, or as follows from what stands in the row."""
    wants, gives = bool(row.get("wanted")), bool(row.get("offered"))
    if not wants and not gives:
        row.wrong("says neither what they want to learn nor what they can pass on; fill one of the two.")
        return None
    role = _said(row.get("role"), form) if row.get("role") else _ROLES[wants, gives]
    if role is None:
        row.wrong(f"{row.get('role')!r} is no part; write mentor, mentee or both.")
    elif role is not Role.MENTOR and not wants:
        row.wrong("is to be a mentee and names nothing to learn; fill `wants to learn`.")
    elif role is not Role.MENTEE and not gives:
        row.wrong("is to be a mentor and names nothing to pass on; fill `can pass on`.")
    return role


_ROLES = {(True, True): Role.BOTH, (True, False): Role.MENTEE, (False, True): Role.MENTOR}


def _said(words: str, form: Form) -> Role | None:
    """A part in the words of the form, or as it is written everywhere: `Mentor and mentee`, `mentee (new)`."""
    question = form.question("role")
    found = read(question, words) if question else Fault("not_asked")
    if not isinstance(found, Fault):
        return Role(str(found))
    named = [role for role in (Role.MENTOR, Role.MENTEE) if role in plain(words)]
    return Role.BOTH if len(named) == 2 else named[0] if named else None


def _answers(row: Row, form: Form, role: Role, named: Names) -> dict[str, Answer]:
    """What they would have answered. What a mentor alone is asked is left out for a mentee, and so on."""
    answers: dict[str, Answer] = {"role": role.value, "more": "yes"}
    for question in form.questions:
        if question.each or question.key in {"role", *NOT_ASKED} or not question.applies(answers):
            continue
        if cell := row.get(question.key):
            answers |= _answer(row, question, cell, form, named)
    if role is not Role.MENTEE:
        answers.setdefault("capacity", 1)
    return answers


def _answer(row: Row, question: Question, cell: str, form: Form, named: Names) -> dict[str, Answer]:
    if question.kind in (Kind.PERSON, Kind.PEOPLE):
        if question.key == "manager":
            return {}  # known as Slack would know it
        people = tuple(_people(row, question.key, named))
        return {question.key: people if question.kind is Kind.PEOPLE else people[:1]}
    levels: dict[str, Answer] = {}
    given: str | list[str] = cell
    if question.kind in (Kind.WORDS, Kind.CHOICES):
        given, said = several(cell)
        levels = dict(_levels(row, question, said, form))
    found = read(question, given)
    if isinstance(found, Fault) and question.kind is Kind.CHOICE:
        found = _nearly(question, cell) or found
    if isinstance(found, Fault):
        row.wrong(_in_words(found, question, cell))
        return {}
    return {question.key: found, **levels}


def _nearly(question: Question, cell: str) -> str:
    """The one option whose words begin so, or that begins so: `Open talk`, `2 hours`."""
    said = plain(cell)
    found = [
        option.key
        for option in question.options
        if plain(option.label).startswith(said) or said.split(" ")[0] == plain(option.key)
    ]
    return found[0] if len(found) == 1 else ""


def _levels(row: Row, question: Question, said: Mapping[str, str], form: Form) -> Iterator[tuple[str, str]]:
    """`SQL (confident)`: how well somebody knows a skill."""
    asked = next((one for one in form.questions if one.each == question.key), None)
    for word, level in said.items():
        found = read(about_word(asked, word), level) if asked else Fault("not_asked")
        if isinstance(found, str):
            yield f"{asked.key if asked else ''}:{word}", found
        else:
            ways = ", ".join(option.label.lower() for option in asked.options) if asked else "none"
            row.wrong(f"{level!r} behind {word!r} is no level; write one of: {ways}.")


def _people(row: Row, key: str, named: Names) -> Iterator[str]:
    for word in several(row.get(key))[0]:
        try:
            yield named.find(word)
        except LookupError as unknown:
            row.wrong(f"in `{key}`, {unknown}")


def _in_words(fault: Fault, question: Question, cell: str) -> str:
    what = f"`{question.label}`"
    match fault.why:
        case "not_an_option":
            ways = ", ".join(option.label for option in question.options[:12])
            return f"{what} is {cell!r}; write one of: {ways}."
        case "too_many":
            return f"{what} holds too many; keep at most {fault.limit}."
        case "too_long":
            return f"{what} is too long; at most {fault.limit} characters."
        case "word_too_long":
            return (
                f"{what} holds a word of more than {fault.limit} characters; divide several by a semicolon."
            )
        case "not_a_number" | "out_of_bounds":
            return f"{what} is {cell!r}; write a number from {question.at_least} to {question.at_most}."
        case _:
            return f"{what} cannot be read: {cell!r}."
