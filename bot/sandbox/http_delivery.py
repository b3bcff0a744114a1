"""Signed deliveries over HTTP to the app's one address."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.delivery import Answer, Envelope

Json = dict[str, Any]


class HttpDelivery:
    """The other transport: one POST for each envelope."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self.url = url
        self._secret = signing_secret.encode()
        self._session: aiohttp.ClientSession | None = None

    def signed(self, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        digest = hmac.new(self._secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def send(self, envelope: Envelope) -> Answer:
        body, content_type = _encoded(envelope)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **self.signed(body)}
        if envelope.retry:
            headers |= {
                "x-slack-retry-num": str(envelope.retry),
                "x-slack-retry-reason": envelope.retry_reason,
            }
        try:
            async with self._client().post(self.url, data=body, headers=headers) as response:
                text = await response.text()
                if response.status != 200:
                    return Answer(
                        error="http_error", no_retry=response.headers.get("x-slack-no-retry") == "1"
                    )
                return Answer(body=_decoded(text))
        except aiohttp.ClientError:
            return Answer(error="connection_failed")

    async def verify_url(self) -> bool:
        """What Slack does when a request URL is saved: the app must give the challenge back."""
        challenge = "sandbox-challenge"
        body = json.dumps({"type": "url_verification", "token": "sandbox", "challenge": challenge}).encode()
        headers = {"Content-Type": "application/json", **self.signed(body)}
        try:
            async with self._client().post(self.url, data=body, headers=headers) as response:
                return response.status == 200 and challenge in await response.text()
        except aiohttp.ClientError:
            return False

    async def disconnect(self) -> None:
        """Nothing holds between two requests."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session


def _encoded(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    fields = (
        envelope.payload if envelope.kind == "slash_commands" else {"payload": json.dumps(envelope.payload)}
    )
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _decoded(text: str) -> Json | None:
    if not text:
        return None
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}
