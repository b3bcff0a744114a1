"""What stands before Bolt in HTTP mode: nothing unsigned, old or too large is parsed, and nothing of it is logged."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.clock import utc_now
from bot.handlers.guards import MOST_BYTES
from bot.handlers.server import serving, web_app
from bot.sandbox.http_delivery import HttpDelivery

SECRET = "a secret for tests only"
HELLO = json.dumps({"type": "url_verification", "challenge": "a challenge", "token": "x"}).encode()
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def address() -> AsyncIterator[str]:
    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T", bot_token="x", bot_id="B", bot_user_id="U")

    bolt = AsyncApp(
        authorize=authorize,
        signing_secret=SECRET,
        process_before_response=True,
        request_verification_enabled=False,
    )
    async with serving(web_app(lambda: {"ok": False}, bolt, SECRET, utc_now), "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return JSON | HttpDelivery("", secret).signed(body)


async def post(address: str, body: object, headers: dict[str, str]) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/slack/events", data=body, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def test_what_slack_signed_comes_through(address: str) -> None:
    status, said = await post(address, HELLO, signed(HELLO))
    assert (status, "a challenge" in said) == (200, True)


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=ünsigned"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "1" * 40},
        {"X-Slack-Request-Timestamp": "²"},
        {"X-Slack-Request-Timestamp": str(int(time.time()) - 301)},
        {"X-Slack-Request-Timestamp": str(int(time.time()) + 400)},
    ],
)
async def test_what_is_forged_or_old_is_refused_unread(
    address: str, forged: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    headers = JSON | (signed(b"another body") if not forged else signed(HELLO) | forged)
    assert await post(address, HELLO, headers) == (401, "")
    assert "challenge" not in caplog.text


async def test_slacks_word_that_it_slows_down_is_taken_and_asks_for_nothing(address: str) -> None:
    slow = json.dumps({"type": "app_rate_limited", "team_id": "T", "minute_rate_limited": 1}).encode()
    assert await post(address, slow, signed(slow)) == (200, "")
    quoted = json.dumps({"type": "url_verification", "challenge": "app_rate_limited", "token": "x"}).encode()
    assert "app_rate_limited" in (await post(address, quoted, signed(quoted)))[1]


async def test_another_secret_opens_nothing(address: str) -> None:
    assert (await post(address, HELLO, signed(HELLO, "another secret")))[0] == 401


async def test_what_is_too_large_is_refused_however_it_comes(address: str) -> None:
    large = b"x" * (MOST_BYTES + 1)
    assert (await post(address, large, signed(large)))[0] == 413

    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(8):
            yield b"x" * (MOST_BYTES // 4)
            await asyncio.sleep(0)

    with contextlib.suppress(aiohttp.ClientConnectionError):  # or it hung up before the end, which is as good
        assert (await post(address, in_pieces(), signed(b"")))[0] == 413


@pytest.mark.parametrize("nonsense", [b"payload=", b"{", b"[]", b"\xff\xfe", b"[" * 50_000])
async def test_unsigned_nonsense_never_reaches_a_parser(address: str, nonsense: bytes) -> None:
    assert (await post(address, nonsense, JSON))[0] == 401


async def test_health_says_503_when_something_is_wrong(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as answer:
        assert (answer.status, await answer.json()) == (503, {"ok": False})
