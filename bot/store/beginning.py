"""What is written down at each start: what the settings say, and, while nobody runs the program, a code to claim it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from bot.store.settings import FIXED
from bot.store.store import Store, Transaction

CLAIM_WITHIN: Final = timedelta(hours=1)
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""None that can be taken for another."""


async def begin(
    store: Store, settings: Mapping[str, str | None], admins: Sequence[str], now: datetime
) -> str:
    """Keep the settings and admins that are given, and which were: what is set there is not changed in Slack. Without an admin and their channel: a new code, else "".

    The code is valid once and for an hour; only its digest is kept, as `<digest> <until>`.
    """
    async with store.begin() as db:
        for key, value in settings.items():
            if value:
                await db.settings.put(key, value)
        await db.settings.put(FIXED, ",".join(sorted(key for key, value in settings.items() if value)))
        await _settle_admins(db, admins, now)
        if channel := await db.settings.get("admin_channel"):
            await db.due.plan("lead.card", channel, now)  # once for each channel, whenever it is set
        if await db.admins.all() and await db.settings.get("admin_channel"):
            return ""
        code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))
        digest = sha256(code.encode()).hexdigest()
        await db.settings.put("claim", f"{digest} {(now + CLAIM_WITHIN).isoformat()}")
    return code


async def _settle_admins(db: Transaction, given: Sequence[str], now: datetime) -> None:
    """Where the setting is given it is the list; without it, whoever has claimed the workspace stays."""
    before = set(await db.admins.all())
    set_before = set((await db.settings.get("admins")).split(","))
    after = set(given) or before - set_before
    for who in sorted(before - after):
        await db.admins.remove(who)
        db.audit.note("settings", "admin.removed", now, who)
    for who in sorted(after - before):
        await db.admins.add(who, now)
        db.audit.note("settings", "admin.added", now, who)
    await db.settings.put("admins", ",".join(given))
