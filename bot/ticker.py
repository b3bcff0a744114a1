"""Time in: every little while, one turn for each row that has come due."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import structlog

from bot.domain.due import Due
from bot.messages.base import Message
from bot.messages.words import AdminWentWrong
from bot.store.engine import Unsaved
from bot.turn import Flow, Turn
from bot.turns import Act, Turns

log = structlog.get_logger("bot.ticker")


@dataclass(slots=True)
class Ticker:
    """`flows` says, by the kind of a due row, whose turn it is; `solve` works out the rounds that were asked for;
    `tell_admins` hears of each row that failed. `healthy` turns false while what is due cannot be done."""

    turns: Turns
    flows: Mapping[str, Flow[Due]]
    solve: Callable[[], Awaitable[int]] | None = None
    tell_admins: Callable[[Turn, Message], Awaitable[None]] | None = None
    healthy: bool = True
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Something was committed, or time has passed: look whether anything is due."""
        self._wake.set()

    async def run(self, stopped: asyncio.Event) -> None:
        """Whenever woken, do what is due, until stopped."""
        self._stopped = stopped
        while True:
            await self._wake.wait()
            self._wake.clear()
            if stopped.is_set():
                return
            try:
                await self.catch_up()
            except Unsaved as error:
                self.healthy = False
                log.error("what is due could not be read; the next beat tries again", error=str(error))
            except Exception:  # whatever it was, the next beat tries again
                self.healthy = False
                log.exception("what is due could not be done; the next beat tries again")

    async def tick(self) -> int:
        """Run a turn for each due row, at most 100 at a time, unless stopped; how many of them are settled."""
        await self.turns.keep_up()
        async with self.turns.store.read() as db:
            ids = await db.due.ids(self.turns.clock())
        settled = 0
        for due_id in ids:
            if self._stopped.is_set():
                return settled
            settled += await self._run(due_id)
        self.healthy = settled > 0 or not ids
        return settled

    async def catch_up(self) -> None:
        """Tick until nothing is due and no round waits to be worked out; what cannot be saved waits for the next beat."""
        while not self._stopped.is_set():
            if not await self.tick() and not (self.solve is not None and await self.solve()):
                return

    async def next_at(self) -> datetime | None:
        async with self.turns.store.read() as db:
            return await db.due.next_at()

    async def sweep(self) -> None:
        """Forget what has been kept as long as it was promised."""
        async with self.turns.store.begin() as db:
            await db.keeping.sweep(self.turns.clock(), self.turns.store.wire())

    async def _run(self, due_id: int) -> bool:
        """One turn; False if it stays due. A row that raises is set aside with a reference, and the others go on."""
        with structlog.contextvars.bound_contextvars(turn=uuid4().hex[:8], due=due_id):
            try:
                try:
                    await self.turns.run_due(due_id, self._flow)
                except Unsaved:
                    raise
                except Exception:  # a bug in one row must not hold back the others
                    ref = uuid4().hex[:6]
                    log.exception("a due turn failed", ref=ref)
                    await self.turns.run(self._set_aside, Act(""), (due_id, ref))
            except Unsaved as error:
                log.error("a due turn could not be saved; it stays due", error=str(error))
                return False
        return True

    async def _set_aside(self, turn: Turn, given: tuple[int, str]) -> None:
        due_id, ref = given
        kind = await turn.db.due.fail(due_id, ref)
        if self.tell_admins:
            await self.tell_admins(turn, AdminWentWrong(ref, kind))

    async def _flow(self, turn: Turn, due: Due) -> None:
        await self.flows[due.kind](turn, due)
