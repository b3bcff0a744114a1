"""Between the plain words of an HTML control and what Slack keeps in `state.values`."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.blockkit.state import STATE_KEYS, initial

Json = dict[str, Any]


def shown(element: Json, entry: Json | None) -> list[str]:
    """What the control shows: what the person left there, else what the app put there first."""
    if element["type"] not in STATE_KEYS:
        return []
    value = (entry or initial(element)).get(STATE_KEYS[element["type"]])
    if value is None:
        return []
    many = value if isinstance(value, list) else [value]
    return [_word(one, element) for one in many]


def option_word(option: Mapping[str, Any], element: Json) -> str:
    """An option offered by the app on demand is not in the element, so the control carries it whole."""
    if "external" in element["type"]:
        return json.dumps(option, sort_keys=True)
    return str(option["value"])


def raw(element: Json, words: Sequence[str], tz: str) -> Any:
    """What a person chose, as the acting functions take it; `tz` is theirs, for a date with a time."""
    kind = str(element["type"])
    chosen = [json.loads(word) if "external" in kind else word for word in words if word != ""]
    if kind.startswith("multi_") or kind == "checkboxes":
        return chosen
    if not chosen:
        return None
    if kind == "datetimepicker":
        return int(datetime.fromisoformat(chosen[0]).replace(tzinfo=ZoneInfo(tz)).timestamp())
    return chosen[0]


def _word(value: Any, element: Json) -> str:
    if isinstance(value, Mapping) and value.get("type") == "rich_text":
        return _plain(value)
    if isinstance(value, Mapping):
        return option_word(value, element)
    return str(value)


def _plain(block: Mapping[str, Any]) -> str:
    if "text" in block:
        return str(block["text"])
    return "".join(_plain(part) for part in block.get("elements", ()))
