"""Matches the people of a CSV file by a program's rules, with neither Slack nor a database, and writes the result as files."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.clock import utc_now
from bot.domain.people import Status
from bot.domain.program import Program
from bot.domain.rounds import Scene, not_eligible, request
from bot.matching.solving import solve
from bot.operate.simulation import Simulation, summary, write
from bot.programs.reading import ProgramFaults, read, standard
from bot.programs.roster import Entry, Roster, RosterFaults, read_roster

SHOWN = 25
"""How many faults are printed; a table with more of them has one cause."""


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        program = read(options.program.read_text(encoding="utf-8")) if options.program else standard()
        roster = read_roster(options.people.read_bytes(), program)
    except ProgramFaults as wrong:
        return _refused(f"{options.program} has faults:", wrong.faults)
    except RosterFaults as wrong:
        return _refused(f"{options.people} is no table of people:", wrong.faults)
    except (OSError, UnicodeDecodeError) as wrong:
        return _refused("A file could not be read:", [str(wrong)])
    if roster.faults and not options.skip_faulty:
        return _refused(
            f"{options.people} has faults, and nothing was written:",
            roster.faults,
            "Mend them, or leave these rows out with --skip-faulty.",
        )
    done = simulated(roster, program, options.seed, options.day or utc_now().date())
    try:
        written = write(done, options.out)
    except OSError as wrong:
        return _refused(f"{options.out} could not be written:", [str(wrong)])
    print(summary(done))
    print(f"\nWritten to {options.out}: {', '.join(written)}.\nBegin with {options.out / 'report.html'}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bot simulate", description=__doc__)
    parser.add_argument("people", type=Path, help="a CSV file, one person a row (docs/matching.md)")
    parser.add_argument("--program", type=Path, metavar="FILE.yml", help="default: the standard program")
    parser.add_argument("--out", type=Path, default=Path("simulation"), help="a folder (./simulation)")
    parser.add_argument("--seed", type=int, default=1, help="draws the lot among equals (1)")
    parser.add_argument(
        "--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="when shared hours are counted (today)"
    )
    parser.add_argument("--skip-faulty", action="store_true", help="go on without the rows that have faults")
    return parser


def simulated(roster: Roster, program: Program, seed: int, day: date) -> Simulation:
    """The people of a roster, matched: those whom the program takes."""
    scene = Scene(
        {entry.person.id: entry.person for entry in roster.entries},
        {entry.told.id: entry.told for entry in roster.entries},
        live=(),
    )
    past = frozenset(pair for entry in roster.entries for pair in _past(entry))
    asked = request(scene, past, program, day, seed)
    out = {one.who for one in not_eligible(scene, program.matching, 0)}
    left_out = tuple(one for one in scene.candidates(program.matching, Status.ACTIVE) if one.id in out)
    return Simulation(roster, program, asked, solve(asked), left_out)


def _past(entry: Entry) -> list[tuple[str, str]]:
    """Whoever were partners once, whichever of them was the mentor."""
    return [pair for other in entry.past for pair in ((entry.person.id, other), (other, entry.person.id))]


def _refused(what: str, faults: Sequence[str], then: str = "") -> int:
    more = [f"… and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
    print(
        "\n".join([what, *(f"  {fault}" for fault in [*faults[:SHOWN], *more]), then]).rstrip(),
        file=sys.stderr,
    )
    return 1
