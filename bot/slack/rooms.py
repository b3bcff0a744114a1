"""Where people are written to: the DM of one, the group DM of several. Opened once, and remembered."""

from dataclasses import dataclass, field
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answers import NotNow
from bot.slack.pace import Pace
from bot.store.store import Store

OPEN: Final = "conversations.open"


@dataclass(slots=True)
class Rooms:
    store: Store
    client: AsyncWebClient
    pace: Pace
    _known: dict[str, str] = field(default_factory=dict)

    async def dm(self, who: str) -> str:
        """The id of the bot's DM with somebody; opened if there was none. Raises one of `NO_ANSWER`."""
        if who in self._known:
            return self._known[who]
        async with self.store.read() as db:
            channel = await db.people.dm(who)
        if not channel:
            channel = await self._open(who)
            async with self.store.begin() as db:
                await db.people.remember_dm(who, channel)
        self._known[who] = channel
        return channel

    async def room(self, people: tuple[str, ...]) -> str:
        """The id of these people's group DM with the bot. Opening is idempotent: the same people, the same room."""
        key = ",".join(sorted(people))
        if key not in self._known:
            self._known[key] = await self._open(key)
        return self._known[key]

    async def _open(self, users: str) -> str:
        if (wait := self.pace.wait(OPEN, "")) > 0:
            raise NotNow(OPEN, wait)
        answer = await self.client.conversations_open(users=users)
        return str(answer["channel"]["id"])
