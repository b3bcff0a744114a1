"""Tours: a few steps for each kind of visitor, ticking themselves in any order as things happen.

starts:                            # where to begin
  - {label: A new employee, as: ana, go: general}
tours:                             # the first that fits whoever is played; ticks are kept for each person
  - of: [hana]                     # these people
    steps: [...]
  - of: [emma]
    sees: What you could pass on   # and whoever can read this
    steps: [...]
  - steps:                         # everybody else
      - title: Read the invitation
        text: You are {me}. Press *Join*.
        as: hana                   # who it is done as; left out: the one whose tour it is
        go: general                # a channel, or home, or dm, or conversation: their newest one of several people
        then_go: dm                # where it goes on once the app has written to them
        errand: pairs              # what a colleague can be asked to do instead: see errands.py
        done_when: {sees: "Which role"}  # or of several, with " | " between; also: sees_new (written since this tour began),
                                         # sees_next (written since the step above was done), opens (words in a modal's
                                         # title), moved (1d), typed (/mentor); and who it is that does so, or `anybody`
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.acting import Member
from bot.sandbox.autopilot import duration
from bot.sandbox.company import Company
from bot.sandbox.errands import Errand
from bot.sandbox.workspace import Post

Json = dict[str, Any]
Version = tuple[str, str, int]  # of a message as it once stood


@dataclass
class Step:
    title: str
    text: str
    person: str  # a user id
    go: str  # a channel's id, "home" or "dm"
    done: bool = False
    errand: str = ""  # the name of one
    began: str = ""  # where it began, if it goes on elsewhere


@dataclass(frozen=True)
class Start:
    """A place to begin at: somebody to be, and where."""

    label: str
    person: str
    go: str


class Tour:
    """The steps of one tour as one person takes it, counted from when they were first played."""

    def __init__(self, company: Company, declared: list[Json], me: str) -> None:
        self._company, self._declared, self._me = company, declared, me
        self._done = [False] * len(declared)
        self._since: datetime = company.clock.now()
        self._before = self._written()
        self._above: dict[
            int, set[Version]
        ] = {}  # by step: what was written before the one above it was done

    @property
    def steps(self) -> list[Step]:
        return [
            Step(
                self._named(declared["title"]),
                self._named(declared["text"]),
                self._person(declared.get("as")),
                self._where(declared),
                done,
                declared.get("errand", ""),
                _place(self._company, declared.get("go", "dm"), self._person(declared.get("as"))),
            )
            for declared, done in zip(self._declared, self._done, strict=True)
        ]

    def look(self) -> bool:
        """Tick what has come true; whether anything has."""
        ticked = [not done and self._is_done(number) for number, done in enumerate(self._done)]
        self._done = [done or now for done, now in zip(self._done, ticked, strict=True)]
        self._above |= {number + 1: self._written() for number, now in enumerate(ticked) if now}
        return any(ticked)

    def _written(self) -> set[Version]:
        channels = self._company.workspace.channels.values()
        return {_version(post) for each in channels for post in each.posts}

    def _person(self, name: str | None) -> str:
        return self._company.workspace.user_named(name).id if name else self._me

    def _where(self, step: Json) -> str:
        person = self._person(step.get("as"))
        begun = "then_go" in step and bool(self._company.workspace.direct(person).posts)
        return _place(self._company, step["then_go"] if begun else step.get("go", "dm"), person)

    def _named(self, text: str) -> str:
        return text.replace("{me}", self._company.workspace.users[self._me].real_name.split()[0])

    def _is_done(self, number: int) -> bool:
        step = self._declared[number]
        wanted = dict(step.get("done_when", {}))
        if "sees_next" in wanted and number not in self._above:
            return False
        before = self._above[number] if "sees_next" in wanted else self._before
        who = wanted.pop("who", step.get("as"))
        users = self._company.workspace.users.values()
        people = [one.id for one in users if one.is_person] if who == "anybody" else [self._person(who)]
        return bool(wanted) and any(
            self._all_hold(self._company.member(one), wanted, before) for one in people
        )

    def _all_hold(self, member: Member, wanted: Json, before: set[Version]) -> bool:
        return all(self._holds(member, name, words, before) for name, words in wanted.items())

    def _holds(self, member: Member, name: str, wanted: str, before: set[Version]) -> bool:
        match name:
            case "sees":
                return any(member.can_read(self._named(words)) for words in wanted.split(" | "))
            case "sees_new" | "sees_next":
                new = [member.words(post) for post in member.posts() if _version(post) not in before]
                return any(words in post for words in wanted.split(" | ") for post in new)
            case "opens":
                return member.view is not None and wanted in member.view.title
            case "moved":
                return self._company.clock.now() - self._since >= duration(wanted)
            case "typed":
                lines = self._company.acts.typed.get(member.id, [])
                return any(line.startswith(wanted) for line in lines)
        raise ValueError(f"a step of a tour cannot wait for {name!r}")


class Tours:
    """All that a file declares; each person has the ticks of their own."""

    def __init__(self, company: Company, described: Json) -> None:
        self._company = company
        self._declared: list[Json] = described.get("tours", [])
        self._under_way: dict[tuple[str, int], Tour] = {}
        self.errands = {name: Errand(company, one) for name, one in described.get("errands", {}).items()}
        self.starts = [
            Start(
                one["label"], company.workspace.user_named(one["as"]).id, _place(company, one.get("go", "dm"))
            )
            for one in described.get("starts", [])
        ]
        for one in self.starts:
            self.of(one.person)
        company.workspace.changed.watchers.append(self.look)
        company.clock.on_move.append(self.look)

    @classmethod
    def from_file(cls, company: Company, path: Path) -> "Tours":
        return cls(company, yaml.safe_load(path.read_text(encoding="utf-8")))

    def of(self, person: str) -> list[Step]:
        """The steps for whoever plays this person."""
        number = next((n for n, declared in enumerate(self._declared) if self._fits(declared, person)), None)
        if number is None:
            return []
        if (person, number) not in self._under_way:
            self._under_way[person, number] = Tour(self._company, self._declared[number]["steps"], person)
            self._under_way[person, number].look()
        return self._under_way[person, number].steps

    def look(self) -> None:
        """Tick what has come true. While the clock moves nobody reads the ticks, and much changes."""
        if self._company.clock.moving:
            return
        ticked = [tour.look() for tour in self._under_way.values()]
        if any(ticked):
            self._company.workspace.changed.notify()

    def _fits(self, declared: Json, person: str) -> bool:
        names, words = declared.get("of"), declared.get("sees")
        if names is None and words is None:
            return True
        named = any(self._company.workspace.user_named(name).id == person for name in names or ())
        return named or (words is not None and self._company.member(person).can_read(words))


def _version(post: Post) -> Version:
    return post.channel, post.ts, post.revision


def _place(company: Company, go: str, person: str = "") -> str:
    if go == "conversation":
        theirs = [each for each in company.workspace.conversations_of(person) if each.kind == "mpim"]
        return theirs[-1].id if theirs else "dm"
    return go if go in ("home", "dm") else company.workspace.channel_named(go).id
