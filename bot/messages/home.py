"""Home: what is next with one button, the matches, and what the bot will say, each with *skip* and *why*."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any

from bot.domain.home import Coming, Counts, Next, Pair, Step
from bot.domain.nudges import a_week
from bot.domain.program import Program
from bot.messages.about import ShowHelp, TalkToPerson
from bot.messages.base import Block, Click, Message, Rendered, View
from bot.messages.joining import ChangeAnswers
from bot.messages.lead_home import the_program
from bot.messages.leaving import LeaveAsked
from bot.messages.meetings import LogMeeting
from bot.messages.mrkdwn import Mrkdwn, day_words, fill, listed, mention, moment
from bot.messages.next_step import next_buttons, next_words
from bot.messages.pausing import PauseAsked
from bot.messages.pieces import button, buttons, divider, header, link_button, modal, section, small, told
from bot.messages.receipt import TO_ROOM

MOST_ROWS = 10


@dataclass(frozen=True)
class Skip(Click, name="home.skip"):
    due_id: int


@dataclass(frozen=True)
class Why(Click, name="home.why"):
    due_id: int


@dataclass(frozen=True)
class Fewer(Click, name="home.fewer"):
    fewer: bool = True


@dataclass(frozen=True)
class Refresh(Click, name="home.refresh"):
    pass


COMING = {
    "checkin.mentee": "I ask you whether you and {partner} met.",
    "checkin.partner": "I ask {partner} whether you two met; without an answer, I ask you: {then}.",
    "checkin.circle": "I ask each mentee of your circle whether you met; without an answer of all, I ask you: {then}.",
    "checkin.mentor": "I ask you whether you and {partner} met, if {partner} has not told me by then.",
    "checkin.planned": "I ask you whether you and {partner} met as planned.",
    "checkin.later": "I ask you again whether you and {partner} met.",
    "checkin.follow_up": "I ask you once more whether you and {partner} met, if I have not heard by then.",
    "feedback.prompt": "I ask whether you would like to give {partner} feedback.",
    "feedback.deliver": "I bring you feedback from {partner}.",
    "feedback.follow_up": "I remind you, once, of feedback for {partner}.",
    "feedback.unread": "I remind you, once, of feedback from {partner}.",
    "intake.resume": "I remind you, once, that you were about to join.",
    "intake.more": "I ask you, once, for something that counts in the matching.",
    "pause.ends": "Your pause ends, and things go on where they were.",
    "waiting.news": "I tell you how the search for your match stands.",
}
STAGES = {
    ("mentee", "look"): "{partner} could be your mentor. My message to you says why.",
    ("mentor", "look"): "Would you be the mentor of {partner}? My message to you says why you two.",
    (
        "mentee",
        "starting",
    ): "{partner} could be your mentor. I open your conversation as soon as both are ready.",
    ("mentor", "starting"): "You could mentor {partner}. I open your conversation as soon as both are ready.",
    ("mentee", "open"): "{partner} is your mentor.",
    ("mentor", "open"): "You mentor {partner}.",
    (
        "mentee",
        "held",
    ): "{partner}: this match waits while the program team looks at it. Nothing is asked of you.",
    ("mentor", "held"): "{partner}: this match will not start, as you wished. Nothing is asked of you.",
    ("peer", "look"): "{partner} could be your peer. My message to you says why.",
    ("peer", "starting"): "{partner} could be your peer. I open your conversation as soon as both are ready.",
    ("peer", "open"): "{partner} and you are peers.",
    (
        "peer",
        "held",
    ): "{partner}: this match waits while the program team looks at it. Nothing is asked of you.",
}
OF_CIRCLE = {
    ("mentee", "look"): "{partner} could be your mentor, in a circle. My message to you says why.",
    (
        "mentee",
        "starting",
    ): "{partner} could be your mentor, in a circle. I open its conversation when all are ready.",
    ("mentee", "open"): "You are in the circle of {partner}.",
    ("mentor", "look"): "Would you lead a circle with {partner}? My message to you says more.",
    (
        "mentor",
        "starting",
    ): "You could lead a circle with {partner}. I open its conversation when all are ready.",
    ("mentor", "open"): "You lead a circle with {partner}.",
    ("mentor", "held"): "Your circle with {partner} will not start, as you wished. Nothing is asked of you.",
}
"""What is said otherwise of a circle."""


NEEDS = {
    Step.READ: " They wrote feedback for you: one minute to read.",
    Step.ANSWER: " Did you two meet?",
    Step.DRAFT: " Your feedback is begun and not sent.",
}


def coming_words(coming: Coming) -> Mrkdwn:
    partner = mention(coming.partner) if coming.partner else Mrkdwn("your match")
    then = moment(coming.then) if coming.then else Mrkdwn("")
    return fill(COMING.get(coming.kind, "I write to you."), partner=partner, then=then)


@dataclass(frozen=True)
class Home(View, name="home.view"):
    """The Home tab. `counts` are for admins alone."""

    next: Next
    now: datetime
    pairs: Sequence[Pair] = ()
    coming: Sequence[Coming] = ()
    fewer: bool = False
    counts: Counts | None = None
    part_of_it: bool = False
    """Whether they take part: strangers have nothing to set."""

    def draw(self, program: Program) -> dict[str, Any]:
        blocks = [
            header(program.name),
            *([*the_program(self.counts, program), divider()] if self.counts else []),
            section(next_words(replace(self.next, asks=""), program)),
            buttons(*next_buttons(self.next), primary=self.counts is None),
            *(self._pairs() if self.part_of_it else [section(program.purpose)]),
            *(self._coming() if self.part_of_it else []),
            *self._settings(),
            small(fill("Updated {now}. I read only what is written to me.", now=moment(self.now))),
        ]
        return {"type": "home", "callback_id": self.name, "blocks": blocks}

    def _pairs(self) -> list[Block]:
        title = "*Your match*" if len(self.pairs) < 2 else "*Your matches*"
        if not self.pairs:
            return [divider(), section(fill(f"{title}\nNobody yet."))]
        rows = [_row(pair, self.next, place) for place, pair in enumerate(self.pairs[:MOST_ROWS])]
        return [divider(), section(Mrkdwn(title)), *chain(*rows), *_rest(len(self.pairs))]

    def _coming(self) -> list[Block]:
        if not self.coming:
            words = "Nothing has a date just now. I write when there is something for you."
            return [divider(), section(fill("*What you hear from me next*\n{words}", words=words))]
        blocks = [divider(), section("*What you hear from me next*")]
        for place, coming in enumerate(self.coming[:MOST_ROWS]):
            words = coming_words(coming)
            blocks.append(section(fill("{at}\n{words}", at=moment(coming.at), words=words)))
            if not coming.due_id:
                continue
            skip = button(
                "Skip", Skip(coming.due_id), place=place, about=f"Skip: {COMING.get(coming.kind, '')}"[:60]
            )
            why = button("Why", Why(coming.due_id), place=place, about="Why I will write this")
            blocks.append({"type": "actions", "elements": [*([skip] if coming.may_skip else []), why]})
        return blocks + _rest(len(self.coming))

    def _settings(self) -> list[Block]:
        if not self.part_of_it:
            return [
                divider(),
                buttons(("What I can do", ShowHelp()), ("Talk to a person", TalkToPerson()), primary=False),
            ]
        amount = ("Usual messages", Fewer(fewer=False)) if self.fewer else ("Fewer messages", Fewer())
        return [
            divider(),
            buttons(
                None if self.next.step is Step.RESUME else ("Pause", PauseAsked()),
                amount,
                ("Profile", ChangeAnswers()),
                ("Help", ShowHelp()),
                ("Leave", LeaveAsked()),
                primary=False,
            ),
        ]


GIVEN = {
    "sent": " Your feedback is on its way to them.",
    "held": " Your feedback goes to them when you have met again.",
}


def _row(pair: Pair, following: Next, place: int) -> list[Block]:
    """A match, how it stands, and what can be pressed for it where that is not the very thing above."""
    key = pair.part, pair.stage
    template = OF_CIRCLE.get(key, STAGES[key]) if pair.circle else STAGES[key]
    partner = listed([mention(one) for one in pair.partners or (pair.partner,)])
    words = fill(template, partner=partner) + _how_it_stands(pair)
    pressed: list[tuple[str, Click]] = []
    if pair.needs and pair.needs != following:  # else the button above is for it
        words += NEEDS.get(pair.needs.step, "")
        pressed = next_buttons(pair.needs)
    if pair.needs and pair.needs.step in (Step.READ, Step.DRAFT):
        pressed.append(("We met", LogMeeting(pair.match_id)))
    if not pressed and not pair.link:
        return [section(Mrkdwn(words))]
    about = f"match {place + 1}"
    row = [
        button(label, click, place=n, about=f"{label}, {about}") for n, (label, click) in enumerate(pressed)
    ]
    if pair.link:
        row.append(link_button(TO_ROOM, pair.link, place))
    return [section(Mrkdwn(words)), {"type": "actions", "elements": row}]


def _how_it_stands(pair: Pair) -> str:
    said = ""
    if pair.away:
        said += fill(" They are on a break until {day}.", day=day_words(pair.away))
    if pair.stage == "open" and pair.slot_at and not pair.met:
        said += fill(" First time suggested: {at}.", at=moment(pair.slot_at))
    if pair.stage == "open" and pair.met:
        words = " You met on {day}." if pair.agreed else " On {day} I heard that you met."
        said += fill(words, day=day_words(pair.agreed or pair.met))
    return said + GIVEN.get(pair.given, "")


def _rest(count: int) -> list[Block]:
    return [small(f"… and {count - MOST_ROWS} more.")] if count > MOST_ROWS else []


@dataclass(frozen=True)
class WhyThis(View, name="home.why_this"):
    """Why the bot will write, and when; `coming` is None where it no longer will."""

    due_id: int
    coming: Coming | None = field(default=None, metadata={"carried": False})
    fewer: bool = field(default=False, metadata={"carried": False})

    def again(self) -> Click:
        return Why(self.due_id)

    def draw(self, program: Program) -> dict[str, Any]:
        return modal("Why this message?", self._blocks(program), name=self.name, metadata=self._metadata())

    def _metadata(self) -> str:
        return json.dumps(self.carried())

    def _blocks(self, program: Program) -> list[Block]:
        if self.coming is None:
            return [section("That message is no longer planned, so there is nothing to explain.")]
        rule = program.nudges.get(self.coming.kind)
        return [
            section(fill("*{words}*", words=coming_words(self.coming))),
            section(rule.why if rule else "It follows from what you told me."),
            small(
                fill("Planned for {at}, in your working hours.", at=moment(self.coming.at)),
                self._budget(program),
            ),
            *([] if self.fewer else [buttons(("Fewer of these", Fewer()), primary=False)]),
        ]

    def _budget(self, program: Program) -> str:
        rule = program.nudges.get(self.coming.kind) if self.coming else None
        if rule and not rule.unasked:
            return (
                "It comes of what you or your partner did, so it does not count among what I write unasked."
            )
        most = times(a_week(program.budget_per_week, fewer=self.fewer))
        return f"I write at most {most} a week without being asked, counted over everything."


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


@dataclass(frozen=True)
class FewerNoted(Message, kind="home.fewer"):
    """`a_week` is how many unasked messages they get at most."""

    a_week: int
    fewer: bool

    def render(self, program: Program) -> Rendered:
        words = f"Noted. From now on I write at most {times(self.a_week)} a week without being asked."
        other = ("Usual messages", Fewer(fewer=False)) if self.fewer else ("Fewer messages", Fewer())
        return told(section(words), buttons(other, primary=False))
