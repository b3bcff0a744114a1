"""Errands: what a colleague does by the app's own buttons when the visitor asks for it, so that nobody must be everybody.

errands:
  pairs:
    as: hana
    in: mentoring-admins
    label: Let Hana make the pairs      # what the visitor presses
    begins: /mentor-admin match         # typed first; only what is written from then on is looked at
    doing: Hana looks over the pairs …  # what the visitor is told meanwhile
    presses:                            # of the newest message: the first of these that it has
      - {label: Send now, doing: Hana sends them out …}
    ends:                               # words in a message, and what the visitor is told then
      pairs published: Hana has published the pairs.
"""

from functools import partial
from typing import Any

from bot.sandbox.acting import Member
from bot.sandbox.company import Company
from bot.sandbox.finding import presses_in
from bot.sandbox.workspace import Post

Json = dict[str, Any]
PATIENCE = 60.0  # seconds for the app's next message
MOST_PRESSES = 8


class Errand:
    """One errand; it is run once at a time, whoever asks for it."""

    def __init__(self, company: Company, declared: Json) -> None:
        self._company, self._declared = company, declared
        self._who = company.workspace.user_named(declared["as"])
        self.label: str = declared["label"]
        self.name = self._who.real_name.split()[0]
        self.doing = ""  # in words, while it is under way
        self.patience = PATIENCE

    async def run(self) -> str:
        """Let it be done; what came of it, for the visitor."""
        if self.doing:
            return f"{self.name} is at it already."
        channel = self._company.workspace.channel_named(self._declared["in"]).id
        try:
            self._tell(self._declared["doing"])
            return await self._go(Member(self._company.acts, self._who.id, self.patience), channel)
        except (AssertionError, LookupError, ValueError):
            return f"{self.name} did not get to the end of it. Look as {self.name} how it stands."
        finally:
            self._company.workspace.mark_read(self._who.id, channel)
            self._tell("")

    async def _go(self, member: Member, channel: str) -> str:
        done_with = {_version(post) for post in member.posts(channel)}
        last = ""
        await member.types(self._declared["begins"], channel)
        for _ in range(MOST_PRESSES):
            look = partial(self._next, member, channel, done_with, last)
            post, last, told = await member.waits_for("what comes next", look)
            if not last:
                return told
            done_with.add(_version(post))
            self._tell(told)
            await member.clicks(last, post)
        raise AssertionError("it does not come to an end")

    def _next(
        self, member: Member, channel: str, done_with: set[object], last: str
    ) -> tuple[Post, str, str] | None:
        """A message, what to press on it, and what is told meanwhile; or nothing to press, and what is told at the end.
        A button is not pressed twice running: a message may stand for a while as it stood before."""
        new = [post for post in reversed(member.posts(channel)) if _version(post) not in done_with]
        for post in new:
            words = member.words(post)
            if told := next((told for end, told in self._declared["ends"].items() if end in words), ""):
                return post, "", told
        for post in new:
            for press in self._declared["presses"]:
                for label in (each.label for each in presses_in(post) if each.label != last):
                    if label.startswith(press["label"]):
                        return post, label, press["doing"]
        return None

    def _tell(self, doing: str) -> None:
        self.doing = doing
        self._company.workspace.changed.notify()


def _version(post: Post) -> object:
    """A message that is rewritten is looked at anew."""
    return post.ts, post.revision
