"""A time to meet, suggested in the pair's own conversation until it suits both."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.mrkdwn import Mrkdwn, escape, fill, listed, moment
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


def _moment(at: int) -> Mrkdwn:
    return moment(datetime.fromtimestamp(at, UTC))


@dataclass(frozen=True)
class TimeSuggested(Message, kind="times.suggested"):
    """In the room. `works_for` are the names of those whom it suits."""

    checkin_id: int
    at: int
    works_for: tuple[str, ...] = ()

    def render(self, program: Program) -> Rendered:
        suits = listed([escape(name) for name in self.works_for])
        return told(
            section(fill("How about *{at}* for your next meeting?", at=_moment(self.at))),
            section(fill("✓ Works for {suits}.", suits=suits)) if self.works_for else None,
            buttons(
                ("Works for me", WorksForMe(self.checkin_id, self.at)),
                ("Another time", AnotherTime(self.checkin_id, self.at)),
                primary=False,
            ),
            small(
                "It lies in the working hours of both of you where that can be. I cannot read what you write here."
            ),
        )


@dataclass(frozen=True)
class TimeAgreed(Message, kind="times.agreed"):
    at: int

    def render(self, program: Program) -> Rendered:
        words = "✓ *{at}* works for both of you. Please put it into your calendars."
        return told(section(fill(words, at=_moment(self.at))))


@dataclass(frozen=True)
class Suggested(Message, kind="times.told"):
    """For the one who asked for it, in their DM."""

    at: int

    def render(self, program: Program) -> Rendered:
        words = "✓ I have suggested {at} in your conversation. Once it works for both of you, I ask the morning after."
        return told(section(fill(words, at=_moment(self.at))))
