"""The match as the two people meet it: each is asked alone, and then their conversation opens."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Format, Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.formats import OTHER, WORDING
from bot.messages.forms import AsForm
from bot.messages.mrkdwn import Mrkdwn, bullets, counted, day, escape, fill, listed, mention
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
class MenteeAsked(Message, kind="match.mentee_turn"):
    """The one of the two who is asked first. `circle` counts the mentees of a circle, 0 where it is none."""

    match_id: int
    mentor: str
    title: str = ""
    reasons: Facts = ()
    own: str = ""
    """What the mentor says people could ask them about."""
    silent_until: int = 0
    tz: str = "UTC"
    format: str = "one_to_one"
    circle: int = 0

    def render(self, program: Program) -> Rendered:
        words = WORDING[Format(self.format)]
        partner = mention(self.mentor)
        return told(
            section(fill(words.mentee.title, partner=partner, n=self.circle)),
            _facts(self, "mentee", program.in_format(self.format)),
            buttons(
                ("Looks good", LooksGood(self.match_id)), ("I have a concern", ConcernAsked(self.match_id))
            ),
            _why(words.mentee.why, partner, self.silent_until, self.tz),
        )


@dataclass(frozen=True)
class MentorAsked(Message, kind="match.mentor_turn"):
    """The one who is asked second; the mentor of a circle is asked by `circles.CircleAsked`."""

    match_id: int
    mentee: str
    title: str = ""
    reasons: Facts = ()
    own: str = ""
    """The goal of the mentee, in their words."""
    silent_until: int = 0
    tz: str = "UTC"
    format: str = "one_to_one"

    def render(self, program: Program) -> Rendered:
        words = WORDING[Format(self.format)]
        partner, role = mention(self.mentee), words.roles[1]
        return told(
            section(fill(words.mentor.title, partner=partner)),
            _facts(self, "mentor", program.in_format(self.format)),
            buttons(*_choices(self.match_id, role)),
            _why(words.mentor.why, partner, self.silent_until, self.tz),
        )


@dataclass(frozen=True)
class AskedAgain(Message, kind="match.again"):
    """To the one who had a concern or had declined, once the program team has settled it. `part` is what they are;
    `partners` are all of a circle, for its mentor."""

    match_id: int
    partner: str
    part: str
    silent_until: int = 0
    tz: str = "UTC"
    partners: tuple[str, ...] = ()

    def render(self, program: Program) -> Rendered:
        partner = listed([mention(one) for one in self.partners or (self.partner,)])
        words = "*Your match with {partner} could start after all.*"
        if len(self.partners) > 1:
            words = "*Your circle could start after all.* It is with {partner}."
        return told(
            section(fill(words, partner=partner)),
            section("The program team has looked at it. Is it all right with you now?"),
            buttons(*_choices(self.match_id, self.part)),
            _why(
                "You had doubts, so I ask you first. It takes a minute.", partner, self.silent_until, self.tz
            ),
        )


def _choices(match_id: int, role: str) -> tuple[tuple[str, Click], tuple[str, Click]]:
    """How somebody says yes or no. A mentor's no needs no reason; a peer is asked as a mentee is."""
    if role == "mentor":
        return ("Gladly", Gladly(match_id)), ("Not this time", NotThisTime(match_id))
    return ("Looks good", LooksGood(match_id)), ("I have a concern", ConcernAsked(match_id))


def _why(why: str, partner: Mrkdwn, until: int, tz: str) -> Block:
    return small(fill(why + " {silence}", partner=partner, silence=silence(until, tz)))


def silence(until: int, tz: str) -> Mrkdwn:
    """From when on no answer is an answer: a Unix time, 0 in messages of an earlier release."""
    return fill(
        "If you say nothing by {day}, I take it as a yes."
        if until
        else "If you say nothing, I take it as a yes.",
        day=day(until, tz),
    )


OWN_WORDS: Final = {
    "mentee": "ask them about: “{own}”",
    "mentor": "hopes for: “{own}”",
}
ROOM: Final = 30
"""The words that are left for what is told of the other, of the sixty of an unasked message."""


def _facts(asked: MenteeAsked | MentorAsked, reader: str, program: Program) -> Block | None:
    """The title, what the other says of themselves, and those of the reasons that there is room for."""
    lines: list[object] = [_cut(asked.title, 40)] if asked.title else []
    if asked.own:
        lines.append(fill(OWN_WORDS[reader], own=_cut(_first_words(asked.own), 120)))
    for reason in reason_words(asked.reasons, reader, program):
        if len(" ".join(map(str, [*lines, reason])).split()) <= ROOM:
            lines.append(reason)
    return section(bullets(lines)) if lines else None


def days_held(program: Program) -> str:
    """How long the program team has to decide about a match that is held."""
    return counted(program.nudges["match.held"].after_days, "working day")


def _first_words(text: str, most: int = 14) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _cut(words: str, limit: int) -> Mrkdwn:
    return escape(words if len(words) <= limit else words[: limit - 1] + "…")


@dataclass(frozen=True)
class MatchOver(Message, kind="match.over", waits_for="news"):
    """A match ended by the program team, told alike to both, whoever raised what. `started`: it had been open; `circle`:
    it was of one, and is over for the reader (all), or for one mentee of the reader's (one)."""

    partner: str
    part: str
    started: bool = False
    circle: str = ""

    def render(self, program: Program) -> Rendered:
        words = OVER[self.circle if self.part == "mentee" or self.circle == "one" else "", self.started]
        if self.circle == "all" and self.part == "mentor":
            words = "*Your circle has ended.*" if self.started else "*Your circle will not start.*"
        other = "circle" if self.circle else OTHER[self.part]
        next_words = "That happens, and says nothing about you. You stay on the list for another {other}."
        if self.circle == "one":
            next_words = "That happens, and says nothing about you. The circle goes on."
        return told(
            section(fill(words, partner=mention(self.partner))),
            section(fill(next_words, other=other)),
            buttons(("Change my wishes", AsForm("intake", 0)), primary=False),
            small("You get this because you two were matched. A few seconds to read; nothing to do."),
        )


OVER: Final = {
    ("", True): "*The match with {partner} has ended.*",
    ("", False): "*The match with {partner} will not start.*",
    ("all", True): "*The circle of {partner} has ended for you.*",
    ("all", False): "*The circle of {partner} will not start for you.*",
    ("one", True): "*{partner} is no longer in your circle.*",
    ("one", False): "*{partner} will not be in your circle.*",
}
"""What ended, by how much of a circle did, and whether it had been open."""
