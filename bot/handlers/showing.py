"""Shows what a turn returned, where the request at hand can still show it, and in the DM where it cannot."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any
from uuid import uuid4

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.handlers.payloads import Told
from bot.messages.base import Click, Later, Message, Rendered, Result, View
from bot.messages.pieces import modal, section
from bot.messages.words import AlreadySent, NoAnswer, StillToOpen
from bot.turn import Pressed, Turn
from bot.turns import Act, Ended, Turns

log = structlog.get_logger("bot.handlers")

UNREACHABLE = (SlackClientError, ClientError, OSError, TimeoutError)
"""What Slack, or the way to it, may answer when something can no longer be shown."""


Works = Callable[[Callable[[Any], Any], Any], Awaitable[Any]]


async def in_place(work: Callable[[Any], Any], given: Any) -> Any:
    return work(given)


@dataclass(slots=True)
class Showing:
    """`code_of` reads Slack's word off an error."""

    client: AsyncWebClient
    turns: Turns
    code_of: Callable[[BaseException], str] = lambda _error: ""
    works: Works = in_place
    """Does heavy work, elsewhere than in the event loop."""

    async def show(self, told: Told, ended: Ended) -> None:
        """Show a turn's result to the one who acted. What cannot be shown any more is said in the DM.

        Raises `Unsaved` if it can be neither shown nor said just now.
        """
        if ended.rewritten and not await self._tried(
            told, self._respond(told, ended.rewritten, replace=True)
        ):
            await self.say(told.who, ended.rewritten)
        if ended.result is None:
            return
        over_a_form = ended.refused and told.view_type == "modal"  # what was written there stays there
        if over_a_form or not await self._tried(told, self._shown(told, ended.result)):
            await self.say(told.who, ended.result, told.key)
        elif told.key and not ended.refused:
            async with self.turns.store.begin() as db:
                await db.inbox.shown(told.key)

    def to_the_form(self, told: Told, ended: Ended) -> dict[str, Any]:
        """The ack of a submitted form. Why it was not taken stands in it, beside the last field: so what was written
        is still there, to be kept or sent once more."""
        result = AlreadySent() if ended.dropped else ended.result
        last = next(reversed(list(told.given)), "")
        if ended.refused and last and isinstance(result, Message):
            said = unescape(result.render(self.turns.program).text)
            if "<" not in said:  # beside a field nobody's name is drawn
                result = {last: said.replace("*", "")}
        if isinstance(result, dict):
            return {"response_action": "errors", "errors": result}
        if isinstance(result, Later):
            result = result.view
        if isinstance(result, View):
            return {"response_action": "update", "view": result.draw(self.turns.program)}
        if isinstance(result, Message):
            return {"response_action": "update", "view": self.note_view(result)}
        return {"response_action": "clear"}

    async def _tried(self, told: Told, work: Awaitable[bool]) -> bool:
        try:
            return await work
        except UNREACHABLE as error:
            reason = self.code_of(error) or type(error).__name__
            log.warning("could not be shown", what=told.what, name=told.name, error=reason)
            return False

    async def _shown(self, told: Told, result: Result) -> bool:
        if isinstance(result, Later):
            await self._fill(told, result, await self._open(told, result.view))
            return True
        if isinstance(result, View):
            await self._open(told, result)
            return True
        if not isinstance(result, Message):
            return False
        if told.view_type == "modal":
            await self.client.views_update(view_id=told.view_id, view=self.note_view(result))
            return True
        if told.view_type == "home":  # seen where it was asked for, not in the other tab
            await self.client.views_open(trigger_id=told.trigger, view=self.note_view(result))
            return True
        return await self._respond(told, result, replace=bool(told.pressed and told.pressed.ephemeral))

    async def _open(self, told: Told, view: View) -> str:
        """The id of the window in which it is shown."""
        drawn = view.draw(self.turns.program)
        if told.view_type == "modal":
            await self.client.views_update(view_id=told.view_id, view=drawn)
            return told.view_id
        opened: Any = await self.client.views_open(trigger_id=told.trigger, view=drawn)
        return str(opened["view"]["id"])

    async def follow(self, told: Told, ended: Ended) -> None:
        """What comes later of a submitted form, whose ack has shown the window already."""
        if isinstance(ended.result, Later):
            await self._tried(told, self._fill(told, ended.result, told.view_id))

    async def _fill(self, told: Told, later: Later, view_id: str) -> bool:
        """Do the heavy work, and show what came of it in that window, if it is still open."""
        result = await self._found(told, later, view_id)
        drawn = result.draw(self.turns.program) if isinstance(result, View) else None
        if isinstance(result, Message):
            drawn = self.note_view(result)
        if drawn:
            await self.client.views_update(view_id=view_id, view=drawn)
        return True

    async def _found(self, told: Told, later: Later, view_id: str) -> Result:
        act = Act(told.who, channel=told.channel, pressed=Pressed(view=view_id))
        try:
            found = await self.works(partial(later.work, self.turns.elsewhere), later.given)
            return (await self.turns.run(later.then, act, (later.view, found))).result
        except Exception:  # whatever it was: the window must not look into it for ever
            ref, again = uuid4().hex[:6], later.view.again()
            log.exception("an answer could not be worked out", ref=ref, view=later.view.name)
            return NoAnswer(ref, again.name, again.pack()) if again else NoAnswer(ref)

    async def _respond(self, told: Told, message: Message, *, replace: bool) -> bool:
        """An ephemeral note by the response URL; in the DM with the bot a note is a message like any other."""
        if not told.response_url or (told.in_dm and not replace):
            return False
        drawn = message.render(self.turns.program)
        answer = await AsyncWebhookClient(told.response_url, retry_handlers=[]).send(
            text=drawn.text, blocks=drawn.blocks, response_type="ephemeral", replace_original=replace
        )
        return answer.status_code == 200

    async def say(self, who: str, result: Result, key: str = "") -> None:
        """Say by outbox what could not be shown: a note as a message, a form as a button that opens it.

        In the same transaction the inbox row of `key` is done, so that no restart says it again.
        """
        message = result if isinstance(result, Message) else None
        result = result.view if isinstance(result, Later) else result
        if isinstance(result, View) and (again := result.again()):
            message = StillToOpen(again.name, again.pack())
        if message or key:
            await self.turns.run(_say, Act(who), (message, key))

    async def say_again(self, shown: dict[str, Any], key: str) -> None:
        """Say what a turn had still to show when the bot was stopped; what this release no longer knows is let go."""
        message: Message | None = None
        try:
            if "message" in shown:
                message = Message.revive(shown["message"], shown["facts"])
            elif shown.get("click") in Click.names:
                message = StillToOpen(shown["click"], shown["value"])
        except (KeyError, TypeError, ValueError) as error:
            log.warning("could not be said again", error=type(error).__name__)
        await self.say(str(shown["who"]), message, key)

    def note_view(self, message: Message) -> dict[str, Any]:
        """A message as a modal that is only read."""
        return note_view(message.render(self.turns.program))


def note_view(drawn: Rendered) -> dict[str, Any]:
    return modal("Mentorship", drawn.blocks or [section(drawn.text)], name="note", metadata=json.dumps({}))


async def _say(turn: Turn, given: tuple[Message | None, str]) -> None:
    message, key = given
    if message:
        turn.reply(message)
    if key:
        await turn.db.inbox.shown(key)
