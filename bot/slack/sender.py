"""Sends what stands in the outbox: the only place that posts messages.

Claim, lease, fence, send, settle. Whatever is unclear is in doubt, and is looked up in the DM's history before it is
sent again. Times here are wire time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.program import Program
from bot.messages.base import Block, Message, Rendered
from bot.slack.answers import Meaning, Verdict, verdict
from bot.slack.pace import Pace
from bot.slack.rooms import Rooms
from bot.store.engine import Unsaved
from bot.store.outbox import Letter
from bot.store.store import Store, Transaction

log = structlog.get_logger("bot.slack")

METADATA: Final = "mentor_outbox"

AT_MOST_ONCE: Final = frozenset({"match.introduction", "match.public"})
"""Kinds that, in a room whose history nobody reads, are rather once too few than once too many."""

DrawHome = Callable[[Transaction, str], Awaitable[dict[str, Any]]]


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
class Sender:
    store: Store
    client: AsyncWebClient
    rooms: Rooms
    pace: Pace
    program: Callable[[], Program]
    draw_home: DrawHome
    rng: Random
    patience: Patience = field(default_factory=Patience)
    crossed: Callable[[str], None] = lambda _point: None
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def wake(self) -> None:
        self._wake.set()

    async def run(self, stopped: asyncio.Event) -> None:
        """Send until stopped; then let what is under way come to its end."""
        while not stopped.is_set():
            try:
                more = await self.send_due()
            except Unsaved as error:
                log.error("the outbox could not be reached", error=str(error))
                more = False
            if not more:
                await self._sleep(stopped)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=self.patience.timeout)

    async def _sleep(self, stopped: asyncio.Event) -> None:
        async with self.store.read() as db:
            next_at = await db.outbox.next_at()
        wait = min(5.0, max(0.02, (next_at - self.store.wire()).total_seconds())) if next_at else 5.0
        if stopped.is_set():
            return
        try:
            await asyncio.wait_for(self._wake.wait(), wait)
        except TimeoutError:
            return
        self._wake.clear()

    async def send_due(self) -> bool:
        """Claim what may go and start sending it; whether there was any."""
        now = self.store.wire()
        room = self.patience.at_once - len(self._under_way)
        async with self.store.read() as db:
            next_at = await db.outbox.next_at()
        if next_at is None or next_at > now or room <= 0:
            return False
        async with self.store.begin() as db:
            await db.outbox.expire(now, now + self.patience.settle)
            doubtful = await db.outbox.doubtful(now)
            letters = await db.outbox.claim(now, now + self.patience.lease, room)
        self.crossed("after claim")
        for letter in doubtful:
            await self._reconcile(letter)
        for letter in letters:
            task = asyncio.create_task(self._deliver(letter))
            self._under_way.add(task)
            task.add_done_callback(self._done)
        return bool(letters or doubtful)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a letter could not be settled", error=type(error).__name__)  # its lease will run out
        self.wake()

    async def _deliver(self, letter: Letter) -> None:
        try:
            await self._send(letter)
        except (SlackApiError, OSError, TimeoutError) as error:
            await self._unsent(letter, verdict(error))
        except (
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
        ) as error:  # a message nobody can draw any more
            log.exception("a message could not be drawn", id=letter.id, kind=letter.kind)
            await self._settle(letter, "dead", reason=f"cannot be drawn: {type(error).__name__}")

    async def _send(self, letter: Letter) -> None:
        if letter.verb == "home":
            async with self.store.read() as db:
                view = await self.draw_home(db, letter.recipient)
            await self.client.views_publish(user_id=letter.recipient, view=view)
            await self._settle(letter, "sent")
            return
        drawn = Message.revive(letter.kind, letter.facts).render(self.program())
        if letter.verb == "rewrite":
            await self.client.chat_update(
                channel=letter.channel, ts=letter.ts, text=drawn.text[:4000], blocks=drawn.blocks
            )
            await self._settle(letter, "sent")
            return
        await self._post(letter, drawn)

    async def _post(self, letter: Letter, drawn: Rendered) -> None:
        channel = await self._channel(letter)
        if channel is None:
            return
        if (wait := self.pace.wait("chat.postMessage", channel)) > 0:
            await self._back(letter, wait, "pace")
            return
        async with self.store.read() as db:
            if not await db.outbox.fenced(letter, self.store.wire()):
                return
        self.crossed("after fence")
        answer = await self._say(letter.id, channel, drawn.text, drawn.blocks)
        self.crossed("before settle")
        await self._settle(letter, "sent", channel=str(answer["channel"]), ts=str(answer["ts"]))

    async def _say(self, key: str, channel: str, text: str, blocks: list[Block]) -> Any:
        async with asyncio.timeout(self.patience.timeout):
            return await self.client.chat_postMessage(
                channel=channel,
                text=text,
                blocks=blocks,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": METADATA, "event_payload": {"k": key}},
            )

    async def _channel(self, letter: Letter) -> str | None:
        """Where it goes. A room that Slack refuses to open is given up, and each of its people is told alone."""
        recipient = letter.recipient
        if recipient.startswith("room:"):
            people = tuple(recipient.removeprefix("room:").split(","))
            try:
                return await self.rooms.room(people)
            except SlackApiError as error:
                found = verdict(error)
                if found.meaning is not Meaning.GONE:
                    raise
                await self._tell_alone(letter, people, found.reason)
                return None
        return await self.rooms.dm(recipient) if recipient[0] in "UW" else recipient

    async def _tell_alone(self, letter: Letter, people: tuple[str, ...], reason: str) -> None:
        async with self.store.begin() as db:
            for who in people:
                db.outbox.put("post", who, letter.kind, letter.facts, said_at=self.store.wire(), rank=2)
            await db.outbox.settle(letter, "skipped", reason=f"room refused: {reason}")
        self.wake()

    async def _unsent(self, letter: Letter, found: Verdict) -> None:
        log.warning("not sent", id=letter.id, kind=letter.kind, meaning=found.meaning, reason=found.reason)
        match found.meaning:
            case Meaning.WAIT:
                self.pace.block(_METHODS[letter.verb], found.retry_after)
                await self._back(letter, found.retry_after, found.reason)
            case Meaning.WORKSPACE:
                await self._back(letter, found.retry_after, found.reason)
            case Meaning.GONE:
                await self._settle(letter, "skipped", reason=found.reason)
            case Meaning.BROKEN:
                await self._settle(letter, "dead", reason=found.reason)
            case Meaning.DOUBT:
                await self._in_doubt(letter, found.reason)

    async def _in_doubt(self, letter: Letter, reason: str) -> None:
        if letter.verb != "post":  # idempotent: simply again
            if letter.tries >= self.patience.most_tries:
                await self._settle(letter, "dead", reason=reason)
            else:
                await self._settle(letter, "pending", reason=reason, not_before=self._later(letter.tries))
            return
        not_before = self.store.wire() + self.patience.settle
        await self._settle(letter, "doubt", reason=reason, not_before=not_before)

    async def _reconcile(self, letter: Letter) -> None:
        """Look whether it arrived, where that can be seen; then it is sent, or may be tried again."""
        self.crossed("in reconciling")
        try:
            found = await self._found(letter)
        except (SlackApiError, OSError, TimeoutError) as error:
            log.warning("could not look it up", id=letter.id, reason=verdict(error).reason)
            not_before = self._later(letter.tries)
            await self._settle(letter, "doubt", reason=verdict(error).reason, not_before=not_before)
            return
        if found:
            await self._settle(letter, "sent", reason="reconciled", channel=found[0], ts=found[1])
        elif letter.tries >= self.patience.most_tries:
            await self._settle(letter, "dead", reason="tried too often")
        else:
            await self._settle(letter, "pending", reason="not there", not_before=self.store.wire())

    async def _found(self, letter: Letter) -> tuple[str, str] | None:
        if letter.recipient[0] not in "UW":  # no history to read: the milder error of its kind
            return ("", "") if letter.kind in AT_MOST_ONCE else None
        channel = await self.rooms.dm(letter.recipient)
        oldest = (letter.first_try or self.store.wire()) - timedelta(minutes=5)
        cursor = ""
        while True:
            page: Any = await self.client.conversations_history(
                channel=channel,
                oldest=f"{oldest.timestamp():.6f}",
                limit=200,
                include_all_metadata=True,
                cursor=cursor,
            )
            for message in page["messages"]:
                metadata = message.get("metadata") or {}
                if metadata.get("event_payload", {}).get("k") == letter.id:
                    return channel, str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    def _later(self, tries: int) -> datetime:
        most = min(3600.0, self.patience.backoff * 2.0 ** min(tries, 12))
        return self.store.wire() + timedelta(seconds=self.rng.uniform(most / 2, most))

    async def _back(self, letter: Letter, seconds: float, reason: str) -> None:
        not_before = self.store.wire() + timedelta(seconds=seconds)
        await self._settle(letter, "pending", reason=reason, not_before=not_before, free=True)

    async def _settle(self, letter: Letter, state: str, **how: Any) -> None:
        async with self.store.begin() as db:
            await db.outbox.settle(letter, state, **how)


_METHODS: Final = {"post": "chat.postMessage", "rewrite": "chat.update", "home": "views.publish"}
