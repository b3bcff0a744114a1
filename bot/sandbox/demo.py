"""A company from a file: its people, its channels, and what they did before anybody looked.

people:   [{id, name, real_name, title, department, tz, manager, …, any further words for the script}]
channels: [{id, name, private: true, members: [names] or all, app: true}]
script:   [{who: hana, types: /mentor-admin, in: team}, {each: [names] or flag, at_once: 6, do: [acts]}]
"""

import asyncio
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.acting import Member
from bot.sandbox.company import Company
from bot.sandbox.script import perform
from bot.sandbox.workspace import Kind, User

Json = dict[str, Any]
PATIENCE = 30.0  # seconds: the app may only post so fast, and many act at once
USER_FIELDS = {each.name for each in fields(User)}


@dataclass
class Progress:
    """How far the script is, for whoever looks while it runs."""

    done: int = 0
    total: int = 0
    doing: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        return self.done >= self.total


class Demo:
    def __init__(self, company: Company, description: Json) -> None:
        self._company = company
        self._description = description
        self._about: dict[str, Json] = {}  # by user id: everything the file says of a person
        self.progress = Progress()

    @classmethod
    def from_file(cls, company: Company, path: Path) -> "Demo":
        return cls(company, yaml.safe_load(path.read_text(encoding="utf-8")))

    def settle_in(self) -> None:
        """People and channels, at once and without an event: they were there before the app came."""
        workspace = self._company.workspace
        described = [self._known(person) for person in self._description.get("people", [])]
        for person in described:
            self._about[person["id"]] = person
            workspace.add_user(User(**{key: value for key, value in person.items() if key in USER_FIELDS}))
        for user in list(workspace.users.values()):
            if user.manager:
                user.manager = workspace.user_named(user.manager).id
        for channel in self._description.get("channels", []):
            everyone = [user.id for user in workspace.people() if not user.deleted and not user.is_restricted]
            named = channel.get("members", "all")
            members = everyone if named == "all" else [workspace.user_named(name).id for name in named]
            members += [workspace.bot_user] if channel.get("app", True) else []
            kind: Kind = "private" if channel.get("private") else "public"
            made = workspace.add_channel(channel["name"], members, kind, channel.get("id", ""))
            made.topic = channel.get("topic", "")
            made.is_ext_shared = bool(channel.get("is_ext_shared", False))
        self.progress.total = sum(self._weight(step) for step in self._description.get("script", []))

    def _known(self, person: Json) -> Json:
        name = person.get("name") or person["real_name"].split()[0].lower()
        return {
            "id": f"U{name.upper()}",
            **person,
            "name": name,
            "first_name": person["real_name"].split()[0],
        }

    def _weight(self, step: Json) -> int:
        return len(self._chosen(step["each"])) if "each" in step else 1

    def _chosen(self, each: Any) -> list[str]:
        """User ids: a list of names, or everyone of whom the file says something under this word."""
        if isinstance(each, list):
            return [self._company.workspace.user_named(name).id for name in each]
        return [user_id for user_id, about in self._about.items() if about.get(each)]

    async def perform(self) -> None:
        """The script, through the same doors as any person; what did not work stands in `progress.problems`."""
        for step in self._description.get("script", []):
            if "each" in step:
                await self._each(step)
            else:
                await self._one(self._company.workspace.user_named(step["who"]).id, [step])
        self._long_ago()
        self._company.workspace.latencies.clear()
        self._company.acts.counts.clear()
        self._company.workspace.changed.notify()

    def _long_ago(self) -> None:
        """What happened before anybody looked is unread for nobody; what one person alone saw has gone."""
        for channel in self._company.workspace.channels.values():
            channel.posts[:] = [post for post in channel.posts if not post.ephemeral_for]
            for member in channel.members:
                self._company.workspace.mark_read(member, channel.id)

    async def _each(self, step: Json) -> None:
        room = asyncio.Semaphore(int(step.get("at_once", 4)))

        async def in_turn(user_id: str) -> None:
            async with room:
                await self._one(user_id, step["do"])

        async with asyncio.TaskGroup() as group:
            for user_id in self._chosen(step["each"]):
                group.create_task(in_turn(user_id))

    async def _one(self, user_id: str, acts: list[Json]) -> None:
        member = Member(self._company.acts, user_id, PATIENCE)
        self.progress.doing = self._company.workspace.users[user_id].real_name
        try:
            for act in acts:
                await perform(member, act, self._about.get(user_id))
        except (AssertionError, LookupError, ValueError) as problem:
            self.progress.problems.append(f"{member.id}: {problem}")
        self.progress.done += 1
        self._company.workspace.changed.notify()
