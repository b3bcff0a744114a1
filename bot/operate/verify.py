"""Checks the proof in a round file, from that file alone: `python verify.py ROUND`. It needs nothing but Python."""

import hashlib
import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any


def worth(file: Any, row: int, column: int) -> tuple[int, int] | None:
    """The points of a pair, and what it is worth by the file's objective; None where it cannot be."""
    mentee, mentor = file["mentees"][row], file["mentors"][column]
    by, words = file["objective"], file["words"]
    total = sum(mentee["wants"].get(one, 0) for one in mentor["has"])
    if total < file["needs"] or mentee["team"] == mentor["team"] or column in mentee["blocked"]:
        return None
    common = min(words["most"], len(set(mentee["said"]) & set(mentor["heard"])))
    points = (total % file["needs"] if file["needs"] else total) + common * words["points"] // words["most"]
    extra = by["kept"] * (column in mentee["kept"]) - by["below"] * (points < by["floor"])
    return points, points * by["point"] + extra + (mentee["worth"] or 0)


def faults(file: Any) -> list[str]:
    """What is wrong with a round, in sentences; none if the proposal is the best there is: no pair is worth more than
    its two prices, so no matching is worth more than all prices, and the proposed pairs are."""
    wrong, mentees, mentors, everybody = [], file["mentees"], file["mentors"], file["pairs"]
    plain = json.dumps({key: file[key] for key in sorted(file) if key != "digest"}, sort_keys=True)
    if hashlib.sha256(plain.encode()).hexdigest() != file["digest"]:
        wrong.append("The file was changed: its digest does not fit.")
    locked = {row for row, _ in file["pinned"]}
    pairs = [pair for pair in everybody if pair[:2] not in file["pinned"]]
    full = any(n > max(0, mentors[at]["places"]) for at, n in Counter(at for _, at, _ in pairs).items())
    if full or not len({row for row, *_ in everybody}) == len(everybody) == len(pairs) + len(locked):
        wrong.append("Somebody has two mentors, or a mentor too many mentees; or a locked pair is missing.")
    found = [worth(file, row, column) for row, column, _ in pairs]
    if [one and one[0] for one in found] != [points for _, _, points in pairs]:
        wrong.append("A pair cannot be, or its points are others.")
    for row, column in ((a, b) for a in range(len(mentees)) if a not in locked for b in range(len(mentors))):
        one = worth(file, row, column) if mentors[column]["places"] > 0 else None
        if one and one[1] > mentees[row]["price"] + mentors[column]["price"]:
            wrong.append(f"Mentee {row} with mentor {column} is worth more than their prices.")
    prices = [one["price"] for one in mentees] + [one["price"] * max(0, one["places"]) for one in mentors]
    if min(prices, default=0) < 0 or not sum(one[1] for one in found if one) == sum(prices) == file["value"]:
        wrong.append("What the pairs are worth, what the prices come to, and the value in the file differ.")
    return wrong


def main(arguments: list[str]) -> int:
    file = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    if "kind" in file:  # circles and peers have no prices: another checker says what can be seen of them
        return int(importlib.import_module("bot.operate.verify_groups").main(arguments))
    wrong = [one for level in file.get("levels", [file]) for one in faults(level)]
    print("\n".join(wrong[:10]) or "The proof holds: by the rules of this round nothing is better.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
