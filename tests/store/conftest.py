"""Every test of the store runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.columns import Seal
from bot.store.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/store.db"
    fresh: str = request.getfixturevalue("fresh_postgres_url")
    return fresh.replace("postgresql://", "postgresql+asyncpg://")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store(url, Seal(b"k" * 32), lambda: datetime.now(UTC))
    await store.prepare()
    yield store
    await store.close()
