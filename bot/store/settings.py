"""What admins set in Slack, and the record of what they did."""

from datetime import datetime
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.store.tables import AuditRow, SettingRow

FIXED: Final = "fixed"
"""Names what the operator has set, with commas between: nobody changes it in Slack, where the next start would undo it."""


class Settings:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, key: str) -> str:
        row = await self._session.get(SettingRow, key)
        return row.value if row else ""

    async def put(self, key: str, value: str) -> None:
        await self._session.merge(SettingRow(key=key, value=value))

    async def is_fixed(self, key: str) -> bool:
        return key in (await self.get(FIXED)).split(",")

    async def way_to(self, channel: str) -> str:
        """A link to a conversation; "" while there is none, or nobody has told which workspace this is."""
        team = await self.get("team_id")
        return f"https://slack.com/app_redirect?channel={channel}&team={team}" if team and channel else ""

    async def way_to_admins(self) -> str:
        """A link to the admin channel."""
        return await self.way_to(await self.get("admin_channel"))

    async def all(self) -> dict[str, str]:
        return {row.key: row.value for row in await self._session.exec(select(SettingRow))}


class Audit:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def note(self, who: str, act: str, now: datetime, about: str = "") -> None:
        self._session.add(AuditRow(who=who, act=act, at=now, about=about))

    async def latest(self, limit: int = 20) -> list[tuple[datetime, str, str, str]]:
        query = select(AuditRow).order_by(col(AuditRow.id).desc()).limit(limit)
        return [(row.at, row.who, row.act, row.about) for row in await self._session.exec(query)]
