"""The Slack app manifest, in the form for Socket Mode (manifest.yml as it is) or for HTTP mode."""

import argparse
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import yaml

FILE = Path(__file__).resolve().parents[2] / "manifest.yml"
EVENTS_PATH = "/slack/events"


def socket_manifest() -> str:
    """The manifest for Socket Mode: Slack needs no address, the bot calls out."""
    return FILE.read_text()


def http_manifest(address: str) -> str:
    """The manifest for HTTP mode; `address` is where Slack reaches the bot, with or without the path.

    Raises ValueError if Slack could not reach it.
    """
    url = urlsplit(address)
    if url.scheme != "https" or not url.hostname or url.query:
        raise ValueError(f"{address} will not do: Slack needs an https:// address that it can reach.")
    target = f"https://{url.netloc}{url.path.rstrip('/') or EVENTS_PATH}"
    manifest = loaded()
    for command in manifest["features"]["slash_commands"]:
        command["url"] = target
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = target
    settings["interactivity"] |= {"request_url": target, "message_menu_options_url": target}
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=110)


def loaded() -> dict[str, Any]:
    """manifest.yml as data."""
    manifest: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return manifest


def scopes() -> frozenset[str]:
    """The bot scopes that the manifest asks for."""
    return frozenset(loaded()["oauth_config"]["scopes"]["bot"])


def creation_link(manifest: str) -> str:
    """A link that opens Slack's app creation with this manifest filled in."""
    compact = yaml.safe_dump(yaml.safe_load(manifest), sort_keys=False, allow_unicode=True, width=100_000)
    return f"https://api.slack.com/apps?new_app=1&manifest_yaml={quote(compact, safe='')}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m bot manifest", description=__doc__)
    parser.add_argument("--http", metavar="https://…", help="where Slack reaches the bot in HTTP mode")
    options = parser.parse_args(arguments)
    try:
        print(http_manifest(options.http) if options.http else socket_manifest(), end="")
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0
