"""What becomes of a letter: sent, tried again later, looked up, or given up. Times here are wire time."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

import structlog

from bot.messages.base import Message
from bot.slack.answers import Meaning, Verdict
from bot.slack.pace import Pace
from bot.slack.unposted import write_down
from bot.store.outbox import Letter
from bot.store.store import Store

log = structlog.get_logger("bot.slack")

METHODS: Final = {"post": "chat.postMessage", "rewrite": "chat.update", "home": "views.publish"}


_Settled = tuple[Letter, str, dict[str, Any], asyncio.Future[None]]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a try may take, how long it holds its row, and how long what is in doubt is left to settle."""

    lease: timedelta = timedelta(seconds=60)
    settle: timedelta = timedelta(seconds=120)
    timeout: float = 20.0
    backoff: float = 1.0
    most_tries: int = 12
    at_once: int = 8


@dataclass(slots=True)
class Settling:
    store: Store
    pace: Pace
    rng: Random
    patience: Patience
    _waiting: list[_Settled] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def settle(self, letter: Letter, state: str, **how: Any) -> None:
        """Write down what became of it. What comes while others are being written shares the next commit."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((letter, state, how, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await written

    async def end(self) -> None:
        """Wait until all is written down, also of those who wait for it no more."""
        if self._writing:
            await asyncio.wait({self._writing})

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                async with self.store.begin() as db:
                    for letter, state, how, _ in batch:
                        await write_down(db, letter, state, **how)
            except BaseException as error:  # for each of them: its lease runs out, and it is looked up
                _tell(batch, error)
                if not isinstance(error, Exception):
                    raise
            else:
                _tell(batch, None)

    async def unsent(self, letter: Letter, found: Verdict) -> None:
        """Slack did not take it, or did not say: settle by what that means."""
        log.warning("not sent", id=letter.id, kind=letter.kind, meaning=found.meaning, reason=found.reason)
        match found.meaning:
            case Meaning.WAIT:
                self.pace.block(found.method or METHODS[letter.verb], found.retry_after)
                await self.back(letter, found.retry_after, found.reason)
            case Meaning.WORKSPACE:
                await self.back(letter, found.retry_after, found.reason)
            case Meaning.GONE if letter.recipient.startswith("room:"):
                await self.tell_alone(letter, found.reason)
            case Meaning.GONE:
                await self.settle(letter, "skipped", reason=found.reason)
            case Meaning.BROKEN:
                await self.settle(letter, "dead", reason=found.reason)
            case Meaning.DOUBT if letter.verb == "post":
                not_before = self.store.wire() + self.patience.settle
                await self.settle(letter, "doubt", reason=found.reason, not_before=not_before)
            case Meaning.DOUBT:  # idempotent: simply again
                await self.again(letter, found.reason, self.later(letter.tries))

    async def unopened(self, letter: Letter, found: Verdict) -> None:
        """It came to no try: where it was to go could not be opened. Whatever is unclear of that, it was not sent."""
        if found.meaning is Meaning.DOUBT:
            log.warning("could not be opened", id=letter.id, kind=letter.kind, reason=found.reason)
            await self.again(letter, found.reason, self.later(letter.tries))
        else:
            await self.unsent(letter, found)

    async def again(self, letter: Letter, reason: str, not_before: datetime) -> None:
        """Certainly not sent: let it be tried once more, unless that was done too often."""
        if letter.tries >= self.patience.most_tries:
            await self.settle(letter, "dead", reason=f"tried too often: {reason}")
        else:
            await self.settle(letter, "pending", reason=reason, not_before=not_before)

    async def back(self, letter: Letter, seconds: float, reason: str) -> None:
        """Put it back without counting the try: Slack, or our own pace, asked for that."""
        not_before = self.store.wire() + timedelta(seconds=seconds)
        await self.settle(letter, "pending", reason=reason, not_before=not_before, free=True)

    async def tell_alone(self, letter: Letter, reason: str) -> None:
        """The room was refused: tell each of its people alone, in the transaction that gives the room up."""
        async with self.store.begin() as db:
            if await db.outbox.settle(letter, "skipped", reason=f"room refused: {reason}"):
                message = Message.revive(letter.kind, letter.facts).alone()
                for who in letter.recipient.removeprefix("room:").split(","):
                    said_at, rank = self.store.wire(), letter.rank
                    db.outbox.put("post", who, message.kind, message.facts(), said_at=said_at, rank=rank)

    def later(self, tries: int) -> datetime:
        """Backing off, with full jitter over the upper half."""
        most = min(3600.0, self.patience.backoff * 2.0 ** min(tries, 12))
        return self.store.wire() + timedelta(seconds=self.rng.uniform(most / 2, most))


def _tell(batch: list[_Settled], error: BaseException | None) -> None:
    for *_, written in batch:
        if not written.done():
            written.set_exception(error) if error else written.set_result(None)
