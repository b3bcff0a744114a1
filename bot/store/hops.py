"""SQLite in its own thread, one hop to it and back for each statement, where aiosqlite's cursors make four."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any

import aiosqlite

_Found = tuple[Any, list[Any], int, int | None]


def connect(*given: Any, **more: Any) -> "Connection":
    connection = Connection(partial(sqlite3.connect, *given, **more), 64)
    connection._thread.daemon = True  # as SQLAlchemy has it: a forgotten connection holds up no end
    return connection


class Cursor:
    """What SQLAlchemy asks of a cursor. It is opened, read to its end and closed in the thread, at once."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._hop: Any = connection._execute
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._take(await self._hop(self._ran, "execute", sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        self._take(await self._hop(self._ran, "executemany", sql, parameters))

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = []

    def _ran(self, how: str, sql: str, parameters: Sequence[Any]) -> _Found:
        cursor = self._connection._conn.cursor()
        try:
            getattr(cursor, how)(sql, parameters)
            rows = cursor.fetchall() if cursor.description else []
            return cursor.description, rows, cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()

    def _take(self, found: _Found) -> None:
        self.description, self._rows, self.rowcount, self.lastrowid = found


class Connection(aiosqlite.Connection):
    def cursor(self) -> Any:
        return Cursor(self)
