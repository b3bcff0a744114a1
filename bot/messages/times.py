"""A time to meet, suggested in the pair's own conversation until it suits both."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.mrkdwn import Mrkdwn, counted, escape, fill, listed, mention, moment, sentence
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class SuggestTime(Click, name="times.suggest"):
    checkin_id: int


@dataclass(frozen=True)
class WorksForMe(Click, name="times.works"):
    """`at` is the time it was said of, in seconds: another may have been suggested since."""

    checkin_id: int
    at: int


@dataclass(frozen=True)
class AnotherTime(Click, name="times.another"):
    checkin_id: int
    at: int


def _day_after(program: Program) -> str:
    """When whoever planned to meet is asked, counted from that day."""
    days = program.nudges["checkin.planned"].after_days
    return "the working day after" if days == 1 else f"{counted(days, 'working day')} after"


@dataclass(frozen=True)
class TimeSuggested(Message, kind="times.suggested", waits_for="time:{checkin_id}"):
    """In the room. `works_for` are the names of those whom it suits."""

    checkin_id: int
    at: int
    works_for: tuple[str, ...] = ()
    lapsed: int = 0
    """The time suggested before (Unix), if it passed without an answer; of `silent` alone, or of both if that is ""."""
    silent: str = ""

    def render(self, program: Program) -> Rendered:
        past = "{at} passed without an answer from {who}. New:"
        who = mention(self.silent) if self.silent else "either of you"
        suits = listed([escape(name) for name in self.works_for])
        return told(
            section(fill(past, at=moment(self.lapsed), who=who)) if self.lapsed else None,
            section(fill("How about *{at}* for your next meeting?", at=moment(self.at))),
            section(fill("✓ It works for {suits}. Does it work for the other of you?", suits=suits))
            if self.works_for
            else None,
            buttons(
                (
                    "Works for me too" if self.works_for else "Works for me",
                    WorksForMe(self.checkin_id, self.at),
                ),
                ("Another time", AnotherTime(self.checkin_id, self.at)),
                primary=False,
            ),
            small(
                "It lies in the working hours of both of you where that can be. I cannot read what you two write."
            ),
        )


@dataclass(frozen=True)
class TimeAgreed(Message, kind="times.agreed"):
    """`asked` is asked the working day after whether they met."""

    at: int
    asked: str = ""

    def render(self, program: Program) -> Rendered:
        words = "✓ *{at}* works for both of you. Please put it into your calendars."
        whom = mention(self.asked) if self.asked else Mrkdwn("one of you")
        then = fill("{when}, I ask {whom} whether you met.", when=sentence(_day_after(program)), whom=whom)
        return told(section(fill(words, at=moment(self.at))), small(then))


@dataclass(frozen=True)
class TimePast(Message, kind="times.past"):
    """What a suggestion becomes once it is past, or they have met."""

    at: int

    def render(self, program: Program) -> Rendered:
        return told(section(fill("The time suggested here, {at}, is past.", at=moment(self.at))))


@dataclass(frozen=True)
class Suggested(Message, kind="times.told"):
    """For the one who asked for it, in their DM."""

    at: int
    asked: str = ""

    def render(self, program: Program) -> Rendered:
        words = (
            "✓ I have suggested {at} in your conversation. Once it works for both of you, I ask {whom}, "
            "{when}, whether you met."
        )
        whom = mention(self.asked) if self.asked else Mrkdwn("you")
        return told(section(fill(words, at=moment(self.at), whom=whom, when=_day_after(program))))
