"""Meetings that took place: telling of one, and the receipt."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.feedback import WriteFeedback, minutes
from bot.messages.mrkdwn import Mrkdwn, day_words, fill, mention
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class LogMeeting(Click, name="meetings.log"):
    """A meeting told of without being asked. `after` is the session it is not: another one than was told of last."""

    match_id: int
    after: int = 0


def asks_again(next_day: str, whom: str = "") -> Mrkdwn:
    """When the next question comes and to `whom` ("" for the reader), as the end of a line; "" if none is planned."""
    if not next_day:
        return Mrkdwn("")
    who = mention(whom) if whom else Mrkdwn("you")
    return fill(" I ask {who} again around {day}.", who=who, day=day_words(next_day))


def whom(partner: str, circle: str = "") -> Mrkdwn:
    """With whom somebody meets: the partner; in a circle all of it, by the reader's part in it."""
    if circle == "mentor":
        return Mrkdwn("your circle")
    return fill("the circle of {partner}" if circle else "{partner}", partner=mention(partner))


@dataclass(frozen=True)
class Met(Message, kind="meetings.met", waits_for="feedback:{match_id}"):
    """The receipt. `next_day` is when `asked` ("" for the reader) is asked next, "" if that is not planned.

    `gave` once they have written feedback since.
    """

    match_id: int
    session_id: int
    partner: str
    next_day: str = ""
    asked: str = ""
    gave: bool = False
    circle: str = ""
    """The reader's part in a circle. Its mentor answers for all of it, and a mentee for themselves."""

    def render(self, program: Program) -> Rendered:
        partner, met = mention(self.partner), whom(self.partner, self.circle)
        counts = {"": " That counts for both of you.", "mentor": " That counts for all of it."}.get(
            self.circle, ""
        )
        then = asks_again(self.next_day, self.asked)
        write = WriteFeedback(self.match_id, self.session_id)
        return told(
            section(fill("✓ You and {partner} met.{counts}", partner=met, counts=counts)),
            section(fill("✓ You have written {partner} feedback.", partner=partner)) if self.gave else None,
            None
            if self.gave or self.circle == "mentor"
            else buttons((f"Give feedback now ({minutes(program)})", write)),
            small(fill("The program team sees that you met, never what you said.{then}", then=then)),
        )


@dataclass(frozen=True)
class AlreadyNoted(Message, kind="meetings.already_noted", waits_for="feedback:{match_id}"):
    """The meeting was probably told of before; `by` is "" for the reader."""

    match_id: int
    partner: str
    day: str
    by: str = ""
    session_id: int = 0

    def render(self, program: Program) -> Rendered:
        both = "you two" if self.by else "you and {partner}"
        words = f"✓ It is noted already: {{who}} told me on {{day}} that {both} met."
        who = mention(self.by) if self.by else Mrkdwn("you")
        return told(
            section(fill(words, who=who, day=day_words(self.day), partner=mention(self.partner))),
            buttons(
                (f"Give feedback ({minutes(program)})", WriteFeedback(self.match_id)),
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
