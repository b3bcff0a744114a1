"""Socket Mode: single-use tickets, hello, envelopes round robin over several connections, acks, refresh."""

import asyncio
import json
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.delivery import Answer, Envelope
from bot.sandbox.faults import Faults

Json = dict[str, Any]
MOST_CONNECTIONS = 10


class SocketMode:
    """The app's connections. An envelope goes to one of them, and any of them may carry its ack."""

    def __init__(self, faults: Faults, app_id: str, session_seconds: int = 18_060) -> None:
        self._faults, self._app_id, self._session_seconds = faults, app_id, session_seconds
        self._tickets: set[str] = set()
        self._numbers = count(1)
        self._next = 0
        self.connections: list[web.WebSocketResponse] = []
        self.connected = asyncio.Event()
        self._acks: dict[str, asyncio.Future[Json | None]] = {}

    def new_ticket(self) -> str:
        """For apps.connections.open: good for one upgrade."""
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        refused = self._faults.take("socket.upgrade") is not None
        if refused or ticket not in self._tickets or len(self.connections) >= MOST_CONNECTIONS:
            self._tickets.discard(ticket)
            return web.Response(status=408 if refused else 403, text="this ticket cannot be used")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        await socket.send_json(self._hello())
        self.connections.append(socket)
        self.connected.set()
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take_ack(message.data)
        finally:
            self._forget(socket)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "sandbox", "approximate_connection_time": self._session_seconds},
            "connection_info": {"app_id": self._app_id},
        }

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self.connections:
            self.connections.remove(socket)
        if not self.connections:
            self.connected.clear()

    def _take_ack(self, text: str) -> None:
        try:
            reply = json.loads(text)
        except ValueError:
            return
        ack = self._acks.get(str(reply.get("envelope_id"))) if isinstance(reply, dict) else None
        if ack is not None and not ack.done():
            ack.set_result(reply.get("payload"))

    async def send(self, envelope: Envelope) -> Answer:
        open_now = [socket for socket in self.connections if not socket.closed]
        if not open_now:
            return Answer(error="connection_failed")
        self._next += 1
        socket = open_now[self._next % len(open_now)]
        envelope_id = f"envelope-{next(self._numbers)}"
        frame: Json = {
            "envelope_id": envelope_id,
            "type": "interactive" if envelope.kind == "options" else envelope.kind,
            "accepts_response_payload": envelope.kind != "events_api",
            "payload": envelope.payload,
        }
        if envelope.kind == "events_api":
            frame |= {"retry_attempt": envelope.retry, "retry_reason": envelope.retry_reason}
        ack = self._acks[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await socket.send_json(frame)
            body = await ack
        except ConnectionError:
            return Answer(error="connection_failed")
        finally:
            del self._acks[envelope_id]
        return Answer(body=body or None)

    async def disconnect(self) -> None:
        """Cut every connection without a word."""
        for socket in list(self.connections):
            self._forget(socket)
            await socket.close(code=1001)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew: `warning` comes about ten seconds before `refresh_requested`."""
        for socket in list(self.connections):
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
            )
