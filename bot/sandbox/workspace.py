"""What a workspace holds, and the few ways it changes: people, conversations, posts, open views, what was read.

Everything lives in memory.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Literal

from bot.sandbox.changes import Changes
from bot.sandbox.records import SLACKBOT, Channel, File, Json, Kind, Post, Traffic, User, Values, View

__all__ = [
    "SLACKBOT",
    "Channel",
    "File",
    "Json",
    "Kind",
    "Post",
    "Traffic",
    "User",
    "Values",
    "View",
    "Workspace",
]


def _wire() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """The state, and the few ways it changes. `now` gives program time."""

    def __init__(
        self,
        team_id: str = "T0SANDBOX",
        team_name: str = "Sandbox",
        *,
        bot_user: str = "UBOT",
        bot_name: str = "app",
        now: Callable[[], datetime] = _wire,
    ) -> None:
        self.team_id, self.team_name = team_id, team_name
        self.team_domain = "".join(letter for letter in team_name.lower() if letter.isalnum()) or "sandbox"
        self.bot_user, self.bot_name, self.bot_id, self.app_id = bot_user, bot_name, "B0APP", "A0APP"
        self.now = now
        self.changed = Changes()
        self.clear()

    def clear(self) -> None:
        """Back to an empty workspace with the app installed; everyone following `changed` keeps following."""
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.homes: dict[str, View] = {}
        self.modals: dict[str, list[View]] = {}
        self.played: set[str] = set()  # people whom somebody plays in a browser or a test
        self.traffic: deque[Traffic] = deque(maxlen=500)
        self.warnings: list[str] = []
        self.latencies: list[float] = []  # seconds from a person's act to the app's visible answer
        self._acted: dict[str, float] = {}
        self._ids = count(1)
        self._last_ts = 0
        self.add_user(User(SLACKBOT, "slackbot", "Slackbot", tz=None))
        self.add_user(User(self.bot_user, self.bot_name, self.bot_name, tz=None, is_bot=True))

    # Making things

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._ids):08X}"

    def new_ts(self) -> str:
        self._last_ts = max(self._last_ts + 1, time.time_ns() // 1000)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add_user(self, user: User) -> User:
        self.users[user.id] = user
        self.changed.notify()
        return user

    def add_channel(self, name: str, members: list[str], kind: Kind = "public", id: str = "") -> Channel:
        channel = Channel(id or self.new_id("C"), kind, name, list(members))
        self.channels[channel.id] = channel
        self.changed.notify()
        return channel

    def direct(self, *users: str) -> Channel:
        """The one conversation of exactly these people and the app; made when it is not there yet."""
        members = {self.bot_user, *users}
        kind: Kind = "im" if len(members) == 2 else "mpim"
        for channel in self.channels.values():
            if channel.kind == kind and set(channel.members) == members:
                return channel
        names = "--".join(sorted(self.users[user].name for user in members))
        channel = Channel(
            self.new_id("D" if kind == "im" else "G"),
            kind,
            "" if kind == "im" else f"mpdm-{names}-1",
            [*dict.fromkeys(users), self.bot_user],
        )
        self.channels[channel.id] = channel
        self.changed.notify()
        return channel

    def between(self, one: str, other: str) -> Channel:
        """The direct messages of two people, where the app is not; made when they are not there yet."""
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == {one, other}:
                return channel
        return self.add_channel("", [one, other], "im", self.new_id("D"))

    # Finding things

    def user(self, user_id: str) -> User | None:
        return self.users.get(user_id)

    def user_named(self, name: str) -> User:
        """By id, by name, by the whole real name or its first word, in this order."""
        people = self.users.values()
        for matches in (
            [user for user in people if user.id == name],
            [user for user in people if user.name.lower() == name.lower()],
            [user for user in people if user.real_name.lower() == name.lower()],
            [user for user in people if user.real_name.lower().split()[:1] == [name.lower()]],
        ):
            if matches:
                return matches[0]
        raise KeyError(f"nobody here is called {name!r}")

    def channel_named(self, name: str) -> Channel:
        for channel in self.channels.values():
            if name.lstrip("#") in (channel.id, channel.name):
                return channel
        raise KeyError(f"there is no conversation {name!r}")

    def people(self) -> list[User]:
        return [user for user in self.users.values() if user.is_person]

    def conversations_of(self, user_id: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if user_id in channel.members]

    def post(self, channel_id: str, ts: str) -> Post | None:
        channel = self.channels.get(channel_id)
        return next((post for post in channel.posts if post.ts == ts), None) if channel else None

    def all_views(self) -> Iterator[View]:
        yield from self.homes.values()
        for stack in self.modals.values():
            yield from stack

    def view(self, view_id: str) -> View | None:
        return next((view for view in self.all_views() if view.id == view_id), None)

    def modal_of(self, user_id: str) -> View | None:
        """The view on top of this person's stack."""
        stack = self.modals.get(user_id, [])
        return stack[-1] if stack else None

    def unread(self, user_id: str) -> int:
        return sum(channel.unread(user_id) for channel in self.conversations_of(user_id))

    # Changing things

    def add_post(self, post: Post) -> Post:
        """Store a post; the author has read it, and a wait for the app's answer ends for those who see it."""
        channel = self.channels[post.channel]
        channel.posts.append(post)
        if post.user in channel.members:
            channel.read[post.user] = post.ts
        if post.user == self.bot_user:
            self.shown(*[member for member in channel.members if post.visible_to(member)])
        self.changed.notify()
        return post

    def touch(self, post: Post) -> None:
        """A post has been rewritten."""
        post.revision += 1
        self.shown(*[m for m in self.channels[post.channel].members if post.visible_to(m)])
        self.changed.notify()

    def remove_post(self, post: Post) -> None:
        self.channels[post.channel].posts.remove(post)
        self.changed.notify()

    def mark_read(self, user_id: str, channel_id: str) -> None:
        channel = self.channels[channel_id]
        newest = max((post.ts for post in channel.posts_for(user_id)), default="")
        if channel.read.get(user_id, "") < newest:
            channel.read[user_id] = newest
            self.changed.notify()

    def acted(self, user_id: str) -> None:
        """A person has just clicked, submitted or typed: the time to the app's visible answer runs."""
        self._acted[user_id] = time.monotonic()

    def shown(self, *user_ids: str) -> None:
        for user_id in user_ids:
            if (since := self._acted.pop(user_id, None)) is not None:
                self.latencies.append(time.monotonic() - since)

    def log(
        self, direction: Literal["api", "delivery"], name: str, outcome: str, ms: float, detail: str = ""
    ) -> None:
        self.traffic.append(Traffic(self.now(), direction, name, outcome, ms, detail))
        self.changed.notify()
