"""Connects the bot to a Slack workspace: a link with the manifest in it, two values to copy, and a check."""

import argparse
import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from bot.clock import utc_now
from bot.config import PREFIX, READERS, Config, ConfigFaults, gathered, process_environment
from bot.operate import doctor
from bot.operate.findings import Finding, told
from bot.operate.manifest import creation_link, http_manifest, socket_manifest
from bot.operate.slack_checks import check_app_token, check_bot_token, slack

Ask = Callable[[str], str]

CREATE = """Connecting the bot to your Slack workspace takes about ten minutes and {count} values to copy.

1. Open this link, choose your workspace, press Next and Create:

{link}

   (If the link arrives cut: https://api.slack.com/apps, Create New App, From a manifest,
   and paste the content of {file})

2. On the app's page press Install App, then Install to Workspace.
   (If your workspace asks for approval, docs/for-it.md answers your IT team's questions on one page.)
"""
BOT_TOKEN = "3. The page now shows the Bot User OAuth Token, xoxb-…; paste it here (it stays unseen): "  # noqa: S105
APP_TOKEN = """4. Basic Information, App-Level Tokens, Generate Token and Scopes: any name, add the scope
   connections:write, Generate; paste the token, xapp-…, here: """  # noqa: S105
SIGNING_SECRET = "4. Basic Information, App Credentials, Signing Secret, Show; paste it here: "  # noqa: S105
DONE = """
{path} is written, readable by you only. Next:

   make run

It prints a code. In Slack make a private channel for the program team, type /invite @mentor-bot there, then
/mentor-admin claim CODE. Until you open joining there, the bot writes to nobody else.
"""


async def connect(ask: Ask, env: Mapping[str, str], dotenv: Path, address: str | None) -> int:
    """The whole conversation; `address` is given for HTTP mode. Returns the exit code."""
    manifest = http_manifest(address) if address else socket_manifest()
    file = Path("manifest.yml")
    if address:
        file = dotenv.parent / "var" / "manifest-http.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(manifest)
    print(CREATE.format(count="two", link=creation_link(manifest), file=file))
    api_url = {
        name: value for name, value in gathered(env, dotenv).items() if name == f"{PREFIX}SLACK_API_URL"
    }
    found = {"MODE": "http" if address else "socket"}
    found["BOT_TOKEN"] = await _asked_until_right(ask, BOT_TOKEN, "BOT_TOKEN", found, api_url)
    second, words = ("SIGNING_SECRET", SIGNING_SECRET) if address else ("APP_TOKEN", APP_TOKEN)
    found[second] = await _asked_until_right(ask, words, second, found, api_url)
    write_settings(dotenv, found)
    print(DONE.format(path=dotenv))
    findings = await doctor.examine(env, dotenv, utc_now())
    print(told(findings))
    return 1 if any(finding.state == "bad" for finding in findings) else 0


async def _asked_until_right(
    ask: Ask, words: str, name: str, found: Mapping[str, str], api_url: Mapping[str, str]
) -> str:
    while True:
        text = ask(words).strip()
        try:
            value = READERS[name](text)
        except ValueError as fault:
            print(f"   That {fault}\n")
            continue
        finding = await _check(name, value, found, api_url)
        print(f"   {finding.what}. {finding.mend}\n")
        if finding.state != "bad":
            return str(value)


async def _check(name: str, value: str, found: Mapping[str, str], api_url: Mapping[str, str]) -> Finding:
    tokens: dict[str, Any] = {key.lower(): token for key, token in {**found, name: value}.items()}
    for full_name, address in api_url.items():
        tokens["slack_api_url"] = READERS[full_name.removeprefix(PREFIX)](address)
    async with slack(Config(**tokens)) as client:
        checks: dict[str, Callable[[], Awaitable[Finding]]] = {
            "BOT_TOKEN": lambda: _first(client),
            "APP_TOKEN": lambda: check_app_token(client, value),
        }
        if name in checks:
            return await checks[name]()
    return Finding("good", "Noted: the first request that Slack signs will show whether it is right")


async def _first(client: Any) -> Finding:
    return (await check_bot_token(client, utc_now()))[0]


def write_settings(path: Path, found: Mapping[str, str]) -> None:
    """Put the settings into `.env`, mode 600, and leave every other line of it as it was."""
    ours = {f"{PREFIX}{name}": value for name, value in found.items()}
    before = path.read_text().splitlines() if path.exists() else []
    kept = [line for line in before if line.split("=")[0].removeprefix("export ").strip() not in ours]
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    beside.touch(0o600)
    beside.write_text("\n".join([*kept, *(f"{name}={value}" for name, value in ours.items())]) + "\n")
    beside.replace(path)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m bot connect", description=__doc__)
    parser.add_argument("--http", metavar="https://…", help="for HTTP mode: where Slack reaches the bot")
    options = parser.parse_args(arguments)
    ask = getpass.getpass if sys.stdin.isatty() else input
    try:
        return asyncio.run(connect(ask, process_environment(), Path(".env"), options.http))
    except (KeyboardInterrupt, EOFError):
        print("\nStopped. Nothing was written; start again whenever you like.")
        return 1
    except (ValueError, ConfigFaults) as fault:
        print(fault, file=sys.stderr)
        return 1
