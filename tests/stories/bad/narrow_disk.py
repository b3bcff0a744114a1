"""The bot on a disk that is full from SIGUSR1 to SIGUSR2: python -m tests.stories.bad.narrow_disk.

No file of this process may grow or be written meanwhile, which SQLite meets as it meets a disk without room.
"""

import asyncio
import resource
import signal
from pathlib import Path

from bot import app
from bot.config import process_environment, read
from bot.operate import logs
from bot.slack.pace import Rates

ROOM = resource.getrlimit(resource.RLIMIT_FSIZE)


def full(*_: object) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, ROOM[1]))


def room(*_: object) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, ROOM)


async def main() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    given = app.Conditions(rates=Rates(1000, 1000, 1000, 1000), seed=1)
    await app.run(read(process_environment(), Path("no such file")), stop=stop, given=given)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, full)
    signal.signal(signal.SIGUSR2, room)
    logs.configure("CRITICAL")
    asyncio.run(main())
