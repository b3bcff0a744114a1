"""The few builders of Block Kit. Blocks are plain dicts, and are made here and by the messages alone."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from bot.domain.forms import Option
from bot.messages.base import Block, Click, Rendered
from bot.messages.mrkdwn import Mrkdwn, escape

T = TypeVar("T", bound=str)

INPUT = "input:"
"""How the action id of every input begins: touching one is no act by itself."""

STAYS = ":stays"
"""How the action id of a button ends whose message stays as it is when it is pressed: the answer comes beside it."""

BUTTONS_HINT = "Buttons: "


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def markup(text: Mrkdwn) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(_cut(text, 150))}


def section(text: object, accessory: dict[str, Any] | None = None) -> Block:
    block: Block = {"type": "section", "text": markup(_cut(escape(text), 3000)), "expand": True}
    return block | {"accessory": accessory} if accessory else block


def small(*texts: object) -> Block:
    """Small grey text: who sees it, why it was sent."""
    return {"type": "context", "elements": [markup(_cut(escape(text), 2000)) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def quote(words: str) -> Block:
    """Somebody's own words, in a block that parses nothing."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": words or " "}]}],
    }


def button(
    label: str,
    click: Click,
    *,
    style: str = "",
    place: int = 0,
    about: str = "",
    stays: bool = False,
    confirm: tuple[str, str, str] | None = None,
) -> dict[str, Any]:
    """`about` tells screen readers what the label leaves out; `confirm` is (title, text, button), for what cannot be brought back."""
    made: dict[str, Any] = {
        "type": "button",
        "text": plain(_cut(label, 75)),
        "action_id": f"{click.name}:{place}{STAYS if stays else ''}",
        "value": click.pack(),
    }
    if style:
        made["style"] = style
    if about:
        made["accessibility_label"] = _cut(about, 75)
    if confirm:
        title, text, yes = confirm
        made["confirm"] = {
            "title": plain(title),
            "text": plain(text),
            "confirm": plain(yes),
            "deny": plain("Not now"),
            "style": "danger",
        }
    return made


def buttons(
    *choices: tuple[str, Click] | dict[str, Any] | None, primary: bool = True, stays: bool = False
) -> Block:
    """A row of buttons, the first of them the expected one. A choice that is None is left out."""
    elements = []
    for place, choice in enumerate(one for one in choices if one is not None):
        if isinstance(choice, dict):
            elements.append(choice)
        else:
            label, click = choice
            elements.append(
                button(
                    label, click, place=place, style="primary" if primary and not place else "", stays=stays
                )
            )
    return {"type": "actions", "elements": elements}


def more(*choices: tuple[str, Click], about: str = "More choices") -> dict[str, Any]:
    """The choices behind `…`. An option's value holds 150 characters, so its click's name travels in it too."""
    return {
        "type": "overflow",
        "action_id": "more:0",
        "options": [
            {"text": plain(label), "value": f"{click.name} {click.pack()}"} for label, click in choices
        ],
    }


def link_button(label: str, url: str, place: int = 0) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "url": url, "action_id": f"{INPUT}link:{place}"}


def write_to(ways: Iterable[tuple[str, str]], place: int = 20) -> list[dict[str, Any]]:
    """A button for each of these people, given as name and link, that opens the direct messages with them."""
    return [link_button(_cut(f"Write to {name}", 75), url, place + n) for n, (name, url) in enumerate(ways)]


def options(choices: Iterable[Option]) -> list[dict[str, Any]]:
    return [{"text": plain(_cut(one.label, 75)), "value": one.key[:150]} for one in choices]


def input_block(
    key: str, label: str, element: dict[str, Any], *, hint: str = "", optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": key,
        "label": plain(_cut(label, 2000)),
        "element": element | {"action_id": f"{INPUT}{key}"[:255]},
        "optional": optional,
    }
    return block | {"hint": plain(_cut(hint, 2000))} if hint else block


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    name: str,
    metadata: str = "",
    submit: str = "",
    close: str = "Close",
) -> dict[str, Any]:
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": name,
        "title": plain(_cut(title, 24)),
        "close": plain(close),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    return view | {"submit": plain(submit)} if submit else view


def told(*blocks: Block | None, first: str = "") -> Rendered:
    """A message of these blocks, its `text` drawn from them so that it tells all that they tell.

    `first` goes before: the line that a notification shows, where the blocks begin with something else.
    """
    kept = [block for block in blocks if block is not None]
    lines = [line for block in kept if (line := _in_words(block))]
    return Rendered("\n".join([first, *lines] if first else lines), kept)


def _in_words(block: Block) -> str:
    """What a block says. Labels are plain text, and may be somebody's words: as markup they are escaped."""
    match block["type"]:
        case "header":
            return escape(block["text"]["text"])
        case "section":
            accessory = block.get("accessory", {})
            label = accessory.get("text", {}).get("text", "") if accessory.get("type") == "button" else ""
            return str(block["text"]["text"]) + (f" [{escape(label)}]" if label else "")
        case "context":
            return " ".join(element.get("text", "") for element in block["elements"])
        case "actions":
            labels = [escape(e["text"]["text"]) for e in block["elements"] if e["type"] == "button"]
            return BUTTONS_HINT + ", ".join(labels) if labels else ""
        case "input":
            return escape(block["label"]["text"])
        case _:
            return ""


def _cut(text: T, limit: int) -> T:
    return text if len(text) <= limit else type(text)(text[: limit - 1] + "…")
