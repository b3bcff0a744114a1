"""A throwaway PostgreSQL server for the tests: on a free loopback port, gone when they end.

`postgres_server` starts it when a test first asks; `postgres_url` is one database for the session,
`fresh_postgres_url` a new and empty one for each test. Without the binaries such tests are skipped by
name, unless MENTORBOT_TEST_REQUIRE holds `postgres`.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server and how to reach it."""

    binaries: Path
    port: int
    password: str

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"mentor_{secrets.token_hex(6)}"
        subprocess.run(
            [self.binaries / "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "mentor", name],
            env={"PGPASSWORD": self.password},
            check=True,
            timeout=60,
        )
        return f"postgresql://mentor:{self.password}@127.0.0.1:{self.port}/{name}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    binaries = _binaries()
    if binaries is None:
        reason = "PostgreSQL's initdb and pg_ctl are not installed (Debian: apt-get install postgresql)"
        if "postgres" in os.environ.get("MENTORBOT_TEST_REQUIRE", ""):
            pytest.fail(reason)
        pytest.skip(reason)
    owner = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="mentorbot-postgres-"))
    if owner:
        shutil.chown(folder, owner)
    password = secrets.token_hex(12)
    try:
        _run(owner, folder, binaries / "initdb", "--pwfile", _password_file(folder, password, owner))
        port = _start(owner, folder, binaries)
        try:
            yield PostgresServer(binaries, port, password)
        finally:
            _run(owner, folder, binaries / "pg_ctl", "stop", "--mode=immediate", "--wait")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    return postgres_server.new_database()


@pytest.fixture
def fresh_postgres_url(postgres_server: PostgresServer) -> str:
    return postgres_server.new_database()


def _binaries() -> Path | None:
    """The newest installed version's folder; Debian keeps the server's programs off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _unprivileged() -> str | None:
    """Whom to run the server as: initdb refuses root."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in known)


def _password_file(folder: Path, password: str, owner: str | None) -> Path:
    path = folder / "password"
    path.touch(0o600)
    path.write_text(password)
    if owner:
        shutil.chown(path, owner)
    return path


def _start(owner: str | None, folder: Path, binaries: Path) -> int:
    for attempt in range(5):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = int(probe.getsockname()[1])
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {QUICK}"
        try:
            _run(owner, folder, binaries / "pg_ctl", "start", "--wait", "-l", folder / "log", "-o", options)
        except subprocess.CalledProcessError:  # somebody took the port in between
            if attempt == 4:
                raise
        else:
            return port
    raise AssertionError("unreachable")


def _run(owner: str | None, folder: Path, program: Path, *arguments: str | Path) -> None:
    more = (
        ["-A", "scram-sha-256", "-U", "mentor", "-E", "UTF8", "--no-sync"] if program.name == "initdb" else []
    )
    subprocess.run(
        [program, *arguments, "-D", folder / "data", *more],
        cwd=folder,
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=120,
    )
