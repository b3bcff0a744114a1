"""A person at work in Slack, as a test, a demo or an autopilot plays them: by the words they see.

await ana.types("/mentor join")
await ana.clicks("Join as mentee")
await ana.selects("Which skills?", ["Python"])
await ana.fills({"Your goal": "Learn to review code"})
await ana.sees("Thank you")
"""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.acts import Acts
from bot.sandbox.blockkit.state import find
from bot.sandbox.finding import Field, Press, choose, fields_in, presses_in
from bot.sandbox.reading import Reading
from bot.sandbox.workspace import Channel, Post, View

Found = TypeVar("Found")
Place = Post | View
PATIENCE = 60.0  # seconds to wait for what should appear: long, for a busy machine; nothing waits longer than it must


class Member:
    """One person. What they look for is waited for; what never appears fails with all that they do see."""

    def __init__(self, acts: Acts, user_id: str, patience: float = PATIENCE) -> None:
        self._acts = acts
        self.patience = patience
        self._workspace = acts.workspace
        self.id = user_id
        self.at = ""  # the conversation they look at, or "home"; empty: the DM with the app
        self._pressed: set[tuple[str, str, str, str]] = set()

    # Where they are and what they see

    @property
    def dm(self) -> Channel:
        return self._workspace.direct(self.id)

    @property
    def view(self) -> View | None:
        """The open modal."""
        return self._workspace.modal_of(self.id)

    @property
    def home(self) -> View | None:
        return self._workspace.homes.get(self.id)

    @property
    def actions(self) -> int:
        """Clicks, choices, typed lines and submits so far."""
        return self._acts.counts[self.id]

    @property
    def errors(self) -> dict[str, str]:
        """The words beside the fields of the open modal, by label."""
        if self.view is None:
            return {}
        labels = {block["block_id"]: block["label"]["text"] for block in self.view.blocks if "label" in block}
        return {labels.get(block_id, block_id): words for block_id, words in self.view.errors.items()}

    def posts(self, conversation: str | None = None) -> list[Post]:
        """What they can read in one conversation, or in all, oldest first."""
        mine = [self._channel(conversation)] if conversation else self._workspace.conversations_of(self.id)
        extra = [c for c in self._workspace.channels.values() if c not in mine and not conversation]
        seen = [post for channel in mine for post in channel.posts_for(self.id)]
        seen += [post for channel in extra for post in channel.posts if post.ephemeral_for == self.id]
        return sorted(seen, key=lambda post: post.ts)

    def reads(self, *, everywhere: bool = False) -> str:
        """All the text before them: the open modal, else the place they are at; or everything they could open."""
        reading = Reading(self._workspace, self.id)
        if self.view and not everywhere:
            return reading.view(self.view)
        parts = [reading.view(view) for view in (self.view, self.home) if view] if everywhere else []
        if self.at == "home" and not everywhere:
            return reading.view(self.home) if self.home else ""
        posts = self.posts() if everywhere else self.posts(self.at or self.dm.id)
        return "\n\n".join([*parts, *(reading.post(post) for post in posts)])

    def can_read(self, text: str) -> bool:
        """Whether `text` stands anywhere they could look, whatever the spaces and the bold."""
        return _plain(text) in _plain(self.reads(everywhere=True))

    async def sees(self, text: str, within: float | None = None) -> None:
        """Wait until they can read `text` anywhere."""
        await self.waits_for(repr(text), lambda: self.can_read(text) or None, within)

    def words(self, post: Post) -> str:
        return Reading(self._workspace, self.id).post(post)

    async def waits_for(
        self, what: str, look: Callable[[], Found | None], within: float | None = None
    ) -> Found:
        found: list[Found] = []

        def appeared() -> bool:
            if (seen := look()) is not None:
                found[:] = [seen]
            return bool(found)

        if not await self._workspace.changed.until(appeared, self.patience if within is None else within):
            raise AssertionError(f"{self.id} does not find {what} in:\n{self.reads(everywhere=True)}")
        return found[0]

    def _places(self) -> list[Place]:
        """Where they look for something to press: a modal covers all else; then here, then the newest elsewhere."""
        if self.view:
            return [self.view]
        here = self.at or self.dm.id
        newest = self.posts()[::-1]
        home: list[Place] = [self.home] if self.home else []
        nearby: list[Place] = [post for post in newest if post.channel == here]
        elsewhere: list[Place] = [post for post in newest if post.channel != here]
        return [*home, *nearby, *elsewhere] if here == "home" else [*nearby, *home, *elsewhere]

    # What they do

    async def types(self, line: str, channel: str | None = None) -> None:
        """A command or a message, in the DM with the app unless another place is named."""
        if channel:
            self.at = self._channel(channel).id
        where = self.dm.id if self.at in ("", "home") else self.at
        await self._acts.act_type(self.id, where, line)

    async def clicks(
        self, label: str, message: Post | None = None, *, again: bool = False, within: float | None = None
    ) -> None:
        """The newest button (or option behind …, or button of the open form) with this label.

        A button just pressed is not pressed once more while nothing has changed there, unless `again`.
        """
        press = await self.waits_for(f"[{label}]", lambda: self._press(label, message, again=again), within)
        self._pressed.add(press.key)
        if press.submits or press.closes:
            await (self.submits() if press.submits else self.closes())
            return
        await self._acts.act_click(self.id, press.place, press.block_id, press.action_id, press.option)

    def _press(self, label: str, message: Post | None, *, again: bool) -> Press | None:
        places: list[Place] = [message] if message else self._places()
        open_now = [
            press
            for place in places
            for press in presses_in(place)
            if again or press.key not in self._pressed
        ]
        exact = [press for press in open_now if press.label == label]
        return next(iter(exact + [press for press in open_now if press.label.startswith(label)]), None)

    async def answers(self, words: str, question: Post) -> None:
        """Press the button of these words on `question`, or, where there is none, type them."""
        if self._press(words, question, again=False):
            await self.clicks(words, question)
        else:
            await self.types(words)

    async def selects(self, label: str, choice: Any, *, within: float | None = None) -> None:
        """Choose, date, or fill in the field with this label; `choice` is the words of the options, or a name."""
        field = await self.waits_for(f"the field {label!r}", lambda: self._field(label), within)
        _, element = find(field.place.blocks, field.block_id, field.action_id) or ({}, {})
        if "external" in element["type"]:
            raw = [
                await self._suggested(field, words)
                for words in ([choice] if isinstance(choice, str) else choice)
            ]
            raw = raw if element["type"].startswith("multi_") else raw[0]
        else:
            raw = choose(self._workspace, element, choice)
        await self._acts.act_click(self.id, field.place, field.block_id, field.action_id, raw)

    async def _suggested(self, field: Field, words: str) -> Any:
        offered = await self._acts.act_suggest(self.id, field.place, field.block_id, field.action_id, words)
        for option in offered:
            if option["text"]["text"] == words:
                return option
        raise AssertionError(
            f"{words!r} is not offered, but {[option['text']['text'] for option in offered]}"
        )

    def _field(self, label: str) -> Field | None:
        fields = [field for place in self._places() for field in fields_in(place)]
        exact = [field for field in fields if label in field.labels]
        starting = [field for field in fields if any(name.startswith(label) for name in field.labels)]
        return next(iter(exact + starting), None)

    async def fills(
        self, values: dict[str, Any], *, submit: bool = True, within: float | None = None
    ) -> None:
        """Several fields by their labels, then the form's submit button."""
        for label, choice in values.items():
            await self.selects(label, choice, within=within)
        if submit:
            await self.submits()

    async def submits(self, within: float | None = None) -> bool:
        """Press the form's button; True when the form was taken (see `errors` otherwise)."""
        view = await self.waits_for("an open form", lambda: self.view, within)
        return await self._acts.act_submit(self.id, view.id)

    async def closes(self, within: float | None = None) -> None:
        view = await self.waits_for("an open form", lambda: self.view, within)
        await self._acts.act_close(self.id, view.id)

    async def opens_home(self) -> None:
        self.at = "home"
        await self._acts.act_home(self.id)

    async def opens_dm(self) -> None:
        self.at = (await self._acts.act_messages(self.id)).id

    def goes(self, channel: str) -> None:
        """Look at a channel or a group DM."""
        self.at = self._channel(channel).id
        self._workspace.mark_read(self.id, self.at)

    async def shortcut(self, callback_id: str, message: Post | None = None) -> None:
        await self._acts.act_shortcut(self.id, callback_id, message)

    def _channel(self, name: str) -> Channel:
        return self._workspace.channel_named(name)


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").split())
