"""What Slack's composer makes of typed words: escapes, mentions, links, slash commands."""

import re

from bot.sandbox.workspace import Workspace

_MENTION = re.compile(r"(?<![\w<])@([\w.-]*\w)")
_CHANNEL = re.compile(r"(?<![\w<&])#([\w-]+)")
_LINK = re.compile(r"https?://[^\s<>|]+")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(workspace: Workspace, text: str, *, names: bool = False) -> str:
    """Escaped words with people, channels and links as Slack's elements; `names` adds `|name`, as commands do."""

    def person(match: re.Match[str]) -> str:
        for user in workspace.users.values():
            if match[1].lower() in (user.name.lower(), user.id.lower()):
                return f"<@{user.id}|{user.name}>" if names else f"<@{user.id}>"
        return match[0]

    def channel(match: re.Match[str]) -> str:
        for found in workspace.channels.values():
            if found.name == match[1]:
                return f"<#{found.id}|{found.name}>" if names else f"<#{found.id}>"
        return match[0]

    text = _LINK.sub(lambda link: f"<{link[0]}>", escaped(text))
    return _CHANNEL.sub(channel, _MENTION.sub(person, text))


def split_command(line: str) -> tuple[str, str]:
    """`/mentor join` as its name and its words."""
    name, _, rest = line.strip().partition(" ")
    return name, rest.strip()
