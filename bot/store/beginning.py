"""What is written down at each start: what the settings say, and, while nobody runs the program, a code to claim it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from bot.store.store import Store

CLAIM_WITHIN: Final = timedelta(hours=1)
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""None that can be taken for another."""


async def begin(
    store: Store, settings: Mapping[str, str | None], admins: Sequence[str], now: datetime
) -> str:
    """Keep the settings and admins that are given. Without an admin and their channel: a new code, else "".

    The code is valid once and for an hour; only its digest is kept, as `<digest> <until>`.
    """
    async with store.begin() as db:
        for key, value in settings.items():
            if value:
                await db.settings.put(key, value)
        for admin in admins:
            await db.admins.add(admin, now)
        if await db.admins.all() and await db.settings.get("admin_channel"):
            return ""
        code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))
        digest = sha256(code.encode()).hexdigest()
        await db.settings.put("claim", f"{digest} {(now + CLAIM_WITHIN).isoformat()}")
    return code
