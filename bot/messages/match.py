"""The match as the two people meet it: each is asked alone, and then their conversation opens."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.domain.matches import State
from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.forms import AsForm
from bot.messages.mrkdwn import Mrkdwn, bullets, day, escape, fill, mention
from bot.messages.pieces import buttons, section, small, told
from bot.messages.reasons import Facts, reason_words


@dataclass(frozen=True)
class LooksGood(Click, name="match.looks_good"):
    match_id: int


@dataclass(frozen=True)
class Gladly(Click, name="match.gladly"):
    match_id: int


@dataclass(frozen=True)
class NotThisTime(Click, name="match.not_this_time"):
    match_id: int


@dataclass(frozen=True)
class ConcernAsked(Click, name="match.concern"):
    """Something is not right about a match: opens the form `concern`."""

    match_id: int


@dataclass(frozen=True)
class NameUs(Click, name="match.name_us"):
    """Whether the two may be named in public."""

    match_id: int
    yes: bool


@dataclass(frozen=True)
class MenteeAsked(Message, kind="match.mentee_turn"):
    match_id: int
    mentor: str
    title: str = ""
    reasons: Facts = ()

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("*Your mentor could be {mentor}*", mentor=mention(self.mentor))),
            _facts(self.title, self.reasons, "mentee", program),
            buttons(
                ("Looks good", LooksGood(self.match_id)), ("I have a concern", ConcernAsked(self.match_id))
            ),
            small(
                "You joined for this and see it first. One minute. Not now? "
                "After a working day without a word I ask them too."
            ),
        )


@dataclass(frozen=True)
class MentorAsked(Message, kind="match.mentor_turn"):
    match_id: int
    mentee: str
    title: str = ""
    reasons: Facts = ()

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("*Would you be the mentor of {mentee}?*", mentee=mention(self.mentee))),
            _facts(self.title, self.reasons, "mentor", program),
            buttons(("Gladly", Gladly(self.match_id)), ("Not this time", NotThisTime(self.match_id))),
            small(
                "You offered to mentor. One minute; a no needs no reason. Not now? "
                "Silence for a working day counts as yes."
            ),
        )


@dataclass(frozen=True)
class AskedAgain(Message, kind="match.again"):
    """To the one who had a concern or had declined, once the program team has settled it. `part` is theirs."""

    match_id: int
    partner: str
    part: str

    def render(self, program: Program) -> Rendered:
        mentor = self.part == "mentor"
        return told(
            section(
                fill("*Your match with {partner} could start after all.*", partner=mention(self.partner))
            ),
            section("The program team has looked at it. Is it all right with you now?"),
            buttons(
                ("Gladly", Gladly(self.match_id)) if mentor else ("Looks good", LooksGood(self.match_id)),
                ("Not this time", NotThisTime(self.match_id))
                if mentor
                else ("I have a concern", ConcernAsked(self.match_id)),
            ),
            small(
                "You said that it needs a look. One minute. Not now? After a working day without a word it goes on."
            ),
        )


def _facts(title: str, reasons: Facts, reader: str, program: Program) -> Block | None:
    lines: list[object] = [_cut(title)] if title else []
    lines += reason_words(reasons, reader, program)
    return section(bullets(lines)) if lines else None


def _cut(title: str) -> Mrkdwn:
    return escape(title if len(title) <= 40 else title[:39] + "…")


@dataclass(frozen=True)
class Receipt(Message, kind="match.receipt"):
    """What a question about a match becomes, and how the match stands for this person.

    `part` is theirs, `said` their answer; `asked` tells whether the other has been asked; `opens_at` is a Unix time.
    """

    match_id: int
    partner: str
    part: str
    state: str
    said: str = ""
    asked: bool = False
    public: str = ""
    opens_at: int = 0
    tz: str = "UTC"

    def render(self, program: Program) -> Rendered:
        held = self.state == State.HELD and self.said == "no"
        over = held or self.state == State.ENDED
        return told(
            section(self._words()),
            self._public() if not over else None,
            buttons(("Say more", ConcernAsked(self.match_id)), primary=False) if held else None,
            small("Named are only pairs where both said yes.") if not over and not self.public else None,
        )

    def _words(self) -> Mrkdwn:
        return fill(
            self._template(),
            partner=mention(self.partner),
            day=day(datetime.fromtimestamp(self.opens_at, UTC), self.tz),
        )

    def _template(self) -> str:
        if self.state == State.ENDED:
            return "The match with {partner} has ended. Type `status` to see what is next for you."
        if self.state == State.HELD:
            return HELD if self.said == "no" else WAITS
        if self.state == State.OPEN:
            return "✓ Your conversation with {partner} is open: you find it among your direct messages."
        if self.state == State.AGREED:
            return "✓ You both said yes. Your conversation with {partner} opens at the next hour that is good for both."
        if self.part == "mentor":
            return "✓ Thank you. Your conversation with {partner} opens by {day}."
        if self.asked:
            return "✓ Good. {partner} has been asked too; your conversation opens by {day}."
        return "✓ Good. I ask {partner} next, and your conversation opens by {day} unless something comes up."

    def _public(self) -> Block | None:
        if self.public:
            words = (
                "✓ We may name you when the new pairs are announced." if self.public == "yes" else NOT_NAMED
            )
            return section(words)
        return buttons(
            ("Yes, you may name us", NameUs(self.match_id, yes=True)),
            ("Rather not", NameUs(self.match_id, yes=False)),
            primary=False,
        )


NOT_NAMED: Final = "✓ You will not be named in public."
HELD: Final = (
    "Thank you for saying so. The match is held, and the program team only learns that it needs a look. "
    "{partner} is not told what you said. You hear from me when it is decided, within three working days."
)
WAITS: Final = "✓ Good. You hear from me when your conversation with {partner} opens."
"""A held match, for the one who did not raise anything: nothing here may let them guess it."""


@dataclass(frozen=True)
class MatchOver(Message, kind="match.over"):
    """A match ended by the program team, told alike to both, whoever raised what. `started`: it had been open."""

    partner: str
    part: str
    started: bool = False

    def render(self, program: Program) -> Rendered:
        words = (
            "*The match with {partner} has ended.*"
            if self.started
            else "*The match with {partner} will not start.*"
        )
        other = "mentor" if self.part == "mentee" else "mentee"
        next_words = (
            "That happens, and says nothing about you. You stay on the list, and the next round looks for a {other} "
            "for you."
        )
        return told(
            section(fill(words, partner=mention(self.partner))),
            section(fill(next_words, other=other)),
            buttons(("Change my wishes", AsForm("intake", 0)), primary=False),
            small("I tell you because you knew of it. Half a minute; there is nothing to do."),
        )
