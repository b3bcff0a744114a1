"""Every message and form as a person reads it: one page a feature, under docs/gallery, made by `make gallery`."""

import html
import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.messages.base import Message, View
from bot.programs.reading import standard

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs/gallery"
STORED = Path(__file__).parent / "stored"
EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Feature:
    """The examples of one feature; `unasked` are the kinds of its messages that nobody asked for."""

    name: str
    examples: list[Message | View]
    unasked: set[str]


def features() -> Iterator[Feature]:
    for path in sorted(EXAMPLES.glob("[a-z]*.py")):
        module = importlib.import_module(f"tests.messages.examples.{path.stem}")
        yield Feature(path.stem, module.EXAMPLES, getattr(module, "UNASKED", set()))


def name_of(example: Message | View) -> str:
    return example.kind if isinstance(example, Message) else example.name


def payload(example: Message | View) -> dict[str, Any]:
    """The example as Slack would be given it."""
    if isinstance(example, View):
        return example.draw(standard())
    drawn = example.render(standard())
    return {"text": drawn.text, "blocks": drawn.blocks}


def page(feature: Feature) -> str:
    """The feature's page, in Markdown."""
    parts = [f"# {feature.name.capitalize()}\n\nMade by `make gallery`. Names and words are invented.\n"]
    titled: set[str] = set()
    for example in feature.examples:
        if name_of(example) not in titled:
            titled.add(name_of(example))
            unasked = " (unasked)" if name_of(example) in feature.unasked else ""
            parts.append(f"## {name_of(example)}{unasked}\n\n{_about(example)}")
        parts.append(drawn(payload(example)))
    return "\n".join(parts)


def drawn(given: dict[str, Any]) -> str:
    """A message or view as it looks, line by line, quoted."""
    lines = [f"**{given['title']['text']}**"] if "title" in given else []
    lines += [line for block in given["blocks"] for line in _lines(block)]
    if "submit" in given:
        lines.append(f"`[{given['submit']['text']}]` `[{given['close']['text']}]`")
    return "".join(f"> {line}\n>\n" if line else ">\n" for line in lines).removesuffix(">\n")


def _about(example: Message | View) -> str:
    doc = (type(example).__doc__ or "").strip()
    told = " ".join(doc.split("\n\n")[0].split())
    return "" if not told or doc.startswith(f"{type(example).__name__}(") else f"{told}\n"


def _lines(block: dict[str, Any]) -> list[str]:
    match block["type"]:
        case "header":
            return [f"**{html.escape(block['text']['text'], quote=False)}**"]
        case "section":
            label = _label(block["accessory"]) if "accessory" in block else ""
            return [f"{_read(block['text']['text'])} {label}".strip()]
        case "context":
            return [f"<sub>{_read(element['text'])}</sub>" for element in block["elements"]]
        case "actions":
            return [" ".join(_label(element) for element in block["elements"])]
        case "input":
            hint = f"<sub>{html.escape(block['hint']['text'], quote=False)}</sub>" if "hint" in block else ""
            optional = " (optional)" if block.get("optional") else ""
            return [
                f"{block['label']['text']}{optional}: {_label(block['element'])}",
                *([hint] if hint else []),
            ]
        case "rich_text":
            return [f"> {html.escape(words, quote=False)}" for words in _words(block)]
        case "divider":
            return ["---"]
        case kind:
            return [f"({kind})"]


def _label(element: dict[str, Any]) -> str:
    match element["type"]:
        case "button":
            return f"`[{element['text']['text']}]`"
        case "overflow":
            return "`[…: " + " · ".join(one["text"]["text"] for one in element["options"]) + "]`"
        case "radio_buttons" | "checkboxes":
            return " ".join(f"`( ) {one['text']['text']}`" for one in element["options"])
        case "plain_text_input" | "number_input":
            return f"`[ {element.get('initial_value', '…')} ]`"
        case "static_select" | "multi_static_select" | "users_select" | "multi_users_select" | "datepicker":
            return f"`[ {element.get('placeholder', {}).get('text', 'Select')} ▾ ]`"
        case kind:
            return f"`[{kind}]`"


def _words(block: dict[str, Any]) -> Iterator[str]:
    for part in block["elements"]:
        words = "".join(one.get("text", "") for one in part.get("elements", []))
        yield from words.split("\n")


def _read(text: str) -> str:
    """Slack's markup as Markdown, names and dates as they are seen."""
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"**\1**", as_seen(text))
    return text.replace("\n", "  \n> ")


def as_seen(text: str) -> str:
    """Slack's markup with mentions, dates and links as a reader sees them."""
    text = re.sub(r"<@U?(\w+)(?:\|[^>]*)?>", lambda found: "@" + found[1].capitalize(), text)
    text = re.sub(r"<#C?(\w+)(?:\|[^>]*)?>", lambda found: "#" + found[1].lower(), text)
    text = re.sub(r"<!date\^(\d+)\^[^|>]*\|[^>]*>", _date, text)
    return re.sub(r"<(?:https?|slack)://[^|>]*\|([^>]*)>", r"\1", text)


def _date(found: re.Match[str]) -> str:
    at = datetime.fromtimestamp(int(found[1]), UTC)
    return f"{at:%a} {at.day} {at:%b}, {at:%H:%M}"


def stored(name: str) -> list[dict[str, Any]]:
    """The messages of a feature as they were ever kept in an outbox, oldest first."""
    path = STORED / f"{name}.json"
    return list(json.loads(path.read_text())) if path.exists() else []


def kept(feature: Feature) -> list[dict[str, Any]]:
    """What is stored of a feature, with one of every kind that is new, or whose facts have changed."""
    known = stored(feature.name)
    for example in feature.examples:
        if not isinstance(example, Message):
            continue
        facts = json.loads(json.dumps(example.facts()))
        same = [one for one in known if one["kind"] == example.kind and set(one["facts"]) == set(facts)]
        if not same:
            known.append({"kind": example.kind, "facts": facts})
    return known


def main() -> None:
    PAGES.mkdir(exist_ok=True)
    names = []
    for feature in features():
        names.append(feature.name)
        (PAGES / f"{feature.name}.md").write_text(page(feature))
        if messages := kept(feature):
            lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in messages)
            (STORED / f"{feature.name}.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(names)} pages in {PAGES.relative_to(ROOT)}: {', '.join(names)}")


if __name__ == "__main__":
    main()
