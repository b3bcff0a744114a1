"""Writes a revision from what changed in tables.py: python -m bot.store.migrations.write WORD [--again]

`--again` writes the newest one anew, as long as no release has it.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from sqlalchemy import Connection

from bot.store.engine import Engine
from bot.store.migrating import VERSIONS, alembic_config, head, upgrade


def write(word: str) -> None:
    """The next revision, from the difference between the newest one and the tables."""
    from alembic import command  # noqa: PLC0415  # it takes half a second

    number = f"{int(head() or 0) + 1:04}"

    def compare(connection: Connection) -> None:
        config = alembic_config(connection)
        config.set_main_option("file_template", f"r{number}_%%(slug)s")
        command.revision(config, message=word, autogenerate=True, rev_id=number)

    async def run(url: str) -> None:
        engine = Engine(url, foreign_keys=False)
        async with engine.sql.begin() as connection:
            if head():  # by all revisions in turn: an empty database would get today's tables at once
                await connection.run_sync(upgrade, head())
            await connection.run_sync(compare)
        await engine.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(f"sqlite+aiosqlite:///{Path(folder)}/now.db"))
    written = max(VERSIONS.glob("r*.py"))
    lines = written.read_text().splitlines(keepends=True)
    written.write_text("".join(line for line in lines if "# ###" not in line))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("word")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    if options.again:
        max(VERSIONS.glob("r*.py")).unlink()
    write(options.word)
