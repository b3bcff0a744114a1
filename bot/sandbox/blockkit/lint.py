"""Collects faults in a payload, with a JSON pointer for each, as Slack words them."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.blockkit.mrkdwn import unknown_elements

Json = dict[str, Any]


class Lint:
    """One pass over one payload."""

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.found: list[str] = []
        self.block_ids: set[str] = set()
        self.focused = 0
        self.counted: dict[str, int] = {}  # how many blocks of a type the payload holds

    def fault(self, path: str, words: str) -> None:
        self.found.append(f"[ERROR] {words} [json-pointer:{path}]")

    def mapping(self, value: object, path: str) -> Json | None:
        if isinstance(value, dict):
            return value
        self.fault(path, "must be an object")
        return None

    def keys(self, thing: Json, path: str, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        required = list(required)
        for name in required:
            if name not in thing:
                self.fault(path, f"missing required field: {name}")
        for name in thing.keys() - {*required, *optional}:
            self.fault(path, f"invalid additional property: {name}")

    def one_of(self, thing: Json, key: str, path: str, allowed: Iterable[object]) -> None:
        allowed = list(allowed)
        if key in thing and thing[key] not in allowed:
            self.fault(f"{path}/{key}", f"must be one of: {', '.join(map(str, allowed))}")

    def string(self, thing: Json, key: str, path: str, longest: int, shortest: int = 1) -> None:
        if key not in thing:
            return
        value = thing[key]
        if not isinstance(value, str):
            self.fault(f"{path}/{key}", "must be a string")
        elif len(value) > longest:
            self.fault(f"{path}/{key}", f"must be less than {longest + 1} characters")
        elif len(value) < shortest:
            self.fault(f"{path}/{key}", f"must be more than {shortest - 1} characters")

    def number(self, thing: Json, key: str, path: str, lowest: int, highest: int) -> None:
        value = thing.get(key, lowest)
        if type(value) is not int or not lowest <= value <= highest:
            self.fault(f"{path}/{key}", f"must be a number from {lowest} to {highest}")

    def items(self, thing: Json, key: str, path: str, most: int, fewest: int = 1) -> list[Any]:
        value = thing.get(key)
        if key not in thing:
            return []
        if not isinstance(value, list):
            self.fault(f"{path}/{key}", "must be an array")
            return []
        if len(value) > most:
            self.fault(f"{path}/{key}", f"no more than {most} items allowed")
        if len(value) < fewest:
            self.fault(f"{path}/{key}", f"must provide at least {fewest} items")
        return value

    def text(self, thing: Json, key: str, path: str, longest: int, *, plain: bool = False) -> None:
        """A text object under `key`; `plain` where Slack takes no mrkdwn."""
        if key in thing:
            self.text_object(thing[key], f"{path}/{key}", longest, plain=plain)

    def text_object(self, value: object, path: str, longest: int, *, plain: bool = False) -> None:
        if (text := self.mapping(value, path)) is None:
            return
        kinds = ["plain_text"] if plain else ["plain_text", "mrkdwn"]
        if text.get("type") not in kinds:
            self.fault(f"{path}/type", f"must be one of: {', '.join(kinds)}")
            return
        is_plain = text["type"] == "plain_text"
        self.keys(text, path, ["type", "text"], ["emoji"] if is_plain else ["verbatim"])
        self.string(text, "text", path, longest)
        if not is_plain:
            self.mrkdwn(text.get("text"), f"{path}/text")

    def mrkdwn(self, value: object, path: str) -> None:
        if isinstance(value, str):
            for element in unknown_elements(value):
                self.fault(path, f"unknown mrkdwn element: {element}")

    def confirm(self, thing: Json, path: str) -> None:
        if "confirm" not in thing:
            return
        path = f"{path}/confirm"
        if (confirm := self.mapping(thing["confirm"], path)) is None:
            return
        self.keys(confirm, path, ["title", "text", "confirm", "deny"], ["style"])
        self.text(confirm, "title", path, 100, plain=True)
        self.text(confirm, "text", path, 300)
        self.text(confirm, "confirm", path, 30, plain=True)
        self.text(confirm, "deny", path, 30, plain=True)
        self.one_of(confirm, "style", path, ["primary", "danger"])
