"""Child processes that live and die together: the sandbox and the bot of `make run`."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Command:
    """`python -m bot ARGUMENTS`, and what tells that it is up."""

    arguments: list[str]
    up: Callable[[], Coroutine[Any, Any, object]]


async def live_together(
    commands: Sequence[Command],
    env: Mapping[str, str],
    log: Path,
    ready: Callable[[], None],
    stop: asyncio.Event,
) -> None:
    """Start the commands, each once the one before is up, say `ready()`, wait for `stop`; stop the last one first.

    Raises ChildEnded as soon as one of them ends by itself.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        file, children = stack.enter_context(log.open("wb")), list[asyncio.Task[int]]()
        for command in commands:
            children.append(await stack.enter_async_context(child(command.arguments, env, file)))
            await _unless_one_ends(command.up(), children, stop)
        if not stop.is_set():
            ready()
        await _unless_one_ends(stop.wait(), children, stop)


async def _unless_one_ends(
    work: Coroutine[Any, Any, object], children: Sequence[asyncio.Task[int]], stop: asyncio.Event
) -> None:
    working, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopped, *children}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            return
        for ended in children:
            if ended.done():
                raise ChildEnded(ended.get_name(), ended.result())
        working.result()
    finally:
        working.cancel()
        stopped.cancel()
        await asyncio.wait({working, stopped})
