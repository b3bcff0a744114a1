"""A circle as its people and the program team meet it, where the words are not those of a pair."""

from dataclasses import dataclass, replace

from bot.domain.program import Program
from bot.messages.base import Block, Message, Rendered
from bot.messages.forms import AsForm
from bot.messages.match import Gladly, NotThisTime, silence
from bot.messages.mrkdwn import Mrkdwn, bullets, day_words, fill, listed, mention
from bot.messages.opening import openers
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class CircleAsked(Message, kind="circles.asked"):
    """To the mentor of a circle, once for all: `mentees` had their time to say no. `later` where they were asked about
    this circle before, and these would join it."""

    match_id: int
    mentees: tuple[str, ...]
    topics: tuple[str, ...] = ()
    later: bool = False
    silent_until: int = 0
    tz: str = "UTC"

    def render(self, program: Program) -> Rendered:
        title = "*Would you lead a circle of {n}?*"
        if self.later:
            title = "*One more for your circle?*" if len(self.mentees) == 1 else "*{n} more for your circle?*"
        names = listed([mention(one) for one in self.mentees])
        return told(
            section(fill(title, n=len(self.mentees))),
            section(fill("{names}{topics}", names=names, topics=self._topics())),
            buttons(("Gladly", Gladly(self.match_id)), ("Not this time", NotThisTime(self.match_id))),
            small(
                fill(
                    "You offered to mentor. One minute; a no needs no reason. {silence}",
                    silence=silence(self.silent_until, self.tz),
                )
            ),
        )

    def _topics(self) -> Mrkdwn:
        if not self.topics:
            return Mrkdwn("")
        one = len(self.mentees) == 1
        words = (
            " would like to learn {topics}." if one else ". Between them they would like to learn {topics}."
        )
        return fill(words, topics=topic_words(self.topics[:3]))


@dataclass(frozen=True)
class CircleOpened(Message, kind="circles.room"):
    """The conversation of a circle as it opens. `joined` are those for whom it opens anew, where it was open before."""

    match_id: int
    mentor: str
    mentees: tuple[str, ...]
    topics: tuple[str, ...] = ()
    ask_day: str = ""
    """The day (ISO) on which the mentees are asked first."""
    joined: tuple[str, ...] = ()
    apart: bool = False
    """Slack refused the room, and each of them reads this alone."""

    def alone(self) -> "CircleOpened":
        return replace(self, apart=True)

    def render(self, program: Program) -> Rendered:
        mentor, mentees = mention(self.mentor), listed([mention(one) for one in self.mentees])
        joined = listed([mention(one) for one in self.joined])
        title = "*{mentees}, this is your circle; {mentor} is its mentor.*"
        if self.joined:
            title = "*Welcome {joined}!* From now on the circle of {mentor} is {mentees}, and meets here."
        return told(
            section(fill(title, mentor=mentor, mentees=mentees, joined=joined)),
            section(APART if self.apart else "I can post here, but I cannot read what you write."),
            self._topics(mentor),
            section(
                fill(
                    "*To begin with*, each of you could answer one of these:\n{openers}",
                    openers=bullets(openers(program, self.match_id)),
                )
            ),
            section(
                fill(
                    "*A first hour:* {mentor}, if you name two times here, everybody can say which suits.",
                    mentor=mentor,
                )
            ),
            small(self._asks(mentor)),
        )

    def _topics(self, mentor: Mrkdwn) -> Block | None:
        words = (
            "*What you have in common:* {topics}. {mentor} could teach it, and some of you want to learn it."
        )
        return section(fill(words, mentor=mentor, topics=topic_words(self.topics))) if self.topics else None

    def _asks(self, mentor: Mrkdwn) -> Mrkdwn:
        when = fill("On {day}", day=day_words(self.ask_day)) if self.ask_day else Mrkdwn("In a while")
        words = "{when} I ask each mentee alone whether you have met, and {mentor}, once, only if somebody does not answer."
        return fill(words, when=when, mentor=mentor)


APART = (
    "Slack did not let me open one conversation for you all, so I write to each of you. The mentor could begin a group "
    "message with everybody named here; I cannot read it."
)


@dataclass(frozen=True)
class Unfilled(Message, kind="circles.unfilled", waits_for="news"):
    """To somebody whose circle did not come to its least number. `partner` is its mentor; to the mentor, one of it."""

    partner: str
    part: str

    def render(self, program: Program) -> Rendered:
        words = "*Your circle did not fill this time, so it does not start.*"
        with_whom = "The circle with {partner} as mentor had too few people left."
        if self.part == "mentor":
            with_whom = "Too few people were left in it."
        rest = " It says nothing about you: you are back on the list for the next round."
        if self.part == "mentor":
            rest = " It says nothing about you: your circle is free for the next round."
        return told(
            section(words),
            section(fill(with_whom + rest, partner=mention(self.partner))),
            buttons(("Change my wishes", AsForm("intake", 0)), primary=False),
            small("You get this because you were asked about it. A few seconds to read; nothing to do."),
        )


@dataclass(frozen=True)
class CircleNotFilled(Message, kind="circles.not_filled"):
    """For the program team: a circle that begins no more. Names are plain text; nobody learns who said what."""

    mentor: str
    mentees: tuple[str, ...]
    least: int

    def render(self, program: Program) -> Rendered:
        words = "*A circle did not fill, and needs a look:* that of {mentor}, with {mentees} left. It takes {least}."
        return told(
            section(
                fill(
                    words,
                    mentor=self.mentor,
                    mentees=listed(list(self.mentees)) if self.mentees else "nobody",
                    least=self.least,
                )
            ),
            section(
                "It does not begin. They hear it kindly and are back on the list; the next preview looks for another circle for each."
            ),
            small("A word to each of them helps, and so does somebody new who wants to learn the same."),
        )


def topic_words(topics: tuple[str, ...]) -> Mrkdwn:
    return listed([one if len(one) <= 40 else one[:39] + "…" for one in topics])
