"""A turn: somebody did one thing, or time passed, and the bot answers it in one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final, TypeVar

from bot.domain.circles import room_of
from bot.domain.due import Due
from bot.domain.forms import Answers
from bot.domain.letters import ANSWER, NEWS, NUDGE, PROMISED, Recipient, Room, addressed
from bot.domain.matches import LIVE, Match, State
from bot.domain.nudges import WEEK, Hours, Reader, good_for_all, not_at_all
from bot.domain.program import Program
from bot.messages.base import Message, Refused, Result
from bot.messages.forms import Ask, Closed
from bot.messages.words import NotForYou, NotYours
from bot.store.outbox import waiting_for
from bot.store.store import Transaction

G = TypeVar("G", contravariant=True)
Flow = Callable[["Turn", G], Awaitable[Result]]


NO_LIMIT: Final = 1000
"""The week's budget for what a person asked for: there is none."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """The message whose button was pressed. An ephemeral one can be rewritten only by the answer to that press, and one
    that stays is never rewritten by it: its answer is shown beside it."""

    channel: str = ""
    ts: str = ""
    ephemeral: bool = False
    view: str = ""
    stays: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """Where a message stands that may become its answer, seen by all in the channel; ("", "") for any other."""
        return ("", "") if self.ephemeral or self.stays or self.view else (self.channel, self.ts)


@dataclass(frozen=True, slots=True)
class Finished:
    """A form that somebody has just completed, or changed: what its feature is told."""

    form: str
    about: int
    answers: Answers


@dataclass(frozen=True, slots=True)
class Owner:
    """The feature whose form it is: what happens when it is complete, and whether somebody may answer it now."""

    finish: "Flow[Finished]"
    may: "Callable[[Turn, int], Awaitable[None]]"
    """Told about which row; raises `Refused` where it is not this person's, or is answered or over."""


Finishers = Mapping[str, Owner]
"""Whose form it is, by its name."""


@dataclass(slots=True)
class Shown:
    """What only the request at hand can show: an ephemeral message rewritten, or a form that is open."""

    rewritten: Message | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a flow may use: who acts, what is remembered, the program, the time, chance, and a voice."""

    who: str
    db: Transaction
    now: datetime
    rng: Random
    program: Program
    finishers: Finishers = field(default_factory=dict)
    channel: str = ""
    place: str = ""
    """Of which kind the channel is (private, public, …), where the door asked; "" where it did not."""
    pressed: Pressed | None = None
    shown: Shown = field(default_factory=Shown)
    asked: bool = True
    """Whether somebody acted. Where only time passed, what is said gives way to every answer."""

    def say(
        self,
        to: Recipient,
        message: Message,
        *,
        after: str = "",
        once: str | None = None,
        rank: int | None = None,
        expires_at: datetime | None = None,
    ) -> str:
        """Send `message` once this turn is committed; its id, which a later one may name to come `after` it.

        `once` is the message's identity in the business: a second message of the same is an error. The lower its
        `rank`, the sooner it is sent; after `expires_at` (wire time) it is not sent any more.
        """
        if rank is None:
            rank = (ANSWER if to == self.who else NEWS) if self.asked else NUDGE
        return self.db.outbox.put(
            "post",
            addressed(to),
            message.kind,
            message.facts(),
            said_at=self.now,
            rank=rank,
            after=after,
            dedupe=once,
            waits_for=message.waits_for,
            expires_at=expires_at,
        )

    def reply(self, message: Message) -> str:
        return self.say(self.who, message)

    async def rewrite(self, message: Message) -> None:
        """Let the message whose button was pressed say this instead. Does nothing where there is none to rewrite."""
        if self.pressed is None or self.pressed.view or self.pressed.stays:
            return
        if self.pressed.ephemeral:
            self.shown.rewritten = message
        else:
            await self.rewrite_at(self.pressed.channel, self.pressed.ts, message)

    async def answer(self, message: Message) -> Message | None:
        """Let the pressed message become its answer. Where a word was typed, a view pressed, or the message stays, it
        is shown there."""
        if self.pressed is None or self.pressed.view or self.pressed.stays:
            return message
        await self.rewrite(message)
        return None

    async def rewrite_at(self, channel: str, ts: str, message: Message, *, after: str = "") -> None:
        self.db.outbox.replace(
            "rewrite",
            channel,
            message.kind,
            message.facts(),
            said_at=self.now,
            rank=ANSWER,
            channel=channel,
            ts=ts,
            after=after,
        )

    async def rewrite_all(self, identity: str, message: Message, *, to: Recipient, **how: Any) -> bool:
        """Let what was said to somebody under a `once` that begins so say this instead; whether there was any.

        The pressed message is left to `rewrite`, and what was not sent yet falls away.
        """
        places, under_way = await self.db.outbox.recall(identity, addressed(to), **how)
        for channel, ts in places:
            if self.pressed is None or (channel, ts) != (self.pressed.channel, self.pressed.ts):
                await self.rewrite_at(channel, ts, message)
        for letter_id in under_way:
            await self.rewrite_at(addressed(to), "", message, after=letter_id)
        return bool(places or under_way)

    async def settle(
        self, what: str, message: Message, *, to: Recipient, for_good: bool = True, but: str = ""
    ) -> None:
        """What waits for this (`Message.waits_for`) shows that it is done, or, if not `for_good`, how it stands; all
        `but` the one of that id."""
        await self.rewrite_all(waiting_for(what), message, to=to, for_good=for_good, but=but)

    async def refresh_home(self, who: str) -> None:
        self.db.outbox.replace("home", who, "home", {}, said_at=self.now, rank=PROMISED)

    async def ask(self, form: str, answers: Answers, about: int = 0, *, first: bool = False) -> Result:
        """Put the next question of a form, keeping the answers so far; if none is left, the form is complete."""
        question = self.program.form(form).next_question(answers)
        state = "open" if question else "done"
        await self.db.answers.put(self.who, form, about, answers, state=state, now=self.now)
        if question is None:
            return await self.finish(Finished(form, about, answers))
        left = self.program.form(form).left(answers)
        self.say(self.who, Ask(form, about, question.key, first=first, left=left))
        return None

    async def finish(self, finished: Finished) -> Result:
        """Tell the feature whose form it is that it was completed."""
        return await self.finishers[finished.form].finish(self, finished)

    async def may_answer(self, form: str, about: int) -> None:
        """Let only somebody go on who may answer this form about this row now. Raises `Refused`."""
        owner = self.finishers.get(form)
        if owner is None or form not in self.program.forms:  # an old button of a form that is no more
            raise Refused(Closed())
        await owner.may(self, about)

    async def reach(
        self, due: Due, message: Message, *, to: Recipient = "", after: str = "", once: str | None = None
    ) -> str:
        """Say something unasked, if it still makes sense and suits those it is for; its id, or "" if not now.

        What is stale or for somebody who left is dropped; what does not suit (a pause, the night, the week's budget
        used up) waits in its due row, and is decided afresh then. Whoever is reached is counted, and what somebody
        asked for themselves neither counts nor waits for the budget.
        """
        to = to or due.who
        if not await self.suits(due, to.people if isinstance(to, Room) else (to,)):
            return ""
        rule = self.program.nudges.get(due.kind)
        expires_at = self.db.wire() + rule.fresh_for if rule else None
        rank = PROMISED if rule and not rule.unasked else NUDGE
        return self.say(to, message, after=after, once=once, rank=rank, expires_at=expires_at)

    async def suits(self, due: Due, people: tuple[str, ...]) -> bool:
        """Whether these people may be written to now about something due. If not, it is dropped or put off."""
        rule = self.program.nudges.get(due.kind)
        if rule and self.now > due.due_at + rule.fresh_for:
            await self.db.due.skip(due, "stale")
            return False
        readers = [await self.reader(who) for who in people]
        for who, reader in zip(people, readers, strict=True):
            if (
                reader.person and reader.person.why_not
            ):  # their matches end, and whoever waits for them hears it
                await self.db.due.plan("leave.gone", who, self.now, who=who, again=True)
        for reason in filter(None, map(not_at_all, readers)):
            await self.db.due.skip(due, reason)
            return False
        counted = rule is None or rule.unasked
        hours = self.hours if counted else replace(self.hours, budget=NO_LIMIT)
        suits = good_for_all(readers, self.now, hours)
        if suits > self.now:
            await self.db.due.put_off(due, suits, "not a good time")
            return False
        for who in people if counted else ():
            self.db.reached.note(who, due.kind, self.now)
        return True

    async def require_admin(self) -> None:
        """Let only a program admin go on, in the admin channel, at their Home or in a window, which they alone see.
        Raises `Refused`, which names whom to ask."""
        channel = await self.db.settings.get("admin_channel")
        alone = self.pressed is not None and self.pressed.view and not self.channel
        if not await self.db.admins.has(self.who) or not channel or (self.channel != channel and not alone):
            admins = await self.db.admins.all()
            is_admin = self.who in admins
            raise Refused(NotForYou(admins, channel if is_admin else ""))

    async def match_of(self, match_id: int, *states: State) -> Match:
        """The match, if it is one of this person's and in one of these states (any live one if none is named).

        Raises `Refused` with the same words whether it is another's, over, or was never there.
        """
        match = await self.db.matches.get(match_id)
        if match is None or self.who not in match.people or match.state not in (states or LIVE):
            raise Refused(NotYours())
        return match

    async def open_match(self, match_id: int) -> Match | None:
        """The match, if it is under way; None where it has not begun, is over, or never was."""
        match = await self.db.matches.get(match_id)
        return match if match and match.state is State.OPEN else None

    async def reader(self, who: str) -> Reader:
        person, participant = await self.db.people.get(who), await self.db.participants.get(who)
        reached = await self.db.reached.since(who, self.now - WEEK - timedelta(minutes=1))
        return Reader(person, participant, reached, await self.db.participants.wants_fewer(who))

    @property
    def hours(self) -> Hours:
        return Hours(self.program.budget_per_week, self.program.day_starts, self.program.day_ends)

    async def way_to_room(self, match: Match) -> str:
        """A link to the conversation that was opened for a match; "" before it is known where that is."""
        people = room_of(match, await self.db.matches.together(match, State.OPEN, State.ENDED))
        return await self.db.settings.way_to(await self.db.outbox.channel_of(addressed(Room(people))))

    async def ways_to(self, people: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """The names of people, each with a link to the direct messages with them, as far as that is known."""
        team, named = await self.db.settings.get("team_id"), await self.db.people.named(people)
        found = [(named[who].name, f"slack://user?team={team}&id={who}") for who in people if who in named]
        return tuple(found) if team else ()

    async def zone(self, who: str) -> str:
        person = await self.db.people.get(who)
        return (person.tz if person else "") or "UTC"

    async def due_at(self, kind: str, since: datetime, who: str = "") -> datetime:
        """When something is due for somebody by the rule of its kind, if its event was `since`."""
        rule = self.program.nudges[kind]
        return rule.due_at(since, await self.zone(who), self.program.day_starts, self.program.day_ends)
