"""What happens in a company besides clicks: people join, leave channels, change, go; the app is removed."""

from dataclasses import replace
from typing import Any

from bot.sandbox.payloads import user_object
from bot.sandbox.platform import Platform
from bot.sandbox.workspace import User

Json = dict[str, Any]


class Happenings:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._workspace = platform.workspace

    def person_joins(self, user: User) -> None:
        """A new colleague in the workspace."""
        self._workspace.add_user(user)
        self._platform.event("team_join", {"type": "team_join", "user": user_object(self._workspace, user)})

    def person_changes(self, user_id: str, **changes: Any) -> None:
        """A new zone, name or title; `deleted=True` deactivates the account."""
        user = replace(self._workspace.users[user_id], **changes)
        self._workspace.add_user(user)
        if user.deleted:
            self._workspace.modals.pop(user_id, None)
        self._platform.event(
            "user_change", {"type": "user_change", "user": user_object(self._workspace, user)}
        )

    def channel_joined(self, user_id: str, channel_id: str, inviter: str | None = None) -> None:
        """Somebody, or the app itself, comes into a channel."""
        channel = self._workspace.channels[channel_id]
        if user_id in channel.members:
            return
        channel.members.append(user_id)
        self._workspace.changed.notify()
        self._membership(
            "member_joined_channel", user_id, channel_id, {"inviter": inviter} if inviter else {}
        )

    def channel_left(self, user_id: str, channel_id: str) -> None:
        self._workspace.channels[channel_id].members.remove(user_id)
        self._workspace.changed.notify()
        self._membership("member_left_channel", user_id, channel_id, {})

    def _membership(self, name: str, user_id: str, channel_id: str, more: Json) -> None:
        channel = self._workspace.channels[channel_id]
        if self._workspace.bot_user in (*channel.members, user_id):
            kind = "C" if channel.kind == "public" else "G"
            event = {"type": name, "user": user_id, "channel": channel_id, "channel_type": kind, **more}
            self._platform.event(name, event | {"team": self._workspace.team_id})

    def app_removed(self) -> None:
        tokens = {"oauth": [], "bot": [self._workspace.bot_user]}
        self._platform.event("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})
        self._platform.event("app_uninstalled", {"type": "app_uninstalled"})
