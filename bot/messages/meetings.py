"""Meetings that took place: telling of one, and the receipt."""

from dataclasses import dataclass
from datetime import date

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.feedback import WriteFeedback
from bot.messages.mrkdwn import Mrkdwn, fill, mention
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class LogMeeting(Click, name="meetings.log"):
    """A meeting told of without being asked. `after` is the session it is not: another one than was told of last."""

    match_id: int
    after: int = 0


def day_words(day: str) -> Mrkdwn:
    """`2030-01-22` as `Tuesday 22 January`."""
    when = date.fromisoformat(day)
    return Mrkdwn(f"{when:%A} {when.day} {when:%B}")


def asks_again(next_day: str) -> str:
    """When the next question comes, as the end of a line; "" if none is planned."""
    return f" I ask again about {day_words(next_day)}." if next_day else ""


@dataclass(frozen=True)
class Met(Message, kind="meetings.met"):
    """The receipt. `next_day` is when the next question comes, "" if none is planned."""

    match_id: int
    session_id: int
    partner: str
    next_day: str = ""

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill(
                    "✓ Lovely: you and {partner} met. That counts for both of you.",
                    partner=mention(self.partner),
                )
            ),
            buttons(("Give feedback now (2 minutes)", WriteFeedback(self.match_id, self.session_id))),
            small(f"The program team sees that you met, never what you said.{asks_again(self.next_day)}"),
        )


@dataclass(frozen=True)
class AlreadyNoted(Message, kind="meetings.already_noted"):
    """The meeting was probably told of before; `by` is "" for the reader."""

    match_id: int
    partner: str
    day: str
    by: str = ""
    session_id: int = 0

    def render(self, program: Program) -> Rendered:
        words = "{who} told me on {day} that you and {partner} met, so I have it already."
        who = mention(self.by) if self.by else Mrkdwn("You")
        return told(
            section(fill(words, who=who, day=day_words(self.day), partner=mention(self.partner))),
            buttons(
                ("Give feedback (2 minutes)", WriteFeedback(self.match_id)),
                ("That was another meeting", LogMeeting(self.match_id, after=self.session_id)),
                primary=False,
            ),
        )


@dataclass(frozen=True)
class WhichMeeting(Message, kind="meetings.which"):
    """Whom did they meet? `choices` are (match id, name)."""

    choices: tuple[tuple[int, str], ...]

    def render(self, program: Program) -> Rendered:
        picks = ((name, LogMeeting(match_id)) for match_id, name in self.choices[:20])
        return told(section("Good to hear. Whom did you meet?"), buttons(*picks, primary=False))


@dataclass(frozen=True)
class NoMatchYet(Message, kind="meetings.no_match"):
    """A word about a match, from somebody who has none under way."""

    def render(self, program: Program) -> Rendered:
        words = "You have no match under way at the moment, so there is nothing to note. Type `status` to see what is next."
        return told(section(words))
