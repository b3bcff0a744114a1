"""Slack's limits on a whole message, modal or Home, and the refusal each breach earns."""

import json
from collections.abc import Iterator
from typing import Any, Literal

from bot.sandbox.blockkit.blocks import block
from bot.sandbox.blockkit.lint import Lint

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MESSAGE_TEXT = 40_000  # longer text is cut
UPDATE_TEXT = 4_000  # chat.update refuses longer text
ALL_BLOCK_TEXT = 12_000  # a little under the roughly 13,000 at which Slack says msg_blocks_too_long
MARKDOWN_TEXT = 12_000
VIEW_BYTES = 250_000
MODAL_KEYS = [
    "blocks", "title", "submit", "close", "private_metadata", "callback_id", "clear_on_close", "notify_on_close",
    "external_id", "submit_disabled",
]  # fmt: skip


def faults(payload: Json, surface: Surface) -> list[str]:
    """Everything Slack would refuse in a message (`text`, `blocks`) or in a view, each with its JSON pointer."""
    lint = Lint(surface)
    if surface == "message":
        _message(lint, payload)
    else:
        _view(lint, payload)
    return lint.found


def refusal(payload: Json, surface: Surface) -> tuple[str, list[str]] | None:
    """Slack's error code and the messages that go with it, or None."""
    found = faults(payload, surface)
    if not found:
        return None
    if any("msg_blocks_too_long" in fault for fault in found):
        return "msg_blocks_too_long", found
    if any("view_too_large" in fault for fault in found):
        return "view_too_large", found
    return ("invalid_blocks" if surface == "message" else "invalid_arguments"), found


def _message(lint: Lint, payload: Json) -> None:
    lint.mrkdwn(payload.get("text"), "/text")
    _blocks(lint, payload, "", fewest=0)
    tables = lint.counted.get("table", 0) + lint.counted.get("data_table", 0)
    if tables > 1:
        lint.fault("/blocks", "only_one_table_allowed")
    if lint.counted.get("data_visualization", 0) > 2:
        lint.fault("/blocks", "no more than 2 data_visualization blocks allowed")
    blocks = payload.get("blocks")
    if isinstance(blocks, list):
        markdown = sum(
            len(str(b.get("text", ""))) for b in blocks if isinstance(b, dict) and b.get("type") == "markdown"
        )
        if markdown > MARKDOWN_TEXT:
            lint.fault("/blocks", f"markdown blocks may hold {MARKDOWN_TEXT} characters in all")
        if sum(map(len, texts(blocks))) > ALL_BLOCK_TEXT:
            lint.fault("/blocks", "msg_blocks_too_long")


def texts(value: object) -> Iterator[str]:
    """Every text that a reader of these blocks could see."""
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("text", "alt_text", "title") and isinstance(item, str):
                yield item
            else:
                yield from texts(item)


def _view(lint: Lint, view: Json) -> None:
    if view.get("type") != lint.surface:
        lint.fault("/view/type", f"must be one of: {lint.surface}")
    if lint.surface == "modal":
        _modal(lint, view)
    else:
        lint.keys(view, "/view", ["type", "blocks"], ["private_metadata", "callback_id", "external_id"])
    lint.string(view, "private_metadata", "/view", 3000, shortest=0)
    lint.string(view, "callback_id", "/view", 255, shortest=0)
    lint.string(view, "external_id", "/view", 255, shortest=0)
    _blocks(lint, view, "/view", fewest=0)
    if lint.focused > 1:
        lint.fault("/view/blocks", "only one element may have focus_on_load")
    if len(json.dumps(view)) > VIEW_BYTES:
        lint.fault("/view", "view_too_large")


def _modal(lint: Lint, view: Json) -> None:
    lint.keys(view, "/view", ["type", "title", "blocks"], MODAL_KEYS)
    for key in ("title", "submit", "close"):
        lint.text(view, key, "/view", 24, plain=True)
    blocks = view.get("blocks")
    if isinstance(blocks, list) and "submit" not in view:
        for index, item in enumerate(blocks):
            if isinstance(item, dict) and item.get("type") == "input":
                lint.fault(
                    f"/view/blocks/{index}",
                    "`submit` is required in the view when an input block is in blocks",
                )


def _blocks(lint: Lint, payload: Json, prefix: str, fewest: int) -> None:
    for index, item in enumerate(lint.items(payload, "blocks", prefix, MOST_BLOCKS[lint.surface], fewest)):
        block(lint, item, f"{prefix}/blocks/{index}")
