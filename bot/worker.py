"""Heavy pure work, in a process of its own, so that the event loop keeps answering Slack meanwhile."""

import asyncio
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from uuid import uuid4

import structlog

from bot.domain.matching import Outcome, Request
from bot.domain.rounds import version
from bot.flows import matching
from bot.matching.solving import solve
from bot.store.engine import Unsaved
from bot.turns import Act, Turns

log = structlog.get_logger("bot.worker")


class Worker:
    """One process, started with the first piece of work and again if it has died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def solve(self, request: Request) -> Outcome:
        pool = self._started()
        try:
            return await _solved(pool, request)
        except (
            BrokenProcessPool
        ):  # the process was killed, by a lack of memory perhaps: once more, in a new one
            if self._pool is pool:
                self.close()
            return await _solved(self._started(), request)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn, not fork: a fork would copy the loop's threads and locks in whatever state they are
            self._pool = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_leave_interrupts_alone
            )
        return self._pool

    def close(self) -> None:
        """Let go of the process. What it is working on is finished and thrown away."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


@dataclass(slots=True)
class Solver:
    """Works out the matching rounds that were asked for: read in one transaction, solved outside of any, stored in a
    second one if nothing changed meanwhile."""

    turns: Turns
    worker: Worker
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def solve_asked(self) -> int:
        """Work out every round that waits for it; how many turns that took."""
        count = 0
        async with self._one:
            while (asked := await self._next()) and await self._solve(asked):
                count += 1
        return count

    async def _next(self) -> matching.Asked | None:
        async with self.turns.store.read() as db:
            return await matching.next_asked(db, self.turns.program)

    async def _solve(self, asked: matching.Asked) -> bool:
        """Work out one round; False if nothing can be saved just now."""
        try:
            outcome = await self.worker.solve(asked.request)
            solved = matching.Solved(asked.round_id, version(asked.request), outcome)
            await self.turns.run(matching.propose, Act(""), solved)
        except Unsaved as error:
            log.error("a round could not be saved; it is worked out again", error=str(error))
            return False
        except Exception:  # a bug in one round must not stop the bot, nor be tried for ever
            ref = uuid4().hex[:6]
            log.exception("a round could not be worked out", ref=ref)
            await self.turns.run(matching.failed, Act(""), (asked.round_id, ref))
        return True


async def _solved(pool: ProcessPoolExecutor, request: Request) -> Outcome:
    return await asyncio.get_running_loop().run_in_executor(pool, solve, request)


def _leave_interrupts_alone() -> None:
    """Ctrl-C reaches every process of the terminal; the bot itself decides when its worker ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
