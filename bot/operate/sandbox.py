"""The small Slack in the browser: the demo company, its tour and its clock, for any bot that speaks to it."""

import argparse
import asyncio
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml

from bot.config import PREFIX, gathered, process_environment
from bot.operate.manifest import FILE
from bot.operate.stopping import stop_asked_for
from bot.sandbox.clock import wire_now
from bot.sandbox.manifest import read_manifest
from bot.sandbox.pacing import Limits, like_slack
from bot.sandbox.platform import Options
from bot.sandbox.run import Files, run
from bot.sandbox.server import LOOPBACK

DEMO = Path(__file__).with_name("demo")
"""company.yml, autopilot.yml and tour.yml: who is there, what they do by themselves, what a newcomer is shown."""


MADE_UP = "xoxb-sandbox-"


def made_up_tokens() -> dict[str, str]:
    """Tokens that open nothing but a sandbox."""
    return {
        "BOT_TOKEN": f"{MADE_UP}{secrets.token_hex(8)}",
        "APP_TOKEN": f"xapp-sandbox-{secrets.token_hex(8)}",
        "SIGNING_SECRET": secrets.token_hex(16),
    }


def _described() -> Mapping[str, Any]:
    company = DEMO / "company.yml"
    return yaml.safe_load(company.read_text(encoding="utf-8")) if company.is_file() else {}


def demo_settings() -> dict[str, str]:
    """What a bot in the demo company is set to: its admin channel, its admins (`settings` of company.yml)."""
    return {name: str(value) for name, value in _described().get("settings", {}).items()}


def demo_files() -> Files:
    """The demo's files, as far as they are there."""
    present = {path.stem: path for path in DEMO.glob("*.yml")}
    return Files(present.get("company"), present.get("autopilot"), present.get("tour"))


def handed_down_tokens(given: Mapping[str, str]) -> dict[str, str]:
    """The tokens that `start` made up for both its children; a workspace's real ones never come in here."""
    if not given.get(f"{PREFIX}BOT_TOKEN", "").startswith(MADE_UP):
        return {}
    return {name: given[PREFIX + name] for name in made_up_tokens()}


def monday_morning(now: datetime) -> datetime:
    """The next Monday, 09:05 in Berlin, where most of the company is: nothing waits for a working hour."""
    here = now.astimezone(ZoneInfo("Europe/Berlin"))
    coming = here.replace(hour=9, minute=5, second=0, microsecond=0) + timedelta(days=-here.weekday() % 7)
    return coming if coming > here else coming + timedelta(days=7)


async def _serve(options: Options, host: str, port: int) -> int:
    return await run(options, demo_files(), stop_asked_for(), host=host, port=port)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m bot sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--listen", default=LOOPBACK, help="anybody who reaches this address may play")
    parser.add_argument(
        "--paced",
        action="store_true",
        help="limit calls as Slack does; a moved clock then waits for real seconds",
    )
    parser.add_argument("--app-url", default="", metavar="http://…", help="deliver by HTTP to the bot there")
    options = parser.parse_args(arguments)
    mode: Literal["socket", "http"] = "http" if options.app_url else "socket"
    tokens = handed_down_tokens(gathered(process_environment()))
    if not tokens:
        tokens = made_up_tokens()
        api_url = f"http://{LOOPBACK}:{options.port}/api/"
        joins = {**tokens, **demo_settings(), "MODE": mode, "SLACK_API_URL": api_url}
        print(f"The sandbox: http://{LOOPBACK}:{options.port}\nA bot joins it with these settings:")
        print("\n".join(f"  {PREFIX}{name}={value}" for name, value in joins.items()), flush=True)
    return asyncio.run(
        _serve(
            Options(
                read_manifest(FILE),
                team_name=_described().get("name", "Sandbox"),
                bot_token=tokens["BOT_TOKEN"],
                app_token=tokens["APP_TOKEN"],
                signing_secret=tokens["SIGNING_SECRET"],
                mode=mode,
                app_url=options.app_url,
                limits=like_slack() if options.paced else Limits(),
                start=monday_morning(wire_now()),
            ),
            options.listen,
            options.port,
        )
    )
