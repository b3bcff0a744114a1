"""The desk: flows on a real store, with all that they say laid out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import structlog
from hypothesis import settings

from bot.domain.due import Due
from bot.domain.people import Person
from bot.handlers import routes
from bot.messages.base import Message
from bot.programs.reading import standard
from bot.store.columns import Seal
from bot.store.store import Store
from bot.ticker import Ticker
from bot.turn import Pressed
from bot.turns import Act, Ended, Turns

# no test depends on the machine's speed, and every run tries the same examples
settings.register_profile("same everywhere", deadline=None, derandomize=True)
settings.load_profile("same everywhere")

# a fault's traceback with the values of every frame takes seconds to draw: the whole program is among them
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)

pytest_plugins = ["tests.postgres", "tests.browser"]

MONDAY = datetime(2030, 1, 7, 10, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@dataclass
class Desk:
    """Flows on an empty store. `said` are the messages of the last turn, as (recipient, message)."""

    turns: Turns
    clock: Clock
    said: list[tuple[str, Message]] = field(default_factory=list)
    rewritten: list[Message] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    apart: bool = False
    """Whether each message stands at a place of its own, not at the one that is pressed."""

    async def run(
        self, who: str, flow: Any, given: Any = "", *, channel: str = "", pressed: bool = True
    ) -> Any:
        """Run a flow as somebody; its result. Messages land in `said`, rewrites in `rewritten`."""
        self._clear()
        place = Pressed(f"D{who}", "1.1") if pressed else None
        ended = await self.turns.run(flow, Act(who, channel=channel or f"D{who}", pressed=place), given)
        self.ended: Ended = ended
        await self._lay_out()
        return ended.result

    async def types(self, who: str, text: str) -> Any:
        """Typed words in the DM, through the table of routes."""
        return await self.run(who, routes.routes().typed, text, pressed=False)

    async def commands(self, who: str, text: str, command: str = "/mentor", channel: str = "CGENERAL") -> Any:
        flow, given = routes.routes().command(command, text)
        return await self.run(who, flow, given, channel=channel, pressed=False)

    async def after(self, **by: float) -> list[tuple[str, Message]]:
        """Move the clock, stopping at every due row on the way; all that was said."""
        self._clear()
        until = self.clock.now + timedelta(**by)
        ticker = Ticker(self.turns, routes.DUE)
        while True:
            next_at = await ticker.next_at()
            if next_at is None or next_at > until:
                break
            self.clock.now = max(self.clock.now, next_at)
            await ticker.tick()
        self.clock.now = until
        await self._lay_out()
        return self.said

    def told(self, who: str) -> list[Message]:
        return [message for recipient, message in self.said if recipient == who]

    def text(self, who: str) -> str:
        """What somebody reads of the last turn, in words."""
        return "\n".join(message.render(self.turns.program).text for message in self.told(who))

    async def knows(self, *ids: str, tz: str = "UTC") -> None:
        async with self.turns.store.begin() as db:
            for who in ids:
                await db.people.put(Person(id=who, name=who.title(), tz=tz), self.clock.now)

    async def due(self, who: str) -> list[Due]:
        async with self.turns.store.read() as db:
            return await db.due.waiting_for(who)

    def _clear(self) -> None:
        self.said, self.rewritten, self.homes = [], [], []

    async def _lay_out(self) -> None:
        wire = self.turns.store.wire()
        while True:
            async with self.turns.store.begin() as db:
                letters = await db.outbox.claim(wire + timedelta(days=9), wire + timedelta(days=10), 50)
                for letter in letters:
                    ts = f"{letter.id}.1" if self.apart else "1.1"
                    await db.outbox.settle(letter, "sent", channel=f"D{letter.recipient}", ts=ts)
            if not letters:
                return
            for letter in letters:
                if letter.verb == "home":
                    self.homes.append(letter.recipient)
                elif letter.verb == "rewrite":
                    self.rewritten.append(Message.revive(letter.kind, letter.facts))
                else:
                    self.said.append((letter.recipient, Message.revive(letter.kind, letter.facts)))


@pytest.fixture
async def desk(clock: Clock, tmp_path: Path) -> AsyncIterator[Desk]:
    store = Store(f"sqlite+aiosqlite:///{tmp_path}/desk.db", Seal(b"k" * 32), lambda: datetime.now(UTC))
    await store.prepare()
    turns = Turns(store, clock, Random(1), standard(), routes.FINISHERS, lambda: None)
    yield Desk(turns, clock)
    await store.close()
