"""What Slack's own form checks before it submits: required fields, lengths, numbers, addresses."""

import re
from typing import Any

from bot.sandbox.blockkit.state import is_empty, state
from bot.sandbox.workspace import View

Json = dict[str, Any]


def field_errors(view: View) -> dict[str, str]:
    """Words beside each field that cannot be submitted as it is, by block_id."""
    values = state(view.blocks, view.values)
    errors = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        value = values[block["block_id"]][block["element"]["action_id"]]
        if is_empty(value):
            if not block.get("optional"):
                errors[block["block_id"]] = "Please complete this required field."
        elif words := _wrong(block["element"], value):
            errors[block["block_id"]] = words
    return errors


def _wrong(element: Json, value: Json) -> str:
    kind, held = element["type"], str(value.get("value", ""))
    if kind == "plain_text_input":
        return _length(element, held)
    if kind == "number_input":
        return _number(element, held)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", held):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.match(r"https?://\S+$", held):
        return "Please enter a valid URL."
    most = element.get("max_selected_items")
    chosen = next((items for items in value.values() if isinstance(items, list)), [])
    return f"Please choose no more than {most}." if most and len(chosen) > most else ""


def _length(element: Json, held: str) -> str:
    if len(held) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    most = element.get("max_length", 3000)
    return f"Please enter no more than {most} characters." if len(held) > most else ""


def _number(element: Json, held: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, held):
        return "Please enter a number." if element["is_decimal_allowed"] else "Please enter a whole number."
    if "min_value" in element and float(held) < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and float(held) > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
