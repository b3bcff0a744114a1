"""Interactive elements: what each may hold, how much of it, and in which block it may stand."""

import re
from collections.abc import Callable
from datetime import date
from zoneinfo import available_timezones

from bot.sandbox.blockkit.lint import Json, Lint

EVERYWHERE = {"section", "actions", "input"}
PLACES: dict[str, set[str]] = {
    "button": {"section", "actions", "card"},
    "overflow": {"section", "actions"},
    "datetimepicker": {"actions", "input"},
    "plain_text_input": {"input"},
    "email_text_input": {"input"},
    "url_text_input": {"input"},
    "number_input": {"input"},
    "rich_text_input": {"input"},
    "file_input": {"input"},
    "feedback_buttons": {"context_actions"},
    "icon_button": {"context_actions"},
    **dict.fromkeys(("static_select", "multi_static_select", "external_select", "multi_external_select", "users_select", "multi_users_select", "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select", "radio_buttons", "checkboxes", "datepicker", "timepicker"), EVERYWHERE),
}  # fmt: skip

COMMON = ["action_id", "focus_on_load"]


def element(lint: Lint, value: object, path: str, place: str, seen: set[str]) -> None:
    """Check one element; `seen` holds the action ids met in this block."""
    if (thing := lint.mapping(value, path)) is None:
        return
    kind = str(thing.get("type"))
    if place not in PLACES.get(kind, set()):
        lint.fault(f"{path}/type", f"unsupported type: {kind}")
        return
    lint.string(thing, "action_id", path, 255)
    action_id = thing.get("action_id")
    if isinstance(action_id, str):
        if action_id in seen:
            lint.fault(f"{path}/action_id", f"`action_id` already exists in this block: {action_id}")
        seen.add(action_id)
    lint.focused += bool(thing.get("focus_on_load"))
    lint.text(thing, "placeholder", path, 150, plain=True)
    lint.confirm(thing, path)
    CHECKS[kind](lint, thing, path)


def option(lint: Lint, value: object, path: str, *, rich: bool = False, url: bool = False) -> None:
    if (thing := lint.mapping(value, path)) is None:
        return
    lint.keys(thing, path, ["text", "value"], ["description", *(["url"] if url else [])])
    lint.text(thing, "text", path, 75, plain=not rich)
    lint.text(thing, "description", path, 75, plain=not rich)
    lint.string(thing, "value", path, 150)
    lint.string(thing, "url", path, 3000)


def _options(
    lint: Lint, thing: Json, path: str, most: int, *, rich: bool = False, url: bool = False
) -> list[Json]:
    options = lint.items(thing, "options", path, most)
    for index, item in enumerate(options):
        option(lint, item, f"{path}/options/{index}", rich=rich, url=url)
    return options


def _groups(lint: Lint, thing: Json, path: str) -> list[Json]:
    inside: list[Json] = []
    for index, group in enumerate(lint.items(thing, "option_groups", path, 100)):
        where = f"{path}/option_groups/{index}"
        if lint.mapping(group, where) is not None:
            lint.keys(group, where, ["label", "options"])
            lint.text(group, "label", where, 75, plain=True)
            inside += _options(lint, group, where, 100)
    return inside


def _initial(lint: Lint, thing: Json, path: str, options: list[Json]) -> None:
    if "initial_option" in thing and thing["initial_option"] not in options:
        lint.fault(f"{path}/initial_option", "must match one of the options exactly")
    for index, item in enumerate(lint.items(thing, "initial_options", path, 100)):
        if item not in options:
            lint.fault(f"{path}/initial_options/{index}", "must match one of the options exactly")


def _button(lint: Lint, thing: Json, path: str) -> None:
    extra = ["action_id", "value", "url", "style", "confirm", "accessibility_label", "visible_to_user_ids"]
    lint.keys(thing, path, ["type", "text"], extra)
    lint.text(thing, "text", path, 75, plain=True)
    lint.string(thing, "value", path, 2000)
    lint.string(thing, "url", path, 3000)
    lint.string(thing, "accessibility_label", path, 75)
    lint.one_of(thing, "style", path, ["primary", "danger"])


def _static(lint: Lint, thing: Json, path: str) -> None:
    multi = str(thing["type"]).startswith("multi_")
    own = ["initial_options", "max_selected_items"] if multi else ["initial_option"]
    lint.keys(thing, path, ["type"], [*COMMON, "options", "option_groups", "placeholder", "confirm", *own])
    if ("options" in thing) == ("option_groups" in thing):
        lint.fault(path, "must have exactly one of: options, option_groups")
    _initial(lint, thing, path, _options(lint, thing, path, 100) + _groups(lint, thing, path))
    lint.number(thing, "max_selected_items", path, 1, 100)


def _external(lint: Lint, thing: Json, path: str) -> None:
    multi = str(thing["type"]).startswith("multi_")
    own = ["initial_options", "max_selected_items"] if multi else ["initial_option"]
    lint.keys(thing, path, ["type"], [*COMMON, "min_query_length", "placeholder", "confirm", *own])
    lint.number(thing, "min_query_length", path, 0, 100)
    for index, item in enumerate(lint.items(thing, "initial_options", path, 100)):
        option(lint, item, f"{path}/initial_options/{index}")
    if "initial_option" in thing:
        option(lint, thing["initial_option"], f"{path}/initial_option")


def _people(lint: Lint, thing: Json, path: str) -> None:
    """users_select, channels_select, conversations_select and their multi forms."""
    kind = str(thing["type"])
    what = kind.removeprefix("multi_").removesuffix("s_select")
    own = [f"initial_{what}s", "max_selected_items"] if kind.startswith("multi_") else [f"initial_{what}"]
    if what == "conversation":
        own += ["default_to_current_conversation", "filter"]
    if what != "user" and not kind.startswith("multi_"):
        own += ["response_url_enabled"]
    lint.keys(thing, path, ["type"], [*COMMON, "placeholder", "confirm", *own])
    lint.string(thing, f"initial_{what}", path, 255)
    lint.items(thing, f"initial_{what}s", path, 100)
    lint.number(thing, "max_selected_items", path, 1, 100)
    _filter(lint, thing, path)


def _filter(lint: Lint, thing: Json, path: str) -> None:
    if "filter" not in thing or (chosen := lint.mapping(thing["filter"], f"{path}/filter")) is None:
        return
    path = f"{path}/filter"
    lint.keys(chosen, path, [], ["include", "exclude_bot_users", "exclude_external_shared_channels"])
    for index, kind in enumerate(lint.items(chosen, "include", path, 4)):
        if kind not in ("im", "mpim", "private", "public"):
            lint.fault(f"{path}/include/{index}", "must be one of: im, mpim, private, public")


def _radio(lint: Lint, thing: Json, path: str) -> None:
    own = "initial_option" if thing["type"] == "radio_buttons" else "initial_options"
    lint.keys(thing, path, ["type", "options"], [*COMMON, "confirm", own])
    _initial(lint, thing, path, _options(lint, thing, path, 10, rich=True))


def _overflow(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "options"], ["action_id", "confirm"])
    _options(lint, thing, path, 5, url=True)


def _day(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type"], [*COMMON, "initial_date", "placeholder", "confirm"])
    given = thing.get("initial_date")
    if given is not None and not _is_date(given):
        lint.fault(f"{path}/initial_date", "must be a date as YYYY-MM-DD")


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _time(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type"], [*COMMON, "initial_time", "placeholder", "confirm", "timezone"])
    if "initial_time" in thing and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(thing["initial_time"])):
        lint.fault(f"{path}/initial_time", "must be a time as HH:mm")
    if "timezone" in thing and thing["timezone"] not in available_timezones():
        lint.fault(f"{path}/timezone", "must be an IANA time zone")


def _moment(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type"], [*COMMON, "initial_date_time", "confirm"])
    given = thing.get("initial_date_time")
    if given is not None and (type(given) is not int or not 10**9 <= given < 10**10):
        lint.fault(f"{path}/initial_date_time", "must be a Unix time of 10 digits")


TYPED = [*COMMON, "initial_value", "placeholder", "dispatch_action_config"]


def _typed(lint: Lint, thing: Json, path: str) -> None:
    own = ["multiline", "min_length", "max_length"] if thing["type"] == "plain_text_input" else []
    lint.keys(thing, path, ["type"], [*TYPED, *own])
    lint.string(thing, "initial_value", path, 3000, shortest=0)
    if "min_length" in thing:
        lint.number(thing, "min_length", path, 0, 3000)
    lint.number(thing, "max_length", path, 1, 3000)
    if thing.get("min_length", 0) > thing.get("max_length", 3000):
        lint.fault(f"{path}/min_length", "must not be greater than max_length")


def _counted(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "is_decimal_allowed"], [*TYPED, "min_value", "max_value"])
    for key in ("min_value", "max_value", "initial_value"):
        if key in thing and not re.fullmatch(r"-?\d+(\.\d+)?", str(thing[key])):
            lint.fault(f"{path}/{key}", "must be a number")
        lint.string(thing, key, path, 255)


def _rich(lint: Lint, thing: Json, path: str) -> None:
    own = [
        "initial_value",
        "placeholder",
        "dispatch_action_config",
        "min_lines",
        "max_lines",
        "focus_on_load",
    ]
    lint.keys(thing, path, ["type", "action_id"], own)
    lint.number(thing, "min_lines", path, 1, 100)
    lint.number(thing, "max_lines", path, 1, 100)


def _files(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type"], ["action_id", "max_files", "filetypes"])
    lint.number(thing, "max_files", path, 1, 10)
    if lint.surface != "modal":
        lint.fault(f"{path}/type", "unsupported type: file_input")


def _context_action(lint: Lint, thing: Json, path: str) -> None:
    if thing["type"] == "icon_button":
        lint.keys(
            thing, path, ["type", "icon", "text"], ["action_id", "value", "confirm", "accessibility_label"]
        )
        lint.one_of(thing, "icon", path, ["trash"])
        lint.text(thing, "text", path, 75, plain=True)
        return
    lint.keys(thing, path, ["type", "positive_button", "negative_button"], ["action_id"])
    for key in ("positive_button", "negative_button"):
        if key in thing and (side := lint.mapping(thing[key], f"{path}/{key}")) is not None:
            lint.keys(side, f"{path}/{key}", ["text", "value"], ["accessibility_label"])
            lint.text(side, "text", f"{path}/{key}", 75, plain=True)
            lint.string(side, "value", f"{path}/{key}", 2000)


CHECKS: dict[str, Callable[[Lint, Json, str], None]] = {
    "button": _button,
    "overflow": _overflow,
    "datepicker": _day,
    "timepicker": _time,
    "datetimepicker": _moment,
    "plain_text_input": _typed,
    "email_text_input": _typed,
    "url_text_input": _typed,
    "number_input": _counted,
    "rich_text_input": _rich,
    "file_input": _files,
    "feedback_buttons": _context_action,
    "icon_button": _context_action,
    "radio_buttons": _radio,
    "checkboxes": _radio,
    **dict.fromkeys(("static_select", "multi_static_select"), _static),
    **dict.fromkeys(("external_select", "multi_external_select"), _external),
    **{
        kind: _people
        for kind in PLACES
        if re.fullmatch(r"(multi_)?(users|channels|conversations)_select", kind)
    },
}
