"""What Slack knows of people: asked before their first turn, kept for a day, and following `user_change`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.people import Person, person_of, work_of
from bot.slack.answers import NO_ANSWER
from bot.store.store import Store

log = structlog.get_logger("bot.slack")

FRESH: Final = timedelta(hours=24)


@dataclass(slots=True)
class Directory:
    """`team` is the workspace the bot is installed in; `wire` the machine's time."""

    store: Store
    client: AsyncWebClient
    team: str
    wire: Callable[[], datetime]
    _known: dict[str, tuple[datetime, Person]] = field(default_factory=dict)

    async def know(self, who: str, team: str) -> str:
        """Make sure that somebody is known; why they may not take part, or "".

        If Slack cannot be asked just now, what was known before holds; of somebody unknown nothing is assumed but
        the team they act from.
        """
        if not who:
            return ""
        if team and team != self.team:
            return "external"
        kept = self._known.get(who)
        if kept and self.wire() - kept[0] < FRESH:
            return kept[1].why_not
        person = await self._ask(who)
        return person.why_not if person else ""

    def forget(self, who: str) -> None:
        """Ask Slack again the next time."""
        self._known.pop(who, None)

    async def channel_kind(self, channel: str) -> str:
        """private, public, shared (with another company) or direct; "" where Slack does not tell the bot.

        Of a private channel Slack tells members only: so the bot is one of this.
        """
        try:
            answer: Any = await self.client.conversations_info(channel=channel)
        except NO_ANSWER as error:
            log.warning("could not ask Slack about a channel", error=type(error).__name__)
            return ""
        about = answer["channel"]
        if about.get("is_im") or about.get("is_mpim"):
            return "direct"
        if about.get("is_ext_shared") or about.get("is_pending_ext_shared"):
            return "shared"
        return "private" if about.get("is_private") else "public"

    async def _ask(self, who: str) -> Person | None:
        try:
            answer: Any = await self.client.users_info(user=who)
        except NO_ANSWER as error:
            log.warning("could not ask Slack about somebody", error=type(error).__name__)
            async with self.store.read() as db:
                return await db.people.get(who)
        person = person_of(answer["user"], self.team, await self._work(who))
        async with self.store.begin() as db:
            await db.people.put(person, self.wire())
        if len(self._known) > 50_000:
            self._known.clear()
        self._known[who] = (self.wire(), person)
        return person

    async def _work(self, who: str) -> dict[str, str]:
        """Manager, department and site, where this workspace keeps them in profile fields; it is not asked again if
        Slack says no."""
        try:
            answer: Any = await self.client.users_profile_get(user=who, include_labels=True)
        except NO_ANSWER:
            return {}
        return work_of(answer["profile"])
