"""Runs the bot, connected to Slack or to the sandbox that its settings name, until it is told to stop."""

import argparse
import asyncio
import fcntl
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import structlog
from slack_sdk.errors import SlackApiError

from bot import app
from bot.config import Config, ConfigFaults, process_environment, read
from bot.operate import logs

SLACKS_OWN = re.compile(r"(^|\.)slack(-gov)?\.com$")

log = structlog.get_logger("bot.operate.run")


class AlreadyRunning(RuntimeError):
    """Another process has this database open."""


@contextmanager
def only_one(config: Config) -> Iterator[None]:
    """Hold the SQLite database's lock file: two bots on one file would both send. Raises AlreadyRunning."""
    if config.database_file is None:
        yield
        return
    path = config.database_file.with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            file.seek(0)
            raise AlreadyRunning(
                f"A bot already runs on {config.database_file} (process {file.read().strip() or 'unknown'}). "
                "Stop that one first, or give this one a MENTORBOT_DATABASE_URL of its own."
            ) from held
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


async def run_until_stopped(config: Config, clock_from: str | None) -> None:
    """The bot, until SIGTERM or Ctrl-C; then it finishes what it has begun."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await app.run(config, clock_from=clock_from, stop=stop)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m bot run", description=__doc__)
    parser.add_argument(
        "--clock-from", metavar="ADDRESS", help="follow the program time of the sandbox there"
    )
    options = parser.parse_args(arguments)
    try:
        config = read(process_environment())
        if options.clock_from and SLACKS_OWN.search(urlsplit(config.slack_api_url).hostname or ""):
            raise ConfigFaults(
                ["--clock-from moves time, which only a sandbox may do; this bot is set to Slack itself."]
            )
        logs.configure(config.log_level)
        with only_one(config):
            asyncio.run(run_until_stopped(config, options.clock_from))
    except ConfigFaults as wrong:
        print("The bot was not started, because of its settings:\n", file=sys.stderr)
        print("\n".join(f"  - {fault}" for fault in wrong.faults), file=sys.stderr)
        return 1
    except AlreadyRunning as running:
        print(running, file=sys.stderr)
        return 1
    except (SlackApiError, OSError) as refused:
        # what Slack or the machine refused at the start; doctor knows the mends
        log.error("not started", error=str(refused))
        print(
            "The bot could not start. `make doctor` looks the set-up over and says what to mend.",
            file=sys.stderr,
        )
        return 1
    return 0
