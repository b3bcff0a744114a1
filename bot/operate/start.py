"""What `make run` does: with tokens the bot on Slack; with none the sandbox, and the unchanged bot in it."""

import argparse
import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import aiohttp

from bot.config import (
    PREFIX,
    READERS,
    Config,
    ConfigFaults,
    gathered,
    process_environment,
    read,
    tokens_state,
)
from bot.operate.children import ChildEnded, Command, live_together
from bot.operate.sandbox import demo_settings, made_up_tokens
from bot.operate.stopping import stop_asked_for
from bot.sandbox.run import START_OVER

LOOPBACK = "127.0.0.1"
PATIENCE = 90.0
"""Seconds until the page must answer."""

PROXIES = ("http_proxy", "https_proxy", "all_proxy")  # aiohttp would send even loopback calls through one

WELCOME = """
No Slack token is set, so this is the sandbox: a small Slack on this machine, with the real bot in it.
Nothing leaves this machine. (To put the bot on your own Slack: make connect)
"""
OPEN = """
   Open {page} in your browser.

Ctrl-C stops it. Behind the page: {log}
"""


def free_port(first: int) -> int:
    """The first free loopback port from `first` on; any free one for 0. Raises OSError if fifty are taken."""
    for port in range(first, min(first + 50, 65_535) + 1):
        try:
            with socket.create_server((LOOPBACK, port)) as probe:
                return int(probe.getsockname()[1])
        except OSError:
            continue
    raise OSError(f"no free port from {first} to {first + 50}")


def sandbox_environment(
    env: Mapping[str, str], config: Config, database: Path, page: str, health_port: int
) -> dict[str, str]:
    """The children's environment: every setting of the bot is replaced, so that no real one is touched. A program file
    holds words and rules alone, and is tried here before it is anybody's."""
    settings = dict.fromkeys(READERS, "") | demo_settings()  # an empty value also hides what `.env` holds
    settings |= {
        "BOT_TOKEN": config.bot_token,
        "APP_TOKEN": config.app_token or "",
        "SIGNING_SECRET": config.signing_secret or "",
        "SLACK_API_URL": f"{page}/api/",
        "HOST": LOOPBACK,
        "PORT": str(health_port),
        "DATABASE_URL": f"sqlite:///{database}",
        "LOG_LEVEL": config.log_level,
        "PROGRAM_FILE": config.program_file or "",
    }
    inherited = {
        name: value
        for name, value in env.items()
        if not name.startswith(PREFIX) and name.lower() not in PROXIES
    }
    return inherited | {PREFIX + name: value for name, value in settings.items()}


async def play(env: Mapping[str, str], given: Config, listen: str, stop: asyncio.Event) -> int:
    """The sandbox, for browsers that reach the address `listen`, and the bot, until `stop`. Returns the exit code."""
    print(WELCOME, flush=True)
    port = free_port(given.sandbox_port)
    if given.sandbox_port not in (0, port):
        print(f"Port {given.sandbox_port} is taken, so the page is on {port}.")
    page, health_port, database = f"http://{LOOPBACK}:{port}", free_port(0), Path(f"var/sandbox-{port}.db")
    children_env = sandbox_environment(env, given, database, page, health_port)
    log, told = database.with_suffix(".log"), False

    def ready() -> None:
        nonlocal told
        if not told:  # once, however often somebody starts over
            print(OPEN.format(page=page, log=log), flush=True)
        told = True

    commands = [
        Command(["sandbox", "--port", str(port), "--listen", listen], lambda: _answer(page + "/")),
        Command(["run", "--clock-from", page], lambda: _answer(f"http://{LOOPBACK}:{health_port}/healthz")),
    ]
    while not stop.is_set():
        _forget(database)
        try:
            await live_together(commands, children_env, log, ready, stop)
        except ChildEnded as ended:
            if (ended.verb, ended.code) != ("sandbox", START_OVER):
                return _gave_up(f"{ended}", log)
        except TimeoutError:
            return _gave_up(f"No answer within {PATIENCE:.0f} seconds", log)
    print("\nStopped.")
    return 0


def _forget(database: Path) -> None:
    """Each start is a new company."""
    for old in database.parent.glob(f"{database.stem}.*"):
        old.unlink()


def _gave_up(why: str, log: Path) -> int:
    print(f"{why}. The end of {log}:\n")
    print("\n".join(log.read_text(errors="replace").splitlines()[-15:]))
    return 1


async def _answer(address: str) -> None:
    """Wait until the address has answered 200. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(5)) as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with session.get(address) as response:
                    if response.status == 200:
                        return
            await asyncio.sleep(0.1)


async def _play_until_stopped(env: Mapping[str, str], config: Config, listen: str) -> int:
    return await play(env, config, listen, stop_asked_for())


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m bot start", description=__doc__)
    parser.add_argument(
        "--listen", default=LOOPBACK, help="the sandbox's address; anybody who reaches it may play"
    )
    options = parser.parse_args(arguments)
    env = process_environment()
    state = tokens_state(gathered(env))
    made_up = made_up_tokens() | {"MODE": "socket"}
    try:
        config = read(
            {**env, **{PREFIX + name: value for name, value in made_up.items()}} if state == "none" else env
        )
    except ConfigFaults as wrong:
        print("The bot was not started, because of its settings:\n", file=sys.stderr)
        print("\n".join(f"  - {fault}" for fault in wrong.faults), file=sys.stderr)
        if state == "partial":
            print("\nSet what is missing, or take every token away to get the sandbox.", file=sys.stderr)
        return 1
    if state == "whole":
        os.execv(sys.executable, [sys.executable, "-m", "bot", "run"])  # noqa: S606
    return asyncio.run(_play_until_stopped(env, config, options.listen))
