"""What a person does at the page, taken from its JSON to the acting functions."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.blockkit.state import elements, find
from bot.sandbox.page import values
from bot.sandbox.page.desk import Desk
from bot.sandbox.workspace import Post, View

Json = dict[str, Any]
Place = Post | View


class Player:
    """One person at the page. Raises LookupError and ValueError with words for them, as the acting functions do."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._acts, self._person = desk, desk.company.acts, person
        self._workspace = desk.company.workspace
        self._tz = self._workspace.users[person].tz or "UTC"

    async def does(self, act: Json) -> Json:
        """Carry out `{"act": name, …}`; the answer goes back to the page."""
        name = str(act.get("act"))
        if name not in ("visit", "read"):
            self._desk.takes_over(self._person)
        doing: dict[str, Callable[[Json], Awaitable[Json | None]]] = {
            "visit": self._visit,
            "read": self._read,
            "say": self._say,
            "press": self._press,
            "ask": self._ask,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
        }
        if name not in doing:
            raise LookupError(f"there is no act {name!r}")
        return {"ok": True} | (await doing[name](act) or {})

    async def _visit(self, act: Json) -> None:
        at = str(act["at"])
        if at == "home":
            await self._acts.act_home(self._person)
        elif at == "app" or self._is_app_dm(at):
            await self._acts.act_messages(self._person)
        else:
            await self._read(act)

    async def _read(self, act: Json) -> None:
        if act["at"] in self._workspace.channels:
            self._workspace.mark_read(self._person, act["at"])

    async def _say(self, act: Json) -> None:
        await self._acts.act_type(self._person, self._channel(str(act["at"])), str(act["text"]))

    def _channel(self, at: str) -> str:
        """A conversation that begins with this word has no channel yet: it is with a person, or with the app."""
        if at in self._workspace.channels:
            return at
        person = at in self._workspace.users and at != self._workspace.bot_user
        made = self._workspace.between(self._person, at) if person else self._workspace.direct(self._person)
        return made.id

    async def _press(self, act: Json) -> Json:
        place, block, action = self._place(act["surface"]), str(act["block"]), str(act["action"])
        self._keep(place, act.get("state") or {}, but=(block, action))
        chosen = None
        if (words := act.get("words")) is not None:
            chosen = values.raw(self._element(place, block, action), words, self._tz)
        return {"ok": await self._acts.act_click(self._person, place, block, action, chosen)}

    async def _ask(self, act: Json) -> Json:
        place, block, action = self._place(act["surface"]), str(act["block"]), str(act["action"])
        element = self._element(place, block, action)
        offered = await self._acts.act_suggest(self._person, place, block, action, str(act["text"]))
        return {
            "options": [
                {"value": values.option_word(option, element), "label": option["text"]["text"]}
                for option in offered
            ]
        }

    async def _submit(self, act: Json) -> Json:
        view = self._view(str(act["view"]))
        state: dict[str, dict[str, list[str]]] = act["state"]
        typed = {
            block_id: {
                action_id: values.raw(self._element(view, block_id, action_id), words, self._tz)
                for action_id, words in fields.items()
            }
            for block_id, fields in state.items()
        }
        return {"ok": await self._acts.act_submit(self._person, view.id, typed)}

    async def _close(self, act: Json) -> None:
        await self._acts.act_close(self._person, str(act["view"]))
        while act.get("all") and (below := self._workspace.modal_of(self._person)):
            await self._acts.act_close(self._person, below.id)

    async def _shortcut(self, act: Json) -> Json:
        return {"ok": await self._acts.act_shortcut(self._person, str(act["callback"]))}

    # Finding what the page speaks of

    def _is_app_dm(self, at: str) -> bool:
        channel = self._workspace.channels.get(at)
        return bool(channel and channel.kind == "im" and self._workspace.bot_user in channel.members)

    def _place(self, surface: Json) -> Place:
        if surface["kind"] != "message":
            return self._view(surface["id"])
        post = self._workspace.post(surface["channel"], surface["id"])
        if post is None or not post.visible_to(self._person):
            raise LookupError("this message is gone")
        return post

    def _view(self, view_id: str) -> View:
        view = self._workspace.view(view_id)
        if view is None or view.user != self._person:
            raise LookupError("this form is closed")
        return view

    def _element(self, place: Place, block_id: str, action_id: str) -> Json:
        found = find(place.blocks, block_id, action_id)
        if found is None:
            raise LookupError("this has changed meanwhile; look again")
        return found[1]

    def _keep(self, place: Place, state: dict[str, dict[str, list[str]]], but: tuple[str, str]) -> None:
        """What stands in the other fields goes along with a click, as it does in Slack."""
        kept = place.values if isinstance(place, View) else place.values.get(self._person, {})
        for block, element in elements(place.blocks):
            at = (block["block_id"], element["action_id"])
            words = state.get(at[0], {}).get(at[1])
            if words is None or at == but or words == values.shown(element, kept.get(at[0], {}).get(at[1])):
                continue
            self._acts.act_value(self._person, place, *at, values.raw(element, words, self._tz))
