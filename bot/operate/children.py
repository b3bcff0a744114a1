"""Child processes that live and die together: the sandbox and the bot of `make run`."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, BinaryIO

GRACE = 15.0
"""Seconds a child may take to stop in order before it is ended."""


class ChildEnded(Exception):
    """A child ended by itself, with this exit code."""

    def __init__(self, verb: str, code: int) -> None:
        super().__init__(f"`python -m bot {verb}` ended by itself, with exit code {code}")
        self.verb, self.code = verb, code


@asynccontextmanager
async def child(
    arguments: list[str], env: Mapping[str, str], log: BinaryIO
) -> AsyncIterator[asyncio.Task[int]]:
    """`python -m bot ARGUMENTS`, as a task that ends when it does; stopped in order on leaving."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        env=dict(env),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C reaches the parent alone, which then stops its children in order
    )
    ended = asyncio.create_task(process.wait(), name=arguments[0])
    try:
        yield ended
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait({ended}, timeout=GRACE)
        if process.returncode is None:
            process.kill()
        await ended


async def live_together(
    commands: list[list[str]],
    env: Mapping[str, str],
    log: Path,
    ready: Callable[[], Coroutine[Any, Any, None]],
    stop: asyncio.Event,
) -> None:
    """Start the commands, await `ready()`, then wait for `stop`; the last started is the first stopped.

    Raises ChildEnded as soon as one of them ends by itself.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        file = stack.enter_context(log.open("wb"))
        children = {await stack.enter_async_context(child(command, env, file)) for command in commands}
        stopped, answered = asyncio.create_task(stop.wait()), asyncio.create_task(ready())
        watched: set[asyncio.Task[Any]] = {stopped, answered, *children}
        try:
            while not stopped.done():
                done, watched = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
                _all_well(done & children)
                if answered in done:
                    answered.result()
        finally:
            stopped.cancel()
            answered.cancel()
            await asyncio.wait({stopped, answered})


def _all_well(ended: Iterable[asyncio.Task[int]]) -> None:
    for task in ended:
        raise ChildEnded(task.get_name(), task.result())
