"""Socket Mode: tickets, acks, refreshes, redelivery of events, and faults on the way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import WSServerHandshakeError

from bot.sandbox.company import Company
from bot.sandbox.delivery import Envelope
from bot.sandbox.posting import new_post, rewrite, take_away
from tests.sandbox.small_app import a_company, running, until

Json = dict[str, Any]


class Connection:
    """One WebSocket of an app that answers each envelope by `answer`, and keeps what it was sent."""

    def __init__(
        self, socket: aiohttp.ClientWebSocketResponse, answer: Callable[[Json], Json | None]
    ) -> None:
        self.socket, self._answer = socket, answer
        self.frames: list[Json] = []
        self.task = asyncio.create_task(self._serve())

    async def _serve(self) -> None:
        async for message in self.socket:
            frame = message.json()
            self.frames.append(frame)
            if "envelope_id" in frame and (answer := self._answer(frame)) is not None:
                await self.socket.send_json({"envelope_id": frame["envelope_id"], **answer})


async def ticket(company: Company, session: aiohttp.ClientSession) -> str:
    url = f"{company.platform.base_url}/api/apps.connections.open"
    async with session.post(url, headers={"Authorization": "Bearer xapp-sandbox"}) as response:
        return str((await response.json())["url"])


@asynccontextmanager
async def connected(
    company: Company, count: int = 1, answer: Callable[[Json], Json | None] = lambda frame: {}
) -> AsyncIterator[list[Connection]]:
    async with aiohttp.ClientSession() as session:
        connections = []
        for _ in range(count):
            socket = await session.ws_connect(await ticket(company, session))
            assert (await socket.receive_json())["type"] == "hello"
            connections.append(Connection(socket, answer))
        await company.platform.socket_mode.connected.wait()
        yield connections
        for connection in connections:
            await connection.socket.close()
            await connection.task


def command(text: str = "") -> Envelope:
    return Envelope("slash_commands", {"command": "/greet", "text": text})


async def test_a_ticket_is_good_for_one_connection() -> None:
    async with a_company() as company, aiohttp.ClientSession() as session:
        url = await ticket(company, session)
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
            with pytest.raises(WSServerHandshakeError):
                await session.ws_connect(url)
        company.faults.plan("socket.upgrade", do="refuse")
        refused = await ticket(company, session)
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(refused)
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(refused)
        async with session.ws_connect(await ticket(company, session)) as socket:
            assert (await socket.receive_json())["type"] == "hello"


async def test_envelopes_take_turns_over_the_connections_and_carry_an_answer_back() -> None:
    async with (
        a_company() as company,
        connected(company, 2, lambda frame: {"payload": {"text": "hi"}}) as both,
    ):
        for _ in range(4):
            answer = await company.platform.courier.deliver(command())
            assert answer.body == {"text": "hi"}
        assert [len(connection.frames) for connection in both] == [2, 2]
        assert {frame["type"] for connection in both for frame in connection.frames} == {"slash_commands"}


async def test_an_ack_may_come_by_another_connection_and_nonsense_is_no_ack() -> None:
    async with a_company() as company, connected(company, 2, lambda frame: None) as (first, second):
        waiting = asyncio.create_task(company.platform.courier.deliver(command()))
        sent = await until(lambda: first.frames + second.frames)
        other = second if first.frames else first
        await other.socket.send_str("not json")
        await other.socket.send_json(["nor this"])
        await other.socket.send_json({"envelope_id": "unknown"})
        await other.socket.send_json({"envelope_id": sent[0]["envelope_id"]})
        assert (await waiting).ok


async def test_without_a_connection_or_an_ack_the_delivery_fails() -> None:
    async with a_company(ack_within=0.05) as company:
        assert (await company.platform.courier.deliver(command())).error == "connection_failed"
        async with connected(company, 1, lambda frame: None):
            assert (await company.platform.courier.deliver(command())).error == "http_timeout"
        ana = company.ana
        await ana.types("/greet", channel="general")
        await ana.sees('/greet failed with the error "dispatch_failed"')


async def test_an_event_comes_again_with_the_same_id_until_it_is_acked() -> None:
    async with a_company(ack_within=0.05) as company, connected(company, 1, drop_first()) as (only,):
        await company.ana.types("hello")
        await company.platform.courier.idle()
        assert [frame["retry_attempt"] for frame in only.frames] == [0, 1]
        assert len({frame["payload"]["event_id"] for frame in only.frames}) == 1
        assert [line.outcome for line in company.workspace.traffic if line.direction == "delivery"] == [
            "http_timeout",
            "ok",
        ]


def drop_first() -> Callable[[Json], Json | None]:
    left = [1]

    def answer(frame: Json) -> Json | None:
        return None if left and left.pop() else {}

    return answer


@pytest.mark.parametrize(("do", "frames"), [("lost_ack", 2), ("duplicate", 2)])
async def test_faults_that_make_an_event_come_twice(do: str, frames: int) -> None:
    async with a_company() as company, connected(company) as (only,):
        company.faults.plan("events_api", do=do)
        await company.ana.types("hello")
        await company.platform.courier.idle()
        assert len(only.frames) == frames
        assert len({frame["payload"]["event_id"] for frame in only.frames}) == 1


async def test_two_deliveries_may_change_places() -> None:
    async with a_company() as company, connected(company) as (only,):
        company.faults.plan("events_api", do="reorder")
        await company.ana.types("first")
        await company.ana.types("second")
        await company.platform.courier.idle()
        assert [frame["payload"]["event"]["text"] for frame in only.frames] == ["second", "first"]
        company.faults.plan("events_api", do="reorder")
        await company.ana.types("alone")
        await company.platform.courier.idle()
        assert only.frames[-1]["payload"]["event"]["text"] == "alone"


async def test_a_cut_connection_and_a_refresh() -> None:
    async with a_company() as company, connected(company) as (only,):
        await company.platform.socket_mode.refresh("warning")
        await until(lambda: only.frames)
        assert (only.frames[0]["type"], only.frames[0]["reason"]) == ("disconnect", "warning")
        company.faults.plan("slash_commands", do="disconnect")
        assert (await company.platform.courier.deliver(command())).error == "connection_failed"
        assert only.socket.closed or await until(lambda: only.socket.closed)


async def test_a_bolt_app_comes_back_after_a_refresh() -> None:
    async with running("socket", lambda app, seen: None) as it:
        first = it.company.platform.socket_mode.connections[0]
        await it.company.platform.socket_mode.refresh()
        connections = it.company.platform.socket_mode.connections
        await until(lambda: connections and connections[-1] is not first)


async def test_only_subscribed_events_are_sent() -> None:
    async with a_company() as company, connected(company) as (only,):
        happenings = company.happenings
        happenings.channel_joined("UGUEST", "CGENERAL", inviter="UBO")
        happenings.channel_joined("UGUEST", "CGENERAL")
        happenings.channel_joined("UGUEST", "CRANDOM")
        happenings.channel_left("UGUEST", "CGENERAL")
        happenings.person_changes("UBO", tz="Asia/Tokyo")
        happenings.person_joins(company.workspace.users["UBO"])
        happenings.app_removed()
        await company.ana.types("to all", channel="general")
        await company.platform.courier.idle()
        events = [frame["payload"]["event"] for frame in only.frames]
        assert sorted(event["type"] for event in events) == [
            "member_joined_channel",
            "team_join",
            "user_change",
        ]
        assert {event["user"]["tz"] for event in events if event["type"] == "user_change"} == {"Asia/Tokyo"}


async def test_the_app_hears_of_its_own_messages_as_in_slack() -> None:
    async with a_company() as company, connected(company) as (only,):
        post = new_post(company.platform, company.ana.dm, "One", [])
        rewrite(company.platform, post, "Two", [])
        take_away(company.platform, post)
        new_post(company.platform, company.ana.dm, "Psst", [], ephemeral_for="UANA")
        await company.platform.courier.idle()
        events = [frame["payload"]["event"] for frame in only.frames]
        assert [event.get("subtype") for event in events] == [None, "message_changed", "message_deleted"]
        assert events[0]["bot_id"] == "B0APP"
        assert events[1]["previous_message"]["text"] == "One"
