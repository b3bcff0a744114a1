"""What the app declared about itself: an undeclared command, event or scope does not exist."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]

EVENT_SCOPES: dict[str, tuple[str, ...]] = {  # any one of these lets the event through; none: no scope needed
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
}


@dataclass(frozen=True)
class Command:
    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that change what Slack does."""

    name: str
    commands: dict[str, Command]
    shortcuts: dict[str, Json]
    events: frozenset[str]
    scopes: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    interactivity: bool

    def scopes_for(self, event: str) -> frozenset[str] | None:
        """The granted scopes by which an event (`message.im`, `team_join`) reaches the app; None: it does not."""
        needed = EVENT_SCOPES.get(event, ())
        granted = self.scopes.intersection(needed)
        return granted if event in self.events and (granted or not needed) else None


def read_manifest(path: Path) -> Manifest:
    return parse_manifest(yaml.safe_load(path.read_text(encoding="utf-8")))


def parse_manifest(declared: Json) -> Manifest:
    features = declared.get("features", {})
    settings = declared.get("settings", {})
    home = features.get("app_home", {})
    scopes = declared.get("oauth_config", {}).get("scopes", {})
    return Manifest(
        name=features.get("bot_user", {}).get("display_name") or declared["display_information"]["name"],
        commands={
            entry["command"]: Command(
                entry["command"],
                entry.get("description", ""),
                entry.get("usage_hint", ""),
                bool(entry.get("should_escape", False)),
            )
            for entry in features.get("slash_commands", [])
        },
        shortcuts={entry["callback_id"]: entry for entry in features.get("shortcuts", [])},
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        scopes=frozenset([*scopes.get("bot", []), *scopes.get("bot_optional", [])]),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", False)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        interactivity=bool(settings.get("interactivity", {}).get("is_enabled", False)),
    )
