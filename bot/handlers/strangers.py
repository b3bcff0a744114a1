"""People the bot has not met: nothing of them is kept unasked, and whoever is picked in a form is asked about first."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from bot.handlers.payloads import Told, people_in
from bot.store.engine import Unsaved
from bot.store.store import Store

MEET_WITHIN: Final = 1.0
"""Seconds that asking about those picked in a form may take; of whom Slack does not tell in time, nothing is known."""


async def of_a_stranger(told: Told, store: Store) -> bool:
    """Whether Slack tells of a change of somebody the bot does not know: it does so of everybody in the workspace."""
    if told.name != "user_change":
        return False
    try:
        async with store.read() as db:
            return await db.people.get(told.who) is None
    except Unsaved:
        return False


async def meet(told: Told, knows: Callable[[str, str], Awaitable[str]]) -> None:
    """Ask Slack who those are who were picked, so that the turn knows a guest or a bot among them."""
    with suppress(TimeoutError):
        async with asyncio.timeout(MEET_WITHIN):
            await asyncio.gather(*(knows(who, "") for who in sorted(people_in(told.given))))
