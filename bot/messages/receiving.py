"""Receiving feedback: being asked for it, being told of it, reading it. The words stand in the view alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered, View
from bot.messages.feedback import ReadFeedback, WriteFeedback, in_minutes, minutes, words_blocks
from bot.messages.mrkdwn import fill, mention
from bot.messages.pieces import buttons, divider, modal, section, small, told


@dataclass(frozen=True)
class ReadLater(Click, name="receiving.later"):
    feedback_id: int


@dataclass(frozen=True)
class Thank(Click, name="receiving.thank"):
    feedback_id: int


@dataclass(frozen=True)
class AskMore(Click, name="receiving.more"):
    feedback_id: int


@dataclass(frozen=True)
class NotNow(Click, name="receiving.not_now"):
    """A prompt or a request that is set aside, with no reason given."""

    match_id: int


@dataclass(frozen=True)
class Prompt(Message, kind="receiving.prompt", waits_for="feedback:{match_id}"):
    """Two hours after a meeting, to one of the two."""

    match_id: int
    session_id: int
    partner: str

    def render(self, program: Program) -> Rendered:
        words = "*You and {who} met.* What is one thing you noticed? " + in_minutes(program)
        return told(
            section(fill(words, who=mention(self.partner))),
            buttons(
                (f"Give feedback ({minutes(program)})", WriteFeedback(self.match_id, self.session_id)),
                ("Not now", NotNow(self.match_id)),
                primary=False,
            ),
            small(fill("{why} Only {who} reads it.", why=_why(program, "prompt"), who=mention(self.partner))),
        )


@dataclass(frozen=True)
class Requested(Message, kind="receiving.requested", waits_for="feedback:{match_id}"):
    """`again`: it is said a second time, and not a third."""

    match_id: int
    asker: str
    again: bool = False

    def render(self, program: Program) -> Rendered:
        words = (
            "{who} would still like feedback from you."
            if self.again
            else "{who} would like feedback from you."
        )
        why = _why(program, "follow_up" if self.again else "asked")
        return told(
            section(fill(f"*{words}* {in_minutes(program)}", who=mention(self.asker))),
            buttons(
                (f"Write it ({minutes(program)})", WriteFeedback(self.match_id)),
                ("Not now", NotNow(self.match_id)),
                primary=False,
            ),
            small(fill("{why} Only {who} reads it.", why=why, who=mention(self.asker))),
        )


@dataclass(frozen=True)
class Waits(Message, kind="receiving.waits"):
    """Somebody's feedback is there. `again`: it was not opened, and is mentioned once more."""

    feedback_id: int
    author: str
    again: bool = False

    def render(self, program: Program) -> Rendered:
        words = (
            "*{who}'s feedback is still here for you.* One minute to read."
            if self.again
            else "*{who} has written you feedback.* One minute to read."
        )
        why = _why(program, "unread" if self.again else "deliver")
        return told(
            section(fill(words, who=mention(self.author))),
            buttons(("Read", ReadFeedback(self.feedback_id)), ("Later", ReadLater(self.feedback_id))),
            small(fill("{why} It opens in a window only you see.", why=why)),
        )


@dataclass(frozen=True)
class SetAside(Message, kind="receiving.set_aside"):
    """*Later*: it stays where it is."""

    feedback_id: int
    author: str

    def render(self, program: Program) -> Rendered:
        words = "✓ Whenever you like. {who}'s feedback stays here and on your Home."
        return told(
            section(fill(words, who=mention(self.author))),
            buttons(("Read", ReadFeedback(self.feedback_id)), primary=False),
        )


@dataclass(frozen=True)
class Opened(Message, kind="receiving.opened"):
    """What the notice becomes once it was read."""

    feedback_id: int
    author: str

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("✓ You read {who}'s feedback.", who=mention(self.author))),
            buttons(("Read again", ReadFeedback(self.feedback_id)), primary=False),
        )


@dataclass(frozen=True)
class Feedback(View, name="receiving.feedback"):
    """The words, for the one they were written to."""

    feedback_id: int
    author: str
    thanked: bool = False
    asked_more: bool = False
    match_id: int = 0
    """The match in which some can be written back, 0 where it is over."""
    words: Mapping[str, str] = field(default_factory=dict, metadata={"carried": False})

    def again(self) -> Click:
        return ReadFeedback(self.feedback_id)

    def draw(self, program: Program) -> dict[str, Any]:
        about, who = self.feedback_id, mention(self.author)
        done = [
            fill("✓ {who} hears that you thank them.", who=who) if self.thanked else None,
            fill("✓ {who} hears that you would like to know more.", who=who) if self.asked_more else None,
        ]
        choices = (
            None if self.thanked else ("Say thanks", Thank(about)),
            None if self.asked_more else ("Ask for more", AskMore(about)),
            ("Write some back", WriteFeedback(self.match_id)) if self.thanked and self.match_id else None,
        )
        gone = section(
            "These words are no longer kept: their author deleted them, or your match ended over a year ago."
        )
        return modal(
            "Feedback for you",
            [
                section(fill("{who} wrote this to you. Nobody else can read it.", who=who)),
                *(words_blocks(program, self.words) or [gone]),
                divider(),
                *[section(line) for line in done if line],
                *([buttons(*choices, primary=not self.thanked)] if any(choices) else []),
            ],
            name=self.name,
            metadata=json.dumps(self.carried(), separators=(",", ":")),
        )


@dataclass(frozen=True)
class Declined(Message, kind="receiving.declined"):
    """*Not now*: nobody is told."""

    match_id: int

    def render(self, program: Program) -> Rendered:
        return told(
            section("✓ That is fine, and nobody is told. `feedback` opens it whenever you like."),
            buttons(("Write it after all", WriteFeedback(self.match_id)), primary=False),
        )


@dataclass(frozen=True)
class Asked(Message, kind="receiving.asked"):
    """For the one who asked. `already`: they had asked before, and it still holds."""

    partner: str
    already: bool = False

    def render(self, program: Program) -> Rendered:
        words = (
            "You have asked {who} already, and I do not ask twice. I tell you when there is something to read."
            if self.already
            else "✓ I pass it on to {who} in their working hours. Whether they write is theirs to decide."
        )
        return told(section(fill(words, who=mention(self.partner))))


def _why(program: Program, kind: str) -> str:
    return program.nudges[f"feedback.{kind}"].why
