"""A form is data: questions, asked as a conversation or shown as a modal, answered by press or by typed words.

Where somebody is in a form is never stored. It follows from what they have answered: the next question is the
first one that applies and has no answer, and *back* takes the last answer away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.domain.days import parse_day, written_day
from bot.domain.words import number, plain, split_words

Answer = str | int | tuple[str, ...] | None
"""A choice's key, a text, an ISO date, a number, or several keys, words or people; None stands for skipped."""
Answers = Mapping[str, Answer]


class Kind(StrEnum):
    CHOICE = "choice"  # one of the options
    CHOICES = "choices"  # several of the options
    WORDS = "words"  # several options or words of one's own (skills)
    TEXT = "text"  # a few lines
    NUMBER = "number"  # a whole number
    DAY = "day"  # a date
    PERSON = "person"  # one colleague
    PEOPLE = "people"  # several colleagues


class Audience(StrEnum):
    """Who may ever read an answer. `NOBODY` is read by the matching alone."""

    SELF = "self"
    PARTNER = "partner"
    PROGRAM_TEAM = "program_team"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing asked. `at_least` and `at_most` bound a number's value, a text's characters, or a list's length."""

    key: str
    kind: Kind
    ask: str
    label: str
    reads_as: str = ""
    """What stands above the answer where the partner reads it; "" for the label."""
    hint: str = ""
    example: str = ""
    options: tuple[Option, ...] = ()
    of_skills: bool = False
    """Whether any skill of the catalogue can be picked; the options are then the first that are shown."""
    at_least: int = 1
    at_most: int = 3000
    required: bool = True
    seen_by: tuple[Audience, ...] = (Audience.PROGRAM_TEAM,)
    asked_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts_for: str = ""
    """The criterion of matching that it is asked for alone."""
    idle: bool = False
    """Whether that criterion counts nothing now: then it is not asked, and what was told stays kept."""
    each: str = ""
    """The key of a list of words: the question is then asked once for each of them, as `key:word`."""

    def applies(self, answers: Answers) -> bool:
        return not self.idle and all(answers.get(key) in wanted for key, wanted in self.asked_if.items())

    def label_of(self, key: str) -> str:
        return next((option.label for option in self.options if option.key == key), key)


def about_word(question: Question, word: str) -> Question:
    """An `each` question, put for one word."""
    ask, label = question.ask.replace("{each}", word), question.label.replace("{each}", word)
    return replace(question, key=f"{question.key}:{word}", ask=ask, label=label, each="")


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    title: str
    questions: tuple[Question, ...]
    minutes: int = 3
    submit: str = "Save"
    """What the button says that hands in the whole form."""

    @property
    def deciding(self) -> frozenset[str]:
        """The keys of the questions whose answers decide which others apply."""
        asked = {question.key for question in self.questions}
        return frozenset(key for question in self.questions for key in question.asked_if if key in asked)

    def applying(self, answers: Answers) -> Iterator[Question]:
        """The questions that apply to these answers, an `each` question once for every word it is asked of."""
        for question in self.questions:
            if not question.applies(answers):
                continue
            if not question.each:
                yield question
                continue
            about = answers.get(question.each)
            for word in about if isinstance(about, tuple) else ():
                yield about_word(question, word)

    def question(self, key: str) -> Question | None:
        """The question of a key as it stands in the form, or, for `key:word`, as it is asked of that word."""
        name, _, word = key.partition(":")
        found = next((q for q in self.questions if q.key == name), None)
        return about_word(found, word) if found and found.each else found

    def next_question(self, answers: Answers) -> Question | None:
        return next((q for q in self.applying(answers) if q.key not in answers), None)

    def left(self, answers: Answers) -> int:
        """How many questions are still to be asked; 0 while an answer to come decides which others follow."""
        open_keys = {q.key for q in self.applying(answers) if q.key not in answers}
        return 0 if open_keys & self.deciding else len(open_keys)

    def without_last(self, answers: Answers) -> dict[str, Answer]:
        """The answers with the last one taken back."""
        given = [q.key for q in self.applying(answers) if q.key in answers]
        return {key: value for key, value in answers.items() if not given or key != given[-1]}

    def missing(self, answers: Answers) -> tuple[Question, ...]:
        """The required questions that have no answer yet."""
        return tuple(q for q in self.applying(answers) if q.required and answers.get(q.key) is None)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an answer could not be taken. `limit` is the bound it broke, where there is one."""

    why: str
    limit: int = 0


def read(question: Question, given: str | Sequence[str], today: date | None = None) -> Answer | Fault:
    """Read an answer, typed (a string) or picked (a list of keys, words or people), in its one place.

    Typed words may be an option's key, its label, or its number in the list. A `Fault` says what was wrong.
    """
    match question.kind:
        case Kind.TEXT:
            return _text(question, given if isinstance(given, str) else " ".join(given))
        case Kind.NUMBER:
            return _number(question, given if isinstance(given, str) else "".join(given[:1]))
        case Kind.DAY:
            return _day(given if isinstance(given, str) else "".join(given[:1]), today)
        case Kind.CHOICE:
            return _choice(question, given if isinstance(given, str) else "".join(given[:1]))
        case Kind.PERSON | Kind.PEOPLE:
            return _people(question, given)
        case Kind.CHOICES | Kind.WORDS:
            return _several(question, split_words(given) if isinstance(given, str) else list(given))


def _text(question: Question, text: str) -> Answer | Fault:
    text = text.strip()
    if len(text) > question.at_most:
        return Fault("too_long", question.at_most)
    return text if len(text) >= question.at_least else Fault("empty")


def _number(question: Question, text: str) -> Answer | Fault:
    count = number(text)
    if count is None:
        return Fault("not_a_number", question.at_most)
    if not question.at_least <= count <= question.at_most:
        return Fault("out_of_bounds", question.at_most)
    return count


def _day(text: str, today: date | None) -> Answer | Fault:
    day = parse_day(text, today) if today else written_day(text)
    if day is None:
        return Fault("not_a_day")
    return Fault("day_is_past") if today and day < today else day.isoformat()


def _option(question: Question, text: str) -> str | None:
    said = plain(text)
    for place, option in enumerate(question.options, start=1):
        if text == option.key or said in (plain(option.key), plain(option.label), str(place)):
            return option.key
    return None


def _choice(question: Question, text: str) -> Answer | Fault:
    return _option(question, text) or Fault("not_an_option")


def _several(question: Question, words: list[str]) -> Answer | Fault:
    read_as = [
        _option(question, word) or (word.strip() if question.kind is Kind.WORDS else "") for word in words
    ]
    if not all(read_as):
        return Fault("not_an_option")
    if any(len(word) > 60 for word in read_as):
        return Fault("word_too_long", 60)
    unique: dict[str, str] = {}
    for word in read_as:
        unique.setdefault(plain(word), word)
    kept = tuple(word for same, word in unique.items() if same)
    if len(kept) > question.at_most:
        return Fault("too_many", question.at_most)
    return kept if len(kept) >= question.at_least else Fault("empty")


def _people(question: Question, given: str | Sequence[str]) -> Answer | Fault:
    ids = mentioned(given) if isinstance(given, str) else tuple(given)
    if not ids:
        return Fault("no_person")
    if question.kind is Kind.PERSON:
        return ids[0]
    return ids if len(ids) <= question.at_most else Fault("too_many", question.at_most)


def mentioned(text: str) -> tuple[str, ...]:
    """The Slack ids of the people mentioned in a text, such as `<@U123|bo>`; first mention first."""
    ids = (part.split(">")[0].split("|")[0] for part in text.split("<@")[1:])
    return tuple(dict.fromkeys(one for one in ids if one and one[0] in "UW" and one.isalnum()))
