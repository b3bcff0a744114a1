"""The table of figures: each beside its baseline of the same run, and whether it met its bar."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    bar: str
    met: bool


def row(
    name: str, value: float, unit: str, baseline: float, bar: str, *, met: Callable[[float], bool]
) -> Row:
    ratio = value / baseline if baseline else 0.0
    return Row(name, round(value, 3), unit, round(baseline, 3), round(ratio, 3), bar, met(ratio))


def table(rows: list[Row]) -> str:
    lines = [f"{'':4} {'value':>10} {'baseline':>10} {'ratio':>7}  bar"]
    for one in rows:
        mark = "met" if one.met else "MISS"
        lines.append(
            f"{mark:4} {one.value:>10.2f} {one.baseline:>10.2f} {one.ratio:>7.2f}  {one.bar:14} {one.name} [{one.unit}]"
        )
    return "\n".join(lines)
