"""Copies of the SQLite database, made while the bot writes to it, and checked."""

import sqlite3
from contextlib import closing
from pathlib import Path


class BackupFailed(Exception):
    """No copy was kept; the text says why."""


def copy_while_running(source: Path, target: Path) -> None:
    """A consistent, checked copy of `source` at `target`, readable by its owner only.

    `VACUUM INTO` reads one snapshot: a writer is held up for milliseconds, where SQLite's backup interface
    begins again at every commit of another process. Raises BackupFailed.
    """
    if not source.is_file():
        raise BackupFailed(f"there is no database at {source}")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        target.touch(0o600, exist_ok=False)
        with closing(sqlite3.connect(source, timeout=10)) as database:
            database.execute("VACUUM INTO ?", (str(target),))
        fault = fault_in(target)
    except (sqlite3.Error, OSError) as error:
        target.unlink(missing_ok=True)
        raise BackupFailed(str(error)) from error
    if fault:
        target.unlink(missing_ok=True)
        raise BackupFailed(f"the copy did not pass SQLite's integrity check: {fault}")


def fault_in(path: Path) -> str | None:
    """What SQLite's own check finds wrong with a database file, or None."""
    with closing(sqlite3.connect(path)) as database:
        integrity = [row[0] for row in database.execute("PRAGMA integrity_check")]
        orphans = database.execute("PRAGMA foreign_key_check").fetchall()
    if integrity != ["ok"]:
        return "; ".join(integrity[:3])
    return f"{len(orphans)} rows refer to rows that are not there" if orphans else None
