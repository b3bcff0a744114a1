"""Keeps what Slack told us, before the ack. Rows that arrive together share one commit."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.store.inbox import Arrival
from bot.store.store import Store

PATIENCE: Final = 1.5
"""Seconds that the door waits for the database; Slack waits three."""

TOGETHER: Final = 64


@dataclass(slots=True)
class Keeper:
    store: Store
    clock: Callable[[], datetime]
    _waiting: list[tuple[Arrival, asyncio.Future[bool]]] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def keep(self, arrival: Arrival) -> bool:
        """Write it down; False if it was known. Raises `Unsaved` if it could not be written."""
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, kept))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await kept

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            try:
                new = await self._write_batch([arrival for arrival, _ in batch])
            except BaseException as error:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
                if not isinstance(error, Exception):
                    raise
                continue
            for arrival, kept in batch:
                if not kept.done():
                    kept.set_result(arrival.key in new)
                new.discard(arrival.key)  # the same key twice in one batch is new once

    async def _write_batch(self, arrivals: list[Arrival]) -> set[str]:
        unlike = {arrival.key: arrival for arrival in reversed(arrivals)}
        async with self.store.begin(PATIENCE, urgent=True) as db:
            return await db.inbox.add(list(unlike.values()), self.clock())
