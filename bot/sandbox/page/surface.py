"""Where blocks are drawn: in a message, a modal or a Home tab, for one reader."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from bot.sandbox.blockkit.state import options
from bot.sandbox.page import values
from bot.sandbox.page.mrkdwn import SAFE_SCHEMES, draw_mrkdwn, draw_plain
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.rich_text import draw_rich_text

Json = dict[str, Any]
_EMPTY: Json = {}


@dataclass(frozen=True)
class Surface:
    """`key` makes ids unique when two windows stand side by side; `id` is a ts or a view's id."""

    key: str
    kind: str
    id: str
    reader: Reader
    channel: str = ""
    state: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    people: Sequence[tuple[str, str]] = ()
    conversations: Sequence[tuple[str, str]] = ()

    @property
    def address(self) -> str:
        """What an act sends back, so that the server finds this surface again."""
        return json.dumps({"kind": self.kind, "id": self.id, "channel": self.channel})

    def uid(self, block: Json, element: Json = _EMPTY) -> str:
        """Same block and action, same id: what a person has typed stays when the app redraws its view."""
        words = f"{self.key}-{self.id}-{block.get('block_id', '')}-{element.get('action_id', '')}"
        return "".join(
            letter if letter.isalnum() or letter in "-_" else f"_{ord(letter):x}" for letter in words
        )

    def text(self, thing: Any) -> Markup:
        """A text object, whichever of the two kinds it is."""
        if not isinstance(thing, Mapping):
            return Markup("")
        if thing.get("type") == "mrkdwn":
            return draw_mrkdwn(str(thing.get("text", "")), self.reader)
        return draw_plain(str(thing.get("text", "")), emoji=thing.get("emoji", True) is not False)

    def words(self, thing: Any) -> str:
        """The same without markup, for labels that only a screen reader speaks."""
        return self.text(thing).striptags() if thing else ""

    def link(self, url: Any) -> str:
        """Where a button leads; a scheme that could do more than lead is nowhere."""
        return url if isinstance(url, str) and url.startswith(SAFE_SCHEMES) else ""

    def rich_text(self, block: Json) -> Markup:
        return draw_rich_text(block, self.reader)

    def shown(self, block: Json, element: Json) -> list[str]:
        entry = self.state.get(str(block.get("block_id")), {}).get(str(element.get("action_id")))
        words = values.shown(element, entry)
        if words and element.get("type") == "datetimepicker":
            here = self.reader.here(datetime.fromtimestamp(int(words[0]), UTC))
            return [f"{here:%Y-%m-%dT%H:%M}"]
        return words

    def choices(self, element: Json, chosen: Sequence[str]) -> list[tuple[str, str]]:
        """What a select with a filter offers: (value, label)."""
        kind = str(element["type"])
        if "users" in kind:
            return list(self.people)
        if "conversations" in kind or "channels" in kind:
            return list(self.conversations)
        if "external" in kind:
            return [(word, str(json.loads(word)["text"]["text"])) for word in chosen]
        return [(option["value"], self.words(option["text"])) for option in options(element)]

    def groups(self, element: Json, chosen: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
        """The same under the headings that the app gave it, or under none."""
        if not element.get("option_groups"):
            return [("", self.choices(element, chosen))]
        return [
            (
                self.words(group["label"]),
                [(one["value"], self.words(one["text"])) for one in group["options"]],
            )
            for group in element["option_groups"]
        ]
