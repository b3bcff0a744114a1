"""The table of routes: what people say, press, submit and do, and the flow each stands for."""

import difflib
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from bot.domain.words import plain
from bot.messages.base import Click, Filled, Result, View
from bot.turn import Flow, Turn

C = TypeVar("C", bound=Click)
AnyFlow = Flow[Any]

HEARD: Final = 4000
"""Letters of a text that are searched for a known sentence: as many as one message of Slack's should hold."""
Heard = Callable[[Turn, str], Awaitable[tuple[bool, Result]]]


@dataclass(frozen=True, slots=True)
class Route:
    """`kind` is word, click, form or event; `name` is what it is found by."""

    kind: str
    name: str
    flow: AnyFlow
    command: str = ""
    says: tuple[re.Pattern[str], ...] = ()
    also: tuple[str, ...] = ()
    placed: bool = False
    """Whether the flow must know of which kind the channel is."""
    urgent: tuple[re.Pattern[str], ...] = ()
    """Whole sentences that are heard even while a question waits for its answer."""


def word(
    name: str,
    flow: Flow[str],
    *,
    also: Iterable[str] = (),
    says: Iterable[str] = (),
    urgent: Iterable[str] = (),
) -> Route:
    """A word after `/mentor`, or typed to the bot; the flow is given what came after it.

    `also` are words that mean the same; `says` are patterns of whole sentences, whose group `rest` is handed on;
    `urgent` ones are heard before anything else.
    """
    first, then = tuple(map(re.compile, urgent)), tuple(map(re.compile, says))
    return Route("word", name, flow, "/mentor", then, tuple(also), urgent=first)


def admin_word(name: str, flow: Flow[str], *, also: Iterable[str] = (), placed: bool = False) -> Route:
    return Route("word", name, flow, "/mentor-admin", (), tuple(also), placed)


def click(kind: type[C], flow: Flow[C]) -> Route:
    return Route("click", kind.name, flow)


def form(kind: type[View], flow: Flow[Filled]) -> Route:
    return Route("form", kind.name, flow)


def event(name: str, flow: Flow[Mapping[str, Any]]) -> Route:
    return Route("event", name, flow)


class Routes:
    """The routes, found in a dict: however many there are, finding one costs the same."""

    def __init__(
        self, routes: Iterable[Route], *, heard: Heard, lost: Flow[str], admin_lost: Flow[str]
    ) -> None:
        """`heard` takes typed words that answer a question; `lost` and `admin_lost` answer what nobody understood."""
        self._heard, self._lost = heard, {"/mentor": lost, "/mentor-admin": admin_lost}
        self._found: dict[tuple[str, str], AnyFlow] = {}
        self._words: dict[tuple[str, str], AnyFlow] = {}
        self._says: list[tuple[re.Pattern[str], AnyFlow]] = []
        self._urgent: list[tuple[re.Pattern[str], AnyFlow]] = []
        self.placed: set[AnyFlow] = set()
        for route in routes:
            if route.placed:
                self.placed.add(route.flow)
            if route.kind != "word":
                self._found[route.kind, route.name] = route.flow
                continue
            for name in (route.name, *route.also):
                self._words[route.command, name] = route.flow
            self._says += [(pattern, route.flow) for pattern in route.says]
            self._urgent += [(pattern, route.flow) for pattern in route.urgent]

    def click(self, name: str) -> AnyFlow | None:
        return self._found.get(("click", name))

    def form(self, name: str) -> AnyFlow | None:
        return self._found.get(("form", name))

    def event(self, name: str) -> AnyFlow | None:
        return self._found.get(("event", name))

    def command(self, command: str, text: str) -> tuple[AnyFlow, str]:
        """The flow of a slash command and what it is given; for unknown words, the one that says what is known."""
        if command == "/mentor" and (cry := self._sentence(text, self._urgent)):
            return cry
        if found := self._word(command, text):
            return found
        if command == "/mentor" and (found := self._sentence(text)):
            return found
        return self._lost[command], self.nearest(command, text)

    async def typed(self, turn: Turn, text: str) -> Result:
        """Words typed to the bot: a command by its exact name or a cry for help, else an answer, else a command, else
        not understood."""
        if (flow := self._words.get(("/mentor", plain(text)))) and plain(text):
            return await flow(turn, "")
        if cry := self._sentence(text, self._urgent):
            return await cry[0](turn, "")
        taken, result = await self._heard(turn, text)
        if taken:
            return result
        if found := self._word("/mentor", text) or self._sentence(text):
            return await found[0](turn, found[1])
        return await self._lost["/mentor"](turn, self.nearest("/mentor", text))

    def nearest(self, command: str, text: str) -> str:
        """The known word that this one is probably meant to be, or ""."""
        first = plain(text).split(" ")[0]
        known = [name for of, name in self._words if of == command and name]
        return next(iter(difflib.get_close_matches(first, known, n=1, cutoff=0.75)), "")

    def _word(self, command: str, text: str) -> tuple[AnyFlow, str] | None:
        """The whole text as one known saying, or its first word and what came after it."""
        if flow := self._words.get((command, plain(text) or text.strip())):  # `?` is a word too
            return flow, ""
        name, _, rest = text.strip().partition(" ")
        flow = self._words.get((command, plain(name))) if plain(name) else None
        return (flow, rest.strip()) if flow else None

    def _sentence(
        self, text: str, says: Sequence[tuple[re.Pattern[str], AnyFlow]] | None = None
    ) -> tuple[AnyFlow, str] | None:
        said = plain(text[:HEARD])
        for pattern, flow in self._says if says is None else says:
            if found := pattern.search(said):
                return flow, (found.groupdict().get("rest") or "").strip()
        return None
