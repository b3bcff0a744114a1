"""One call of the Web API: its arguments however they were sent, and the checks every method shares."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.errors import SlackError
from bot.sandbox.platform import Platform
from bot.sandbox.workspace import Channel, User

Json = dict[str, Any]
JSON_ARGUMENTS = ("blocks", "view", "metadata", "attachments")
HISTORY_SCOPES = {
    "im": "im:history",
    "mpim": "mpim:history",
    "public": "channels:history",
    "private": "groups:history",
}
READ_SCOPES = {"im": "im:read", "mpim": "mpim:read", "public": "channels:read", "private": "groups:read"}


async def arguments(request: web.Request) -> Json:
    """JSON, form and query arguments, in the forms the SDKs send them."""
    found: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json() if request.can_read_body else {}
        if not isinstance(body, dict):
            raise SlackError("invalid_json")
        found |= body
    elif request.can_read_body:
        found |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    for key in JSON_ARGUMENTS:
        if isinstance(found.get(key), str):
            try:
                found[key] = json.loads(found[key])
            except ValueError:
                raise SlackError(
                    "invalid_blocks_format" if key == "blocks" else "invalid_arguments"
                ) from None
    return found


def flag(value: Any) -> bool:
    return value in (True, "1", "true", "True", 1)


@dataclass
class Call:
    """What a method is given."""

    platform: Platform
    method: str
    args: Json

    def needs(self, *scopes: str) -> None:
        """Any one of `scopes` must have been granted; the one that lets the call through counts as used."""
        granted = self.platform.manifest.scopes
        for scope in scopes:
            if scope in granted:
                self.platform.used_scopes.add(scope)
                return
        raise SlackError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(granted)))

    def require(self, key: str) -> Any:
        if (value := self.args.get(key)) in (None, ""):
            raise SlackError("invalid_arguments", [f"[ERROR] missing required field: {key}"])
        return value

    def number(self, key: str, default: int, most: int = 1000) -> int:
        value = str(self.args.get(key, default))
        if not value.isdigit() or not 1 <= int(value) <= most:
            raise SlackError("invalid_limit")
        return int(value)

    def user(self, key: str = "user") -> User:
        user = self.platform.workspace.user(str(self.require(key)))
        if user is None:
            raise SlackError("user_not_found")
        return user

    def channel(self, *, member: bool = True, key: str = "channel") -> Channel:
        """A conversation the app may know of: a private one it is not in does not exist for it."""
        workspace = self.platform.workspace
        channel = workspace.channels.get(str(self.require(key)))
        inside = channel is not None and workspace.bot_user in channel.members
        if channel is None or (channel.kind != "public" and not inside):
            raise SlackError("channel_not_found")
        if member and not inside:
            raise SlackError("not_in_channel")
        return channel

    def page(self, items: list[Any], limit: int) -> tuple[list[Any], Json]:
        """One page of a list, and the cursor of the next."""
        cursor = str(self.args.get("cursor") or "0")
        if not cursor.isdigit():
            raise SlackError("invalid_cursor")
        start = int(cursor)
        following = start + limit
        return items[start:following], {"next_cursor": str(following) if following < len(items) else ""}
