"""What a person reads: blocks walked to plain text, names for mentions, dates in the person's own zone."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.blockkit.state import STATE_KEYS, initial
from bot.sandbox.workspace import Post, Values, View, Workspace

Json = dict[str, Any]
_ELEMENT = re.compile(r"<([^<>]+)>")
_DATE = re.compile(r"!date\^(-?\d+)\^([^^|]*)[^|]*\|(.*)", re.S)
_DATE_TOKENS = {
    "date_num": "%Y-%m-%d", "date_slash": "%d/%m/%Y", "date": "{day} %B %Y", "date_short": "{day} %b %Y",
    "date_long": "%A {day} %B %Y", "date_long_full": "%A {day} %B %Y", "day_divider": "%A {day} %B",
    "time": "%H:%M", "time_secs": "%H:%M:%S",
}  # fmt: skip


class Reading:
    """One person's eyes."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user = workspace.users[user_id]

    def post(self, post: Post) -> str:
        author = self._workspace.users.get(post.user)
        only = " (only visible to you)" if post.ephemeral_for else ""
        values = post.values.get(self._user.id, {})
        words = self.blocks(post.blocks, values) if post.blocks else self.mrkdwn(post.text)
        words = "\n".join(
            [words, *(f"[file] {file.title or file.name} {file.alt}".strip() for file in post.files)]
        )
        warning = post.warnings.get(self._user.id, "")
        return f"{author.real_name if author else '?'}{only}: {words}" + (f"\n! {warning}" if warning else "")

    def view(self, view: View) -> str:
        lines = [f"# {view.title}"] if view.title else []
        if view.notice:
            lines.append(f"! {view.notice}")
        lines.append(self.blocks(view.blocks, view.values, view.errors))
        buttons = [f"[{view.body[key]['text']}]" for key in ("submit", "close") if view.body.get(key)]
        return "\n".join([*lines, " ".join(buttons)]).strip()

    def blocks(self, blocks: list[Json], values: Values, errors: dict[str, str] | None = None) -> str:
        lines = []
        for block in blocks:
            lines.append(self._block(block, values.get(block.get("block_id", ""), {})))
            if errors and block.get("block_id") in errors:
                lines.append(f"! {errors[block['block_id']]}")
        return "\n".join(line for line in lines if line)

    def _block(self, block: Json, values: dict[str, Json]) -> str:
        kind = block["type"]
        if kind == "input":
            held = self.element(block["element"], values)
            return " ".join(filter(None, [self.text(block["label"]), held, self.text(block.get("hint"))]))
        if kind == "rich_text":
            return self._rich(block)
        parts = [block.get("text"), *block.get("fields", []), block.get("accessory"), block.get("title")]
        parts += [
            *block.get("elements", []),
            block.get("subtitle"),
            block.get("body"),
            *block.get("actions", []),
        ]
        words = [self._part(part, values) for part in parts]
        words += [self._block(child, values) for child in block.get("child_blocks", [])]
        words += [" | ".join(self._part(cell, values) for cell in row) for row in block.get("rows", [])]
        words += [str(block[key]) for key in ("alt_text", "caption") if key in block]
        return (" " if kind in ("actions", "context") else "\n").join(word for word in words if word)

    def _part(self, part: Any, values: dict[str, Json]) -> str:
        if not isinstance(part, dict):
            return str(part or "")
        if part.get("type") in ("plain_text", "mrkdwn"):
            return self.text(part)
        return self.element(part, values)

    def element(self, element: Json, values: dict[str, Json]) -> str:
        """`[We met]` for a button, `[Python]` for what is chosen, `[Pick one ▾]` for a select left open."""
        kind = element["type"]
        if kind in ("button", "icon_button"):
            return f"[{element['text']['text']}]"
        if kind == "overflow":
            return "[…]"
        if kind == "image":
            return str(element["alt_text"])
        if kind == "raw_text":
            return str(element["text"])
        if kind not in STATE_KEYS:
            return ""
        value = values.get(element.get("action_id", "")) or initial(element)
        return f"[{self._held(value) or self.text(element.get('placeholder'))}]"

    def _held(self, value: Json) -> str:
        held = value.get(STATE_KEYS[value["type"]])
        many = held if isinstance(held, list) else [held]
        return ", ".join(self._word(value["type"], one) for one in many if one not in (None, ""))

    def _word(self, kind: str, one: Any) -> str:
        if isinstance(one, dict):
            return self._rich(one) if one.get("type") == "rich_text" else self.text(one["text"])
        if "users" in kind:
            return self._name(str(one))
        return str(one)

    def text(self, text: Json | None) -> str:
        if not text:
            return ""
        return self.mrkdwn(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])

    def mrkdwn(self, text: str) -> str:
        shown = _ELEMENT.sub(lambda found: self._shown(found[1]), text)
        return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def _shown(self, inside: str) -> str:
        target, _, label = inside.partition("|")
        if found := _DATE.fullmatch(inside):
            return self.date(int(found[1]), found[2])
        if target.startswith("@"):
            return f"@{self._name(target[1:])}"
        if target.startswith("#"):
            channel = self._workspace.channels.get(target[1:])
            return f"#{channel.name if channel else label}"
        return f"@{target[1:]}" if target.startswith("!") else label or target

    def _name(self, user_id: str) -> str:
        user = self._workspace.users.get(user_id)
        return user.real_name if user else user_id

    def date(self, stamp: int, form: str) -> str:
        here = datetime.fromtimestamp(stamp, UTC).astimezone(ZoneInfo(self._user.tz or "UTC"))

        def token(found: re.Match[str]) -> str:
            pattern = _DATE_TOKENS.get(found[1].removesuffix("_pretty"), "%Y-%m-%d %H:%M")
            return here.strftime(pattern.replace("{day}", str(here.day)))

        return re.sub(r"\{(\w+)\}", token, form)

    def _rich(self, block: Json) -> str:
        kind = block.get("type")
        if kind in ("text", "link"):
            return str(block.get("text") or block.get("url"))
        if kind in ("user", "channel"):
            return self._shown(f"@{block['user_id']}" if kind == "user" else f"#{block['channel_id']}")
        if kind == "emoji":
            return f":{block['name']}:"
        if kind == "date":
            return self.date(int(block["timestamp"]), block["format"])
        joint = "\n" if kind in ("rich_text", "rich_text_list") else ""
        return joint.join(self._rich(part) for part in block.get("elements", []))
