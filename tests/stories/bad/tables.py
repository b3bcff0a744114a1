"""What the bot remembers, read beside it: every table of its database but those of what comes in and goes out."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

POST = {"inbox", "outbox"}
ASKED_OF_SLACK = {"person": {"dm", "seen_at"}}
"""Where somebody's DM is, and when Slack was last asked about them: no part of what is remembered."""
PATIENCE = 60.0

Tables = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Memory:
    """The bot's SQLite file, seen by another connection."""

    file: Path

    def tables(self) -> Tables:
        with closing(self._connection()) as db:
            names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: self._rows(db, name) for name in names if name not in POST}

    def _rows(self, db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
        columns = [str(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")')]
        kept = ", ".join(f'"{one}"' for one in columns if one not in ASKED_OF_SLACK.get(table, ()))
        return sorted(db.execute(f'SELECT {kept} FROM "{table}"'), key=repr)

    def count(self, table: str) -> int:
        with closing(self._connection()) as db:
            return int(db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    def in_doubt(self) -> bool:
        """Whether it is still unknown of some message that it came through."""
        with closing(self._connection()) as db:
            return bool(db.execute("SELECT count(*) FROM outbox WHERE state != 'sent'").fetchone()[0])

    async def quiet(self) -> None:
        """Until every turn has been done, and all that was said is sent or given up."""
        async with asyncio.timeout(PATIENCE):
            while not self._is_quiet():  # noqa: ASYNC110  # another connection tells nobody
                await asyncio.sleep(0.01)

    def _is_quiet(self) -> bool:
        with closing(self._connection()) as db:
            waiting = db.execute("SELECT count(*) FROM inbox WHERE state = 'waiting'").fetchone()[0]
            going = db.execute(
                "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
            ).fetchone()[0]
        return not waiting and not going

    @asynccontextmanager
    async def unchanged(self) -> AsyncIterator[None]:
        """Whatever is done inside leaves every table as it was."""
        await self.quiet()
        before = self.tables()
        yield
        await self.quiet()
        after = self.tables()
        different = {name: set(rows) ^ set(before[name]) for name, rows in after.items()}
        assert not any(different.values()), {name: rows for name, rows in different.items() if rows}

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=5)
