"""The rich_text block and what stands inside it."""

from bot.sandbox.blockkit.lint import Json, Lint

INSIDE: dict[str, tuple[list[str], list[str]]] = {  # element -> required and further fields
    "text": (["text"], ["style"]),
    "link": (["url"], ["text", "style", "unsafe"]),
    "emoji": (["name"], ["unicode", "style"]),
    "user": (["user_id"], ["style"]),
    "usergroup": (["usergroup_id"], ["style"]),
    "channel": (["channel_id"], ["style"]),
    "broadcast": (["range"], ["style"]),
    "color": (["value"], ["style"]),
    "date": (["timestamp", "format"], ["fallback", "url", "style"]),
}
PARTS: dict[str, list[str]] = {
    "rich_text_section": [],
    "rich_text_list": ["style", "indent", "offset", "border"],
    "rich_text_quote": ["border"],
    "rich_text_preformatted": ["border", "language"],
}


def rich_text(lint: Lint, thing: Json, path: str) -> None:
    lint.keys(thing, path, ["type", "elements"], ["block_id"])
    for index, part in enumerate(lint.items(thing, "elements", path, 1000)):
        _part(lint, part, f"{path}/elements/{index}")


def _part(lint: Lint, value: object, path: str) -> None:
    if (part := lint.mapping(value, path)) is None:
        return
    kind = str(part.get("type"))
    if kind not in PARTS:
        lint.fault(f"{path}/type", f"unsupported type: {kind}")
        return
    lint.keys(part, path, ["type", "elements"], PARTS[kind])
    inside = lint.items(part, "elements", path, 1000, fewest=0)
    if kind == "rich_text_list":
        lint.one_of(part, "style", path, ["bullet", "ordered"])
        lint.number(part, "indent", path, 0, 8)
    for index, item in enumerate(inside):
        where = f"{path}/elements/{index}"
        if kind != "rich_text_list":
            _inside(lint, item, where)
        elif isinstance(item, dict) and item.get("type") == "rich_text_section":
            _part(lint, item, where)
        else:
            lint.fault(where, "must be a rich_text_section")


def _inside(lint: Lint, value: object, path: str) -> None:
    if (item := lint.mapping(value, path)) is None:
        return
    kind = str(item.get("type"))
    if kind not in INSIDE:
        lint.fault(f"{path}/type", f"unsupported type: {kind}")
        return
    required, further = INSIDE[kind]
    lint.keys(item, path, ["type", *required], further)
    lint.string(item, "text", path, 3000)
    lint.string(item, "url", path, 3000)
    if isinstance(style := item.get("style"), dict):
        lint.keys(style, f"{path}/style", [], ["bold", "italic", "strike", "code", "underline"])
