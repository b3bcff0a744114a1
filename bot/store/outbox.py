"""The outbox: every message as a row, from the turn that says it until Slack has it. Times here are wire time."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import aliased
from sqlmodel import col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.columns import Seal
from bot.store.looking import LOOK, Look
from bot.store.tables import OutboxRow

LIVE: Final = ("pending", "sending", "doubt")
"""States in which a row still holds back those behind it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way. `tries` tells one claim of it from the next."""

    id: str
    verb: str
    recipient: str
    kind: str
    facts: dict[str, Any]
    state: str
    tries: int
    first_try: datetime | None
    channel: str
    ts: str
    rank: int = 2


def waiting_for(what: str) -> str:
    """How the identity begins of every message that waits for this."""
    return f"waits:{what}:"


_Latest = tuple[str, str, str, dict[str, Any], dict[str, Any]]


class Outbox:
    def __init__(self, session: AsyncSession, seal: Seal, wire: Callable[[], datetime]) -> None:
        self._session, self._seal, self._wire = session, seal, wire
        self._latest: dict[str, _Latest] = {}

    def put(
        self,
        verb: str,
        recipient: str,
        kind: str,
        facts: dict[str, Any],
        *,
        said_at: datetime,
        rank: int = 1,
        after: str = "",
        dedupe: str | None = None,
        waits_for: str = "",
        channel: str = "",
        ts: str = "",
        expires_at: datetime | None = None,
    ) -> str:
        """Add a message; its id, which another may name as the one it comes `after`.

        What `waits_for` something is recalled by that, if it has no identity of its own (`dedupe`).
        After `expires_at` (wire time) it makes no sense any more, and is not sent.
        """
        letter_id = str(uuid4())
        if waits_for and dedupe is None:
            dedupe = f"{waiting_for(waits_for)}{letter_id}"
        row = OutboxRow(
            id=letter_id, verb=verb, recipient=recipient, kind=kind, said_at=said_at, rank=rank, after=after
        )
        row.facts = self._seal.close(facts, f"outbox.facts:{letter_id}")
        row.not_before, row.expires_at = self._wire(), expires_at
        row.dedupe, row.channel, row.ts = dedupe, channel, ts
        self._session.add(row)
        return letter_id

    def replace(self, verb: str, recipient: str, kind: str, facts: dict[str, Any], **more: Any) -> None:
        """Add a message of a kind where the latest wins, in this transaction and over what still waits.

        What rewrites a message that is under way comes `after` it, and learns where it stands when it is claimed.
        """
        place = f"{verb}:{recipient}:{more.get('ts') or more.get('after', '')}"
        self._latest.pop(place, None)
        self._latest[place] = (verb, recipient, kind, facts, more)

    async def write_latest(self) -> None:
        """Write down what was replaced. At the end of a transaction, and the places locked in one order: so no two
        turns that redraw the same things wait for each other."""
        if self._session.get_bind().dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(1, hashtext(:place))")
            for place in sorted(self._latest):
                await (await self._session.connection()).execute(lock, {"place": place})
        for place, (verb, recipient, kind, facts, more) in self._latest.items():
            stale = update(OutboxRow).where(col(OutboxRow.dedupe) == place, col(OutboxRow.state) == "pending")
            await self._session.exec(
                stale.values(state="skipped", reason="replaced", dedupe=None, facts=None)
            )
            self.put(verb, recipient, kind, facts, dedupe=place, **more)
            await self._session.flush()
        self._latest.clear()

    async def recall(
        self, identity: str, recipient: str, *, for_good: bool = False, but: str = ""
    ) -> tuple[list[tuple[str, str]], list[str]]:
        """Take back what waits of somebody's messages whose identity begins so; where the sent ones stand, and which
        are under way. After a recall `for_good` they are not found by it again. `but` is the id of one that is left alone."""
        begins = col(OutboxRow.dedupe).startswith(identity, autoescape=True)
        theirs = col(OutboxRow.recipient) == recipient, col(OutboxRow.verb) == "post"
        ours = begins, *theirs, col(OutboxRow.id) != but
        waiting = update(OutboxRow).where(*ours, col(OutboxRow.state) == "pending")
        await self._session.exec(waiting.values(state="skipped", reason="answered", facts=None))
        out = *ours, col(OutboxRow.state).in_(("sent", "sending", "doubt"))
        query = select(OutboxRow.id, OutboxRow.state, OutboxRow.channel, OutboxRow.ts).where(*out)
        found = (await self._session.exec(query)).all()
        if for_good:
            await self._session.exec(update(OutboxRow).where(*out).values(dedupe=None))
        places = [(channel, ts) for _, state, channel, ts in found if state == "sent" and ts]
        return places, [letter_id for letter_id, state, *_ in found if state != "sent"]

    async def claim(self, now: datetime, lease_until: datetime, limit: int) -> list[Letter]:
        """Take the rows whose turn it is: due, first of their recipient, and after what they name."""
        earlier, named = aliased(OutboxRow), aliased(OutboxRow)
        held_back = (
            select(earlier.seq)
            .where(
                earlier.recipient == OutboxRow.recipient,
                col(earlier.state).in_(LIVE),
                col(earlier.seq) < col(OutboxRow.seq),
            )
            .exists()
        )
        too_soon = select(named.seq).where(named.id == OutboxRow.after, col(named.state).in_(LIVE)).exists()
        query = (
            select(OutboxRow)
            .where(OutboxRow.state == "pending", OutboxRow.not_before <= now, ~held_back, ~too_soon)
            .order_by(col(OutboxRow.rank), col(OutboxRow.seq))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = [row for row in (await self._session.exec(query)).all() if await self._placed(row)]
        for row in rows:
            row.state, row.tries, row.lease_until = "sending", row.tries + 1, lease_until
            row.first_try = row.first_try or now
            if row.verb != "post":
                row.dedupe = None  # from here on a newer one is a row of its own
        await self._session.flush()
        return [self._letter(row) for row in rows]

    async def _placed(self, row: OutboxRow) -> bool:
        """Tell a rewrite of what was under way where that stands; False, and skipped, if it came to stand nowhere."""
        if row.verb != "rewrite" or row.ts:
            return True
        row.channel, row.ts = await self.place(row.after)
        if not row.ts:
            row.state, row.reason, row.dedupe, row.facts = "skipped", "nothing to rewrite", None, None
        return bool(row.ts)

    async def fenced(self, letter: Letter, now: datetime) -> bool:
        """Whether this claim still holds: read just before the socket write."""
        query = select(OutboxRow.tries, OutboxRow.lease_until, OutboxRow.state).where(
            OutboxRow.id == letter.id
        )
        found = (await self._session.exec(query)).first()
        if found is None:
            return False
        tries, lease_until, state = found
        return state == "sending" and tries == letter.tries and lease_until is not None and lease_until > now

    async def drop_stale(self, now: datetime) -> None:
        """Give up what makes no sense any more."""
        stale = update(OutboxRow).where(col(OutboxRow.state) == "pending", col(OutboxRow.expires_at) < now)
        await self._session.exec(stale.values(state="skipped", reason="stale", facts=None))

    async def expire(self, now: datetime, settled_at: datetime) -> int:
        """Put every row whose lease ran out in doubt: whoever held it may have sent it."""
        query = select(OutboxRow).where(OutboxRow.state == "sending", col(OutboxRow.lease_until) < now)
        rows = (await self._session.exec(query.with_for_update(skip_locked=True))).all()
        for row in rows:
            row.state = "doubt" if row.verb == "post" else "pending"
            row.not_before = settled_at if row.verb == "post" else now
            row.lease_until = None
        return len(rows)

    async def doubtful(self, now: datetime, limit: int = 20) -> list[Letter]:
        query = (
            select(OutboxRow)
            .where(OutboxRow.state == "doubt", OutboxRow.not_before <= now)
            .order_by(col(OutboxRow.seq))
            .limit(limit)
        )
        return [self._letter(row) for row in await self._session.exec(query)]

    async def settle(
        self,
        letter: Letter,
        state: str,
        *,
        reason: str = "",
        not_before: datetime | None = None,
        channel: str = "",
        ts: str = "",
        free: bool = False,
        keep: bool = False,
    ) -> bool:
        """Write down what became of a letter; False if it is no longer the caller's to settle.

        Its facts are emptied once it is settled for good, unless it may yet be posted again (`keep`). `free` says that
        this try does not count (Slack asked us to wait).
        """
        values: dict[str, Any] = {"state": state, "reason": reason, "lease_until": None}
        if state not in LIVE and not keep:
            values["facts"] = None
        told = {"not_before": not_before, "channel": channel, "ts": ts}
        values |= {key: value for key, value in told.items() if value}
        if free:
            values["tries"] = letter.tries - 1
        query = update(OutboxRow).where(
            col(OutboxRow.id) == letter.id,
            col(OutboxRow.tries) == letter.tries,
            col(OutboxRow.state) == letter.state,
        )
        result = await self._session.exec(query.values(**values))
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    async def post_again(self, letter_id: str) -> str:
        """Send what came to nothing and was kept after all; where to, or "" if it is under way, done or gone."""
        row = (await self._session.exec(select(OutboxRow).where(OutboxRow.id == letter_id))).first()
        if row is None or row.state in (*LIVE, "sent") or row.facts is None:
            return ""
        row.state, row.reason, row.not_before, row.expires_at = "pending", "", self._wire(), None
        row.tries, row.first_try = 0, None
        await self._session.flush()
        return row.recipient

    async def look(self, now: datetime) -> Look:
        """What wants attention at this wire time: one read, which costs no lock."""
        return Look.of((await self._session.exec(LOOK, params={"now": now})).one())

    async def place(self, letter_id: str) -> tuple[str, str]:
        """Where a message stands, as (channel, ts), once it was sent; empty until then."""
        query = select(OutboxRow.channel, OutboxRow.ts).where(OutboxRow.id == letter_id)
        return (await self._session.exec(query)).first() or ("", "")

    async def channel_of(self, recipient: str) -> str:
        """The conversation with somebody, or with the people of a room; "" before a message was sent there."""
        sent = OutboxRow.recipient == recipient, OutboxRow.state == "sent", OutboxRow.verb == "post"
        query = select(OutboxRow.channel).where(*sent).order_by(col(OutboxRow.seq).desc())
        return (await self._session.exec(query.limit(1))).first() or ""

    async def said_at(self, letter_ids: Collection[str]) -> dict[str, datetime]:
        """When each of these messages was said."""
        query = select(OutboxRow.id, OutboxRow.said_at).where(col(OutboxRow.id).in_(letter_ids))
        return dict((await self._session.exec(query)).all())

    async def idle(self) -> bool:
        """Whether nothing is on its way."""
        query = select(func.count()).where(or_(*(OutboxRow.state == state for state in LIVE)))
        return (await self._session.exec(query)).one() == 0

    async def tally(self) -> dict[str, int]:
        return dict(
            (await self._session.exec(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))).all()
        )

    def _letter(self, row: OutboxRow) -> Letter:
        facts = self._seal.open(row.facts, f"outbox.facts:{row.id}") or {}
        return Letter(
            row.id,
            row.verb,
            row.recipient,
            row.kind,
            facts,
            row.state,
            row.tries,
            row.first_try,
            row.channel,
            row.ts,
            row.rank,
        )
