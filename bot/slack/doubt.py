"""Letters in doubt: looked up in the DM's history by their key before they are sent again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answers import NO_ANSWER, Meaning, verdict
from bot.slack.parcels import carries
from bot.slack.rooms import Rooms
from bot.slack.settling import Settling
from bot.store.outbox import Letter

log = structlog.get_logger("bot.slack")

AT_MOST_ONCE: Final = frozenset({"matching.new_pairs"})
"""Kinds that, in a room whose history nobody reads, are rather once too few than once too many: what a whole channel
would read twice. All others are rather said twice: a pair without its introduction would wait for nothing."""

MARGIN: Final = timedelta(minutes=5)
"""How far this machine's clock and Slack's may differ."""


@dataclass(slots=True)
class Doubt:
    client: AsyncWebClient
    rooms: Rooms
    settling: Settling
    crossed: Callable[[str], None]

    async def reconcile(self, letter: Letter) -> None:
        """Look whether it arrived, where that can be seen; then it is sent, or may be tried again."""
        self.crossed("in reconciling")
        try:
            found = await self._found(letter)
        except NO_ANSWER as error:
            seen = verdict(error)
            log.warning("could not look it up", id=letter.id, reason=seen.reason)
            later = self.settling.later(letter.tries)
            if seen.meaning is Meaning.WAIT:
                later = max(later, self.settling.store.wire() + timedelta(seconds=seen.retry_after))
            await self.settling.settle(letter, "doubt", reason=seen.reason, not_before=later)
            return
        if found:
            await self.settling.settle(letter, "sent", reason="reconciled", channel=found[0], ts=found[1])
        else:
            await self.settling.again(letter, "not there", self.settling.store.wire())

    async def _found(self, letter: Letter) -> tuple[str, str] | None:
        """Where it stands, as (channel, ts). Without a history to read: the milder error of its kind."""
        if letter.recipient[0] not in "UW":
            return ("", "") if letter.kind in AT_MOST_ONCE else None
        channel = await self.rooms.dm(letter.recipient)
        oldest = (letter.first_try or self.settling.store.wire()) - MARGIN
        cursor = ""
        while True:
            page: Any = await self.client.conversations_history(
                channel=channel,
                oldest=f"{oldest.timestamp():.6f}",
                limit=200,
                include_all_metadata=True,
                cursor=cursor,
            )
            for message in page["messages"]:
                metadata = message.get("metadata") or {}
                if (metadata.get("event_payload") or {}).get("k") == letter.id or carries(message, letter):
                    return channel, str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
