"""The Socket Mode connection: refused tickets, refreshes with work in flight, silence, strange frames."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.socket import Connection
from tests.slack.at_work import WATCHFUL, eventually


@dataclass
class LittleSlack:
    """Hands out tickets and serves sockets; `behaviour` says how the nth upgrade goes."""

    behaviour: list[str] = field(default_factory=list)
    tickets: int = 0
    used: list[str] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acks: dict[str, list[int]] = field(default_factory=dict)
    base: str = ""
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def ticket(self, _: web.Request) -> web.Response:
        self.tickets += 1
        return web.json_response({"ok": True, "url": f"{self.base}/socket?ticket={self.tickets}"})

    async def socket(self, request: web.Request) -> web.StreamResponse:
        self.used.append(request.query["ticket"])
        how = self.behaviour.pop(0) if self.behaviour else "well"
        if how == "refuse":
            return web.Response(status=408)
        socket = web.WebSocketResponse(autoping=how != "deaf")
        await socket.prepare(request)
        if how != "mute":
            await socket.send_json({"type": "hello"})
        self.sockets.append(socket)
        number = len(self.sockets) - 1
        await self.tell()
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.acks.setdefault(json.loads(message.data)["envelope_id"], []).append(number)
                await self.tell()
        return socket

    async def tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, holds: Any) -> None:
        async with asyncio.timeout(60), self.changed:
            await self.changed.wait_for(holds)

    async def command(self, on: int, envelope_id: str) -> None:
        payload = {"command": "/slow", "text": envelope_id, "team_id": "T", "user_id": "U"}
        await self.sockets[on].send_json(
            {"type": "slash_commands", "envelope_id": envelope_id, "payload": payload, "retry_attempt": 1}
        )


@asynccontextmanager
async def connected(*behaviour: str) -> AsyncIterator[tuple[LittleSlack, Connection, asyncio.Event]]:
    slack = LittleSlack(list(behaviour))
    served = web.Application()
    served.router.add_post("/api/apps.connections.open", slack.ticket)
    served.router.add_get("/socket", slack.socket)
    runner = web.AppRunner(served, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    free = asyncio.Event()

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T", bot_token="xoxb-1", bot_id="B", bot_user_id="U"
        )

    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token="xoxb-1", base_url=f"{slack.base}/api/", session=session, retry_handlers=[]
        )
        bolt = AsyncApp(client=client, authorize=authorize, signing_secret="x", process_before_response=True)

        async def slow(ack: AsyncAck, body: dict[str, Any]) -> None:
            if body["text"] == "broken":
                raise RuntimeError("a bug")
            await free.wait()
            await ack(text="done")

        bolt.command("/slow")(slow)
        connection, stopped = Connection(bolt, client, session, "xapp-1", WATCHFUL), asyncio.Event()
        running = asyncio.create_task(connection.run(stopped))
        try:
            yield slack, connection, free
        finally:
            free.set()
            stopped.set()
            await running
            await runner.cleanup()


async def test_every_refused_upgrade_is_followed_by_a_fresh_ticket() -> None:
    async with connected("refuse", "refuse") as (slack, connection, _):
        await slack.until(lambda: slack.sockets)
        assert slack.used == ["1", "2", "3"]
        await eventually(lambda: connection.connected)


async def test_a_line_that_no_longer_answers_pings_is_replaced() -> None:
    async with connected("deaf") as (slack, _, free):
        await slack.until(lambda: len(slack.sockets) == 2)
        free.set()
        await slack.command(1, "e1")
        await slack.until(lambda: "e1" in slack.acks)
        assert slack.acks == {"e1": [1]}


async def test_a_line_without_a_hello_is_not_trusted() -> None:
    async with connected("mute") as (slack, *_):
        await slack.until(lambda: len(slack.sockets) == 2)
        assert slack.used == ["1", "2"]


async def test_what_was_under_way_when_slack_refreshes_is_acked_on_the_line_it_came_by() -> None:
    async with connected() as (slack, _, free):
        await slack.until(lambda: slack.sockets)
        await slack.command(0, "e1")
        await slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await slack.until(lambda: len(slack.sockets) == 2)
        await slack.command(0, "e2")  # slack may still send by the old line for a moment
        await slack.command(1, "e3")
        free.set()
        await slack.until(lambda: len(slack.acks) == 3)
        assert slack.acks == {"e1": [0], "e2": [0], "e3": [1]}


async def test_a_listener_that_breaks_leaves_the_line_alive_and_is_not_acked() -> None:
    async with connected() as (slack, _, free):
        await slack.until(lambda: slack.sockets)
        free.set()
        await slack.command(0, "broken")
        await slack.command(0, "e2")
        await slack.until(lambda: "e2" in slack.acks)
        assert list(slack.acks) == ["e2"]


@pytest.mark.parametrize("frame", ["not json", "[]", '{"type":"unheard of"}'])
async def test_a_strange_frame_harms_nothing(frame: str) -> None:
    async with connected() as (slack, connection, free):
        free.set()
        await slack.until(lambda: slack.sockets)
        await slack.sockets[0].send_str(frame)
        async with asyncio.timeout(60):
            while not connection.connected or not slack.acks:
                if not slack.sockets[-1].closed:
                    await slack.command(len(slack.sockets) - 1, "e1")
                await asyncio.sleep(0.05)
        assert set(slack.acks) == {"e1"}
