"""People whom nobody plays act by themselves as program time moves, by rules about what they are asked.

seed: 7
rest_minutes: 20          # nothing happens by itself in the first minutes of a message
rules:                    # the first rule whose label stands on a button wins; one with `told` is only for those who
                          # were told these words, and stands before the one for everybody else
  - {label: Looks good, after: 2h, chance: 0.95, otherwise: I have a concern}
  - {label: We met, after: 1d, then: [{fills: {Goal: "{goal}"}}, {submits: true}], words: [{goal: …}, {goal: …}]}
"""

import asyncio
import random
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.acting import Member
from bot.sandbox.company import Company
from bot.sandbox.finding import presses_in
from bot.sandbox.script import perform
from bot.sandbox.workspace import Post, User

Json = dict[str, Any]
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
TOGETHER = timedelta(minutes=10)
LISTS = ("then", "words")


@dataclass(frozen=True)
class Rule:
    label: str
    after: timedelta
    chance: float = 1.0
    otherwise: str = ""
    where: str = "im"  # "im" or "mpim"
    told: str = ""  # words that stand somewhere they can read; {id} is theirs
    then: tuple[Json, ...] = ()
    words: tuple[Json, ...] = ({},)  # one of these is known to the acts of `then`


@dataclass(frozen=True)
class Intention:
    at: datetime
    user: str
    post: Post
    revision: int
    label: str
    then: tuple[Json, ...]
    words: Json


def duration(words: str) -> timedelta:
    """`90m`, `2h`, `1.5d`."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([mhd])", words)
    if not found:
        raise ValueError(f"{words!r} is no duration such as 30m, 2h or 1d")
    return timedelta(**{UNITS[found[2]]: float(found[1])})


def on_the_dot(moment: datetime) -> datetime:
    """The next full ten minutes: many who act in one moment are one step of the clock."""
    return moment + (-(moment - datetime.min.replace(tzinfo=UTC)) % TOGETHER)


def _once(user_id: str, post: Post, label: str) -> tuple[str, str, str, str]:
    return (user_id, post.channel, post.ts, label)


def read_rules(declared: list[Json]) -> list[Rule]:
    return [
        Rule(**{**rule, "after": duration(rule["after"])} | {k: tuple(rule[k]) for k in LISTS if k in rule})
        for rule in declared
    ]


class Autopilot:
    """Follows the workspace; the clock asks it when somebody acts next, and lets them act."""

    def __init__(self, company: Company, declared: Json) -> None:
        self._company = company
        self._rules = read_rules(declared.get("rules", []))
        self._seed = int(declared.get("seed", 0))
        self._rest = timedelta(minutes=float(declared.get("rest_minutes", 0)))
        self._seen: set[tuple[str, int, str]] = set()
        self._pressed: set[tuple[str, str, str, str]] = set()  # person, channel, ts, label: each once only
        self._intentions: list[Intention] = []
        self.problems: list[str] = []
        self.patience = 15.0  # seconds to wait for what an act needs
        company.clock.people_next = self.next_act
        company.clock.people_next_of = self.next_act
        company.clock.people_act = self.act

    @classmethod
    def from_file(cls, company: Company, path: Path) -> "Autopilot":
        return cls(company, yaml.safe_load(path.read_text(encoding="utf-8")))

    def next_act(self, of: set[str] | None = None) -> datetime | None:
        """When somebody (of these) next acts by themselves."""
        self._notice()
        meant = [i for i in self._intentions if of is None or i.user in of]
        return min((i.at for i in meant if self._stands(i)), default=None)

    async def act(self, now: datetime) -> None:
        """Everyone whose moment has come does what they meant to, each their oldest intention first."""
        self._notice()
        due = sorted((i for i in self._intentions if i.at <= now), key=lambda i: (i.at, i.user))
        self._intentions = [i for i in self._intentions if i.at > now]
        by_person: dict[str, list[Intention]] = {}
        for intention in due:
            by_person.setdefault(intention.user, []).append(intention)
        async with asyncio.TaskGroup() as group:
            for intentions in by_person.values():
                group.create_task(self._do_all(intentions))

    async def _do_all(self, intentions: list[Intention]) -> None:
        for intention in intentions:
            if self._stands(intention):
                await self._do(intention)

    async def _do(self, intention: Intention) -> None:
        member = Member(self._company.acts, intention.user, self.patience)
        self._pressed.add(_once(intention.user, intention.post, intention.label))
        try:
            await member.clicks(intention.label, intention.post)
            for act in intention.then:
                await perform(
                    member, act, vars(self._company.workspace.users[intention.user]) | intention.words
                )
        except (AssertionError, LookupError, ValueError) as problem:
            self.problems.append(f"{intention.user}, {intention.label!r}: {problem}")
        self._company.workspace.mark_read(intention.user, intention.post.channel)

    def _stands(self, intention: Intention) -> bool:
        """Not for people who are played, nor for what was rewritten or deleted meanwhile."""
        channel = self._company.workspace.channels.get(intention.post.channel)
        return (
            intention.user not in self._company.workspace.played
            and intention.post.revision == intention.revision
            and channel is not None
            and intention.post in channel.posts
            and not self._company.workspace.users[intention.user].deleted
        )

    def _notice(self) -> None:
        """Look at every message not yet looked at, as it now stands."""
        workspace = self._company.workspace
        for channel in list(workspace.channels.values()):
            if channel.kind not in ("im", "mpim"):
                continue
            for post in channel.posts:
                key = (post.ts, post.revision, channel.id)
                if key not in self._seen and post.user == workspace.bot_user:
                    self._seen.add(key)
                    self._intend(post, channel.kind, [workspace.users[member] for member in channel.members])

    def _intend(self, post: Post, kind: str, members: list[User]) -> None:
        labels = [press.label for press in presses_in(post)]
        here = (rule for rule in self._rules if rule.where == kind and rule.label in labels)
        rule = next((rule for rule in here if any(self._was_told(user, rule.told) for user in members)), None)
        if rule is None:
            return
        people = sorted(
            user.id
            for user in members
            if user.is_person
            and post.visible_to(user.id)
            and _once(user.id, post, rule.label) not in self._pressed
            and _once(user.id, post, rule.otherwise) not in self._pressed
        )
        if not people:
            return
        # Whoever is played answers for themselves, so it is the other's turn, before and after the played one's press.
        people = [who for who in people if who not in self._company.workspace.played] or people
        rng = self._chance(post, rule)
        user = people[rng.randrange(len(people))]
        label = rule.label if rng.random() < rule.chance else rule.otherwise
        if label:
            at = on_the_dot(self._company.clock.now() + max(rule.after * rng.uniform(0.75, 1.25), self._rest))
            self._intentions.append(
                Intention(at, user, post, post.revision, label, rule.then, rng.choice(rule.words))
            )

    def _was_told(self, user: User, words: str) -> bool:
        if not words or not user.is_person:
            return user.is_person
        wanted = words.format(id=user.id)
        return any(
            wanted in post.text and user.id in channel.members
            for channel in self._company.workspace.channels.values()
            if channel.kind in ("im", "mpim")
            for post in channel.posts
        )

    def _chance(self, post: Post, rule: Rule) -> random.Random:
        """The same people do the same in every run of one seed, whatever the order of things."""
        channel = self._company.workspace.channels[post.channel]
        which = sum(other.user == post.user for other in channel.posts[: channel.posts.index(post)])
        words = f"{self._seed} {sorted(channel.members)} {which} {rule.label}"
        return random.Random(zlib.crc32(words.encode()))  # noqa: S311 - a play, no secret
