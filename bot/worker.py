"""Heavy pure work, in a process of its own, so that the event loop keeps answering Slack meanwhile."""

import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from typing import Any, Final, TypeVar
from uuid import uuid4

import structlog

from bot.domain.matching import Outcome, Request
from bot.domain.rounds import version
from bot.flows.matching import asking
from bot.flows.matching.facts import Asked
from bot.matching.solving import solve
from bot.store.engine import Unsaved
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

PID, DONE = 0, 1
"""What stands on the slate that the worker's process shares with this one."""


class Worker:
    """One process, started with the first piece of work and again if it has died or was stopped."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._context = get_context("spawn")
        self._slate: Any = self._context.RawArray("q", 2)

    async def solve(self, request: Request) -> Outcome:
        self._slate[DONE] = 0
        return await self.run(_solve, request)

    @property
    def done(self) -> int:
        """How many mentees of the round under way were compared with all mentors."""
        return int(self._slate[DONE])

    def stop(self) -> None:
        """End the process with whatever it is working on. Other pieces that waited for it begin anew in the next one."""
        self.close()
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

    async def _next(self) -> Asked | None:
        return await self.turns.store.apart(partial(asking.next_asked, program=self.turns.program))

    async def _solve(self, asked: Asked) -> bool:
        """Work out one round; False if nothing can be saved just now."""
        try:
            outcome = await self._watched(asked)
            if outcome is None:
                return True
            await self._store(asked, outcome)
        except Unsaved as error:
            log.error("a round could not be saved; it is worked out again", error=str(error))
            return False
        except Exception:  # a bug in one round must not stop the bot, nor be tried for ever
            ref = uuid4().hex[:6]
            log.exception("a round could not be worked out", ref=ref)
            await self.turns.run(asking.failed, Act(""), (asked.round_id, ref))
        return True

    async def _store(self, asked: Asked, outcome: Outcome) -> None:
        """Store it in lots, unless people or rules changed meanwhile: then it is worked out again."""
        began_from = await asyncio.to_thread(version, asked.request)
        mentees = sum(one.seeks for one in asked.request.people)
        compared = mentees * sum(one.places > 0 for one in asked.request.people)
        pinned = asked.request.pinned
        solved = asking.Solved(asked.round_id, began_from, outcome, pinned, asked.left_out, compared)
        if await self.turns.store.apart(partial(asking.same, program=self.turns.program, solved=solved)):
            for begin in range(0, len(outcome.proposals), LOT):
                lot = asked.round_id, outcome.proposals[begin : begin + LOT], begin == 0
                await self.turns.run(asking.keep, Act(""), lot)
            await self.turns.run(
                asking.propose, Act(""), replace(solved, outcome=replace(outcome, proposals=()))
            )

    async def _watched(self, asked: Asked) -> Outcome | None:
        """Work it out, telling how far it is; None if somebody stopped it, and then its process has ended."""
        clock = asyncio.get_running_loop().time
        began = told = clock()
        work = asyncio.create_task(self.worker.solve(asked.request))
        while not (await asyncio.wait({work}, timeout=LOOK_EVERY))[0]:
            async with self.turns.store.read() as db:
                wanted = await asking.still_asked(db, asked.round_id)
            if not wanted:
                work.cancel()
                self.worker.stop()
                return None
            if clock() - told >= TELL_EVERY:
                told = clock()
                far = _progress(asked, self.worker.done, told - began)
                await self.turns.run(asking.tell_progress, Act(""), far)
        return work.result()


def _progress(asked: Asked, done: int, seconds: float) -> asking.Progress:
    """Told in people of the whole round; what is left is guessed from what it took so far."""
    people = asked.request.people
    mentees = sum(one.seeks for one in people) or 1
    part = min(1.0, done / mentees)
    left = round(seconds / part - seconds) if part else 0
    return asking.Progress(asked.round_id, len(people), round(part * len(people)), left)


async def _done(pool: ProcessPoolExecutor, work: Callable[[Given], Made], given: Given) -> Made:
    return await asyncio.get_running_loop().run_in_executor(pool, work, given)


_SLATE: list[Any] = []
"""In the worker's process: what it shares with the bot."""


def _begin(slate: Any) -> None:
    """Ctrl-C reaches every process of the terminal; the bot itself decides when its worker ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _SLATE[:] = [slate]
    slate[PID] = os.getpid()


def _solve(request: Request) -> Outcome:
    return solve(request, _tell)


def _tell(done: int) -> None:
    _SLATE[0][DONE] = max(done, _SLATE[0][DONE])
