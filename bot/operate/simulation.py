"""What a simulation came to, as a summary and as files."""

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Final

from bot.domain.explaining import Waiting
from bot.domain.matching import Candidate, Outcome, Proposal, Request, Side, Why
from bot.domain.program import Format, Program
from bot.domain.rounds import NOT_ELIGIBLE
from bot.domain.sheets import sheet
from bot.domain.words import plain
from bot.matching import matrix as goals
from bot.matching.explaining import Explainer, explainer
from bot.matching.round_file import export
from bot.matching.waiting import waiting
from bot.messages.left_out import why_words
from bot.messages.mrkdwn import number_of
from bot.messages.reasons import facts_of, reason_words
from bot.operate.formats import CALLED, Called
from bot.operate.report import Line, Report, Waits, drawn
from bot.programs.roster import Roster

MOST_REASONS: Final = 4
MOST_PICTURES: Final = 24

FORBIDDEN: Final = (
    "a rule stands between them and all who fit: the reporting line, one team, or a private wish"
)

TAKEN: Final = "their department and site filled in, or named under `eligible` in the program file"


@dataclass(frozen=True)
class Simulation:
    roster: Roster
    program: Program
    request: Request
    outcome: Outcome
    left_out: tuple[Candidate, ...] = ()
    """Whom the program does not take: their department or site is not among those its file names."""

    @cached_property
    def names(self) -> dict[str, str]:
        return {entry.person.id: entry.person.name for entry in self.roster.entries}

    @cached_property
    def explainer(self) -> Explainer:
        return explainer(self.request, self.outcome)

    @cached_property
    def matrix(self) -> goals.Matrix:
        return goals.matrix(self.request, [(one.mentor, one.mentee) for one in self.outcome.proposals])

    @cached_property
    def pages(self) -> tuple[goals.Page, ...]:
        return goals.pages(self.matrix, self.names)

    @property
    def called(self) -> Called:
        return CALLED[self.request.rules.format]

    @property
    def seeking(self) -> int:
        return sum(one.seeks for one in (*self.request.people, *self.left_out))

    @property
    def places(self) -> int:
        return sum(one.places for one in self.request.people)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """The best fit first, and those of a circle together."""
        circles = self.request.rules.format is Format.CIRCLES
        return sorted(
            self.outcome.proposals,
            key=lambda one: (one.mentor if circles else "", -one.points, one.mentor, one.mentee),
        )

    @property
    def proposed(self) -> str:
        """How many pairs, or circles, there are."""
        pairs = self.outcome.proposals
        if self.request.rules.format is Format.CIRCLES:
            return f"{self._counted(len({one.mentor for one in pairs}))}, with {len(pairs)} mentees"
        return self._counted(len(pairs))

    def _counted(self, count: int) -> str:
        return number_of(count, self.called.one, self.called.many)

    @cached_property
    def waiting(self) -> list[Waits]:
        """Mentees who stay without a mentor, and mentors whom nobody was given: why, and what would help. Whom the
        program does not take stand last."""
        taken = [
            Waits(
                self.names[one.person],
                one.side is Side.MENTEE,
                self.called.looks_for[one.side is Side.MENTOR],
                _why(one.why),
                self._help(one),
            )
            for one in sorted(waiting(self.explainer), key=lambda one: (one.side is Side.MENTOR, one.person))
        ]
        others = sorted(self.left_out, key=lambda one: (not one.seeks, one.id))
        why = why_words(NOT_ELIGIBLE)
        return taken + [
            Waits(self.names[one.id], one.seeks, self.called.looks_for[not one.seeks], why, TAKEN)
            for one in others
        ]

    def _help(self, one: Waiting) -> str:
        known = {plain(skill): skill for group in self.program.skills for skill in group.skills}
        names = [self.names[other.id] for other in one.who[:3]]
        words = [known.get(plain(word), word) for word in one.words[:4]]
        return self.called.help_words(one.help, one.side).format(
            who=" or ".join(names) or "somebody", words=" or ".join(words) or "what they want"
        )

    @cached_property
    def wanted_places(self) -> list[str]:
        """With whom one more place would let more people be matched, in words."""
        return [
            f"{self.names[mentor]}: {gain.people} more matched"
            for mentor, gain in self.explainer.gains()[:5]
            if gain.people > 0
        ]

    def reasons(self, proposal: Proposal) -> list[str]:
        facts = facts_of(proposal.reasons[:MOST_REASONS])
        names = {"mentee": self.names[proposal.mentee], "mentor": self.names[proposal.mentor]}
        return [unescape(words) for words in reason_words(facts, "team", self.program, **names)]

    def runners_up(self, proposal: Proposal) -> list[str]:
        return [f"{self.names[one.id]} {_of_hundred(one.points)}" for one in proposal.runners_up]

    def lines(self) -> Iterator[Line]:
        for one in self.proposals:
            yield Line(
                self.names[one.mentee],
                self.names[one.mentor],
                _of_hundred(one.points),
                self.reasons(one),
                self.runners_up(one),
            )


def _why(why: Why) -> str:
    """A rule is not told apart from another here: one of them is private."""
    return FORBIDDEN if why is Why.FORBIDDEN else why_words(why)


def _of_hundred(points: int) -> int:
    return (points + 5) // 10


def summary(done: Simulation) -> str:
    """A few lines for a terminal."""
    waiting = [one for one in done.waiting if one.seeks]
    fits = [line.fit for line in done.lines()]
    average = f", fit {round(sum(fits) / len(fits))} of 100 on average" if fits else ""
    lines = [
        f"{len(done.roster.entries)} people: {done.called.people.format(seeking=done.seeking, places=done.places)}.",
        f"{done.proposed}{average}.",
        f"{len(waiting)} {done.called.alone}" + (":" if waiting else "."),
        *(f"  {one.name}: {one.why}" for one in waiting[:12]),
        *([f"  … and {len(waiting) - 12} more, in unmatched.csv"] if len(waiting) > 12 else []),
    ]
    if proof := _proof(done):
        lines.append(proof)
    if done.roster.faults:
        lines.append(f"Left out: {len(done.roster.faults)} faults, named in the report.")
    return "\n".join([*lines, *done.roster.remarks])


def _proof(done: Simulation) -> str:
    proof = done.outcome.certificate
    if proof is None:
        return ""
    if proof.proven:
        return f"Proven: {done.called.better}."
    assert proof.most
    more = [proof.most.people - proof.tiers.people, proof.most.points - proof.tiers.points]
    return f"Not proven to the end: others could match {more[0]} more, or with as many come to {more[1]} points more."


def write(done: Simulation, folder: Path) -> list[str]:
    """The files, in a folder of their own; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("matrix-*.png"):
        old.unlink()
    draw = importlib.import_module("bot.matching.picture").draw  # matplotlib is slow to import
    pictures = {f"matrix-{page.number}.png": draw(page) for page in done.pages[:MOST_PICTURES]}
    files = {
        "report.html": drawn(_report(done, list(pictures.values()))),
        "proposals.csv": sheet(_proposals(done)),
        "unmatched.csv": sheet(_unmatched(done)),
        "round.json": json.dumps(export(done.request, done.outcome), separators=(",", ":"), sort_keys=True),
        "matrix.csv": sheet(goals.table(done.matrix, done.names)),
    }
    for name, text in files.items():
        mark = "\ufeff" if name.endswith(".csv") else ""  # by which spreadsheets know UTF-8
        (folder / name).write_text(mark + text, encoding="utf-8", newline="")
    for name, png in pictures.items():
        (folder / name).write_bytes(png)
    return [*files, *([f"{len(pictures)} pages of the matrix, matrix-1.png and so on"] if pictures else [])]


def _cut_short(done: Simulation) -> Iterator[str]:
    seeking = sum(one.seeks for one in done.request.people)
    if len(done.matrix.mentees) < seeking:
        yield f"The matrix shows {len(done.matrix.mentees)} of {seeking} mentees."
    if len(done.pages) > MOST_PICTURES:
        yield f"The first {MOST_PICTURES} of {len(done.pages)} pages of the matrix are drawn; matrix.csv holds them all."


def _proposals(done: Simulation) -> Iterator[list[object]]:
    yield [
        *done.called.columns,
        "fit of 100",
        "reason 1",
        "reason 2",
        "reason 3",
        "next best",
        *(f"{one} id" for one in done.called.columns),
    ]
    for one in done.proposals:
        reasons = [*done.reasons(one), "", "", ""][:3]
        names = [done.names[one.mentee], done.names[one.mentor]]
        yield [
            *names,
            _of_hundred(one.points),
            *reasons,
            ", ".join(done.runners_up(one)),
            one.mentee,
            one.mentor,
        ]


def _unmatched(done: Simulation) -> Iterator[list[str]]:
    yield ["person", "looks for", "why", "what would help"]
    yield from ([one.name, one.looks_for, one.why, one.help] for one in done.waiting)


def _report(done: Simulation, pictures: list[bytes]) -> Report:
    return Report(
        title=done.program.name,
        day=done.request.day,
        seed=done.request.seed,
        people=len(done.roster.entries),
        seeking=done.seeking,
        places=done.places,
        lines=list(done.lines()),
        waiting=done.waiting,
        pictures=[
            (png, goals.alt(page), list(page.words)) for png, page in zip(pictures, done.pages, strict=False)
        ],
        left_out=list(done.roster.faults),
        remarks=[*done.roster.remarks, *_cut_short(done)],
        proof=_proof(done),
        called=done.called,
        proposed=done.proposed,
        checked=done.request.rules.format in (Format.ONE_TO_ONE, Format.REVERSE),
        wanted_places=done.wanted_places,
    )
