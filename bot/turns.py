"""Runs flows, each in a turn and a transaction of its own, exactly once for each thing that happened."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import TypeVar

from bot.domain.due import Due
from bot.domain.names import Names
from bot.domain.program import Program
from bot.domain.rules import Version, in_force
from bot.domain.skills import Catalogue, Change
from bot.messages.base import Later, Message, Refused, Result, View
from bot.store.engine import Contended
from bot.store.store import Elsewhere, Store, Transaction
from bot.turn import Finishers, Flow, Pressed, Turn

G = TypeVar("G", contravariant=True)

T = TypeVar("T")

TRIES = 4
"""How often a turn is tried whose transaction gave way to another."""

AT_ONCE = 4
"""Turns that may stand in line for the write lock together, so that an ack never waits behind more."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, where, and under which key Slack may tell of it again."""

    who: str
    key: str = ""
    channel: str = ""
    pressed: Pressed | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a turn ended. `dropped`: another turn had done this before. `refused`: nothing was changed."""

    result: Result = None
    rewritten: Message | None = None
    dropped: bool = False
    refused: bool = False


class _Undone(Exception):
    def __init__(self, ended: Ended) -> None:
        self.ended = ended


@dataclass(slots=True)
class Turns:
    store: Store
    clock: Callable[[], datetime]
    rng: Random
    program: Program
    finishers: Finishers
    committed: Callable[[], None]
    crossed: Callable[[str], None] = lambda _point: None
    """Told at each named point of a turn's life; tests kill the bot there."""
    written: Program = field(init=False)
    """The program as its file has it; `program` is that with what was changed in Slack."""
    _rules: int = 0
    _shipped: Catalogue = field(init=False)
    _changes: list[Change] | None = None
    """What of skills is in force; None until it was looked at."""
    _naming: asyncio.Lock = field(default_factory=asyncio.Lock)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def __post_init__(self) -> None:
        self.written = self.program
        self._shipped = self.program.catalogue

    async def load_rules(self) -> None:
        """Put in force what was changed in Slack before this start, or since then through another bot."""
        async with self.store.read() as db:
            version, changes = await db.rules.latest(), await db.skills.all()
        self._put_in_force(version)
        if changes != self._changes:
            await self._put_skills_in_force()

    @property
    def elsewhere(self) -> Elsewhere:
        """For work in another process: the names of skills, which are only searched, stay here."""
        return Elsewhere(self.store.address, replace(self.program, names=Names(())))

    async def keep_up(self) -> None:
        """As `load_rules`, where other bots run on this database too."""
        if self.store.shared:
            await self.load_rules()

    async def _put_skills_in_force(self) -> None:
        """The catalogue as it was shipped with all that was changed since; it is made ready to be searched beside the
        other turns, which have the one of before until then."""
        async with self._naming:
            async with self.store.read() as db:
                changes = await db.skills.all()
            catalogue, self._changes = self._shipped.changed(changes), changes
            names = await asyncio.to_thread(Names.of(catalogue).ready)
            self.written = replace(self.written, catalogue=catalogue, names=names)
            self.program = replace(self.program, catalogue=catalogue, names=names)

    def _put_in_force(self, version: Version) -> None:
        """From here on every turn has these rules."""
        if version.number > self._rules:
            self._rules, self.program = version.number, in_force(self.written, version.changes)

    @asynccontextmanager
    async def _begun(self, patience: float = 10.0) -> AsyncIterator[Transaction]:
        async with self.store.begin(patience) as db:
            yield db
        if db.rules.saved:
            self._put_in_force(db.rules.saved)
        if db.skills.changed:
            await self._put_skills_in_force()

    async def run(self, flow: Flow[G], act: Act, given: G) -> Ended:
        """Run the flow in a transaction that also closes the inbox row of its key.

        A `Refused` undoes all and is the result. A bug propagates, with nothing changed and the row still waiting.
        """
        async with self._room:
            try:
                ended = await self._persistent(lambda: self._run(flow, act, given))
            except Refused as refused:
                return await self._refuse(act, refused.message)
        if not ended.dropped:
            self.committed()
        return ended

    async def _run(self, flow: Flow[G], act: Act, given: G) -> Ended:
        async with self._begun() as db:
            if act.key and not await db.inbox.finish(act.key):
                return Ended(dropped=True)
            await db.one_at_a_time(act.who)
            ended = await self._turn(db, flow, act, given)
            self.crossed("inside the turn")
        return ended

    async def _persistent(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do it again, after a moment, if the database gave way to another transaction."""
        for tried in range(1, TRIES):
            try:
                return await work()
            except Contended:
                await asyncio.sleep(self.rng.uniform(0.01, 0.05) * tried)
        return await work()

    async def submit(self, flow: Flow[G], act: Act, given: G, shown: str, patience: float) -> Ended:
        """Run the flow of a submitted form. Faults found in it undo all, and leave no trace of this try.

        `shown` names the view as it was shown (its id and hash): submitted twice, it counts once.
        """
        keys = [act.key, f"view:{shown}"]
        try:
            ended = await self._persistent(lambda: self._submit(flow, act, given, keys, patience))
        except Refused as refused:
            return Ended(refused.message, refused=True)
        except _Undone as undone:
            return undone.ended
        if not ended.dropped:
            self.committed()
        return ended

    async def _submit(self, flow: Flow[G], act: Act, given: G, keys: list[str], patience: float) -> Ended:
        async with self._begun(patience) as db:
            await db.one_at_a_time(
                act.who
            )  # before looking: submitted twice at once, the second sees the first
            if await db.inbox.known(keys):
                return Ended(dropped=True)
            ended = await self._turn(db, flow, act, given)
            if isinstance(ended.result, dict):
                raise _Undone(ended)
            for key in keys:
                db.inbox.add_done(key, "submission", self.store.wire())
        return ended

    async def _turn(self, db: Transaction, flow: Flow[G], act: Act, given: G, *, asked: bool = True) -> Ended:
        turn = Turn(
            who=act.who,
            db=db,
            now=self.clock(),
            rng=self.rng,
            program=self.program,
            finishers=self.finishers,
            channel=act.channel,
            place=act.place,
            pressed=act.pressed,
            asked=asked,
        )
        result = await flow(turn, given)
        shown = result.view if isinstance(result, Later) else result
        if act.key and isinstance(shown, (Message, View)):
            await db.inbox.showing(act.key, show(act.who, shown))
        return Ended(result, turn.shown.rewritten)

    async def _refuse(self, act: Act, message: Message) -> Ended:
        if act.key:
            async with self.store.begin() as db:
                await db.inbox.finish(act.key, state="refused", reason=message.kind)
        return Ended(message, refused=True)

    async def run_due(self, due_id: int, flow: Flow[Due]) -> None:
        """Run the flow of a due row, if it still waits and its time has come."""
        async with self._room:
            if await self._persistent(lambda: self._run_due(due_id, flow)):
                self.committed()

    async def _run_due(self, due_id: int, flow: Flow[Due]) -> bool:
        """The person is locked before the row, as in every other turn of theirs: so none waits for the other."""
        async with self._begun() as db:
            await db.one_at_a_time(await db.due.who(due_id))
            due = await db.due.take(due_id, self.clock())
            if due is None:
                return False
            await self._turn(db, flow, Act(due.who), due, asked=False)
            self.crossed(f"inside {due.kind}")
        return True

    async def draw(self, flow: Flow[G], who: str, given: G) -> Result:
        """Run a flow that only reads."""
        async with self.store.read() as db:
            return (await self._turn(db, flow, Act(who), given)).result


def show(who: str, result: Message | View) -> dict[str, object]:
    """What has still to be shown to somebody, as it is kept until it was."""
    if isinstance(result, Message):
        return {"who": who, "message": result.kind, "facts": result.facts()}
    again = result.again()
    return {"who": who, "click": again.name, "value": again.pack()} if again else {"who": who}
