"""Follows the sandbox's program time: at each move, everything due is done before the clock goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import structlog

log = structlog.get_logger("bot.slack")


@dataclass(slots=True)
class ClockFollower:
    """`move_to` sets program time; `settle` does what is due and says when the next thing is.

    `foretells` says when that is for each person, so that the sandbox can tell whom waiting is of use to.
    """

    address: str
    session: aiohttp.ClientSession
    move_to: Callable[[datetime], None]
    settle: Callable[[], Awaitable[datetime | None]]
    foretells: Callable[[], Awaitable[dict[str, dict[str, datetime]]]] | None = None
    pause: float = 0.5
    following: bool = False

    async def run(self, stopped: asyncio.Event) -> None:
        """Follow until stopped, also when the sandbox goes away and comes back."""
        leaving = asyncio.create_task(stopped.wait())
        try:
            while not stopped.is_set():
                following = asyncio.create_task(self._follow())
                await asyncio.wait({leaving, following}, return_when=asyncio.FIRST_COMPLETED)
                following.cancel()
                await asyncio.wait({following})
                if not following.cancelled() and (error := following.exception()):
                    log.error("a move of the clock failed", exc_info=error)
                await asyncio.wait({leaving}, timeout=self.pause)
        finally:
            leaving.cancel()

    async def _follow(self) -> None:
        url = self.address.rstrip("/") + "/sandbox/clock"
        try:
            async with self.session.ws_connect(url, heartbeat=30) as socket:
                async for message in socket:
                    if message.type is aiohttp.WSMsgType.TEXT:
                        await self._step(socket, message.json())
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("the sandbox's clock cannot be reached", error=type(error).__name__)
        finally:
            self.following = False

    async def _step(self, socket: aiohttp.ClientWebSocketResponse, move: dict[str, Any]) -> None:
        self.move_to(datetime.fromisoformat(move["now"]))
        self.following = True
        next_due = await self.settle()
        foretold = await self.foretells() if self.foretells else {"due_for": {}}
        answer = {
            "move": move["move"],
            "next_due": next_due.isoformat() if next_due else None,
            **{what: {who: at.isoformat() for who, at in when.items()} for what, when in foretold.items()},
        }
        await socket.send_json(answer)
