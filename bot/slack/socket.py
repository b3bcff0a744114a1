"""Socket Mode: one connection to Slack, made anew with a fresh ticket whenever it is lost, silent or to be replaced.

The SDK's own client tries a refused address for ever, and closes the old connection before it opens the next; this
one asks for a new ticket each time, and lets the old connection answer what it was asked.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answers import NO_ANSWER, Meaning, verdict

log = structlog.get_logger("bot.slack")

LOST: Final = (*NO_ANSWER, ValueError, KeyError)
"""What opening a connection may raise when Slack, or the way to it, is not there."""

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Watch:
    """Seconds: between pings, until silence counts as death, for the hello, between tries, and for old envelopes."""

    ping: float = 20.0
    silence: float = 60.0
    hello: float = 10.0
    pause: float = 1.0
    longest_pause: float = 30.0
    overlap: float = 5.0


@dataclass(slots=True)
class Connection:
    """Keeps one connection open. `connected` says whether Slack has said hello on it and it still lives."""

    bolt: AsyncApp
    client: AsyncWebClient
    session: aiohttp.ClientSession
    app_token: str
    watch: Watch = field(default_factory=Watch)
    connected: bool = False
    _current: "_Line | None" = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, stopped: asyncio.Event) -> None:
        """Stay connected until stopped. Raises `SlackApiError` if Slack refuses the app's token from the first."""
        misses, ever = 0, False
        while not stopped.is_set():
            try:
                line = await _unless(stopped, self._open())
            except LOST as error:
                found = verdict(error)
                if found.meaning is Meaning.WORKSPACE and not ever:
                    raise
                misses += 1
                log.warning("no connection to Slack", reason=found.reason, misses=misses)
                await _unless(stopped, self._pause(misses))
            else:
                misses, ever = 0, True
                if line:
                    await self._stay(line, stopped)
        await self._close()

    async def _open(self) -> "_Line":
        answer = await self.client.apps_connections_open(app_token=self.app_token)
        socket = await self.session.ws_connect(
            str(answer["url"]),
            heartbeat=self.watch.ping,
            proxy=self.client.proxy,
            ssl=self.client.ssl or True,
        )
        line = _Line(socket, self._answer, self.watch)
        try:
            await line.greeted()
        except BaseException:
            await socket.close()
            raise
        return line

    async def _stay(self, line: "_Line", stopped: asyncio.Event) -> None:
        """Listen on this line until Slack wants another, or it is lost, or the bot stops."""
        self._current, self.connected = line, True
        log.info("connected to Slack")
        self._soon(line.listen())
        await _unless(stopped, line.done_with.wait())
        if line.socket.closed:
            self.connected = False
        if not stopped.is_set():
            self._soon(line.retire(self.watch.overlap))

    async def _pause(self, misses: int) -> None:
        self.connected = False
        await asyncio.sleep(min(self.watch.longest_pause, self.watch.pause * 2 ** min(misses - 1, 10)))

    async def _close(self) -> None:
        """Answer what was asked, then hang up."""
        self.connected = False
        if self._current:
            await self._current.retire(0)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self.watch.hello)

    async def _answer(self, kind: str, envelope: Json) -> Json | None:
        """Bolt's answer to an envelope, or None where there is to be no ack."""
        headers: dict[str, str | Sequence[str]] = {
            f"x-slack-{name.replace('_', '-')}": [str(envelope[name])]
            for name in ("retry_num", "retry_attempt", "retry_reason")
            if envelope.get(name)
        }
        request = AsyncBoltRequest(mode="socket_mode", body=envelope.get("payload") or {}, headers=headers)
        answer: BoltResponse = await self.bolt.async_dispatch(request)
        if answer.status != 200:
            log.warning("an envelope was not acked", kind=kind, status=answer.status)
            return None
        return _reply(str(envelope["envelope_id"]), answer)

    def _soon(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@dataclass(slots=True)
class _Line:
    """One WebSocket. `done_with` is set when it is lost, or when Slack asks for another in its place."""

    socket: aiohttp.ClientWebSocketResponse
    answer: Callable[[str, Json], Awaitable[Json | None]]
    watch: Watch
    done_with: asyncio.Event = field(default_factory=asyncio.Event)
    _answering: set[asyncio.Task[None]] = field(default_factory=set)

    async def greeted(self) -> None:
        """Wait for the hello. Raises `ConnectionError` if something else comes, `TimeoutError` if nothing does."""
        async with asyncio.timeout(self.watch.hello):  # receive's own limit begins anew at each pong
            message = await self.socket.receive()
        if message.type is not aiohttp.WSMsgType.TEXT or json.loads(message.data).get("type") != "hello":
            raise ConnectionError("no hello from Slack")

    async def listen(self) -> None:
        """Take envelopes until the line is closed, or silent for too long (a pong counts as a sound)."""
        try:
            while True:
                message = await self.socket.receive(timeout=self.watch.silence)
                if message.type is not aiohttp.WSMsgType.TEXT:
                    return
                self._take(json.loads(message.data))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            log.warning("the connection to Slack was lost", error=type(error).__name__)
        finally:
            await self.socket.close()
            self.done_with.set()

    async def retire(self, overlap: float) -> None:
        """Listen a little longer, answer what was asked, and hang up."""
        if overlap and not self.socket.closed:
            await asyncio.sleep(overlap)
        if self._answering:
            await asyncio.wait(self._answering, timeout=self.watch.hello)
        await self.socket.close()

    def _take(self, frame: Json) -> None:
        if frame.get("type") == "disconnect":  # warning, refresh_requested, link_disabled
            log.info("Slack asks for a new connection", reason=frame.get("reason"))
            self.done_with.set()
        elif "envelope_id" in frame:
            task = asyncio.create_task(self._reply_to(frame))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _reply_to(self, envelope: Json) -> None:
        try:
            reply = await self.answer(str(envelope.get("type", "")), envelope)
            if reply is not None:
                await self.socket.send_json(reply)
        except (ConnectionError, aiohttp.ClientError) as error:
            log.warning("an ack could not be sent", error=type(error).__name__)
        except Exception:  # whatever one envelope did, the line goes on
            log.exception("an envelope could not be answered")


def _reply(envelope_id: str, answer: BoltResponse) -> Json:
    reply: Json = {"envelope_id": envelope_id}
    if answer.body:
        is_json = answer.headers.get("content-type", [""])[0].startswith("application/json")
        reply["payload"] = json.loads(answer.body) if is_json else {"text": answer.body}
    return reply


async def _unless(stopped: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work comes to, or None if the bot is stopped meanwhile, and the work given up."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.wait({working, stopping})
