"""The inbox: what Slack told us, kept from before the ack until its turn is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy.engine import CursorResult
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.columns import Seal
from bot.store.engine import insert
from bot.store.tables import InboxRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """A payload as it came. `key` is the id under which Slack may tell it again.

    `body` is None where it can no longer be read: it was sealed with another key, or not by this bot.
    """

    key: str
    kind: str
    body: dict[str, Any] | None


class Inbox:
    def __init__(self, session: AsyncSession, seal: Seal) -> None:
        self._session, self._seal = session, seal

    async def known(self, keys: Sequence[str]) -> set[str]:
        return set(await self._session.exec(select(InboxRow.key).where(col(InboxRow.key).in_(keys))))

    async def add(self, arrivals: Sequence[Arrival], now: datetime) -> set[str]:
        """Write these down, all in one statement; the keys of those that were not known."""
        rows = [
            {
                "key": arrival.key,
                "kind": arrival.kind,
                "body": self._seal.close(arrival.body, _place(arrival.key)),
                "state": "waiting",
                "reason": "",
                "received_at": now,
            }
            for arrival in arrivals
        ]
        query = insert(self._session, InboxRow).on_conflict_do_nothing().returning(col(InboxRow.key))
        return set((await (await self._session.connection()).execute(query, rows)).scalars())

    def add_done(self, key: str, kind: str, now: datetime) -> None:
        """Remember a key whose turn was done before its row was written."""
        self._session.add(InboxRow(key=key, kind=kind, state="done", received_at=now))

    async def showing(self, key: str, show: dict[str, Any]) -> None:
        """Keep what the turn of this row has still to show to the one who acted."""
        body = self._seal.close(show, _place(key))
        await self._session.exec(
            update(InboxRow).where(col(InboxRow.key) == key).values(state="showing", body=body)
        )

    async def shown(self, key: str) -> None:
        """Close a row whose turn had something left to show."""
        query = update(InboxRow).where(col(InboxRow.key) == key, col(InboxRow.state) == "showing")
        await self._session.exec(query.values(state="done", body=None))

    async def unshown(self) -> list[Arrival]:
        """What turns had still to show when the bot was stopped."""
        return await self._in_state("showing")

    async def finish(self, key: str, *, state: str = "done", reason: str = "") -> bool:
        """Close a waiting row and empty its body; False if another turn did so before."""
        query = update(InboxRow).where(col(InboxRow.key) == key, col(InboxRow.state) == "waiting")
        result = await self._session.exec(query.values(state=state, body=None, reason=reason))
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    async def waiting(self) -> list[Arrival]:
        """What was acked and not yet worked on: replayed at start."""
        return await self._in_state("waiting")

    async def _in_state(self, state: str) -> list[Arrival]:
        query = select(InboxRow).where(InboxRow.state == state).order_by(col(InboxRow.received_at))
        return [Arrival(row.key, row.kind, self._opened(row)) for row in await self._session.exec(query)]

    def _opened(self, row: InboxRow) -> dict[str, Any] | None:
        try:
            body = self._seal.open(row.body, _place(row.key))
        except (InvalidTag, ValueError):
            return None
        return body if isinstance(body, dict) else None

    async def give_up(self, key: str, reason: str) -> None:
        """Close a row that nobody can work on any more."""
        query = update(InboxRow).where(col(InboxRow.key) == key)
        await self._session.exec(query.values(state="failed", body=None, reason=reason))

    async def tally(self) -> dict[str, int]:
        return dict(
            (await self._session.exec(select(InboxRow.state, func.count()).group_by(InboxRow.state))).all()
        )


def _place(key: str) -> str:
    return f"inbox.body:{key}"
