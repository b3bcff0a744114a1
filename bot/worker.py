"""Heavy pure work, in a process of its own, so that the event loop keeps answering Slack meanwhile."""

import asyncio
import ctypes
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import Any, Final, TypeVar
from uuid import uuid4

import structlog

from bot.flows.matching import asking
from bot.flows.matching.asking import Solved
from bot.flows.matching.working import Errand, still_so, work_out
from bot.store.engine import Unsaved
from bot.store.rounds import Ready
from bot.turns import Act, Turns

log = structlog.get_logger("bot.worker")

Given = TypeVar("Given")
Made = TypeVar("Made")


LOOK_EVERY: Final = 0.5
"""Seconds between looks whether a round that is worked out was stopped."""

TELL_EVERY: Final = 2.0
"""Seconds between words of how far it is."""

LOT: Final = 500
"""Pairs of a round that are stored in one transaction."""

OWN_PAGES: Final = -3
"""glibc's M_MMAP_THRESHOLD: what is at least so large is given back to the machine as soon as it is let go."""

PID, DONE, MENTEES = 0, 1, 2
"""What stands on the slate that the worker's process shares with this one."""


class Worker:
    """One process, started with the first piece of work and again if it has died or was stopped."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._context = get_context("spawn")
        self._slate: Any = self._context.RawArray("q", 3)

    async def solve(self, errand: Errand) -> Solved | None:
        self._slate[DONE] = self._slate[MENTEES] = 0
        return await self.run(_work_out, errand)

    @property
    def part(self) -> float:
        """How many of the mentees of the round under way were compared with all mentors: from 0 to 1."""
        return min(1.0, int(self._slate[DONE]) / (int(self._slate[MENTEES]) or 1))

    def stop(self) -> None:
        """End the process with whatever it is working on. Other pieces that waited for it begin anew in the next one."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)  # nothing is cancelled: all who wait hear of its death
            self._pool = None
        if pid := int(self._slate[PID]):
            self._slate[PID] = 0
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    async def run(self, work: Callable[[Given], Made], given: Given) -> Made:
        """Do a piece of work there; it and what it is given are pickled."""
        pool = self._started()
        try:
            return await _done(pool, work, given)
        except (
            BrokenProcessPool
        ):  # the process was killed, by a lack of memory perhaps: once more, in a new one
            if self._pool is pool:
                self.close()
            return await _done(self._started(), work, given)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn, not fork: a fork would copy the loop's threads and locks in whatever state they are
            self._pool = ProcessPoolExecutor(
                1, mp_context=self._context, initializer=_begin, initargs=(self._slate,)
            )
        return self._pool

    def close(self) -> None:
        """Let go of the process. What it is working on is finished and thrown away."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


@dataclass(slots=True)
class Solver:
    """Works out the matching rounds that were asked for: read and solved in the worker, and stored in lots if nothing
    changed meanwhile."""

    turns: Turns
    worker: Worker
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def solve_asked(self) -> int:
        """Work out every round that waits for it; how many turns that took. Of several bots on one database one does."""
        count = 0
        async with self._one:
            async with self.turns.store.read() as db:  # asked at every beat, and mostly there is none
                if await db.rounds.asked() is None:
                    return 0
            async with self.turns.store.alone("rounds") as alone:
                while alone and (errand := await self._next()) and await self._solve(errand):
                    count += 1
        return count

    async def _next(self) -> Errand | None:
        async with self.turns.store.read() as db:
            asked = await db.rounds.asked()
        return Errand(self.turns.elsewhere, asked.id) if asked else None

    async def _solve(self, errand: Errand) -> bool:
        """Work out one round; False if nothing can be saved just now."""
        try:
            solved = await self._watched(errand)
            if solved is None:  # somebody stopped it
                return True
            if await self.worker.run(still_so, (errand, replace(solved, ready=Ready(())))):
                await self._store(solved)
        except Unsaved as error:
            log.error("a round could not be saved; it is worked out again", error=str(error))
            return False
        except Exception:  # a bug in one round must not stop the bot, nor be tried for ever
            ref = uuid4().hex[:6]
            log.exception("a round could not be worked out", ref=ref)
            await self.turns.run(asking.failed, Act(""), (errand.round_id, ref))
        return True

    async def _store(self, solved: Solved) -> None:
        rows = solved.ready.proposals
        for begin in range(0, len(rows), LOT):
            lot = solved.round_id, rows[begin : begin + LOT], begin == 0
            await self.turns.run(asking.keep, Act(""), lot)
        rest = replace(solved, ready=replace(solved.ready, proposals=()))
        await self.turns.run(asking.propose, Act(""), rest)

    async def _watched(self, errand: Errand) -> Solved | None:
        """Work it out, telling how far it is; None if somebody stopped it, and then its process has ended."""
        clock = asyncio.get_running_loop().time
        began = told = clock()
        work = asyncio.create_task(self.worker.solve(errand))
        while not (await asyncio.wait({work}, timeout=LOOK_EVERY))[0]:
            async with self.turns.store.read() as db:
                wanted = await asking.still_asked(db, errand.round_id)
            if not wanted:
                work.cancel()
                self.worker.stop()
                return None
            if clock() - told >= TELL_EVERY:
                told = clock()
                far = asking.Progress(errand.round_id, self.worker.part, told - began)
                await self.turns.run(asking.tell_progress, Act(""), far)
        return work.result()


async def _done(pool: ProcessPoolExecutor, work: Callable[[Given], Made], given: Given) -> Made:
    return await asyncio.get_running_loop().run_in_executor(pool, work, given)


_SLATE: list[Any] = []
"""In the worker's process: what it shares with the bot."""


def _begin(slate: Any) -> None:
    """Ctrl-C reaches every process of the terminal; the bot itself decides when its worker ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(10)  # on a busy machine whoever waits for an ack goes first
    with suppress(OSError, AttributeError):  # glibc would keep for good what a large round took
        ctypes.CDLL(None).mallopt(OWN_PAGES, 2**20)
    _SLATE[:] = [slate]
    slate[PID] = os.getpid()


def _work_out(errand: Errand) -> Solved | None:
    return work_out(errand, _tell)


def _tell(done: int, mentees: int) -> None:
    for slate in _SLATE:
        slate[DONE], slate[MENTEES] = max(done, slate[DONE]), mentees
