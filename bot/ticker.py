"""Time in: every little while, one turn for each row that has come due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import structlog

from bot.domain.due import Due
from bot.store.engine import Unsaved
from bot.turn import Flow, Turn
from bot.turns import Turns

log = structlog.get_logger("bot.ticker")


@dataclass(slots=True)
class Ticker:
    """`flows` says, by the kind of a due row, whose turn it is."""

    turns: Turns
    flows: Mapping[str, Flow[Due]]

    async def tick(self) -> int:
        """Run a turn for each due row, at most 100 at a time; how many there were."""
        async with self.turns.store.read() as db:
            ids = await db.due.ids(self.turns.clock())
        for due_id in ids:
            await self._run(due_id)
        return len(ids)

    async def catch_up(self) -> None:
        """Tick until nothing is due."""
        while await self.tick():
            pass

    async def next_at(self) -> datetime | None:
        async with self.turns.store.read() as db:
            return await db.due.next_at()

    async def sweep(self) -> None:
        """Forget what was told and done two days ago."""
        async with self.turns.store.begin() as db:
            await db.inbox.sweep(self.turns.store.wire())

    async def _run(self, due_id: int) -> None:
        """One turn. A row that raises is set aside with a reference, and the others go on."""
        with structlog.contextvars.bound_contextvars(turn=uuid4().hex[:8], due=due_id):
            try:
                await self.turns.run_due(due_id, self._flow)
            except Unsaved as error:
                log.error("a due turn could not be saved; it stays due", error=str(error))
            except Exception:  # a bug in one row must not hold back the others
                ref = uuid4().hex[:6]
                log.exception("a due turn failed", ref=ref)
                async with self.turns.store.begin() as db:
                    await db.due.fail(due_id, ref)

    async def _flow(self, turn: Turn, due: Due) -> None:
        await self.flows[due.kind](turn, due)
