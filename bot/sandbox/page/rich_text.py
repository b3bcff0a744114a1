"""A rich_text block as safe HTML."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from bot.sandbox.page.emoji import CHARACTERS
from bot.sandbox.page.mrkdwn import draw_channel, draw_date, draw_link, draw_person
from bot.sandbox.page.reader import Reader

Element = Mapping[str, Any]
_TAGS = {"code": "code", "strike": "s", "italic": "em", "underline": "u", "bold": "strong"}


def draw_rich_text(block: Element, reader: Reader) -> Markup:
    """Neighbouring lists of one style are one list, nested by their indent."""
    out = Markup("")
    for kind, run in groupby(block.get("elements", ()), key=lambda part: str(part.get("type"))):
        parts = list(run)
        if kind == "rich_text_list":
            out += _lists(parts, reader)
        else:
            out += Markup("").join(_part(kind, part, reader) for part in parts)
    return out


def _part(kind: str, part: Element, reader: Reader) -> Markup:
    shapes = {
        "rich_text_section": Markup("<p>{}</p>"),
        "rich_text_quote": Markup("<blockquote>{}</blockquote>"),
        "rich_text_preformatted": Markup("<pre>{}</pre>"),
    }
    shape = shapes.get(kind)
    if shape is None:
        return Markup('<p class="undrawn">[{}] not drawn</p>').format(kind)
    return shape.format(_words(part.get("elements", ()), reader))


def _lists(parts: list[Element], reader: Reader) -> Markup:
    out = Markup("")
    for part in parts:
        tag = Markup("ol") if part.get("style") == "ordered" else Markup("ul")
        items = Markup("").join(
            Markup("<li>{}</li>").format(_words(item.get("elements", ()), reader))
            for item in part.get("elements", ())
        )
        start = Markup(' start="{}"').format(int(part["offset"]) + 1) if part.get("offset") else ""
        out += Markup('<{0} class="indent-{1}"{2}>{3}</{0}>').format(
            tag, int(part.get("indent", 0)), start, items
        )
    return out


def _words(elements: Any, reader: Reader) -> Markup:
    return Markup("").join(_element(element, reader) for element in elements)


def _element(element: Element, reader: Reader) -> Markup:
    draw = _ELEMENTS.get(str(element.get("type")))
    if draw is None:
        return Markup('<span class="undrawn">[{}] not drawn</span>').format(element.get("type"))
    words = draw(element, reader)
    style = element.get("style") or {}
    for name, tag in _TAGS.items():
        if style.get(name):
            words = Markup("<{0}>{1}</{0}>").format(Markup(tag), words)  # noqa: S704 - our own tag names
    return words


def _text(element: Element, reader: Reader) -> Markup:
    return escape(element.get("text", "")).replace("\n", Markup("<br>"))


def _emoji(element: Element, reader: Reader) -> Markup:
    name = str(element.get("name", ""))
    return escape(CHARACTERS.get(name, f":{name}:"))


def _date(element: Element, reader: Reader) -> Markup:
    return draw_date(
        str(element.get("timestamp", "")),
        str(element.get("format", "{date_short} {time}")),
        str(element.get("url", "")),
        str(element.get("fallback", "")),
        reader,
    )


_ELEMENTS: dict[str, Callable[[Element, Reader], Markup]] = {
    "text": _text,
    "emoji": _emoji,
    "date": _date,
    "user": lambda element, reader: draw_person(str(element.get("user_id", "")), "", reader),
    "channel": lambda element, reader: draw_channel(str(element.get("channel_id", "")), "", reader),
    "usergroup": lambda element, reader: Markup('<span class="mention">@{}</span>').format(
        element.get("usergroup_id", "")
    ),
    "broadcast": lambda element, reader: Markup('<span class="mention loud">@{}</span>').format(
        element.get("range", "")
    ),
    "link": lambda element, reader: draw_link(
        str(element.get("url", "")), str(element.get("text", "")), reader
    ),
}
