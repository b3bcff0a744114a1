"""Heavy pure work, in a process of its own, so that the event loop keeps answering Slack meanwhile."""

import asyncio
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from bot.domain.matching import Outcome, Request
from bot.matching.solving import solve


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


async def _solved(pool: ProcessPoolExecutor, request: Request) -> Outcome:
    return await asyncio.get_running_loop().run_in_executor(pool, solve, request)


def _leave_interrupts_alone() -> None:
    """Ctrl-C reaches every process of the terminal; the bot itself decides when its worker ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
