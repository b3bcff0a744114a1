"""What a program file must hold beyond its shape: sums, references, and everything the bot asks it for."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from bot.domain.criteria import CAN_BE_A_MUST
from bot.domain.forms import Kind
from bot.domain.matching import ReasonKind
from bot.domain.program import MatchingRules
from bot.domain.rules import clashes
from bot.domain.words import plain
from bot.programs.lines import Path
from bot.programs.models import FormModel, ProgramModel, QuestionModel

NUDGES = (
    "match.mentee_turn",
    "match.mentor_turn",
    "match.open",
    "match.publish",
    "match.held",
    "match.again",
    "match.over",
    "match.public",
    "checkin.mentee",
    "checkin.mentor",
    "checkin.planned",
    "checkin.later",
    "checkin.follow_up",
    "checkin.silence",
    "feedback.prompt",
    "feedback.follow_up",
    "feedback.asked",
    "feedback.unread",
    "feedback.deliver",
    "feedback.returned",
    "feedback.thanked",
    "feedback.more",
    "concern.opened",
    "intake.resume",
    "intake.more",
    "pause.ends",
    "pause.partner",
    "leave.partner",
    "joining.opened",
    "waiting.news",
    "together.begins",
)
WORKING_DAYS = {"match.mentor_turn", "match.held", "checkin.planned"}
"""Nudges whose `after_days` people read, as working days."""

QUESTIONS: Mapping[str, Mapping[str, Kind]] = {
    "intake": {
        "role": Kind.CHOICE,
        "wanted": Kind.WORDS,
        "goal": Kind.TEXT,
        "offered": Kind.WORDS,
        "expertise": Kind.TEXT,
        "capacity": Kind.NUMBER,
    },
    "sbi": {"situation": Kind.TEXT, "behavior": Kind.TEXT, "impact": Kind.TEXT},
    "planned": {"day": Kind.DAY},
    "pause": {"until": Kind.DAY},
    "concern": {"words": Kind.TEXT, "share": Kind.CHOICE},
}
"""The questions the bot counts on, each of its kind. A form may ask more, and leave out any other."""

OFFERED: Mapping[str, tuple[str, ...]] = {"more": ("yes",), "had_partners": ("yes",)}
"""Conditions that no question asks about: a button offers them (*Make my match better*), or what has been meets them."""

_ROLES = {"mentor", "mentee", "both"}
_PICKED = {Kind.CHOICE, Kind.CHOICES, Kind.WORDS}

Found = Iterator[tuple[Path, str]]


def faults(program: ProgramModel) -> Found:
    """Where the file contradicts itself or lacks something, in words."""
    yield from _criteria(program)
    yield from _format(program)
    yield from _names(("nudges",), program.nudges, NUDGES, "nudge")
    for kind in WORKING_DAYS & set(program.nudges):
        nudge = program.nudges[kind]
        if nudge.after_days < 1 or not nudge.working:
            yield ("nudges", kind), f"`{kind}` must be one working day away or more: messages say how many."
    if program.day_starts >= program.day_ends:
        yield ("day_ends",), "The working day must end after it starts."
    yield from _skills(program)
    yield from _names(("forms",), program.forms, list(QUESTIONS), "form")
    for name, form in program.forms.items():
        yield from _form(name, form)


def _criteria(program: ProgramModel) -> Found:
    given = program.matching.criteria
    path: Path = ("matching", "criteria")
    for name, word in given.items():
        if name not in [*ReasonKind]:
            yield (*path, name), f"There is no criterion `{name}`.{did_you_mean(name, [*ReasonKind])}"
        elif word == "must" and name not in CAN_BE_A_MUST:
            yield (*path, name), f"`{name}` cannot be a must; it may be high, medium, low or off."
    if set(given.values()) <= {"off"}:
        yield path, "At least one criterion must count."


def _format(program: ProgramModel) -> Found:
    rules = program.matching
    if rules.circle.least > rules.circle.most:
        yield ("matching", "circle"), "A circle's `least` must not be more than its `most`."
    intake = program.forms.get("intake")
    asked = intake.questions.get("capacity") if intake else None
    least = rules.circle.least
    most = asked.at_most if asked else least
    given = MatchingRules(
        {}, words=rules.criteria, format=rules.format, mentors_each=rules.mentors_each, circle=(least, most)
    )
    told: dict[str, tuple[Path, str]] = {
        "mentors_each": (
            ("matching", "mentors_each"),
            f"`mentors_each` is for the formats one_to_one and reverse; in {rules.format} it must be 1.",
        ),
        "capacity": (
            ("forms", "intake", "questions", "capacity"),
            f"`capacity` takes at most {most}, and a circle needs {least} to open.",
        ),
        "seniority": (
            ("matching", "format"),
            "In reverse mentoring the mentor is the junior: let the criterion `seniority` count, so that people are asked.",
        ),
    }
    for name in clashes(given, most):
        yield told[name]


def _names(path: Path, given: Collection[str], known: Collection[str], what: str) -> Found:
    """Every known name must be given, and no other."""
    for name in given:
        if name not in known:
            yield (*path, name), f"There is no {what} `{name}`.{did_you_mean(name, known)}"
    for name in known:
        if name not in given:
            yield path, f"The {what} `{name}` is missing."


def _skills(program: ProgramModel) -> Found:
    named = [
        (group, place, skill)
        for group, skills in program.skills.items()
        for place, skill in enumerate(skills)
    ]
    count = Counter(plain(skill) for _, _, skill in named)
    for group, place, skill in named:
        if count[plain(skill)] > 1:
            yield ("skills", group, place), f"The skill `{skill}` stands here more than once."
    if len(named) > 100:
        yield ("skills",), f"There are {len(named)} skills; a list in Slack holds 100."


def _form(name: str, form: FormModel) -> Found:
    path: Path = ("forms", name, "questions")
    for key, kind in QUESTIONS.get(name, {}).items():
        if key not in form.questions:
            yield path, f"The question `{key}` is missing: the bot counts on it."
        elif form.questions[key].kind is not kind:
            yield (*path, key, "kind"), f"`{key}` must be of the kind `{kind}`."
    if name == "intake" and "role" in form.questions and set(form.questions["role"].options) != _ROLES:
        yield (*path, "role", "options"), "The options of `role` must be mentee, mentor and both."
    earlier: set[str] = set()
    for key in form.questions:
        yield from _question((*path, key), form, key, earlier)
        earlier.add(key)


def _question(path: Path, form: FormModel, key: str, earlier: set[str]) -> Found:
    question = form.questions[key]
    needs_options = question.kind in (Kind.CHOICE, Kind.CHOICES)
    if needs_options and not question.options and not question.options_from:
        yield path, f"`{key}` is a choice and needs options."
    if question.kind not in _PICKED and (question.options or question.options_from):
        yield (*path, "options"), f"`{key}` is of the kind `{question.kind}`, which takes no options."
    if question.at_least > question.at_most:
        yield (*path, "at_least"), f"`at_least` is more than `at_most`, {question.at_most}."
    if question.each and (
        question.each not in earlier or form.questions[question.each].kind is not Kind.WORDS
    ):
        yield (*path, "each"), f"`{question.each}` is not an earlier question that takes words."
    if question.counts_for and question.counts_for not in [*ReasonKind]:
        yield (
            (*path, "counts_for"),
            f"There is no criterion `{question.counts_for}`.{did_you_mean(question.counts_for, [*ReasonKind])}",
        )
    yield from _conditions(path, form, question, earlier)


def _conditions(path: Path, form: FormModel, question: QuestionModel, earlier: set[str]) -> Found:
    for asked, wanted in question.asked_if.items():
        if asked in OFFERED:
            yield from _names((*path, "asked_if", asked), wanted, OFFERED[asked], "answer")
            continue
        if asked not in earlier:
            yield (
                (*path, "asked_if", asked),
                f"`{asked}` is not an earlier question.{did_you_mean(asked, earlier)}",
            )
            continue
        for place, option in enumerate(wanted):
            if option not in form.questions[asked].options:
                yield (*path, "asked_if", asked, place), f"`{option}` is not an option of `{asked}`."


def did_you_mean(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, known, 1)
    return f" Did you mean `{close[0]}`?" if close else ""
