"""A tour: a few steps, each with somebody to be and somewhere to go, ticking themselves as things happen.

- title: Read the invitation
  text: You are Ana. Press *Join as mentee*.
  as: ana
  go: general                      # a channel, or home, or dm
  done_when: {sees: "Which role"}  # also: opens (words in a modal's title), moved (1d), typed (/mentor)
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.autopilot import duration
from bot.sandbox.company import Company

Json = dict[str, Any]


@dataclass
class Step:
    title: str
    text: str
    person: str  # a user id
    go: str  # a channel's id, "home" or "dm"
    done_when: Json
    done: bool = False


class Tour:
    """Steps are ticked in order: one is done only after those before it."""

    def __init__(self, company: Company, declared: list[Json]) -> None:
        self._company = company
        self._since: datetime = company.clock.now()
        self.steps = [self._step(step) for step in declared]
        company.workspace.changed.watchers.append(self.look)
        company.clock.on_move.append(self.look)

    @classmethod
    def from_file(cls, company: Company, path: Path) -> "Tour":
        return cls(company, yaml.safe_load(path.read_text(encoding="utf-8")))

    def _step(self, step: Json) -> Step:
        workspace = self._company.workspace
        go = step.get("go", "dm")
        place = go if go in ("home", "dm") else workspace.channel_named(go).id
        person = workspace.user_named(step["as"]).id
        return Step(step["title"], step["text"], person, place, step.get("done_when", {}))

    @property
    def current(self) -> Step | None:
        """The first step not yet done."""
        return next((step for step in self.steps if not step.done), None)

    def look(self) -> None:
        """Tick what has come true; the next step counts from this moment."""
        while (step := self.current) is not None and self._is_done(step):
            step.done = True
            self._since = self._company.clock.now()
            self._company.workspace.changed.notify()

    def tick(self, index: int) -> None:
        """Somebody says a step is done."""
        self.steps[index].done = True
        self._since = self._company.clock.now()
        self._company.workspace.changed.notify()

    def _is_done(self, step: Step) -> bool:
        member = self._company.member(str(step.done_when.get("who", step.person)))
        for name, wanted in step.done_when.items():
            if name == "sees" and not member.can_read(wanted):
                return False
            if name == "opens" and (member.view is None or wanted not in member.view.title):
                return False
            if name == "moved" and self._company.clock.now() - self._since < duration(wanted):
                return False
            if name == "typed" and not any(line.startswith(wanted) for line in self._typed(member.id)):
                return False
        return bool(step.done_when)

    def _typed(self, user_id: str) -> list[str]:
        return self._company.acts.typed.get(user_id, [])
