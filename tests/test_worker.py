"""Matching is solved beside the event loop, never in it."""

import asyncio
import os
import signal
from datetime import date

from bot.domain.matching import Candidate, Request
from bot.domain.program import MatchingRules
from bot.matching.solving import solve
from bot.worker import Worker

RULES = MatchingRules(points={"skills": 1000})


def round_of(count: int) -> Request:
    mentees = [Candidate(id=f"E{n}", seeks=True, wanted=("SQL", f"skill {n % 7}")) for n in range(count)]
    mentors = [Candidate(id=f"R{n}", places=1, offered=("SQL", f"skill {n % 5}")) for n in range(count)]
    return Request(people=(*mentees, *mentors), rules=RULES, day=date(2026, 11, 24))


async def test_the_loop_goes_round_while_a_round_is_solved() -> None:
    worker = Worker()
    try:
        task = asyncio.create_task(worker.solve(round_of(200)))
        turns = 0
        while not task.done():
            await asyncio.sleep(0)
            turns += 1
        assert turns > 100
        assert await task == solve(round_of(200))
    finally:
        worker.close()


async def test_a_killed_process_is_started_again() -> None:
    worker = Worker()
    try:
        first = await worker.solve(round_of(3))
        assert worker._pool is not None
        (pid,) = worker._pool._processes
        os.kill(pid, signal.SIGKILL)
        assert await worker.solve(round_of(3)) == first
    finally:
        worker.close()


def test_a_worker_that_never_worked_closes() -> None:
    Worker().close()
