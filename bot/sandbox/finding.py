"""Finding on a message or a view what has the words a person looks for: buttons, options, fields."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.sandbox.blockkit.state import STATE_KEYS, elements, options
from bot.sandbox.workspace import Post, View, Workspace

Json = dict[str, Any]
Place = Post | View


@dataclass(frozen=True)
class Press:
    """Something to press: a button, an option behind …, or the submit or close button of a form."""

    place: Place
    label: str
    block_id: str = ""
    action_id: str = ""
    option: str | None = None
    submits: bool = False
    closes: bool = False

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The same until the place is rewritten: then it may be pressed anew."""
        place = self.place
        version = f"{place.ts} {place.revision}" if isinstance(place, Post) else f"{place.id} {place.hash}"
        if self.submits:
            return ("submit anew", "", "", str(id(self)))
        return (version, self.block_id, self.action_id, self.option or self.label)


@dataclass(frozen=True)
class Field:
    place: Place
    labels: tuple[str, ...]
    block_id: str
    action_id: str


def presses_in(place: Place) -> list[Press]:
    found = []
    for block, element in elements(place.blocks):
        ids = block["block_id"], element["action_id"]
        if element["type"] in ("button", "icon_button"):
            found.append(Press(place, element["text"]["text"], *ids))
        elif element["type"] == "overflow":
            found += [Press(place, o["text"]["text"], *ids, o["value"]) for o in element["options"]]
    if isinstance(place, View) and place.type == "modal":
        if submit := place.body.get("submit"):
            found.append(Press(place, submit["text"], submits=True))
        close = place.body.get("close") or {"text": "Cancel"}
        found.append(Press(place, close["text"], closes=True))
    return found


def fields_in(place: Place) -> list[Field]:
    """Fields with all the words one may know them by: label, the text beside them, placeholder, action_id."""
    found = []
    for block, element in elements(place.blocks):
        if element["type"] in STATE_KEYS:
            texts = (block.get("label"), block.get("text"), element.get("placeholder"))
            labels = [text["text"] for text in texts if text]
            found.append(
                Field(place, (*labels, element["action_id"]), block["block_id"], element["action_id"])
            )
    return found


def choose(workspace: Workspace, element: Json, choice: Any) -> Any:
    """A person's words as the raw choice that `acts` takes: option labels as values, names as ids."""
    if isinstance(choice, list | tuple | set):
        return [choose(workspace, element, one) for one in choice]
    kind = element["type"]
    if choice is None or choice == "":
        return choice
    if "users" in kind:
        return workspace.user_named(choice).id
    if "channels" in kind or "conversations" in kind:
        return workspace.channel_named(choice).id
    offered = options(element)
    if offered:
        return _option(offered, str(choice))
    return _moment(kind, choice)


def _option(offered: list[Json], words: str) -> str:
    labels = [option["text"]["text"] for option in offered]
    for test in (words.__eq__, lambda label: label.startswith(words)):
        for option, label in zip(offered, labels, strict=True):
            if test(label) is True or option["value"] == words:
                return str(option["value"])
    raise AssertionError(f"{words!r} is not offered, but {labels}")


def _moment(kind: str, choice: Any) -> Any:
    if isinstance(choice, datetime) and kind == "datetimepicker":
        return int(choice.timestamp())
    if isinstance(choice, date) and kind == "datepicker":
        return choice.isoformat()[:10]
    if isinstance(choice, time) and kind == "timepicker":
        return f"{choice:%H:%M}"
    return str(choice) if kind == "number_input" else choice
