"""What is next for somebody, in words and with one button: at Home and for the word `status`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self

from bot.domain.home import Next, Step
from bot.domain.program import Program
from bot.messages.about import ShowHelp
from bot.messages.base import Click, Message, Rendered
from bot.messages.checkins import WeMet
from bot.messages.feedback import ReadFeedback, WriteFeedback
from bot.messages.formats import OTHER, called, wording
from bot.messages.forms import AsForm
from bot.messages.joining import ChangeAnswers, JoinAs, TellMeWhenOpen
from bot.messages.match import ConcernAsked, Gladly, LooksGood, NotThisTime
from bot.messages.meetings import LogMeeting, whom
from bot.messages.mrkdwn import Mrkdwn, counted, day_words, fill, mention, moment, sentence
from bot.messages.pausing import ResumeNow
from bot.messages.pieces import buttons, section, told

WORDS: Final = {
    Step.CLOSED: "*Joining is closed just now.* I can tell you when it opens.",
    Step.INTERESTED: "*I tell you when joining opens.* Until then there is nothing to do.",
    Step.GO_ON: "*You have begun to join.* Your answers are kept; go on whenever you like.",
    Step.RESUME: "*You are on a pause.* I start again by myself: {until}.",
    Step.READ: "*There is feedback for you.* It takes about one minute to read.",
    Step.LOOK: "*{partner} could be your {other}.* Have a look, and say whether it suits you.",
    Step.ANSWER: "*Did you and {partner} meet?* One tap is enough, for both of you.",
    Step.DRAFT: "*You have begun feedback for {partner}.* Nobody sees it before you send it.",
    Step.MEET: "*You and {whom} are under way.* When you have met, one tap tells me.",
    Step.STARTING: "*You and {partner} are about to start.* I open your conversation as soon as both are ready.",
    Step.WAIT: "*You are on the list.* {contact} makes the pairs, and I ask you before anything starts{by}.",
}


MET: Final = "*On {met} I heard that you and {whom} met.* Met again? One tap tells me."
MET_AS_AGREED: Final = "*You and {whom} met on {agreed}.* Met again? One tap tells me."
ASKS: Final = {
    "mentee": " I ask you on {day}.",
    "peer": "",
    "mentor": " I ask {partner} on {day}, and you only if there is no answer.",
}
IN_CIRCLE: Final = {
    (
        Step.LOOK,
        "mentee",
    ): "*{partner} could be your mentor, in a circle.* Have a look, and say whether it suits you.",
    (Step.LOOK, "mentor"): "*You could lead a circle.* Have a look, and say whether it suits you.",
    (Step.ANSWER, "mentee"): "*Did you and {whom} meet?* One tap is enough.",
    (Step.ANSWER, "mentor"): "*Did you and {whom} meet?* One tap is enough, for all of it.",
    (
        Step.STARTING,
        "mentee",
    ): "*You and {whom} are about to start.* I open your conversation when all are ready.",
    (
        Step.STARTING,
        "mentor",
    ): "*You and {whom} are about to start.* I open your conversation when all are ready.",
}
"""What is said otherwise in a circle, by the reader's part in it."""
ASKS_CIRCLE: Final = " I ask each of it on {day}, and you only if somebody does not answer."


def next_words(following: Next, program: Program) -> Mrkdwn:
    asks = ASKS.get(following.part, "") if following.asks else ""
    if asks and following.circle == "mentor":
        asks = ASKS_CIRCLE
    by = "; by {until} you hear how it stands" if following.until else ""
    met = MET_AS_AGREED if following.agreed else MET
    return fill(
        ((met if following.met else _template(following, program)) + asks).replace("{by}", by),
        agreed=day_words(following.agreed) if following.agreed else "",
        met=day_words(following.met) if following.met else "",
        day=day_words(following.asks) if following.asks else "",
        partner=mention(following.partner) if following.partner else "your match",
        whom=whom(following.partner, following.circle) if following.partner else "your match",
        minutes=counted(program.form("intake").minutes, "minute"),
        other=OTHER.get(following.part) or called(program, "mentor"),
        contact=sentence(program.contact),
        until=moment(following.until) if following.until else "the day you chose",
    )


def _template(following: Next, program: Program) -> str:
    if following.step is Step.JOIN:
        return wording(program).invites
    return IN_CIRCLE.get((following.step, following.circle), WORDS[following.step])


def next_buttons(following: Next) -> list[tuple[str, Click]]:
    """What can be pressed, the expected thing first; whoever is asked for a yes can say no as easily."""
    choices = [next_button(following)]
    if following.step is Step.LOOK:
        mentor = following.part == "mentor"
        no: Click = NotThisTime(following.about) if mentor else ConcernAsked(following.about)
        choices.append(("Not this time" if mentor else "I have a concern", no))
    return choices


def next_button(following: Next) -> tuple[str, Click]:
    about = following.about
    choices: dict[Step, tuple[str, Click]] = {
        Step.JOIN: ("Join", JoinAs()),
        Step.CLOSED: ("Tell me when it opens", TellMeWhenOpen()),
        Step.INTERESTED: ("What I can do", ShowHelp()),
        Step.GO_ON: ("Go on", AsForm("intake", 0)),
        Step.RESUME: ("Resume now", ResumeNow()),
        Step.READ: ("Read it", ReadFeedback(about)),
        Step.LOOK: ("Gladly", Gladly(about))
        if following.part == "mentor"
        else ("Looks good", LooksGood(about)),
        Step.ANSWER: ("We met", WeMet(about)),
        Step.DRAFT: ("Go on writing", WriteFeedback(about)),
        Step.MEET: ("We met", LogMeeting(about)),
        Step.STARTING: ("What I can do", ShowHelp()),
        Step.WAIT: ("Change my wishes", ChangeAnswers()),
    }
    return choices[following.step]


@dataclass(frozen=True)
class Status(Message, kind="home.status"):
    """`until` is a Unix time, 0 for none; `met`, `asks` and `agreed` are days (ISO), "" for none."""

    step: str
    about: int = 0
    partner: str = ""
    part: str = ""
    until: int = 0
    met: str = ""
    asks: str = ""
    agreed: str = ""
    circle: str = ""

    @classmethod
    def of(cls, following: Next) -> Self:
        until = int(following.until.timestamp()) if following.until else 0
        about, partner, part = following.about, following.partner, following.part
        days = following.met, following.asks, following.agreed, following.circle
        return cls(following.step.value, about, partner, part, until, *days)

    def render(self, program: Program) -> Rendered:
        until = datetime.fromtimestamp(self.until, UTC) if self.until else None
        days = self.met, self.asks, self.agreed, self.circle
        following = Next(Step(self.step), self.about, self.partner, self.part, until, *days)
        return told(section(next_words(following, program)), buttons(*next_buttons(following)))
