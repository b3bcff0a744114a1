"""Everything an operator can set: read once from the environment and `.env`, checked whole, handed on as a value."""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.config.key import key_bytes, make_key_file
from bot.config.values import PREFIX, READERS, SLACK_API, WHERE_TO_FIND, ConfigFaults
from bot.domain.program import Program
from bot.programs.reading import ProgramFaults, standard
from bot.programs.reading import read as read_program

__all__ = [
    "PREFIX",
    "READERS",
    "SLACK_API",
    "Config",
    "ConfigFaults",
    "gathered",
    "process_environment",
    "program_of",
    "read",
    "tokens_state",
]

TOKENS = ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET")
NEEDED = {"socket": ("BOT_TOKEN", "APP_TOKEN"), "http": ("BOT_TOKEN", "SIGNING_SECRET")}
NOT_OURS = ("TEST_REQUIRE",)  # for the tests, not for the bot


@dataclass(frozen=True, slots=True)
class Config:
    """The settings as one value; secrets stay out of its repr."""

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    mode: Literal["socket", "http"] = "socket"
    host: str = "127.0.0.1"
    port: int = 3000
    slack_api_url: str = SLACK_API
    database_url: str = field(default="sqlite:///var/mentorbot.db", repr=False)
    secret_key: str | None = field(default=None, repr=False)
    admin_channel: str | None = None
    program_channel: str | None = None
    admins: tuple[str, ...] = ()
    program_file: str | None = None
    sandbox_port: int = 8080
    log_level: str = "INFO"

    @property
    def database_file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path) if scheme == "sqlite" else None

    @property
    def database_name(self) -> str:
        """Where the data lie, in words fit for a log: no password."""
        if self.database_file:
            return str(self.database_file)
        url = urlsplit(self.database_url)
        return f"postgresql://{url.hostname}:{url.port or 5432}{url.path}"

    @property
    def async_database_url(self) -> str:
        """The database URL with the driver that the store speaks through."""
        scheme, _, rest = self.database_url.partition("://")
        return {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}[scheme] + "://" + rest

    @property
    def key_file(self) -> Path | None:
        """Where the key lies when MENTORBOT_SECRET_KEY is not set: beside the SQLite database."""
        return self.database_file.with_suffix(".key") if self.database_file and not self.secret_key else None

    def key(self) -> bytes:
        """The 32 bytes that encrypt confidential columns; ask before the database is first opened.

        Makes the key file at the first start. Raises ConfigFaults if the file is gone but its database is there.
        """
        if self.secret_key:
            return key_bytes(self.secret_key)
        assert self.key_file and self.database_file, "read() demands a key for any other database"
        if not self.key_file.exists():
            make_key_file(self.key_file, self.database_file)
        return key_bytes(self.key_file.read_text().strip())


def program_of(path: str | None) -> Program:
    """The program of that file, or the one that comes with the bot. Raises ConfigFaults, each with its line."""
    if path is None:
        return standard()
    named = f"{PREFIX}PROGRAM_FILE, {path}"
    try:
        return read_program(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as unread:
        raise ConfigFaults([f"{named}: it cannot be read ({type(unread).__name__})."]) from unread
    except ProgramFaults as wrong:
        raise ConfigFaults([f"{named}: {fault}" for fault in wrong.faults]) from wrong


def process_environment() -> Mapping[str, str]:
    """The environment of this process: read here and nowhere else."""
    return os.environ  # noqa: TID251


def gathered(env: Mapping[str, str], dotenv_path: Path = Path(".env")) -> dict[str, str]:
    """What is set, by full name: the environment wins over `.env`; an empty value counts as not set."""
    from_file = dotenv_values(dotenv_path, interpolate=False) if dotenv_path.is_file() else {}
    named = {name: (value or "").strip() for name, value in {**from_file, **env}.items()}
    return {name: value for name, value in named.items() if value and name.startswith(PREFIX)}


def tokens_state(given: Mapping[str, str]) -> Literal["none", "partial", "whole"]:
    """Whether `given` (see `gathered`) holds no token, all that the mode needs, or something between."""
    if not any(PREFIX + name in given for name in TOKENS):
        return "none"
    return "partial" if _missing(given) else "whole"


def read(env: Mapping[str, str], dotenv_path: Path = Path(".env")) -> Config:
    """The settings; raises ConfigFaults with every fault at once."""
    given = gathered(env, dotenv_path)
    faults, values = _missing(given), dict[str, Any]()
    for full_name, text in given.items():
        name = full_name.removeprefix(PREFIX)
        if name in NOT_OURS:
            continue
        if name not in READERS:
            faults.append(_unknown(name))
            continue
        try:
            values[name.lower()] = READERS[name](text)
        except ValueError as fault:
            faults.append(f"{full_name} {fault}")
    if values.get("database_url", "").startswith("postgresql") and f"{PREFIX}SECRET_KEY" not in given:
        faults.append(
            f"{PREFIX}SECRET_KEY is not set, and with PostgreSQL there is no file to lay a key beside. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    try:
        program_of(values.get("program_file"))
    except ConfigFaults as wrong:
        faults += wrong.faults
    if faults:
        raise ConfigFaults(faults)
    return Config(**values)


def _missing(given: Mapping[str, str]) -> list[str]:
    mode = given.get(f"{PREFIX}MODE", "socket").lower()
    return [
        f"{PREFIX}{name} is not set, and {mode} mode needs it. Find it here: {WHERE_TO_FIND[name]}."
        for name in NEEDED.get(mode, ("BOT_TOKEN",))
        if PREFIX + name not in given
    ]


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name.upper(), READERS, n=1)
    hint = f"Did you mean {PREFIX}{near[0]}?" if near else "docs/settings.md lists the settings there are."
    return f"{PREFIX}{name} is not a setting of the bot. {hint}"
