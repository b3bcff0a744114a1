"""The bot's own web server: Slack's requests in HTTP mode, and in both modes a page that says how it is."""

import errno
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.handlers.guards import MOST_BYTES, guarded

log = structlog.get_logger("bot.handlers")

Health = Callable[[], dict[str, Any]]
"""How the bot is; `ok` decides between 200 and 503."""


def web_app(
    health: Health, bolt: AsyncApp | None, secret: str, clock: Callable[[], datetime]
) -> web.Application:
    """`bolt` is None in Socket Mode, where nothing comes in from outside."""
    app = web.Application(client_max_size=MOST_BYTES)

    async def healthz(_: web.Request) -> web.Response:
        state = health()
        return web.json_response(state, status=200 if state["ok"] else 503)

    app.router.add_get("/healthz", healthz)
    if bolt:

        async def events(request: web.Request) -> web.StreamResponse:
            if _slowed_down(await request.read()):
                log.warning("Slack holds events back: too many of them an hour")
                return web.Response()
            return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

        app.router.add_post("/slack/events", guarded(secret, clock, events))
    return app


def _slowed_down(raw: bytes) -> bool:
    """Whether this is Slack's word that it sends fewer events for a while: it belongs to no turn."""
    if b"app_rate_limited" not in raw:
        return False
    try:
        told = json.loads(raw)
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("type") == "app_rate_limited"


class PortTaken(OSError):
    """Another program listens there, and nobody but whoever set the port may choose another."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"port {port} on {host} is taken by another program; in HTTP mode requests come to it. "
            "Stop that program, or set MENTORBOT_PORT to a free one and lead your proxy there"
        )


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int, *, or_next: int = 0) -> AsyncIterator[int]:
    """Serve as long as the block lasts; the port. Where it is taken, one of the `or_next` that follow.

    Raises `PortTaken` where none of them is free.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5.0)
    await runner.setup()
    try:
        for tried in range(port, min(port + or_next, 65535) + 1):
            try:
                await web.TCPSite(runner, host, tried).start()
                break
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
        else:
            raise PortTaken(host, port)
        taken = int(runner.addresses[0][1])
        if taken != port and port:
            log.warning(
                "the port is taken; the next free one serves the health endpoint", wanted=port, port=taken
            )
        log.info("listening", host=host, port=taken)
        yield taken
    finally:
        await runner.cleanup()
