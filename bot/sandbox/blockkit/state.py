"""What people typed and chose: `state.values`, kept by block_id and action_id."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]

STATE_KEYS = {
    "static_select": "selected_option", "external_select": "selected_option", "radio_buttons": "selected_option",
    "multi_static_select": "selected_options", "multi_external_select": "selected_options",
    "checkboxes": "selected_options", "users_select": "selected_user", "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation", "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel", "multi_channels_select": "selected_channels",
    "datepicker": "selected_date", "timepicker": "selected_time", "datetimepicker": "selected_date_time",
    "plain_text_input": "value", "email_text_input": "value", "url_text_input": "value", "number_input": "value",
    "rich_text_input": "rich_text_value", "file_input": "files",
}  # fmt: skip
INITIAL_KEYS = {"value": "initial_value", "rich_text_value": "initial_value"}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block, in reading order."""
    for block in blocks:
        inside = [
            block.get("accessory"),
            block.get("element"),
            *block.get("elements", []),
            *block.get("actions", []),
        ]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element
        yield from elements([*block.get("child_blocks", [])])


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    for block, element in elements(blocks):
        if block.get("block_id") == block_id and element["action_id"] == action_id:
            return block, element
    return None


def options(element: Json) -> list[Json]:
    return [
        *element.get("options", []),
        *(o for group in element.get("option_groups", []) for o in group["options"]),
    ]


def initial(element: Json) -> Json:
    """What an untouched element holds."""
    key = STATE_KEYS[element["type"]]
    start = element.get(INITIAL_KEYS.get(key, key.replace("selected_", "initial_")))
    empty: list[Any] | None = [] if key.startswith("selected_") and key.endswith("s") else None
    return {"type": element["type"], key: empty if start is None else start}


def chosen(element: Json, raw: Any) -> Json:
    """The state of an element after a person chose `raw`: option values, ids, a date, words.

    An option may be given whole (external selects) or by its value. Raises ValueError for what is not offered.
    """
    kind = element["type"]
    key = STATE_KEYS[kind]
    if key == "selected_option":
        return {"type": kind, key: None if raw in (None, "") else _option(element, raw)}
    if key == "selected_options":
        return {"type": kind, key: [_option(element, item) for item in raw or []]}
    if kind.startswith("multi_"):
        return {"type": kind, key: list(raw or [])}
    if kind == "datetimepicker":
        return {"type": kind, key: int(raw) if raw else None}
    if kind == "rich_text_input":
        return {"type": kind, key: _rich(raw) if isinstance(raw, str) else raw}
    return {"type": kind, key: raw or None}


def _option(element: Json, raw: Any) -> Json:
    if isinstance(raw, dict):
        return raw
    for option in options(element):
        if option.get("value") == raw:
            return option
    raise ValueError(f"{raw!r} is not among the options of {element.get('action_id')!r}")


def _rich(words: str) -> Json | None:
    if not words:
        return None
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [section]}


def state(blocks: list[Json], values: Values) -> Values:
    """`state.values` as Slack sends it: every element with a value, touched or not."""
    whole: Values = {}
    for block, element in elements(blocks):
        if element["type"] in STATE_KEYS:
            kept = values.get(block["block_id"], {}).get(element["action_id"])
            whole.setdefault(block["block_id"], {})[element["action_id"]] = kept or initial(element)
    return whole


def keep(blocks: list[Json], values: Values) -> Values:
    """After an update: what was typed stays where block_id, action_id and kind are the same."""
    kept: Values = {}
    for block, element in elements(blocks):
        value = values.get(block["block_id"], {}).get(element["action_id"])
        if value is not None and value["type"] == element["type"]:
            kept.setdefault(block["block_id"], {})[element["action_id"]] = value
    return kept


def is_empty(value: Json) -> bool:
    held = value.get(STATE_KEYS[value["type"]])
    return held is None or held in ("", [])


def with_ids(blocks: list[Json], new_id: Any) -> list[Json]:
    """A copy in which every block has a block_id and every interactive element an action_id, as Slack gives them."""
    filled = []
    for original in blocks:
        block = dict(original)
        block.setdefault("block_id", new_id("b"))
        for key in ("accessory", "element"):
            if isinstance(block.get(key), dict):
                block[key] = _with_action(block[key], new_id)
        for key in ("elements", "actions"):
            if isinstance(block.get(key), list) and block["type"] != "rich_text":
                block[key] = [_with_action(e, new_id) for e in block[key]]
        if "child_blocks" in block:
            block["child_blocks"] = with_ids(block["child_blocks"], new_id)
        filled.append(block)
    return filled


def _with_action(element: Json, new_id: Any) -> Json:
    if element.get("type") in STATE_KEYS or element.get("type") in ("button", "overflow", "icon_button"):
        return {**element, "action_id": element.get("action_id") or new_id("a")}
    return element
