"""A tour: a few steps, each with somebody to be and somewhere to go, ticking themselves as things happen.

people:                            # who is known only once it has happened; `else` stands until then
  partner: {mentioned_in: "Your partner could be", to: ana, else: bo}
starts:                            # where to begin, instead of step by step
  - {label: A new employee, as: ana, go: general}
steps:
  - title: Read the invitation
    text: You are Ana. Press *Join*. Then be {partner}.
    as: ana                        # or partner
    go: general                    # a channel, or home, or dm
    done_when: {sees: "Which role"}  # also: sees_new (written since the step began), opens (words in a modal's
                                     # title), moved (1d), typed (/mentor), and who it is that does so
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.acting import Member
from bot.sandbox.autopilot import duration
from bot.sandbox.company import Company
from bot.sandbox.workspace import Post

Json = dict[str, Any]
_MENTION = re.compile(r"<@(\w+)")


@dataclass
class Step:
    title: str
    text: str
    person: str  # a user id
    go: str  # a channel's id, "home" or "dm"
    done_when: Json
    done: bool = False


@dataclass(frozen=True)
class Start:
    """A place to begin at: somebody to be, and where."""

    label: str
    person: str
    go: str


class Tour:
    """Steps are ticked in order: one is done only after those before it."""

    def __init__(self, company: Company, declared: Json | list[Json]) -> None:
        described: Json = {"steps": declared} if isinstance(declared, list) else declared
        self._company = company
        self._people: dict[str, Json] = described.get("people", {})
        self._found: dict[str, str] = {}  # whom a name of the tour means, once that is known
        self._declared: list[Json] = described.get("steps", [])
        self._done = [False] * len(self._declared)
        self.starts = [
            Start(one["label"], company.workspace.user_named(one["as"]).id, self._place(one.get("go", "dm")))
            for one in described.get("starts", [])
        ]
        self._begin()
        company.workspace.changed.watchers.append(self.look)
        company.clock.on_move.append(self.look)

    @classmethod
    def from_file(cls, company: Company, path: Path) -> "Tour":
        return cls(company, yaml.safe_load(path.read_text(encoding="utf-8")))

    @property
    def steps(self) -> list[Step]:
        return [
            Step(
                self._named(declared["title"]),
                self._named(declared["text"]),
                self._person(declared["as"]),
                self._place(declared.get("go", "dm")),
                declared.get("done_when", {}),
                done,
            )
            for declared, done in zip(self._declared, self._done, strict=True)
        ]

    @property
    def current(self) -> Step | None:
        """The first step not yet done."""
        return next((step for step in self.steps if not step.done), None)

    def look(self) -> None:
        """Tick what has come true; the next step counts from this moment."""
        self._find_people()
        while False in self._done and self._is_done(self._declared[self._done.index(False)]):
            self.tick(self._done.index(False))

    def tick(self, index: int) -> None:
        """Somebody says a step is done."""
        self._done[index] = True
        self._begin()
        self._company.workspace.changed.notify()

    def _begin(self) -> None:
        self._since: datetime = self._company.clock.now()
        channels = self._company.workspace.channels.values()
        self._before = {(post.channel, post.ts, post.revision) for each in channels for post in each.posts}

    # Who and where

    def _place(self, go: str) -> str:
        return go if go in ("home", "dm") else self._company.workspace.channel_named(go).id

    def _person(self, name: str) -> str:
        """A user id, for a person's name or for a name of the tour."""
        if name in self._people:
            name = self._found.get(name) or self._people[name]["else"]
        return self._company.workspace.user_named(name).id

    def _named(self, text: str) -> str:
        """`{partner}` is their first name."""
        for name in self._people:
            real = self._company.workspace.users[self._person(name)].real_name
            text = text.replace("{" + name + "}", real.split()[0])
        return text

    def _find_people(self) -> None:
        for name, told in self._people.items():
            member = self._company.member(told["to"])
            for post in reversed(member.posts(member.dm.id)):
                mentioned = _MENTION.search(post.text + json.dumps(post.blocks))
                if mentioned and told["mentioned_in"] in member.words(post):
                    self._found[name] = mentioned[1]
                    break

    # What is done

    def _is_done(self, step: Json) -> bool:
        wanted = dict(step.get("done_when", {}))
        member = self._company.member(self._person(str(wanted.pop("who", step["as"]))))
        return bool(wanted) and all(self._holds(member, name, words) for name, words in wanted.items())

    def _holds(self, member: Member, name: str, wanted: str) -> bool:
        match name:
            case "sees":
                return member.can_read(wanted)
            case "sees_new":
                return any(wanted in member.words(post) for post in member.posts() if self._is_new(post))
            case "opens":
                return member.view is not None and wanted in member.view.title
            case "moved":
                return self._company.clock.now() - self._since >= duration(wanted)
            case "typed":
                lines = self._company.acts.typed.get(member.id, [])
                return any(line.startswith(wanted) for line in lines)
        raise ValueError(f"a step of a tour cannot wait for {name!r}")

    def _is_new(self, post: Post) -> bool:
        return (post.channel, post.ts, post.revision) not in self._before
