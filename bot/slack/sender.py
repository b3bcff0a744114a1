"""Sends what stands in the outbox: the only place that posts messages.

Claim, lease, fence, send, settle. Whatever is unclear is in doubt, and is looked up in the DM's history before it is
sent again. Times here are wire time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.people import Status
from bot.domain.program import Program
from bot.messages.base import Block, Message, Rendered
from bot.slack.answers import NO_ANSWER, Meaning, verdict
from bot.slack.doubt import Doubt
from bot.slack.pace import Pace
from bot.slack.rooms import Rooms
from bot.slack.settling import METHODS, Patience, Settling
from bot.store.engine import Unsaved
from bot.store.outbox import Letter
from bot.store.store import Store, Transaction
from bot.turn import NEWS

__all__ = ["METADATA", "Patience", "Sender"]

log = structlog.get_logger("bot.slack")

METADATA: Final = "mentor_outbox"

POLL: Final = 5.0
"""Seconds between looks at the outbox when nothing wakes the sender."""

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
    healthy: bool = True
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _looked_at: datetime | None = None
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def patience(self) -> Patience:
        return self.settling.patience

    def wake(self) -> None:
        self._wake.set()

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
        wait = await self._time_left() if self.healthy and self._looked_at else 1.0
        if stopped.is_set():
            return
        try:
            await asyncio.wait_for(self._wake.wait(), wait)
        except TimeoutError:
            return
        self._wake.clear()

    async def _time_left(self) -> float:
        """Seconds until a row's time comes, or until the outbox is looked at anyway."""
        try:
            async with self.store.read() as db:
                next_at = await db.outbox.next_at(self._looked_at or self.store.wire())
        except Unsaved:
            return 1.0
        return min(POLL, max(0.01, (next_at - self.store.wire()).total_seconds())) if next_at else POLL

    async def send_due(self) -> bool:
        """Claim what may go and start sending it; whether there was any."""
        now = self._looked_at = self.store.wire()
        room = self.patience.at_once - len(self._under_way)
        async with self.store.read() as db:
            due = await db.outbox.due(now)
        if not due or room <= 0:
            return False
        async with self.store.begin() as db:
            await db.outbox.drop_stale(now)
            await db.outbox.expire(now, now + self.patience.settle)
            doubtful = await db.outbox.doubtful(now)
            letters = await db.outbox.claim(now, now + self.patience.lease, room)
        self.crossed("after claim")
        for letter in letters:
            self._soon(self._deliver(letter))
        for letter in doubtful:
            await self.doubt.reconcile(letter)
        return bool(letters or doubtful)

    def _soon(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a letter could not be settled", error=repr(error))  # its lease will run out
        self.wake()

    async def _deliver(self, letter: Letter) -> None:
        if reason := await self._unwanted(letter):
            await self.settling.settle(letter, "skipped", reason=reason)
            return
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

    async def _unwanted(self, letter: Letter) -> str:
        """Why this person is not to be written to any more, or "". Whoever left is still answered."""
        who = letter.recipient
        if who[0] not in "UW":
            return ""
        async with self.store.read() as db:
            person = await db.people.get(who)
            participant = await db.participants.get(who) if letter.rank >= NEWS else None
        if person and person.deleted:
            return "deactivated"
        return "left" if participant and participant.status is Status.LEFT else ""

    async def _drawn(self, letter: Letter) -> Rendered | dict[str, Any]:
        if letter.verb == "home":
            async with self.store.read() as db:
                return await self.draw_home(db, letter.recipient)
        return Message.revive(letter.kind, letter.facts).render(self.program())

    async def _send(self, letter: Letter, drawn: Rendered | dict[str, Any]) -> None:
        if isinstance(drawn, dict):
            await self.client.views_publish(user_id=letter.recipient, view=drawn)
            await self.settling.settle(letter, "sent")
        elif letter.verb == "rewrite":
            await self._or_plain(letter, drawn, self._update)
            await self.settling.settle(letter, "sent")
        else:
            await self._post(letter, drawn)

    async def _post(self, letter: Letter, drawn: Rendered) -> None:
        try:
            channel = await self._channel(letter)
            async with self.store.read() as db:
                if not await db.outbox.fenced(letter, self.store.wire()):
                    return
        except (*NO_ANSWER, Unsaved) as error:
            await self.settling.unopened(letter, verdict(error))
            return
        self.crossed("after fence")
        answer = await self._or_plain(letter, drawn, self._say, channel)
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
