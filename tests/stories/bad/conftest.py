"""Bad input comes to a whole bot in a small company; its memory is read beside it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.company import Company
from tests.stories.bad.tables import Memory
from tests.stories.conftest import company_with_bot


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "bot.db")


@pytest.fixture
async def http_company(tmp_path: Path) -> AsyncIterator[Company]:
    async with company_with_bot("http-sqlite", f"sqlite:///{tmp_path}/bot.db") as company:
        yield company
