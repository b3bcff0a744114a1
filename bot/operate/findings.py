"""What a check found: all well, a fault with its mend, or something odd that stops nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    state: Literal["good", "odd", "bad"]
    what: str
    mend: str = ""


def good(what: str) -> Finding:
    return Finding("good", what)


def odd(what: str, mend: str) -> Finding:
    return Finding("odd", what, mend)


def bad(what: str, mend: str) -> Finding:
    return Finding("bad", what, mend)


def told(findings: Iterable[Finding]) -> str:
    """The findings as lines for a terminal, in order."""
    marks = {"good": "ok   ", "odd": "note ", "bad": "FAULT"}
    return "\n".join(
        f"{marks[finding.state]} {finding.what}" + (f"\n        {finding.mend}" if finding.mend else "")
        for finding in findings
    )
