"""Matching is solved beside the event loop, never in it."""

import asyncio
import os
import signal
from datetime import date
from typing import Any

from bot.domain.matching import Candidate, Request
from bot.domain.program import MatchingRules
from bot.flows.matching.asking import Solved
from bot.matching.solving import solve
from bot.messages.matching import PreviewMatch
from bot.store.columns import Sealed
from bot.worker import Solver, Worker
from tests.conftest import Desk
from tests.flows.pairs import company, presses
from tests.slack.at_work import eventually

RULES = MatchingRules(points={"skills": 1000})


def round_of(count: int) -> Request:
    mentees = [Candidate(id=f"E{n}", seeks=True, wanted=("SQL", f"skill {n % 7}")) for n in range(count)]
    mentors = [Candidate(id=f"R{n}", places=1, offered=("SQL", f"skill {n % 5}")) for n in range(count)]
    return Request(people=(*mentees, *mentors), rules=RULES, day=date(2026, 11, 24))


async def test_the_loop_goes_round_while_a_round_is_solved() -> None:
    worker = Worker()
    try:
        task = asyncio.create_task(worker.run(solve, round_of(200)))
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
        first = await worker.run(solve, round_of(3))
        assert worker._pool is not None
        (pid,) = worker._pool._processes
        os.kill(pid, signal.SIGKILL)
        assert await worker.run(solve, round_of(3)) == first
    finally:
        worker.close()


def test_a_worker_that_never_worked_closes() -> None:
    worker = Worker()
    worker.close()
    assert worker._pool is None


async def test_whoever_waits_for_a_process_that_is_stopped_is_answered_by_the_next() -> None:
    worker = Worker()
    try:
        stopped = asyncio.create_task(worker.run(solve, round_of(200)))
        waiting = [asyncio.create_task(worker.run(solve, round_of(3))) for _ in range(3)]
        await eventually(lambda: worker._slate[0])  # its process has begun
        stopped.cancel()
        worker.stop()
        assert await asyncio.gather(*waiting) == [solve(round_of(3))] * 3
    finally:
        worker.close()


async def test_what_a_large_round_is_made_of_stays_in_the_workers_process(desk: Desk) -> None:
    """People and reasons would hold up the loop that has them: there come rows, sealed already."""
    await company(desk)
    await presses(desk, PreviewMatch())
    worker, seen = Worker(), list[Any]()

    class Watched(Solver):
        async def _store(self, solved: Solved) -> None:
            seen.append(solved)
            await Solver._store(self, solved)

    try:
        assert await Watched(desk.turns, worker).solve_asked() == 1
    finally:
        worker.close()
    (solved,) = seen
    assert [type(row["reasons"]) for row in solved.ready.proposals] == [Sealed, Sealed]
    async with desk.turns.store.read() as db:
        assert {one.mentor for one in await db.rounds.pairs(1)} == {"BO", "BEN"}
        assert (await db.rounds.get(1)).state == "proposed"  # type: ignore[union-attr]
