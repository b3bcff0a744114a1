"""Taking envelopes to the app: acks, deadlines, retries of events, and faults on the way.

Socket Mode and HTTP are two transports under one courier; whoever acts does not see which is in use.
"""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.sandbox.faults import Faults
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
EnvelopeKind = Literal["slash_commands", "interactive", "events_api", "options"]


@dataclass(frozen=True)
class Envelope:
    kind: EnvelopeKind
    payload: Json
    retry: int = 0
    retry_reason: str = ""

    @property
    def detail(self) -> str:
        """What it is, in Slack's ids; never what somebody wrote."""
        payload = self.payload
        if self.kind == "slash_commands":
            return str(payload["command"])
        if self.kind == "events_api":
            return str(payload["event"]["type"])
        actions = [action["action_id"] for action in payload.get("actions", [])]
        return " ".join([payload["type"], *actions, str(payload.get("callback_id", ""))]).strip()


@dataclass(frozen=True)
class Answer:
    """What came back. Without an ack in time `error` says why, in Slack's words."""

    body: Json | None = None
    error: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return not self.error


class Transport(Protocol):
    async def send(self, envelope: Envelope) -> Answer:
        """Deliver once and return the app's answer, however long it takes."""

    async def disconnect(self) -> None:
        """Cut what holds the app and Slack together, if anything does."""


class Courier:
    """Delivers with a deadline, strikes the planned faults, retries events."""

    def __init__(
        self, workspace: Workspace, faults: Faults, *, ack_within: float, event_retries: tuple[float, ...]
    ) -> None:
        self._workspace, self._faults = workspace, faults
        self._ack_within, self._event_retries = ack_within, event_retries
        self.transport: Transport | None = None
        self._departed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliver(self, envelope: Envelope) -> Answer:
        """One delivery: interactions are not retried."""
        started = time.monotonic()
        answer = await self._with_faults(envelope)
        took = (time.monotonic() - started) * 1000
        detail = envelope.detail + (f" (retry {envelope.retry})" if envelope.retry else "")
        self._workspace.log("delivery", envelope.kind, answer.error or "ok", took, detail)
        return answer

    async def _with_faults(self, envelope: Envelope) -> Answer:
        fault = self._faults.take(envelope.kind)
        do = fault.do if fault else ""
        if do == "reorder":
            await self._wait_for_another()
        else:
            self._departed.set()
        if do == "disconnect" and self.transport:
            await self.transport.disconnect()
        if do == "duplicate":
            self.soon(self._again(envelope))
        answer = await self._in_time(envelope)
        return Answer(error="http_timeout") if do == "lost_ack" else answer

    async def _again(self, envelope: Envelope) -> None:
        await self._in_time(envelope)

    async def _wait_for_another(self) -> None:
        """Let the next delivery go first; go all the same when there is none."""
        self._departed.clear()
        try:
            async with asyncio.timeout(self._ack_within / 2):
                await self._departed.wait()
        except TimeoutError:
            return

    async def _in_time(self, envelope: Envelope) -> Answer:
        if self.transport is None:
            return Answer(error="connection_failed")
        try:
            async with asyncio.timeout(self._ack_within):
                return await self.transport.send(envelope)
        except TimeoutError:
            return Answer(error="http_timeout")

    def event(self, payload: Json) -> None:
        """Deliver an event in the background, at least once, with the same event_id each time."""
        self.soon(self._with_retries(payload))

    async def _with_retries(self, payload: Json) -> None:
        answer = await self.deliver(Envelope("events_api", payload))
        for number, delay in enumerate(self._event_retries, start=1):
            if answer.ok or answer.no_retry:
                return
            await asyncio.sleep(delay)
            answer = await self.deliver(Envelope("events_api", payload, number, answer.error))

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
