"""The input that takes an answer of each kind of question."""

from typing import Any

from bot.domain.forms import Answer, Kind, Option, Question
from bot.domain.program import Program
from bot.domain.words import visible
from bot.messages.base import Given
from bot.messages.pieces import options, plain


def only(given: str | tuple[str, ...] | None) -> str:
    """What was picked in a select, of people or of words."""
    return (given if isinstance(given, str) else next(iter(given or ()), "")) or ""


def element(question: Question, program: Program, answer: Answer) -> dict[str, Any]:
    """A Block Kit element for the question, filled in with the answer given before, if any."""
    match question.kind:
        case Kind.TEXT:
            return _text(question, answer)
        case Kind.NUMBER:
            return _number(question, answer)
        case Kind.DAY:
            return _with({"type": "datepicker", "placeholder": plain("Pick a day")}, "initial_date", answer)
        case Kind.CHOICE:
            return _select(question, answer)
        case Kind.CHOICES:
            return _checkboxes(question, answer)
        case Kind.WORDS:
            return _words(question, program, answer)
        case Kind.PERSON:
            bare = {"type": "users_select", "placeholder": plain("Select a colleague")}
            return _with(bare, "initial_user", answer)
        case Kind.PEOPLE:
            bare = {"type": "multi_users_select", "placeholder": plain("Select colleagues")}
            return _with(bare, "initial_users", list(answer) if isinstance(answer, tuple) else None)


def _with(bare: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    return bare | {key: value} if value else bare


def _text(question: Question, answer: Answer) -> dict[str, Any]:
    bare = {"type": "plain_text_input", "multiline": question.at_most > 100, "max_length": question.at_most}
    return _with(bare, "initial_value", str(answer) if answer else None)


def _number(question: Question, answer: Answer) -> dict[str, Any]:
    bare = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": str(question.at_least),
        "max_value": str(question.at_most),
    }
    return _with(bare, "initial_value", str(answer) if answer else None)


def _select(question: Question, answer: Answer) -> dict[str, Any]:
    made = options(question.options)
    chosen = next((one for one in made if one["value"] == answer), None)
    kind = "radio_buttons" if len(made) <= 5 else "static_select"
    bare: dict[str, Any] = {"type": kind, "options": made}
    if kind == "static_select":
        bare["placeholder"] = plain(f"Select: {question.label}"[:150])
    return _with(bare, "initial_option", chosen)


def _checkboxes(question: Question, answer: Answer) -> dict[str, Any]:
    made = options(question.options)
    chosen = [one for one in made if isinstance(answer, tuple) and one["value"] in answer]
    return _with({"type": "checkboxes", "options": made}, "initial_options", chosen)


def _words(question: Question, program: Program, answer: Answer) -> dict[str, Any]:
    """A select over the program's skills; words of one's own, typed earlier, stand in a group of their own."""
    if question.of_skills:
        return _skills(question, answer)
    offered = [option.key for option in question.options]
    skills = [(group.label, list(group.skills)) for group in program.skills]
    groups = (
        skills
        if offered == [one for _, of in skills for one in of] or not offered
        else [(question.label, offered)]
    )
    known = {skill for _, skills in groups for skill in skills}
    own = [word for word in answer if word not in known] if isinstance(answer, tuple) else []
    if own:
        groups = [("Your own words", own), *groups]
    made: list[dict[str, Any]] = [
        {"label": plain(label), "options": options(Option(s, s) for s in skills)} for label, skills in groups
    ]
    bare: dict[str, Any] = {
        "type": "multi_static_select",
        "placeholder": plain(f"Select: {question.label}"[:150]),
        "option_groups": made,
        "max_selected_items": question.at_most,
    }
    wanted = answer if isinstance(answer, tuple) else ()
    chosen = [one for group in made for one in group["options"] if one["value"] in wanted]
    return _with(bare, "initial_options", chosen)


def _skills(question: Question, answer: Answer) -> dict[str, Any]:
    """A select whose options Slack asks for as somebody types: `messages.skills` offers them."""
    bare: dict[str, Any] = {
        "type": "multi_external_select",
        "placeholder": plain("Type to search"),
        "min_query_length": 0,
        "max_selected_items": question.at_most,
    }
    wanted = answer if isinstance(answer, tuple) else ()
    return _with(bare, "initial_options", options(Option(word, word) for word in wanted))


def hint_in_form(question: Question) -> str:
    """What stands under a field: what it is for, and an example, in plain text."""
    example = f"For example: {question.example.rstrip(' ,.')}." if question.example else ""
    return visible(" ".join(part for part in (question.hint, example) if part))


def typed_hint(question: Question) -> str:
    """The hint in a conversation, where words of one's own can be typed."""
    own = "Or type your own, with commas between them." if question.kind is Kind.WORDS else ""
    return " ".join(part for part in (question.hint, own) if part)


def given_in(values: dict[str, Any]) -> Given:
    """What was put into inputs, from Slack's `state.values`, by the key of each (its block id)."""
    found: dict[str, str | tuple[str, ...]] = {}
    for key, elements in values.items():
        for state in elements.values():
            value = _value(state)
            if value is not None:
                found[key] = value
    return found


def _value(state: dict[str, Any]) -> str | tuple[str, ...] | None:
    for key in ("value", "selected_date", "selected_time", "selected_conversation"):
        if state.get(key):
            return str(state[key])
    if option := state.get("selected_option"):
        return str(option["value"])
    if user := state.get("selected_user"):
        return (str(user),)
    options, users = state.get("selected_options") or (), state.get("selected_users") or ()
    return tuple(option["value"] for option in options) or tuple(users) or None
