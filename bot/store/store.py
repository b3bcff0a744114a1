"""One transaction at a time, and the collections that can be reached in it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.due import ABOUT_MATCH
from bot.domain.matches import Match
from bot.domain.program import Program
from bot.store.answers import AnswersStore
from bot.store.cases import Cases
from bot.store.checkins import CheckIns, Sessions
from bot.store.columns import Seal
from bot.store.due import Dues, Reached
from bot.store.engine import Engine
from bot.store.feedback import Feedbacks
from bot.store.inbox import Inbox
from bot.store.keeping import Keeping
from bot.store.matches import Matches
from bot.store.migrating import bring_up_to_date
from bot.store.outbox import Outbox
from bot.store.people import Admins, Participants, People
from bot.store.rounds import Rounds
from bot.store.rules import Nevers, Rules
from bot.store.rulings import Rulings
from bot.store.settings import Audit, Settings
from bot.store.skills import SkillChanges

T = TypeVar("T")


class Transaction:
    """All that can be read and written together."""

    def __init__(self, session: AsyncSession, seal: Seal, wire: Callable[[], datetime]) -> None:
        self._session, self.wire = session, wire
        self.people = People(session)
        self.answers = AnswersStore(session, seal)
        self.participants = Participants(session, self.answers)
        self.admins = Admins(session)
        self.settings = Settings(session)
        self.audit = Audit(session)
        self.rounds = Rounds(session, seal)
        self.rulings = Rulings(session)
        self.rules = Rules(session)
        self.skills = SkillChanges(session)
        self.nevers = Nevers(session)
        self.matches = Matches(session, seal)
        self.cases = Cases(session)
        self.checkins = CheckIns(session)
        self.sessions = Sessions(session)
        self.feedback = Feedbacks(session)
        self.due = Dues(session)
        self.reached = Reached(session)
        self.inbox = Inbox(session, seal)
        self.keeping = Keeping(session)
        self.outbox = Outbox(session, seal, wire)

    async def end_match(self, match: Match, why: str, now: datetime) -> Match:
        """End a match, with all that was planned about it and every case of it.

        Each of the two who knew of it sees that it is over, and hears of the search again.
        """
        for kind in ABOUT_MATCH:
            await self.due.drop(kind, about=match.id, reason="the match has ended")
        await self.cases.settle(match.id)
        ended = await self.matches.end(match.id, why, now)
        await self.circle_moves(ended, now)
        for who in filter(ended.known_to, ended.people):
            key = f"{match.id}:{who}"
            await self.due.plan("match.stands", key, now, about=match.id, again=True)
            await self.due.plan("waiting.again", key, now, who=who, about=match.id, again=True)
        return ended

    async def circle_moves(self, match: Match, now: datetime) -> None:
        """Something of a circle changed: it is looked at whether its mentor can be asked now, or it does not fill."""
        if match.in_circle:
            key = f"{match.round_id}/{match.mentor}"
            who = match.mentor  # whom it may come to: shown to nobody before
            await self.due.plan("circle.moves", key, now, who=who, about=match.round_id, again=True)

    async def one_at_a_time(self, who: str) -> None:
        """Let no two turns of one person run at once. SQLite has one writer anyway."""
        if who and self._session.get_bind().dialect.name == "postgresql":
            await self._session.exec(
                text("SELECT pg_advisory_xact_lock(hashtext(:who))"), params={"who": who}
            )  # type: ignore[call-overload]


class Store:
    """What the bot remembers. `wire` is the machine's own time, for what is on its way."""

    def __init__(self, url: str, seal: Seal, wire: Callable[[], datetime]) -> None:
        self.engine = Engine(url)
        self._seal, self.wire = seal, wire

    async def prepare(self) -> None:
        """Bring the tables to this release."""
        await bring_up_to_date(self.engine.url, self.wire)

    @asynccontextmanager
    async def begin(self, patience: float = 10.0, *, urgent: bool = False) -> AsyncIterator[Transaction]:
        """A transaction that writes. Raises `Busy` or `Unsaved`; then nothing was changed."""
        async with self.engine.writes(patience, urgent=urgent) as session:
            transaction = Transaction(session, self._seal, self.wire)
            yield transaction
            await transaction.outbox.write_latest()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A transaction that only reads, and waits for nobody. Raises `Unread`."""
        async with self.engine.reads() as session:
            yield Transaction(session, self._seal, self.wire)

    @property
    def address(self) -> "Address":
        return Address(self.engine.url, self._seal)

    def alone(self, what: str) -> AbstractAsyncContextManager[bool]:
        """Whether no other bot on this database does the same just now; none begins it as long as the block lasts."""
        return self.engine.alone(what)

    @property
    def shared(self) -> bool:
        """Whether other bots may run on this database too."""
        return not self.engine.sqlite

    async def close(self) -> None:
        await self.engine.close()


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where a store is, for whoever reads much: in another process, so that everything else goes on meanwhile."""

    url: str
    seal: Seal

    def look(self, look: Callable[[Transaction], Awaitable[T]]) -> T:
        """Read with a loop and connections of its own."""

        async def looked() -> T:
            store = Store(self.url, self.seal, _no_time)
            try:
                async with store.read() as db:
                    return await look(db)
            finally:
                await store.close()

        return asyncio.run(looked())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where work in another process reads, and by which rules: in the bot's own, reading all that a large company told
    would hold up everybody who waits for an ack."""

    address: Address
    program: Program

    def look(self, look: Callable[[Transaction, Program], Awaitable[T]]) -> T:
        """Read with a loop and connections of its own."""
        return self.address.look(lambda db: look(db, self.program))


def _no_time() -> datetime:
    raise RuntimeError("who only reads asks for no time")
