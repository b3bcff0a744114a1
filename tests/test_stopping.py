"""A round that takes long: it tells how far it is, is stopped by its admin, and the next piece of work goes on."""

import asyncio
import os
import time

from bot import worker as module
from bot.flows.matching import asking
from bot.messages import matching as say
from bot.turns import Act
from bot.worker import Solver, Worker
from tests.flows.pairs import ADMINS, company, presses
from tests.slack.at_work import eventually


def never_ends(_given):
    time.sleep(600)


class Endless(Worker):
    """Works in a process of its own, which only ends when it is stopped."""

    part = 0.6

    async def solve(self, errand):
        return await self.run(never_ends, errand)


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return os.waitpid(pid, os.WNOHANG) != (0, 0)


async def test_stopped_means_that_its_process_has_ended(desk, monkeypatch):
    monkeypatch.setattr(module, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(module, "TELL_EVERY", 0.1)
    await company(desk)
    await presses(desk, say.PreviewMatch())
    worker = Endless()
    pid = await worker.run(own, None)
    solving = asyncio.create_task(Solver(desk.turns, worker).solve_asked())

    async def told():
        desk._clear()
        await desk._lay_out()
        return desk.rewritten

    async def far():
        return any(getattr(one, "done", 0) for one in await told())

    await eventually(far)
    [working, *_] = desk.rewritten
    assert working == say.Working(5, 3, 0, 1)
    await desk.turns.run(asking.cancel, Act("HANA", channel=ADMINS), say.CancelWorking(1))
    assert await asyncio.wait_for(solving, 60) == 1
    await eventually(lambda: gone(pid))
    try:
        assert await worker.run(own, None) not in (0, pid)
    finally:
        worker.close()


def own(_given):
    return os.getpid()


def test_how_far_it_is_in_words(desk):
    program = desk.turns.program
    told = say.Working(12_000, 3_000, 31, 1).render(program).text
    assert "3,000 of 12,000 people compared; about half a minute more" in told
    assert "Cancel" in told
    assert "some seconds" in say.Working(9, 1, 3, 1).render(program).text
    assert "about 4 minutes" in say.Working(9, 1, 240, 1).render(program).text
    assert "Getting ready" in say.Working(9, 0, 0, 1).render(program).text
    assert "Cancel" not in say.Working(9).render(program).text
