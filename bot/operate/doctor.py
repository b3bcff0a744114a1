"""Looks the whole set-up over and says it in words; every fault comes with its mend."""

import argparse
import asyncio
import zoneinfo
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import utc_now
from bot.config import SLACK_API, Config, ConfigFaults, gathered, process_environment, read, tokens_state
from bot.operate.backup import copies, folder_of
from bot.operate.findings import Finding, bad, good, odd, told
from bot.operate.slack_checks import (
    check_admin_channel,
    check_app_token,
    check_bot_token,
    check_program_channel,
    check_response_host,
    slack,
)
from bot.store.checkup import Checkup, Unreachable, look_at
from bot.store.engine import Unsaved

BACKUP_MAY_BE = timedelta(days=2)
NO_TOKENS = (
    "`make run` works without any: it starts the sandbox, a small Slack on this machine. "
    "To put the bot on your Slack: `make connect`."
)


async def examine(env: Mapping[str, str], dotenv: Path, now: datetime) -> list[Finding]:
    """Everything that can be checked; settings that cannot be read end it early."""
    if tokens_state(gathered(env, dotenv)) == "none":
        return [bad("Settings: no Slack token is set", NO_TOKENS)]
    try:
        config = read(env, dotenv)
    except ConfigFaults as wrong:
        return [bad("Settings: " + fault, "Mend it in .env or in the environment.") for fault in wrong.faults]
    findings = [good(f"Settings: complete, {config.mode} mode"), *_file_modes(config, dotenv), _time_zones()]
    seen, database = await look(config)
    findings += [*_keys(config), database, *_dead(seen), check_backups(config, now)]
    return findings + await check_slack(config, now, seen.settings if seen else {})


async def check_slack(config: Config, now: datetime, chosen: Mapping[str, str]) -> list[Finding]:
    """Tokens, scopes, clock, channels: those that are set, or else `chosen` in Slack. Where the bot token fails
    nothing else is asked."""
    async with slack(config) as client:
        findings = await check_bot_token(client, now)
        if findings[0].state == "bad":
            return findings
        if config.mode == "socket" and config.app_token:
            findings.append(await check_app_token(client, config.app_token))
        findings.append(
            await check_admin_channel(client, config.admin_channel or chosen.get("admin_channel"))
        )
        findings.append(
            await check_program_channel(client, config.program_channel or chosen.get("program_channel"))
        )
        if config.slack_api_url == SLACK_API:
            findings.append(await check_response_host())
        return findings


async def check_database(config: Config) -> Finding:
    """Reachable, writable, at which revision, and what of the outbox waits."""
    return (await look(config))[1]


async def look(config: Config) -> tuple[Checkup | None, Finding]:
    """What the database holds, as far as it can be read, and what to say of it."""
    file, name = config.database_file, f"Database: {config.database_name}"
    if file and not file.exists():
        return None, odd(f"Database: {file} is not there yet", "The bot makes it when it first starts.")
    try:
        seen = await look_at(config.async_database_url)
    except Unsaved as refused:
        return None, bad(f"{name} takes no change ({refused})", _database_mend(config))
    except Unreachable as silent:
        return None, bad(f"{name} cannot be read ({silent})", _database_mend(config))
    if seen is None:
        return None, odd(f"{name} is empty", "The bot makes its tables when it first starts.")
    letters = ", ".join(f"{count} {state}" for state, count in sorted(seen.letters.items())) or "none yet"
    what = f"{name}, revision {seen.revision}; messages: {letters}"
    if seen.failed:
        mend = "Each was told to the admin channel with a reference; the log has the details under it."
        return seen, odd(f"{what}; failed turns: {seen.failed}", mend)
    return seen, good(what)


def _dead(seen: Checkup | None) -> list[Finding]:
    """Messages that were given up: whoever they were for has not read them."""
    dead = seen.letters.get("dead", 0) if seen else 0
    mend = (
        "The log says of each why, as `not sent` or `could not be drawn`. A post to a channel can be posted again "
        "from the admin channel."
    )
    return [odd(f"Messages: {dead} given up, and never read", mend)] if dead else []


def _database_mend(config: Config) -> str:
    if config.database_file:
        return (
            f"Check that this user may write to {config.database_file.parent}, and that the disk is not full."
        )
    return "Check that the server runs, and the user, password and database name in MENTORBOT_DATABASE_URL."


def _keys(config: Config) -> list[Finding]:
    if config.key_file is None:
        return [good("Key: from MENTORBOT_SECRET_KEY")]
    database = config.database_file
    if not config.key_file.exists():
        if database and database.exists():
            return [
                bad(f"Key: {config.key_file} is gone", "Put it back from your backup: no other key will do.")
            ]
        return [odd(f"Key: {config.key_file} is not there yet", "The bot makes it when it first starts.")]
    mend = (
        "Better: put its content into MENTORBOT_SECRET_KEY from your secret store and remove the file. "
        "Beside the database it protects nothing once both are copied."
    )
    return [odd(f"Key: in the file {config.key_file}", mend)]


def _file_modes(config: Config, dotenv: Path) -> list[Finding]:
    return [
        bad(f"{path}: others on this machine may read it", f"chmod 600 {path}")
        for path in (dotenv, config.key_file)
        if path and path.exists() and path.stat().st_mode & 0o077
    ]


def _time_zones() -> Finding:
    known = zoneinfo.available_timezones()
    if "Europe/London" in known and len(known) > 300:
        return good(f"Time zones: {len(known)} known")
    return bad(
        "Time zones: the tzdata package is missing",
        "Install the requirements again: rm -rf .venv && make run",
    )


def check_backups(config: Config, now: datetime) -> Finding:
    """How old the newest copy is."""
    folder = folder_of(config)
    made = copies(folder)
    mend = "`make backup` makes one while the bot runs; let cron or a timer do it every night."
    if not made:
        return odd(f"Backup: none in {folder}", mend)
    age = now.timestamp() - made[-1].stat().st_mtime
    if age > BACKUP_MAY_BE.total_seconds():
        return odd(f"Backup: the newest is {age / 86_400:.0f} days old", mend)
    return good(f"Backup: {made[-1].name}, {age / 3600:.0f} hours old")


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser("python -m bot doctor", description=__doc__).parse_args(arguments)
    findings = asyncio.run(examine(process_environment(), Path(".env"), utc_now()))
    print(told(findings))
    faults = sum(finding.state == "bad" for finding in findings)
    print(f"\n{faults} to mend." if faults else "\nAll is well.")
    return 1 if faults else 0
