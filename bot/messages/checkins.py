"""Check-ins: the question to a pair, and what it becomes once it is answered."""

from dataclasses import dataclass

from bot.domain.checkins import Said
from bot.domain.nudges import a_week
from bot.domain.program import Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.feedback import WriteFeedback, minutes
from bot.messages.match import ConcernAsked
from bot.messages.meetings import asks_again, whom
from bot.messages.mrkdwn import Mrkdwn, day_words, fill, mention
from bot.messages.pausing import PauseAsked
from bot.messages.pieces import buttons, more, section, small, told
from bot.messages.rhythm import ChangeRhythm
from bot.messages.times import SuggestTime


@dataclass(frozen=True)
class WeMet(Click, name="checkins.met"):
    checkin_id: int


@dataclass(frozen=True)
class ItsPlanned(Click, name="checkins.planned"):
    checkin_id: int


@dataclass(frozen=True)
class NotYet(Click, name="checkins.not_yet"):
    checkin_id: int


@dataclass(frozen=True)
class RemindLater(Click, name="checkins.later"):
    checkin_id: int


@dataclass(frozen=True)
class Fewer(Click, name="checkins.fewer"):
    checkin_id: int


ASKS = {
    "checkin.follow_up": "I have not heard yet: did you and {partner} meet?",
    "checkin.planned": "You had planned it: did you and {partner} meet?",
    "checkin.later": "As you asked, once more: did you and {partner} meet?",
}


@dataclass(frozen=True)
class DidYouMeet(Message, kind="checkins.did_you_meet"):
    """The one question. `why` is the nudge it comes from; `fewer` says that fewer messages were just asked for."""

    checkin_id: int
    partner: str
    why: str
    fewer: bool = False
    circle: str = ""

    def render(self, program: Program) -> Rendered:
        ask = ASKS.get(self.why, "Did you and {partner} meet?")
        most = a_week(program.budget_per_week, fewer=True)
        noted = f"Noted: you get fewer messages from me from now on, {most} a week at most."
        return told(
            section(noted) if self.fewer else None,
            section(fill(f"*{ask}* One tap is enough.", partner=whom(self.partner, self.circle))),
            buttons(
                ("We met", WeMet(self.checkin_id)),
                ("It's planned", ItsPlanned(self.checkin_id)),
                ("Not yet", NotYet(self.checkin_id)),
                more(
                    ("Remind me later", RemindLater(self.checkin_id)),
                    ("Fewer of these", Fewer(self.checkin_id)),
                    ("Pause", PauseAsked()),
                ),
                primary=False,
            ),
            small(fill("{why} Not now? Open the … menu.", why=self._why(program))),
        )

    def _why(self, program: Program) -> str:
        """What the program says of this question speaks of two; in a circle it is more who meet."""
        if self.circle and self.why in ("checkin.mentee", "checkin.mentor"):
            return WHY_CIRCLE[self.circle]
        return program.nudges[self.why].why


WHY_CIRCLE = {
    "mentee": "Your circle means to meet regularly, and I ask each of you for themselves.",
    "mentor": "Not all of your circle have answered. I ask you once, and your answer counts for all of it.",
}


@dataclass(frozen=True)
class Answered(Message, kind="checkins.answered"):
    """What a question becomes once it is answered, by the other or earlier. `by` is "" for the reader.

    `gave` once they have written feedback since; `over` where a newer question has come.
    """

    match_id: int
    said: str
    by: str = ""
    day: str = ""
    gave: bool = False
    over: bool = False
    circle: str = ""

    def render(self, program: Program) -> Rendered:
        who = mention(self.by) if self.by else Mrkdwn("You")
        words = {
            Said.NOTHING: "That question is past: nobody has said whether you met, and that is fine.",
            Said.SILENCE: "That question is past: nobody has said whether you met, and that is fine.",
            Said.MET: "✓ {who} said that you met.",
            Said.PLANNED: "✓ {who} said that you meet on {day}.",
            Said.NOT_YET: "✓ {who} said that you have not met yet.",
        }[Said(self.said)]
        day = day_words(self.day) if self.day else Mrkdwn("a day to come")
        once = "" if self.over or self.circle else " One answer counts for both of you."
        feedback = buttons(
            (f"Give feedback ({minutes(program)})", WriteFeedback(self.match_id)), primary=False
        )
        return told(
            section(fill(words + once, who=who, day=day)),
            section("✓ You have written feedback.") if self.gave else None,
            feedback if self.said == Said.MET and not self.gave else None,
        )


@dataclass(frozen=True)
class Planned(Message, kind="checkins.planned"):
    """`day` is the day they meet on, `ask_day` the one on which `asked` ("" for the reader) is asked again."""

    partner: str
    day: str
    ask_day: str
    asked: str = ""
    circle: str = ""

    def render(self, program: Program) -> Rendered:
        words = "✓ Noted: you and {partner} meet on *{day}*. I ask {whom} on {ask_day}, and not before."
        facts = {"day": day_words(self.day), "ask_day": day_words(self.ask_day)}
        facts["whom"] = mention(self.asked) if self.asked else Mrkdwn("you")
        return told(section(fill(words, partner=whom(self.partner, self.circle), **facts)))


@dataclass(frozen=True)
class NotYetHelp(Message, kind="checkins.not_yet"):
    checkin_id: int
    match_id: int
    partner: str
    next_day: str = ""
    asked: str = ""
    circle: str = ""
    """The reader's part in a circle, which finds its time in its own conversation."""

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill(
                    "✓ Not yet, and that is fine. What would help you and {partner}?",
                    partner=whom(self.partner, self.circle),
                )
            ),
            buttons(
                None if self.circle else ("Suggest a time", SuggestTime(self.checkin_id)),
                ("Change the rhythm", ChangeRhythm(self.checkin_id)),
                ("Something isn't working", ConcernAsked(self.match_id)),
                primary=False,
            ),
            small(fill("You need not choose any.{then}", then=asks_again(self.next_day, self.asked))),
        )


@dataclass(frozen=True)
class Later(Message, kind="checkins.later"):
    checkin_id: int
    day: str

    def render(self, program: Program) -> Rendered:
        return told(
            section(fill("✓ I ask you again on {day}.", day=day_words(self.day))),
            buttons(("We have met", WeMet(self.checkin_id)), primary=False),
        )


@dataclass(frozen=True)
class Silence(Message, kind="checkins.silence"):
    """For the program team: how many pairs left two questions unanswered, and not which."""

    pairs: int

    def render(self, program: Program) -> Rendered:
        pairs = "1 pair has" if self.pairs == 1 else f"{self.pairs} pairs have"
        rest: Block = small(
            "I ask no further until their next check-in, and name nobody. A word to everyone may help."
        )
        return told(section(f"*{pairs} left two check-ins unanswered* since I last told you."), rest)
