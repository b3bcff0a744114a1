"""Joining: what a wish in words says already, and what somebody has told so far."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from bot.domain.forms import Answer, Answers, Fault, Form, Question, read
from bot.domain.people import Participant, Person, Role
from bot.domain.words import plain

MORE: Final = "more"
"""Answered "yes" by whoever wants to make their match better: then the optional questions are asked too."""

PARTNERS: Final = "had_partners"
"""Answered "yes" for whoever had a partner before: only then they are asked whether they would like one again."""

OPEN: Final = "open"
"""The value of the setting `joining` while people may join."""

_GIVES: Final = re.compile(
    r"\b(?:be|become|being|becoming|as) (?:an? )?mentor\b|^mentors?\b|\b(?:can|could|would|to) mentor\b"
)
_TOPIC: Final = re.compile(
    r"\bment(?:or|ee)s?\b.*?\b(?:for|in|on|with|about|learn|teach me) (?P<topic>.+?)(?: please)?$"
)


def wish(form: Form, text: str) -> dict[str, Answer]:
    """What these words say: `mentor`, `as a mentee`, `I would like a mentor for public speaking and SQL`."""
    said = plain(text)
    role = _role(said)
    if role is None:
        return {}
    known: dict[str, Answer] = {"role": role.value}
    question = form.question("offered" if role is Role.MENTOR else "wanted")
    topic = _TOPIC.search(said)
    if topic and question:
        words = read(question, topic["topic"])
        if not isinstance(words, Fault):
            known[question.key] = words
    return known


def _role(said: str) -> Role | None:
    if re.search(r"\bboth\b", said):
        return Role.BOTH
    if "mentee" in said:
        return Role.MENTEE
    if _GIVES.search(said):
        return Role.MENTOR
    return Role.MENTEE if re.search(r"\bmentors?\b", said) else None


def from_slack(person: Person | None) -> dict[str, Answer]:
    """The answers that Slack gives: manager, department and site, where a workspace keeps these in its profiles."""
    if person is None:
        return {}
    is_id = person.manager[:1] in ("U", "W") and person.manager.isalnum()
    known = {
        "manager": person.manager if is_id else "",
        "department": person.department,
        "site": person.site,
    }
    return {key: told for key, told in known.items() if told}


def told(form: Form, answers: Answers) -> Iterator[tuple[Question, Answer]]:
    """Every question that somebody has answered and that applies to them, the optional ones included."""
    for question in form.applying({**answers, MORE: "yes"}):
        if answers.get(question.key) is not None:
            yield question, answers[question.key]


def open_questions(form: Form, answers: Answers) -> int:
    """How many optional questions are left that would make the match better."""
    return sum(question.key not in answers for question in form.applying({**answers, MORE: "yes"}))


def all_asked(form: Form) -> Form:
    """The form as it would be if every criterion counted."""
    return replace(form, questions=tuple(replace(one, idle=False) for one in form.questions))


CIRCLE: Final = "circle"
"""Beside criteria, for those who would have to take more people before they can lead a circle."""


PEER: Final = "peer"
"""Likewise, for those who joined to learn or to pass on, and would do both as a peer."""


def to_ask(form: Form, one: Participant, criteria: Collection[str], least: int) -> tuple[str, ...]:
    """The keys of what somebody is to be asked for the sake of these criteria; `least` is what a circle needs."""
    left = open_for(form, one.answers, criteria)
    if PEER in criteria:
        left += tuple(key for key in ("wanted", "offered") if not one.answers.get(key))
    return (*left, "capacity") if CIRCLE in criteria and one.gives and one.capacity < least else left


def open_for(form: Form, answers: Answers, criteria: Collection[str]) -> tuple[str, ...]:
    """What somebody has not answered of that which this form asks for the sake of these criteria alone, or which is named
    itself: its keys."""
    told = {**answers, MORE: "yes"}
    return tuple(
        one.key
        for one in form.questions
        if (one.counts_for in criteria or one.key in criteria) and one.applies(told) and one.key not in told
    )
