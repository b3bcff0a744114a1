"""Checks the file of a round of circles or peers: that all pairs keep the rules, and that their points are right.

What such a file cannot show is that nothing is better: that was found by a solver, and there are no prices to check.
"""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

SHOWN: Final = (
    "All pairs keep the rules, and their points are right.\n"
    "That no other {kind} are better is the word of the solver: this file cannot show it."
)


def main(arguments: list[str]) -> int:
    file = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    wrong = faults(file)
    print("\n".join(wrong[:10]) or SHOWN.format(kind=file["kind"]))
    return 1 if wrong else 0


def points(file: Any, row: int, column: int) -> int | None:
    """The points of a pair; None where it cannot be."""
    mentee, mentor, words = file["mentees"][row], file["mentors"][column], file["words"]
    so = mentor.get("worth", [1] * len(mentor["has"]))
    total: int = sum(
        mentee["wants"].get(one, 0) * worth for one, worth in zip(mentor["has"], so, strict=True)
    )
    if total < file["needs"] or mentee["team"] == mentor["team"] or column in mentee["blocked"]:
        return None
    for said, heard in (("said", "heard"), ("also_said", "also_heard")):
        common = len({*mentee.get(said, ())} & {*mentor.get(heard, ())})
        shared = min(words["most"], common) * words["points"] // words["most"]
        total += shared
    return total % file["needs"] if file["needs"] else total


def faults(file: Any) -> list[str]:
    """What is wrong, in sentences; none if all pairs may be."""
    told = json.dumps({key: file[key] for key in sorted(file) if key != "digest"}, sort_keys=True)
    pairs, peers = file["pairs"], file["kind"] == "peers"
    served = Counter(who for row, column, _ in pairs for who in ((row, column) if peers else (row,)))
    sizes = Counter(column for _, column, _ in pairs)
    least, most = file["circle"]
    chosen = [pair[:2] for pair in pairs]
    found = {
        "The file was changed: its digest does not fit.": hashlib.sha256(told.encode()).hexdigest()
        != file["digest"],
        "Somebody is in two pairs.": max(served.values(), default=0) > 1,
        "A circle has too few or too many in it.": not peers
        and any(
            not least <= size <= min(most, file["mentors"][column]["places"])
            for column, size in sizes.items()
        ),
        "A pair cannot be, or its points are others.": any(
            points(file, row, column) != worth
            for row, column, worth in pairs
            if [row, column] not in file["pinned"]
        ),
        "A locked pair is missing.": any(pin not in chosen for pin in file["pinned"]),
    }
    return [said for said, so in found.items() if so]
