"""Messages, clicks and views: the kinds of value that pass between the bot and people."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, ClassVar, Final, Self, TypeVar

from bot.domain.program import Program

T = TypeVar("T")
Block = dict[str, Any]
MOST: Final = 2**53
"""The bound of whole numbers that a click may carry: beyond it databases take none."""

Given = Mapping[str, str | tuple[str, ...]]
"""What was put into inputs, by the key of each: typed text, or the values picked."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as Slack takes it: `text` tells the whole story in words, for notifications and screen readers."""

    text: str
    blocks: list[Block]


@dataclass(frozen=True)
class Message:
    """Something the bot says. A subclass holds the facts; `render` draws them.

    The facts are stored until they are sent, so a new field needs a default, and an old one may be gone.
    """

    kind: ClassVar[str]
    kinds: ClassVar[dict[str, type["Message"]]] = {}
    settled_by: ClassVar[str]

    def __init_subclass__(cls, *, kind: str, waits_for: str = "") -> None:
        """`waits_for` names what settles it, with facts in braces: `feedback:{match_id}`."""
        super().__init_subclass__()
        cls.kind, cls.settled_by = kind, waits_for
        cls.kinds[kind] = cls

    @property
    def waits_for(self) -> str:
        """By this it is found again, wherever it stands, and then shows that it is done; "" where nothing settles it."""
        return self.settled_by.format_map(vars(self))

    def render(self, program: Program) -> Rendered:
        raise NotImplementedError

    def alone(self) -> "Message":
        """What each of a room's people reads instead where Slack refuses the room."""
        return self

    def facts(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def revive(kind: str, facts: Mapping[str, Any]) -> "Message":
        """The message that was stored. Raises `KeyError` for a kind that is no more."""
        return _revived(Message.kinds[kind], facts)


@dataclass(frozen=True)
class Click:
    """A button somebody can press. A subclass holds what pressing it means; a field `given` takes the inputs beside it."""

    name: ClassVar[str]
    names: ClassVar[dict[str, type["Click"]]] = {}

    def __init_subclass__(cls, *, name: str) -> None:
        super().__init_subclass__()
        cls.name = name
        cls.names[name] = cls

    def pack(self) -> str:
        facts = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "given"}
        return json.dumps(facts, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def read(cls, value: str, given: Given) -> Self:
        """What was pressed. Raises `ValueError` or `TypeError` for a value that is none of ours."""
        facts = _facts(cls, value)
        if any(f.name == "given" for f in fields(cls)):
            facts["given"] = dict(given)
        return _revived(cls, facts)


@dataclass(frozen=True)
class View:
    """A modal. A subclass holds the facts, which travel in its metadata (ids only, never anybody's words).

    A view with inputs is a form: when it is submitted the flow is given the same view, with what was filled in.
    """

    name: ClassVar[str]
    names: ClassVar[dict[str, type["View"]]] = {}

    def __init_subclass__(cls, *, name: str) -> None:
        super().__init_subclass__()
        cls.name = name
        cls.names[name] = cls

    def draw(self, program: Program) -> dict[str, Any]:
        raise NotImplementedError

    def again(self) -> Click | None:
        """The click that shows this view once more, for when it could not be shown in time."""
        return None

    def carried(self) -> dict[str, Any]:
        """The facts that travel along unseen: ids and numbers."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.metadata.get("carried", True)}

    @classmethod
    def read(cls, metadata: str) -> Self:
        """The view as it was opened. Raises `ValueError` or `TypeError` for metadata that is none of ours."""
        return _revived(cls, _facts(cls, metadata))


@dataclass(frozen=True, slots=True)
class Filled:
    """A submitted view: the view as it was opened, and what was put into it."""

    view: View
    given: Given


FieldErrors = dict[str, str]
"""What is wrong with a form, by the key of each field."""


@dataclass(frozen=True, slots=True)
class Later:
    """A window to open at once, and heavy `work` in the worker's process, which is told where to read (a `store.Elsewhere`)
    and what it is `given`, and changes nothing. When that is done, the flow `then` runs in a turn of its own with the
    view and what was found, and what it returns takes the window's place."""

    view: View
    work: Callable[[Any, Any], Any]
    given: Any
    then: Callable[[Any, Any], Awaitable["Result"]]


Result = Message | View | FieldErrors | Later | None
"""What a flow returns: a note, a form to open, faults, or nothing that this very request could show."""


class Refused(Exception):  # it is not an error: it is an answer
    """What was asked cannot be done, and the message says why and what to do instead. The turn is undone."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.kind)
        self.message = message


def _revived(cls: type[T], facts: Mapping[str, Any]) -> T:
    known = {f.name: f for f in fields(cls)}  # type: ignore[arg-type]  # they all are dataclasses
    given = {key: _tuples(value) for key, value in facts.items() if key in known}
    lacking = [f.name for f in known.values() if f.name not in given and f.default is MISSING]
    lacking = [name for name in lacking if known[name].default_factory is MISSING]
    if lacking:
        raise ValueError(f"{cls.__name__} lacks {', '.join(lacking)}")
    return cls(**given)


def _facts(cls: type[T], packed: str) -> dict[str, Any]:
    """What travelled in a button or a form. It is older than the code that reads it, and its ids go into queries."""
    facts = json.loads(packed or "{}")
    if not isinstance(facts, dict):
        raise TypeError(f"{cls.__name__} is packed as an object")
    for f in fields(cls):  # type: ignore[arg-type]  # they all are dataclasses
        if f.type in (int, str, bool) and f.name in facts and not _fits(f.type, facts[f.name]):
            raise TypeError(f"{f.name} of {cls.__name__} is not of its kind")
    return facts


def _fits(kind: Any, value: Any) -> bool:
    return type(value) is kind and (kind is not int or abs(value) < MOST)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value
