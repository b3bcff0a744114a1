"""What stands before Bolt in HTTP mode: size and signature are checked over the raw bytes, before anything is parsed."""

import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256
from typing import Final

from aiohttp import web

MOST_BYTES: Final = 512 * 1024
MOST_SECONDS: Final = 300

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(secret: str, clock: Callable[[], datetime], handler: Handler) -> Handler:
    """A handler that is reached by signed requests alone. The others get 413 or 401, and nothing of them is logged."""

    async def guard(request: web.Request) -> web.StreamResponse:
        if (request.content_length or 0) > MOST_BYTES:
            return web.Response(status=413)
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not timely(stamp, clock().timestamp()) or not signature:
            return web.Response(status=401)
        try:
            raw = await request.read()  # aiohttp stops at client_max_size
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        if not signed(secret, stamp, raw, signature):
            return web.Response(status=401)
        return await handler(request)

    return guard


def timely(stamp: str, now: float) -> bool:
    return stamp.isascii() and stamp.isdigit() and len(stamp) < 12 and abs(now - int(stamp)) <= MOST_SECONDS


def signed(secret: str, stamp: str, raw: bytes, signature: str) -> bool:
    """Slack's signature, version 0: HMAC-SHA256 over `v0:timestamp:body`."""
    wanted = "v0=" + hmac.new(secret.encode(), b"v0:%s:%s" % (stamp.encode(), raw), sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.encode(errors="replace"))
