"""A whole workspace with the app and everyone in it: what tests, the demo and the page hold in their hands."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.acting import Member
from bot.sandbox.acts import Acts
from bot.sandbox.happenings import Happenings
from bot.sandbox.platform import Options, Platform
from bot.sandbox.workspace import Post

HORIZON = timedelta(days=60)


class Company:
    """`company.ana` (by first name, name or id) is a `Member`; `await company.after(days=14)` moves the clock."""

    def __init__(self, options: Options) -> None:
        self.platform = Platform(options)
        self.workspace = self.platform.workspace
        self.clock = self.platform.clock
        self.faults = self.platform.faults
        self.acts = Acts(self.platform)
        self.happenings = Happenings(self.platform)
        self._members: dict[str, Member] = {}

    def member(self, name: str) -> Member:
        user_id = self.workspace.user_named(name).id
        return self._members.setdefault(user_id, Member(self.acts, user_id))

    def __getattr__(self, name: str) -> Member:
        if name.startswith("_") or "workspace" not in self.__dict__:
            raise AttributeError(name)
        try:
            return self.member(name)
        except KeyError as nobody:
            raise AttributeError(str(nobody)) from None

    async def after(self, **by: float) -> None:
        """Move program time (`days=14`, `hours=2`), stopping at everything due on the way."""
        await self.clock.move(**by)

    async def until_something_happens(
        self,
        limit: timedelta = HORIZON,
        to: set[str] | None = None,
        hopeless: Callable[[], bool] = lambda: False,
        also: Callable[[Post], bool] = lambda _post: False,
    ) -> Post | None:
        """Move until the app writes something new to somebody (of `to`), or something that counts `also`; None when
        nothing came within `limit`. It goes no further once it is `hopeless`.
        """
        known = {id(post) for post in self.app_posts()}

        def new() -> Post | None:
            came = [post for post in self.app_posts() if id(post) not in known]
            return next((post for post in came if self.is_for(to, post)), next(filter(also, came), None))

        await self.clock.move_to(self.clock.now() + limit, until=lambda: hopeless() or new() is not None)
        return new()

    def app_posts(self) -> list[Post]:
        channels = self.workspace.channels.values()
        return [post for each in channels for post in each.posts if post.user == self.workspace.bot_user]

    def is_for(self, to: set[str] | None, post: Post) -> bool:
        """News in a public channel is to everybody, and so to none of these."""
        channel = self.workspace.channels[post.channel]
        if to is None:
            return True
        told = post.ephemeral_for is not None or channel.kind != "public"
        return told and any(post.visible_to(member) for member in to.intersection(channel.members))

    async def app_is_there(self) -> None:
        """Wait until the app has connected, or answers at its address."""
        if self.platform.options.mode == "socket":
            await self.platform.socket_mode.connected.wait()
            return
        while not await self.platform.http.verify_url():  # noqa: ASYNC110 - another process, no event
            await asyncio.sleep(0.2)

    async def close(self) -> None:
        await self.platform.close()

    def state(self) -> dict[str, Any]:
        """For whoever watches from outside: the time, the clock, how many follow it."""
        now: datetime = self.clock.now()
        return {"now": now.isoformat(), "moving": self.clock.moving, "followers": len(self.clock.followers)}
