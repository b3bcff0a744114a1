"""Bad input comes to a whole bot in a small company; its memory is read beside it."""

from collections.abc import AsyncIterator, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.sandbox.company import Company
from tests.stories.bad.tables import Memory
from tests.stories.conftest import company_with_bot


@pytest.fixture(autouse=True)
def log() -> Iterator[list[MutableMapping[str, Any]]]:
    """What the bot writes into its log. Bad input is no bug: no turn may fail of it."""
    with capture_logs() as lines:
        yield lines
    assert [line for line in lines if line["event"] == "a turn failed"] == []


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "bot.db")


@pytest.fixture
async def http_company(tmp_path: Path) -> AsyncIterator[Company]:
    async with company_with_bot("http-sqlite", f"sqlite:///{tmp_path}/bot.db") as company:
        yield company
