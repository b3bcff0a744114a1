"""How each setting's text becomes its value; a ValueError says what is wrong with it and how to mend it."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

PREFIX = "MENTORBOT_"
SLACK_API = "https://slack.com/api/"
WHERE_TO_FIND = {
    "BOT_TOKEN": "the app's page, OAuth & Permissions, Bot User OAuth Token (xoxb-…)",
    "APP_TOKEN": "the app's page, Basic Information, App-Level Tokens, scope connections:write (xapp-…)",
    "SIGNING_SECRET": "the app's page, Basic Information, App Credentials, Signing Secret",
}


class ConfigFaults(Exception):
    """The settings cannot be used; `faults` says each one with its mend."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _token(prefix: str, name: str) -> Callable[[str], str]:
    belongs = {"xoxb-": "BOT_TOKEN", "xapp-": "APP_TOKEN"}

    def reader(text: str) -> str:
        if text.startswith(prefix) and not re.search(r"\s", text):
            return text
        other = next((home for start, home in belongs.items() if text.startswith(start)), None)
        if other and other != name:
            raise ValueError(
                f"holds the token that belongs in {PREFIX}{other}. It wants: {WHERE_TO_FIND[name]}."
            )
        raise ValueError(
            f"is not such a token: it begins with {prefix}. Copy it from: {WHERE_TO_FIND[name]}."
        )

    return reader


def _signing_secret(text: str) -> str:
    if len(text) < 16 or re.search(r"\s", text) or text.startswith(("xox", "xapp-")):
        raise ValueError(f"is not a signing secret. Copy it from: {WHERE_TO_FIND['SIGNING_SECRET']}.")
    return text


def _one_of(*allowed: str) -> Callable[[str], str]:
    def reader(text: str) -> str:
        for word in allowed:
            if text.lower() == word.lower():
                return word
        raise ValueError(f"is {text!r}; it can be {', '.join(allowed[:-1])} or {allowed[-1]}.")

    return reader


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ValueError(f"is {text!r}; it is a port number: 1 to 65535, or 0 for any free one.")
    return int(text)


def _api_url(text: str) -> str:
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ValueError(f"is {text!r}; it is an address such as {SLACK_API}. Leave it out to use Slack.")
    return text.rstrip("/") + "/"


def _database_url(text: str) -> str:
    text = re.sub(r"^postgres(ql)?(\+asyncpg)?://", "postgresql://", text)
    text = text.replace("sqlite+aiosqlite://", "sqlite://", 1)
    if text.startswith("postgresql://") and urlsplit(text).path.strip("/"):
        return text
    if re.fullmatch(r"sqlite:///(?!:memory:)[^?]+", text):
        return text
    raise ValueError(
        "is neither sqlite:///folder/file.db (four slashes for a path from the root) "
        "nor postgresql://user:password@host/database."
    )


def _secret_key(text: str) -> str:
    if len(text) < 16:
        raise ValueError(
            "is too short to protect anything: 32 bytes in hex or base64, or a passphrase of 16 characters "
            "and more. Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return text


def _channel(text: str) -> str:
    if not re.fullmatch(r"[CG][A-Z0-9]+", text):
        raise ValueError(
            f"is {text!r}; it is a channel's ID such as C0123ABCD. In Slack click the channel's name: "
            "the ID stands at the bottom of the window. Or leave it out and choose the channel in Slack."
        )
    return text


def _people(text: str) -> tuple[str, ...]:
    people = tuple(part.strip() for part in text.split(",") if part.strip())
    wrong = [part for part in people if not re.fullmatch(r"[UW][A-Z0-9]+", part)]
    if wrong:
        raise ValueError(
            f"holds {', '.join(wrong)}; it is a list of member IDs with commas between, such as U0123ABCD. "
            "In Slack open the person's profile, then … and Copy member ID."
        )
    return tuple(dict.fromkeys(people))


READERS: Mapping[str, Callable[[str], Any]] = {
    "BOT_TOKEN": _token("xoxb-", "BOT_TOKEN"),
    "APP_TOKEN": _token("xapp-", "APP_TOKEN"),
    "SIGNING_SECRET": _signing_secret,
    "MODE": _one_of("socket", "http"),
    "HOST": str,
    "PORT": _port,
    "SLACK_API_URL": _api_url,
    "DATABASE_URL": _database_url,
    "SECRET_KEY": _secret_key,
    "ADMIN_CHANNEL": _channel,
    "PROGRAM_CHANNEL": _channel,
    "ADMINS": _people,
    "PROGRAM_FILE": str,
    "SANDBOX_PORT": _port,
    "LOG_LEVEL": _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
}
