"""What is still to be written down when the database takes changes again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from bot.store.engine import Unsaved

log = structlog.get_logger("bot.handlers")

T = TypeVar("T")


@dataclass(slots=True)
class Owed:
    """`pause` is how many seconds the database is left alone between two tries."""

    pause: float = 1.0
    _owed: list[Callable[[], Awaitable[object]]] = field(default_factory=list)
    _paying: asyncio.Task[None] | None = None
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    async def pay(self, work: Callable[[], Awaitable[T]]) -> T | None:
        """Do it now; None if it cannot be saved now, and is done as soon as it can."""
        try:
            return await work()
        except Unsaved as error:
            log.error("the database takes no change; it is tried again", error=str(error))
            self._owed.append(work)
            if self._paying is None or self._paying.done():
                self._paying = asyncio.create_task(self._pay())
            return None

    async def end(self) -> None:
        """The last try, when the bot stops."""
        self._over.set()
        if self._paying:
            await self._paying
        if self._owed:
            log.error("the bot stops, and could not write down all it should", left=len(self._owed))

    async def _pay(self) -> None:
        while self._owed:
            last = self._over.is_set()
            for work in list(self._owed):
                try:
                    await work()
                except Unsaved:
                    break
                except Exception:  # a bug in one must not hold back the others
                    log.exception("what was owed could not be done")
                self._owed.remove(work)
            if last:
                return
            if self._owed:
                await asyncio.wait([waiting := asyncio.create_task(self._over.wait())], timeout=self.pause)
                waiting.cancel()
