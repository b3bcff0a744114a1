"""A backup is whole although the bot writes on, only its owner reads it, and restoring it is copying it back."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.operate.backup import _check_dump, copies, folder_of, make
from bot.store.backup import BackupFailed, copy_while_running, fault_in
from bot.store.columns import Seal
from bot.store.store import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE pair (mentor INTEGER, mentee INTEGER)")
    return path


def rows(path: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT mentor, mentee FROM pair ORDER BY mentor").fetchall()


def test_a_copy_made_under_a_steady_writer_holds_whole_transactions(database: Path, tmp_path: Path) -> None:
    written, stop = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=10)) as connection:
            number = 0
            while not stop.is_set():
                number += 1
                with connection:
                    connection.execute("INSERT INTO pair VALUES (?, NULL)", (number,))
                    connection.execute("UPDATE pair SET mentee = mentor WHERE mentee IS NULL")
                if number == 20:
                    written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        copy_while_running(database, tmp_path / "copy.db")
    finally:
        stop.set()
        writer.join()
    copied = rows(tmp_path / "copy.db")
    assert len(copied) >= 20
    assert all(mentor == mentee for mentor, mentee in copied)
    assert copied == rows(database)[: len(copied)]


def test_a_restored_copy_is_the_database_of_that_moment(database: Path) -> None:
    config = Config("xoxb-1", database_url=f"sqlite:///{database}")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO pair VALUES (1, 1)")
    copy = make(config, folder_of(config), keep=3, now=NOW)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM pair")
    for leftover in database.parent.glob("bot.db-*"):
        leftover.unlink()
    shutil.copy(copy, database)
    assert rows(database) == [(1, 1)]
    assert fault_in(database) is None


def test_only_the_owner_may_read_it_and_the_newest_stay(database: Path) -> None:
    config = Config("xoxb-1", database_url=f"sqlite:///{database}")
    folder = folder_of(config)
    made = [make(config, folder, keep=2, now=NOW + timedelta(days=day)) for day in range(4)]
    assert copies(folder) == made[-2:]
    assert made[-1].stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_cannot_be_copied_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="no database"):
        copy_while_running(tmp_path / "none.db", tmp_path / "copy.db")
    (tmp_path / "torn.db").write_text("these words are not a database, though there are many of them")
    with pytest.raises(BackupFailed):
        copy_while_running(tmp_path / "torn.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_the_check_finds_a_row_that_refers_to_nothing(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "bot.db")) as connection, connection:
        connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE pair (mentor REFERENCES person(id))")
        connection.execute("INSERT INTO pair VALUES (7)")
    with pytest.raises(BackupFailed, match="1 rows refer"):
        copy_while_running(tmp_path / "bot.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_the_command_says_where_the_copy_is_and_that_the_key_is_not_in_it(database: Path) -> None:
    env = {
        "PYTHONPATH": str(Path.cwd()),
        "MENTORBOT_BOT_TOKEN": "xoxb-1",
        "MENTORBOT_APP_TOKEN": "xapp-1",
        "MENTORBOT_DATABASE_URL": f"sqlite:///{database}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", "backup"], env=env, cwd=database.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "written and checked" in done.stdout
    assert "bot.key is not in it" in done.stdout
    assert len(list((database.parent / "backups").iterdir())) == 1


async def test_postgresql_is_dumped_or_the_command_is_said(
    fresh_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config("xoxb-1", database_url=fresh_postgres_url)
    if shutil.which("pg_dump"):
        with pytest.raises(BackupFailed, match="it lacks alembic_version, answers"):
            make(config, tmp_path, keep=2, now=NOW)
        store = Store(config.async_database_url, Seal(b"k" * 32), lambda: NOW)
        await store.prepare()
        await store.close()
        copy = make(config, tmp_path, keep=2, now=NOW)
        assert copy.stat().st_size > 0
        copy.write_bytes(copy.read_bytes()[:20])
        with pytest.raises(BackupFailed, match="could not be checked: pg_restore said"):
            _check_dump(copy)
        assert not copy.exists()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(BackupFailed, match="pg_dump --format=custom") as refused:
        make(config, tmp_path, keep=2, now=NOW + timedelta(days=1))
    assert config.database_url.split(":")[2].split("@")[0] not in str(refused.value)
