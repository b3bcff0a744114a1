"""Blocks: which surface takes which, and the limits of each."""

from collections.abc import Callable

from bot.sandbox.blockkit.elements import element
from bot.sandbox.blockkit.lint import Json, Lint
from bot.sandbox.blockkit.newer import NEWER
from bot.sandbox.blockkit.rich_text import rich_text

ANYWHERE = frozenset({"message", "modal", "home"})
MESSAGE = frozenset({"message"})
SURFACES = {
    **dict.fromkeys(
        ("section", "header", "divider", "context", "actions", "input", "image", "rich_text"), ANYWHERE
    ),
    **dict.fromkeys(
        ("markdown", "table", "data_table", "data_visualization", "container", "context_actions"), MESSAGE
    ),
    "card": MESSAGE | {"home"},
    "carousel": MESSAGE | {"home"},
    "alert": frozenset({"modal"}),
}


def block(lint: Lint, value: object, path: str) -> None:
    if (thing := lint.mapping(value, path)) is None:
        return
    kind = str(thing.get("type"))
    if lint.surface not in SURFACES.get(kind, frozenset()):
        lint.fault(f"{path}/type", f"unsupported type: {kind}")
        return
    lint.counted[kind] = lint.counted.get(kind, 0) + 1
    lint.string(thing, "block_id", path, 255)
    block_id = thing.get("block_id")
    if isinstance(block_id, str):
        if block_id in lint.block_ids:
            lint.fault(f"{path}/block_id", f"`block_id` already exists: {block_id}")
        lint.block_ids.add(block_id)
    CHECKS[kind](lint, thing, path)


def _section(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type"], ["block_id", "text", "fields", "accessory", "expand"])
    if "text" not in thing and "fields" not in thing:
        lint.fault(path, "missing required field: text or fields")
    lint.text(thing, "text", path, 3000)
    for index, field in enumerate(lint.items(thing, "fields", path, 10)):
        lint.text_object(field, f"{path}/fields/{index}", 2000)
    accessory = thing.get("accessory")
    if isinstance(accessory, dict) and accessory.get("type") == "image":
        _image_element(lint, accessory, f"{path}/accessory")
    elif accessory is not None:
        element(lint, accessory, f"{path}/accessory", "section", set())


def _header(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "text"], ["block_id", "level"])
    lint.text(thing, "text", path, 150, plain=True)
    lint.number(thing, "level", path, 1, 4)


def _divider(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type"], ["block_id"])


def _context(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "elements"], ["block_id"])
    for index, item in enumerate(lint.items(thing, "elements", path, 10)):
        where = f"{path}/elements/{index}"
        if isinstance(item, dict) and item.get("type") == "image":
            _image_element(lint, item, where)
        else:
            lint.text_object(item, where, 3000)


def _actions(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "elements"], ["block_id"])
    seen: set[str] = set()
    for index, item in enumerate(lint.items(thing, "elements", path, 25)):
        element(lint, item, f"{path}/elements/{index}", "actions", seen)


def _input(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "label", "element"], ["block_id", "hint", "optional", "dispatch_action"])
    lint.text(thing, "label", path, 2000, plain=True)
    lint.text(thing, "hint", path, 2000, plain=True)
    if "element" in thing:
        element(lint, thing["element"], f"{path}/element", "input", set())


def _image(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "alt_text"], ["block_id", "image_url", "slack_file", "title"])
    _picture(lint, thing, path)
    lint.text(thing, "title", path, 2000, plain=True)


def _image_element(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "alt_text"], ["image_url", "slack_file"])
    _picture(lint, thing, path)


def _picture(lint: Lint, thing: Json, path: str) -> None:
    if ("image_url" in thing) == ("slack_file" in thing):
        lint.fault(path, "must have exactly one of: image_url, slack_file")
    lint.string(thing, "image_url", path, 3000)
    lint.string(thing, "alt_text", path, 2000)


def _container(lint: Lint, thing: Json, path: str) -> None:
    further = [
        "block_id",
        "title",
        "rich_text_title",
        "subtitle",
        "width",
        "is_collapsible",
        "default_collapsed",
    ]
    lint.keys(thing, path, ["type", "child_blocks"], further)
    lint.text(thing, "title", path, 150)
    lint.text(thing, "subtitle", path, 150)
    lint.one_of(thing, "width", path, ["narrow", "standard", "wide", "full"])
    for index, child in enumerate(lint.items(thing, "child_blocks", path, 10)):
        if isinstance(child, dict) and child.get("type") == "container":
            lint.fault(f"{path}/child_blocks/{index}/type", "unsupported type: container")
        else:
            block(lint, child, f"{path}/child_blocks/{index}")


CHECKS: dict[str, Callable[[Lint, Json, str], None]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "rich_text": rich_text,
    "container": _container,
    **NEWER,
}
