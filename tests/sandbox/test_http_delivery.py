"""Signed deliveries over HTTP: signatures, words as answers, retries with their reasons."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.company import Company
from bot.sandbox.delivery import Envelope
from tests.sandbox.small_app import a_company, running

Json = dict[str, Any]


def command(text: str = "") -> Envelope:
    return Envelope("slash_commands", {"command": "/greet", "text": text})


@asynccontextmanager
async def http_app(
    answer: Callable[[web.Request, bytes], web.Response],
) -> AsyncIterator[tuple[Company, list[Json]]]:
    """An app behind HTTP, without Bolt: what it was sent, with headers."""
    met: list[Json] = []

    async def take(request: web.Request) -> web.Response:
        body = await request.read()
        met.append({"headers": request.headers, "body": body})
        return answer(request, body)

    api = web.Application()
    api.router.add_post("/slack/events", take)
    runner = web.AppRunner(api, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        async with a_company(mode="http", app_url=url) as company:
            yield company, met
    finally:
        await runner.cleanup()


async def test_deliveries_over_http_are_signed() -> None:
    async with http_app(lambda request, body: web.json_response({"text": "hi"})) as (company, met):
        assert (await company.platform.courier.deliver(command("x"))).body == {"text": "hi"}
        headers, body = met[0]["headers"], met[0]["body"]
        base = b"v0:" + headers["X-Slack-Request-Timestamp"].encode() + b":" + body
        signature = hmac.new(b"sandbox-signing-secret", base, hashlib.sha256).hexdigest()
        assert headers["X-Slack-Signature"] == f"v0={signature}"
        assert body == b"command=%2Fgreet&text=x"
        await company.platform.courier.deliver(
            Envelope("interactive", {"type": "shortcut", "callback_id": "x"})
        )
        assert met[1]["body"].startswith(b"payload=%7B")


@pytest.mark.parametrize(
    ("text", "body"), [("", None), ("Hello", {"text": "Hello"}), ('"x"', {"text": '"x"'})]
)
async def test_an_answer_over_http_may_be_words(text: str, body: Json | None) -> None:
    async with http_app(lambda request, _: web.Response(text=text)) as (company, _):
        assert (await company.platform.courier.deliver(command())).body == body


async def test_an_event_over_http_is_retried_three_times_with_its_reason() -> None:
    async with http_app(lambda request, body: web.Response(status=500)) as (company, met):
        await company.ana.types("hello")
        await company.platform.courier.idle()
        numbers = [each["headers"].get("x-slack-retry-num") for each in met]
        assert numbers == [None, "1", "2", "3"]
        assert met[1]["headers"]["x-slack-retry-reason"] == "http_error"
        assert len({json.loads(each["body"])["event_id"] for each in met}) == 1


async def test_an_app_may_refuse_retries() -> None:
    def refuse(request: web.Request, body: bytes) -> web.Response:
        return web.Response(status=500, headers={"x-slack-no-retry": "1"})

    async with http_app(refuse) as (company, met):
        await company.ana.types("hello")
        await company.platform.courier.idle()
        assert len(met) == 1


async def test_commands_are_not_retried() -> None:
    async with http_app(lambda request, body: web.Response(status=500)) as (company, met):
        await company.ana.types("/greet", channel="general")
        assert len(met) == 1


async def test_the_address_is_verified_by_a_challenge() -> None:
    async with running("http", lambda app, seen: None) as it:
        await it.company.app_is_there()
    async with a_company(mode="http", app_url="http://127.0.0.1:9/") as company:
        assert await company.platform.http.verify_url() is False
        assert (await company.platform.courier.deliver(command())).error == "connection_failed"


async def test_a_wrong_signing_secret_is_noticed_by_bolt() -> None:
    async with running("http", lambda app, seen: None, signing_secret="another", event_retries=()) as it:
        assert await it.company.platform.http.verify_url() is False
