"""Reading people from a table (CSV): forgiving about headers, and every fault named with its row and what to do."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.forms import Form
from bot.domain.program import Program
from bot.domain.words import plain
from bot.programs.columns import Header, header_of
from bot.programs.rows import Entry, Names, Row, entry_of

__all__ = ["Entry", "Roster", "RosterFaults", "read_roster"]


class RosterFaults(Exception):
    """What is wrong with a table of people: one sentence a fault, in the file's order."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a table that can be used, the faults of the others, and remarks that stop nothing."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_roster(given: bytes, program: Program) -> Roster:
    """The people of a CSV file, by the questions of the program's intake form.

    Raises `RosterFaults` if it is no table of people at all; what is wrong with single rows stands in the roster.
    """
    form = program.form("intake")
    header, rows = _table(_text(given), form)
    named = Names(rows)
    entries = [entry_of(row, form, named) for row in rows]
    faults = [fault for row in rows for fault in row.faults]
    good = [entry for entry, row in zip(entries, rows, strict=True) if entry and not row.faults]
    return Roster(tuple(good), tuple(faults), tuple(_remarks(header, good, program)))


def _text(given: bytes) -> str:
    """A file as text: UTF-8 first, then what spreadsheets write."""
    if given.startswith((b"\xff\xfe", b"\xfe\xff")):
        return given.decode("utf-16", "replace")
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError:
        return given.decode("cp1252", "replace")


def _table(text: str, form: Form) -> tuple[Header, list[Row]]:
    lines = text.splitlines()
    first = lines[0] if lines else ""
    divider = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=divider)
    header = header_of(next(reader, []), form)
    known = set(header.columns)
    if not known & {"name", "first_name"}:
        raise RosterFaults(
            ["The first row must name the columns, and one of them must be `name`. See docs/matching.md."]
        )
    if not known & {"wanted", "offered"}:
        raise RosterFaults(
            ["There is neither a column `wants to learn` nor one `can pass on`: nobody can be matched."]
        )
    rows = []
    for cells in reader:
        found = dict(zip(header.columns, (cell.strip() for cell in cells), strict=False))
        found = {column: cell for column, cell in found.items() if column and cell}
        if found:
            rows.append(Row(reader.line_num, found))
    if not rows:
        raise RosterFaults(["There is nobody in it: below the row of column names nothing follows."])
    return header, rows


def _remarks(header: Header, entries: Sequence[Entry], program: Program) -> Iterator[str]:
    if header.unknown:
        yield f"Not used: {', '.join(repr(one) for one in header.unknown)}."
    if "tz" not in header.columns:
        yield "There is no column `time zone`: everybody counts as UTC, and shared hours tell nothing."
    known = {plain(skill) for group in program.skills for skill in group.skills}
    named = {word for entry in entries for word in (*entry.told.wanted, *entry.told.offered)}
    for word in sorted(named):
        if plain(word) not in known and program.catalogue.is_new(word):
            meant = "".join(f" Did you mean {near!r}?" for near in program.names.near(word, 1))
            yield f"{word!r} is not in the program's catalogue and is taken as it stands.{meant}"
