"""The report of a simulation: one HTML file with everything in it, to be read, printed or passed on."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from importlib import resources

from jinja2 import Environment

from bot.operate.formats import Called


@dataclass(frozen=True, slots=True)
class Line:
    """A pair: how well it fits, of 100, the reasons in words, and who would suit the mentee next."""

    mentee: str
    mentor: str
    fit: int
    reasons: list[str]
    next: list[str]


@dataclass(frozen=True, slots=True)
class Waits:
    name: str
    seeks: bool
    looks_for: str
    why: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`pictures` are (PNG, what it shows, the same in words); `checked`: the round file proves what `proof` says."""

    title: str
    day: date
    seed: int
    people: int
    seeking: int
    places: int
    lines: list[Line]
    waiting: list[Waits]
    pictures: list[tuple[bytes, str, list[str]]]
    left_out: list[str]
    remarks: list[str]
    proof: str
    called: Called
    proposed: str
    checked: bool
    wanted_places: list[str]

    @property
    def average(self) -> int:
        return round(sum(line.fit for line in self.lines) / len(self.lines)) if self.lines else 0


def drawn(report: Report) -> str:
    """The report as HTML, its pictures inside."""
    template = resources.files("bot.operate").joinpath("report.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["inline"] = lambda png: f"data:image/png;base64,{b64encode(png).decode()}"
    return environment.from_string(template).render(report=report)
