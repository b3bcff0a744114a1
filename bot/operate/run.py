"""Runs the bot, connected to Slack or to the sandbox that its settings name, until it is told to stop."""

import argparse
import asyncio
import fcntl
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot import app
from bot.config import Config, ConfigFaults, process_environment, read
from bot.operate import logs
from bot.operate.stopping import stop_asked_for
from bot.store.backup import BackupFailed
from bot.store.migrating import BrokenKeys, UnknownRevision

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
    await app.run(config, clock_from=clock_from, stop=stop_asked_for())


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
            return _run(config, options.clock_from)
    except ConfigFaults as wrong:
        print("The bot was not started, because of its settings:\n", file=sys.stderr)
        print("\n".join(f"  - {fault}" for fault in wrong.faults), file=sys.stderr)
    except (AlreadyRunning, UnknownRevision, BrokenKeys, BackupFailed) as running:
        print(running, file=sys.stderr)
    return 1


def _run(config: Config, clock_from: str | None) -> int:
    code = 0
    try:
        asyncio.run(run_until_stopped(config, clock_from))
    except* (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as refused:
        # what Slack or the machine refuses at the start: doctor knows the mends
        code = 1
        reasons = [_reason(error) for error in refused.exceptions]
        log.error("ended", reasons=reasons)
        print(
            f"The bot has ended: {'; '.join(reasons)}.\n"
            "`make doctor` looks the whole set-up over and says what to mend.",
            file=sys.stderr,
        )
    return code


def _reason(error: BaseException) -> str:
    """In words fit for a log: Slack's own error code, or what kind of failure it was."""
    if isinstance(error, SlackApiError):
        data = getattr(error.response, "data", None)  # of a 5xx it may be a page, in words
        return f"Slack answers {data.get('error') if isinstance(data, dict) else 'with an error of its own'}"
    return f"{type(error).__name__}: {error}"
