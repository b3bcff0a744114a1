"""What the database refuses is told without what people said: errors go into the log."""

import traceback

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.store.engine import Unsaved
from bot.store.store import Store


async def test_an_error_of_the_database_tells_nobodys_words(store: Store) -> None:
    with pytest.raises((Unsaved, OperationalError, ProgrammingError)) as refused:
        async with store.engine.writes() as session:
            connection = await session.connection()
            await connection.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "in confidence"})
    told = "".join(traceback.format_exception(refused.value))
    assert "nowhere" in told
    assert "in confidence" not in told.replace('{"said": "in confidence"}', "")  # this very line of the test
