"""`python -m bot skills import FILE.csv`: add a list of skills to the catalogue; it first says what it would do."""

import argparse
import asyncio
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from bot.clock import utc_now
from bot.config import Config, ConfigFaults, process_environment, program_of, read
from bot.domain.skills import Act, Catalogue, Change
from bot.programs.skills import SkillFaults, read_csv
from bot.store.columns import Seal
from bot.store.store import Store

BY: Final = "import"
TOLD: Final = {
    Act.ADD: "new skills",
    Act.ALSO: "other names of skills",
    Act.RELATE: "skills that are close to another",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot skills", description=__doc__)
    parser.add_argument("act", choices=["import"])
    parser.add_argument(
        "file", type=Path, help="CSV: name, group, aliases, related (semicolons between names)"
    )
    parser.add_argument("--write", action="store_true", help="do it; without this nothing is changed")
    return parser


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        config, text = read(process_environment()), asked.file.read_text(encoding="utf-8")
    except ConfigFaults as faults:
        print(faults, file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as fault:
        print(f"{asked.file} cannot be read as text (UTF-8): {fault}", file=sys.stderr)
        return 1
    try:
        changes = asyncio.run(take(config, text, write=asked.write))
    except SkillFaults as faults:
        print(f"{asked.file} has faults; nothing was changed:", file=sys.stderr)
        print("\n".join(f"  {fault}" for fault in faults.faults), file=sys.stderr)
        return 1
    print(told(changes, written=asked.write))
    return 0


async def take(config: Config, text: str, *, write: bool) -> list[Change]:
    """What the list changes in the catalogue as it stands. Raises `SkillFaults`."""
    store = Store(config.async_database_url, Seal(config.key()), utc_now)
    try:
        await store.prepare()
        async with store.begin() as db:
            known: Catalogue = program_of(config.program_file).catalogue.changed(await db.skills.all())
            changes = [one for one in read_csv(text, known) if not _stands(known, one)]
            if write:
                await db.skills.add(changes, BY, utc_now())
        return changes
    finally:
        await store.close()


def _stands(known: Catalogue, one: Change) -> bool:
    return one.act is Act.RELATE and known.name(one.other) in known.related(one.name)


def told(changes: list[Change], *, written: bool) -> str:
    counts = Counter(one.act for one in changes)
    if not counts:
        return "All of it is in the catalogue already; nothing to change."
    lines = [f"  {counts[act]} {words}" for act, words in TOLD.items() if counts[act]]
    head = "Added:" if written else "This would add:"
    then = (
        "The bot has them from its next start on." if written else "Nothing was changed. Do it with --write."
    )
    return "\n".join([head, *lines, then])
