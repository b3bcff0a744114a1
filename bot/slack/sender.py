"""Sends what stands in the outbox: the only place that posts messages.

Claim, lease, fence, send, settle. Whatever is unclear is in doubt, and is looked up in the DM's history before it is
sent again. Times here are wire time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.letters import NEWS
from bot.domain.program import Program
from bot.messages.base import Block, Message, Rendered
from bot.slack.answers import NO_ANSWER, Meaning, verdict
from bot.slack.doubt import Doubt
from bot.slack.pace import Pace
from bot.slack.parcels import Make, Parcel, Parcels
from bot.slack.rooms import Rooms
from bot.slack.settling import METHODS, Patience, Settling
from bot.store.engine import Unsaved
from bot.store.outbox import Letter
from bot.store.store import Store, Transaction

__all__ = ["METADATA", "Patience", "Sender"]

log = structlog.get_logger("bot.slack")

METADATA: Final = "mentor_outbox"

POLL: Final = 5.0
"""Seconds between looks at the outbox when nothing wakes the sender."""

BUSY: Final = 0.25
"""Seconds between looks while messages are under way; each that ends wakes the sender anyway."""

UNWELL: Final = 1.0
"""Seconds between looks while the outbox cannot be worked on."""

DRAIN: Final = 10.0
"""Seconds that messages under way get to end when the bot is stopped."""

UNDRAWABLE: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError, NotImplementedError)
"""What drawing may raise when a message's facts, or its kind, are of another release."""

DrawHome = Callable[[Transaction, str], Awaitable[dict[str, Any]]]


@dataclass(slots=True)
class Sender:
    """`healthy` turns false while the outbox cannot be worked on."""

    store: Store
    client: AsyncWebClient
    rooms: Rooms
    pace: Pace
    program: Callable[[], Program]
    draw_home: DrawHome
    settling: Settling
    doubt: Doubt
    crossed: Callable[[str], None] = lambda _point: None
    makes: Mapping[str, Make] = field(default_factory=dict)
    """How the messages are made that carry files, by their kinds."""
    healthy: bool = True
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _at_rest: asyncio.Event = field(default_factory=asyncio.Event)
    _sleeps_for: float = UNWELL
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def patience(self) -> Patience:
        return self.settling.patience

    def wake(self) -> None:
        self._wake.set()

    async def rest(self) -> None:
        """Look at the outbox, and wait until all that may go now has gone or come back."""
        self._at_rest.clear()
        self.wake()
        await self._at_rest.wait()

    async def run(self, stopped: asyncio.Event) -> None:
        """Send until stopped; then let what is under way come to its end."""
        begun = False
        while not stopped.is_set():
            begun = begun or await self._sound(self._begin)
            if not begun or not await self._sound(self.send_due):
                await self._sleep(stopped)
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=DRAIN)
            for task in late:  # in doubt, and looked up at the next start
                task.cancel()
        await self.settling.end()
        self._at_rest.set()

    async def _begin(self) -> bool:
        """On SQLite there is one process only: whoever held a lease is dead."""
        if self.store.engine.sqlite:
            now = self.store.wire()
            async with self.store.begin() as db:
                await db.outbox.expire(now + timedelta(days=1), now + self.patience.settle)
        return True

    async def _sound(self, work: Callable[[], Awaitable[bool]]) -> bool:
        """Do it; False if it cannot be done. Nothing that the database or one letter does may end the loop."""
        try:
            done = await work()
        except Unsaved as error:
            log.error("the outbox could not be reached", error=str(error))
            done, self.healthy = False, False
        except Exception:  # whatever it was, the next message may still go
            log.exception("the outbox could not be worked on")
            done, self.healthy = False, False
        else:
            self.healthy = True
        return done

    async def _sleep(self, stopped: asyncio.Event) -> None:
        """Until woken, or until a row's time comes. Rows held back by others are no reason to hurry."""
        if not self._wake.is_set() and not self._under_way:
            self._at_rest.set()
        try:
            if not stopped.is_set():
                await asyncio.wait_for(self._wake.wait(), self._sleeps_for if self.healthy else UNWELL)
        except TimeoutError:
            return
        self._wake.clear()

    async def send_due(self) -> bool:
        """Claim what may go and start sending it; whether there may be more.

        Each look costs one read, and one that finds nothing says how long to sleep.
        """
        room = self.patience.at_once - len(self._under_way)
        self._sleeps_for = BUSY
        if room <= 0:
            return False
        now = self.store.wire()
        async with self.store.read() as db:
            look = await db.outbox.look(now)
        if not look.due:
            self._sleeps_for = self._until(look.next_at)
            return False
        async with self.store.begin() as db:
            await db.outbox.drop_stale(now)
            lapsed = await db.outbox.expire(now, now + self.patience.settle) if look.lapsed else 0
            doubtful = await db.outbox.doubtful(now) if look.doubtful else []
            claimed = await db.outbox.claim(now, now + self.patience.lease, room)
            letters = await self._wanted(db, claimed)
        self.crossed("after claim")
        for letter in letters:
            self._soon(self._deliver(letter))
        for letter in doubtful:
            await self.doubt.reconcile(letter)
        if not self._under_way:  # what is due is held back by others
            self._sleeps_for = self._until(look.next_at)
        return bool(doubtful or lapsed) or len(letters) < len(claimed)

    def _until(self, next_at: datetime | None) -> float:
        """Seconds until a row's time comes, or until the outbox is looked at anyway."""
        return min(POLL, max(0.01, (next_at - self.store.wire()).total_seconds())) if next_at else POLL

    async def _wanted(self, db: Transaction, letters: list[Letter]) -> list[Letter]:
        """Without those, settled here, for people who are not to be written to. Whoever left is still answered."""
        people = {letter.recipient for letter in letters if letter.recipient[0] in "UW"}
        gone = (
            {who for who, person in (await db.people.named(people)).items() if person.deleted}
            if people
            else set()
        )
        news = {letter.recipient for letter in letters if letter.rank >= NEWS} & people
        left = await db.participants.left(news) if news else set()
        wanted = []
        for letter in letters:
            if letter.recipient in gone:
                await db.outbox.settle(letter, "skipped", reason="deactivated")
            elif letter.recipient in left and letter.rank >= NEWS:
                await db.outbox.settle(letter, "skipped", reason="left")
            else:
                wanted.append(letter)
        return wanted

    def _soon(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a letter could not be settled", error=type(error).__name__)  # its lease will run out
        self.wake()

    async def _deliver(self, letter: Letter) -> None:
        try:
            drawn = await self._drawn(letter)
        except UNDRAWABLE as error:
            log.exception("a message could not be drawn", id=letter.id, kind=letter.kind)
            await self.settling.settle(letter, "dead", reason=f"cannot be drawn: {type(error).__name__}")
            return
        if (wait := self.pace.wait(METHODS[letter.verb], letter.recipient)) > 0:
            await self.settling.back(letter, wait, "pace")
            return
        try:
            await self._send(letter, drawn)
        except NO_ANSWER as error:
            await self.settling.unsent(letter, verdict(error))

    async def _drawn(self, letter: Letter) -> Rendered | Parcel | dict[str, Any]:
        if letter.verb == "home":
            async with self.store.read() as db:
                return await self.draw_home(db, letter.recipient)
        if make := self.makes.get(letter.kind):
            return await make(letter)
        return Message.revive(letter.kind, letter.facts).render(self.program())

    async def _send(self, letter: Letter, drawn: Rendered | Parcel | dict[str, Any]) -> None:
        if isinstance(drawn, dict):
            await self.client.views_publish(user_id=letter.recipient, view=drawn)
            await self.settling.settle(letter, "sent")
        elif letter.verb == "rewrite" and isinstance(drawn, Rendered):
            await self._or_plain(letter, drawn, self._update)
            await self.settling.settle(letter, "sent")
        else:
            await self._post(letter, drawn)

    async def _post(self, letter: Letter, drawn: Rendered | Parcel) -> None:
        parcels = Parcels(self.client, self.patience.timeout)
        try:
            channel = await self._channel(letter)
            if isinstance(drawn, Parcel):
                drawn = await parcels.uploaded(letter, drawn)
            async with self.store.read() as db:
                if not await db.outbox.fenced(letter, self.store.wire()):
                    return
        except (*NO_ANSWER, Unsaved) as error:
            await self.settling.unopened(letter, verdict(error))
            return
        self.crossed("after fence")
        answer: Any = await parcels.shared(letter, drawn, channel) if isinstance(drawn, Parcel) else drawn
        if isinstance(answer, Rendered):
            answer = await self._or_plain(letter, answer, self._say, channel)
        self.crossed("before settle")
        await self.settling.settle(letter, "sent", channel=str(answer["channel"]), ts=str(answer["ts"]))

    async def _or_plain(self, letter: Letter, drawn: Rendered, send: Any, *where: str) -> Any:
        """Send it; where Slack does not take its blocks, send once more the words alone, which say the same."""
        try:
            return await send(letter, drawn.text, drawn.blocks, *where)
        except NO_ANSWER as error:
            if verdict(error).meaning is not Meaning.BROKEN or not drawn.blocks:
                raise
            log.error("Slack refused the blocks", kind=letter.kind, reason=verdict(error).reason)
            return await send(letter, drawn.text, None, *where)

    async def _say(self, letter: Letter, text: str, blocks: list[Block] | None, channel: str) -> Any:
        async with asyncio.timeout(self.patience.timeout):
            return await self.client.chat_postMessage(
                channel=channel,
                text=text,
                blocks=blocks,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": METADATA, "event_payload": {"k": letter.id}},
            )

    async def _update(self, letter: Letter, text: str, blocks: list[Block] | None) -> Any:
        return await self.client.chat_update(
            channel=letter.channel,
            ts=letter.ts,
            text=text[:4000],
            blocks=blocks if blocks is not None else [],
        )

    async def _channel(self, letter: Letter) -> str:
        """Where it goes: a person's DM, a room opened for these people, or a channel."""
        recipient = letter.recipient
        if recipient.startswith("room:"):
            return await self.rooms.room(tuple(recipient.removeprefix("room:").split(",")))
        return await self.rooms.dm(recipient) if recipient[0] in "UW" else recipient
