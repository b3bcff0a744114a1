"""A checked copy of the database while the bot runs: SQLite by itself, PostgreSQL through pg_dump."""

import argparse
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from bot.clock import utc_now
from bot.config import Config, ConfigFaults, process_environment, read
from bot.store.backup import BackupFailed, copy_while_running


def folder_of(config: Config) -> Path:
    """Where copies lie unless told otherwise: beside the database."""
    return (config.database_file.parent if config.database_file else Path("var")) / "backups"


def copies(folder: Path) -> list[Path]:
    """The copies there are, oldest first (their names sort by time)."""
    return sorted(
        [*folder.glob("mentorbot-*.db"), *folder.glob("mentorbot-*.dump")], key=lambda path: path.stem
    )


def make(config: Config, folder: Path, keep: int, now: datetime) -> Path:
    """A new copy in `folder`, where the `keep` newest stay. Raises BackupFailed."""
    stem = f"mentorbot-{now:%Y%m%dT%H%M%S%fZ}"
    if config.database_file:
        target = folder / f"{stem}.db"
        copy_while_running(config.database_file, target)
    else:
        target = folder / f"{stem}.dump"
        _dump(config.database_url, target)
    for old in copies(folder)[:-keep]:
        old.unlink()
    return target


def _dump(url: str, target: Path) -> None:
    place = urlsplit(url)
    command = [
        "pg_dump",
        "--format=custom",
        "--no-owner",
        f"--host={place.hostname}",
        f"--port={place.port or 5432}",
    ]
    command += [f"--username={unquote(place.username or '')}", f"--file={target}", place.path.strip("/")]
    if not shutil.which("pg_dump"):
        raise BackupFailed(
            "pg_dump is not installed here. On a machine that has it (its version at least the server's), run:\n"
            f"  {' '.join(command)}"
        )
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(0o600, exist_ok=False)
    # the password goes by the environment: arguments are seen by everybody on the machine
    environment = {"PATH": os.defpath, "PGPASSWORD": unquote(place.password or "")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        target.unlink(missing_ok=True)
        raise BackupFailed(f"pg_dump said: {done.stderr.strip()}")
    _check_dump(target)


TABLES: Final = ("participant", "answers", "match", "outbox", "alembic_version")
"""What a copy without is no copy of the bot's database."""


def _check_dump(target: Path) -> None:
    """Let PostgreSQL read the copy's own list of what is in it. A copy that fails is no copy, and does not stay."""
    command = ["pg_restore", "--list", str(target)]
    if not shutil.which(command[0]):
        why = "pg_restore, which checks the copy, is not installed here; it comes with pg_dump"
    else:
        done = subprocess.run(command, env={"PATH": os.defpath}, capture_output=True, text=True, check=False)  # noqa: S603
        held = {line.split()[-2] for line in done.stdout.splitlines() if " TABLE DATA " in line}
        missing = sorted(set(TABLES) - held)
        if done.returncode == 0 and not missing:
            return
        why = (
            f"pg_restore said: {done.stderr.strip()}" if done.returncode else f"it lacks {', '.join(missing)}"
        )
    target.unlink(missing_ok=True)
    raise BackupFailed(f"The copy could not be checked: {why}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m bot backup", description=__doc__)
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: backups, beside the database")
    parser.add_argument("--keep", type=int, default=14, metavar="N", help="how many copies stay (14)")
    options = parser.parse_args(arguments)
    try:
        config = read(process_environment())
        target = make(config, options.to or folder_of(config), max(1, options.keep), utc_now())
    except ConfigFaults as wrong:
        print("\n".join(wrong.faults), file=sys.stderr)
        return 1
    except BackupFailed as failed:
        print(f"No backup was made: {failed}", file=sys.stderr)
        return 1
    print(f"{target} ({target.stat().st_size:,} bytes) is written and checked.")
    key = f"The key file {config.key_file}" if config.key_file else "MENTORBOT_SECRET_KEY"
    print(
        f"{key} is not in it. Keep the key somewhere else as well: without it the confidential words are lost."
    )
    return 0
