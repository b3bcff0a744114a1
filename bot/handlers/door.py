"""The door: one listener for each kind of payload. It writes down, acks, and hands on to the routes."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final
from uuid import uuid4

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.handlers.inbox import Keeper
from bot.handlers.owed import Owed
from bot.handlers.payloads import (
    Told,
    told_by_action,
    told_by_command,
    told_by_event,
    told_by_view,
)
from bot.handlers.showing import Showing
from bot.handlers.strangers import meet, of_a_stranger
from bot.handlers.table import AnyFlow, Routes
from bot.messages import words
from bot.messages.base import Click, Filled, Message, Rendered, View
from bot.messages.skills import suggested
from bot.store.engine import Busy, Unsaved
from bot.store.inbox import Arrival
from bot.turn import Turn
from bot.turns import Act, Ended, Turns

log = structlog.get_logger("bot.handlers")

_ANY: Final = re.compile("")

SUBMIT_WITHIN: Final = 2.0
"""Seconds a submitted form's turn may take, so that the ack carries its answer within Slack's three."""

Knows = Callable[[str, str], Awaitable[str]]
"""Makes sure that a person of a team is known; why they may not take part, or ""."""


async def unknown(_channel: str) -> str:
    return ""


@dataclass(slots=True)
class Door:
    turns: Turns
    routes: Routes
    showing: Showing
    keeper: Keeper
    knows: Knows
    told_admins: Callable[[Turn, Message], Awaitable[None]]
    crossed: Callable[[str], None] = lambda _point: None
    healthy: bool = True
    forgets: Callable[[str], None] = lambda _who: None
    """Told whom to ask Slack about anew."""
    kind_of: Callable[[str], Awaitable[str]] = unknown
    """Of which kind a channel is, asked only where a flow needs to know it."""
    owed: Owed = field(default_factory=Owed)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def listen(self, app: AsyncApp) -> None:
        """Register with Bolt: one catch-all for each kind, since its dispatch costs by the listener."""
        app.command(_ANY)(self.command)
        app.action(_ANY)(self.action)
        app.view(_ANY)(self.submission)
        app.view_closed(_ANY)(self.nothing)
        app.shortcut(_ANY)(self.nothing)
        app.options(_ANY)(self.options)
        app.event(_ANY)(self.event)

    async def command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        told = told_by_command(body)
        if await self._keep(told):
            await ack()
        else:
            await ack(text=self._drawn(words.Busy()).text)
        self.crossed("after the ack")

    async def action(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        told = told_by_action(body)
        if told is None or await self._keep(told):
            await ack()

    async def event(self, ack: AsyncAck, body: dict[str, Any]) -> BoltResponse | None:
        """Bolt acks an event by itself, unless it is answered otherwise: what was not kept, Slack is to tell again."""
        told = told_by_event(body)
        if (
            told is None
            or (told.what == "event" and self.routes.event(told.name) is None)
            or await of_a_stranger(told, self.turns.store)
            or await self._keep(told)
        ):
            await ack()
            return None
        return BoltResponse(status=503)

    async def nothing(self, ack: AsyncAck) -> None:
        await ack()

    async def options(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """What somebody types into a select of skills; looked up in memory, within Slack's time."""
        await ack(option_groups=suggested(self.turns.program, str(body.get("value") or "")))

    async def submission(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The turn runs before the ack, which carries its answer; if that takes too long nothing is saved."""
        told = told_by_view(body)
        try:
            async with asyncio.timeout(SUBMIT_WITHIN):
                ended = await self._submit(told)
        except (Unsaved, TimeoutError):
            ended = Ended(words.Busy(), refused=True)
        except Exception:  # noqa: BLE001  # whatever it was, the person is told, and the log has it
            ended = Ended(await self._went_wrong(told), refused=True)
        await ack(self.showing.to_the_form(told, ended))
        self.soon(self.showing.follow(told, ended))

    async def _submit(self, told: Told) -> Ended:
        if why := await self.knows(told.who, told.team):
            return Ended(words.CannotTakePart(why), refused=True)
        flow = self.routes.form(told.name)
        if flow is None:
            return Ended(words.Outdated(), refused=True)
        await meet(told, self.knows)
        try:
            filled = Filled(View.names[told.name].read(told.text), told.given)
        except (TypeError, ValueError):
            return Ended(words.Outdated(), refused=True)
        return await self.turns.submit(
            flow, self._act(told), filled, f"{told.view_id}:{told.facts['hash']}", SUBMIT_WITHIN
        )

    async def _keep(self, told: Told) -> bool:
        """Write it down and start its turn; False if it could not be written."""
        try:
            new = await self.keeper.keep(Arrival(told.key, told.what, told.packed()))
        except Unsaved as error:
            self.healthy = isinstance(error, Busy)
            log.error("the inbox could not be written", what=told.what, error=str(error))
            return False
        self.healthy = True
        self.crossed("after the inbox commit")
        if new:
            self.soon(self._work(told))
        return True

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, within: float) -> None:
        """Let the turns under way come to their end."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)

    async def catch_up(self) -> None:
        """Do what was acked and not yet done when the bot was stopped, and say what it had still to show."""
        async with self.turns.store.read() as db:
            waiting, unshown = await db.inbox.waiting(), await db.inbox.unshown()
        for arrival in waiting:
            if told := self._read_back(arrival):
                await self._work(told, replayed=True)
            else:
                await self._give_up(arrival.key)
        for arrival in unshown:
            if arrival.body:
                await self.owed.pay(partial(self.showing.say_again, arrival.body, arrival.key))
            else:
                await self._give_up(arrival.key)

    def _read_back(self, arrival: Arrival) -> Told | None:
        try:
            return Told.unpacked(arrival.body) if arrival.body else None
        except (KeyError, TypeError, ValueError, AttributeError):  # written by another release
            return None

    async def _give_up(self, key: str) -> None:
        log.error("what Slack told could not be read back", key=key)

        async def close() -> None:
            async with self.turns.store.begin() as db:
                await db.inbox.give_up(key, "unreadable")

        await self.owed.pay(close)

    async def _work(self, told: Told, *, replayed: bool = False) -> None:
        with structlog.contextvars.bound_contextvars(turn=uuid4().hex[:8], who=told.who):
            ended = await self._ended(told)
            try:
                if replayed:
                    await self._say(told, ended)
                else:
                    await self.showing.show(told, ended)
            except Unsaved:  # neither shown nor said: then as soon as it can be
                await self.owed.pay(partial(self._say, told, ended))
            except Exception:
                log.exception("what came of a turn could not be shown", what=told.what, name=told.name)

    async def _say(self, told: Told, ended: Ended) -> None:
        if ended.rewritten:
            await self.showing.say(told.who, ended.rewritten)
        await self.showing.say(told.who, ended.result, "" if ended.refused or ended.dropped else told.key)

    async def _ended(self, told: Told) -> Ended:
        """The turn, or in its place what to tell of it: then it is closed, and no restart does it after all."""
        try:
            return await self._turn(told)
        except Unsaved as error:
            log.error("a turn could not be saved", what=told.what, name=told.name, error=str(error))
            if await self.owed.pay(partial(self._close, told, "refused", "busy")) is False:
                return Ended(dropped=True)  # it had been saved, and only the word of it was lost
            return Ended(words.Busy(), refused=True)
        except Exception:  # noqa: BLE001  # a bug: the person is told, the log has it, the bot goes on
            return Ended(await self._went_wrong(told), refused=True)

    async def _close(self, told: Told, state: str, reason: str) -> bool:
        async with self.turns.store.begin() as db:
            return await db.inbox.finish(told.key, state=state, reason=reason)

    async def _turn(self, told: Told) -> Ended:
        if why := await self._why_not(told):
            await self._close(told, "refused", why)
            return Ended(words.CannotTakePart(why) if told.what != "event" else None, refused=True)
        await meet(told, self.knows)
        flow, given = self._route(told)
        act = self._act(told)
        if told.what == "command" and flow in self.routes.placed:
            act = replace(act, place=await self.kind_of(told.channel))
        ended = await self.turns.run(flow, act, given)
        self.crossed("before showing")
        log.info("turn", what=told.what, name=told.name, refused=ended.refused, dropped=ended.dropped)
        return ended

    async def _why_not(self, told: Told) -> str:
        """Why this person may not take part. `user_change` tells itself who somebody is now: Slack is not asked."""
        if (told.what, told.name) == ("event", "user_change"):
            self.forgets(told.who)
            return ""
        return await self.knows(told.who, told.team)

    def _route(self, told: Told) -> tuple[AnyFlow, Any]:
        match told.what:
            case "command":
                return self.routes.command(told.name, told.text)
            case "words":
                return self.routes.typed, told.text
            case "click":
                if flow := self.routes.click(told.name):
                    try:
                        return flow, Click.names[told.name].read(told.text, told.given)
                    except (TypeError, ValueError):
                        return _outdated, None
                return _outdated, None
            case _:
                return self.routes.event(told.name) or _outdated, told.facts

    def _act(self, told: Told) -> Act:
        return Act(told.who, told.key, told.channel, told.pressed)

    async def _went_wrong(self, told: Told) -> Message:
        ref = uuid4().hex[:6]
        log.exception("a turn failed", ref=ref, what=told.what, name=told.name)
        if told.what != "form":  # whose row is written with its turn
            await self.owed.pay(partial(self._close, told, "failed", ref))
        self.soon(self._tell_admins(words.AdminWentWrong(ref, told.name)))
        return words.WentWrong(ref)

    async def _tell_admins(self, message: Message) -> None:
        await self.owed.pay(partial(self.turns.run, self.told_admins, Act(""), message))

    def _drawn(self, message: Message) -> Rendered:
        return message.render(self.turns.program)


async def _outdated(turn: Turn, _: object) -> Message:
    return words.Outdated()
