"""Joining: the invitation, the way in, and the card that says what was noted."""

from dataclasses import dataclass
from typing import Final

from bot.domain.forms import Answer, Form
from bot.domain.program import Format, Program
from bot.messages.base import Block, Click, Message, Rendered
from bot.messages.forms import answer_words
from bot.messages.leaving import LeaveAsked
from bot.messages.mrkdwn import Mrkdwn, bullets, day, fill, sentence
from bot.messages.pieces import button, buttons, link_button, section, small, told

Told = tuple[tuple[str, Answer], ...]
"""What somebody has told: the key of each question, and the answer."""


@dataclass(frozen=True)
class JoinAs(Click, name="joining.ask"):
    """`role` is "" where it is still to be asked."""

    role: str = ""


@dataclass(frozen=True)
class TellMeMore(Click, name="joining.more"):
    pass


@dataclass(frozen=True)
class TellMeWhenOpen(Click, name="joining.tell"):
    pass


@dataclass(frozen=True)
class Better(Click, name="joining.better"):
    """Ask the optional questions too."""


@dataclass(frozen=True)
class ChangeAnswers(Click, name="joining.change"):
    """Show everything they told in one form."""


def ways_in(
    program: Program, mentee: str = "Join as mentee", mentor: str = "Join as mentor"
) -> tuple[tuple[str, Click], ...]:
    """The buttons by which somebody joins; of peers nobody is asked what they are."""
    if program.matching.format is Format.PEERS:
        return (("Join", JoinAs()),)
    return (mentee, JoinAs("mentee")), (mentor, JoinAs("mentor"))


def invitation(program: Program) -> list[Block]:
    """The words of the invitation, as they are posted and as they are previewed."""
    return [
        section(fill("*{name}*\n{words}", name=program.name, words=program.texts["invitation"])),
        small(
            fill(
                "{promise} Questions? Ask {contact}.",
                promise=program.texts["promise"],
                contact=program.contact,
            )
        ),
    ]


@dataclass(frozen=True)
class Invitation(Message, kind="joining.invitation"):
    """In the program channel. Whoever presses is answered where only they can see it."""

    def render(self, program: Program) -> Rendered:
        words, promise = invitation(program)
        return told(words, buttons(*ways_in(program), ("Tell me more", TellMeMore()), primary=False), promise)


@dataclass(frozen=True)
class More(Message, kind="joining.told_more"):
    """How the program works, for whoever asks before joining. `is_open`: they can join now."""

    is_open: bool = True

    def render(self, program: Program) -> Rendered:
        choices = ways_in(program) if self.is_open else (("Tell me when it opens", TellMeWhenOpen()),)
        return told(
            section(fill("*{name}.* {purpose}", name=program.name, purpose=program.purpose)),
            section(program.texts["more"]),
            small(program.texts["promise"]),
            buttons(*choices, primary=False),
        )


@dataclass(frozen=True)
class WrittenToYou(Message, kind="joining.written"):
    """A note in a channel that the conversation goes on elsewhere; `link` leads there, where that is known."""

    link: str = ""

    def render(self, program: Program) -> Rendered:
        where = Mrkdwn("") if self.link else Mrkdwn(" You find me under *Apps*, on the left.")
        return told(
            section(fill("I have written to you: let us go on there.{where}", where=where)),
            {"type": "actions", "elements": [link_button("Open our conversation", self.link)]}
            if self.link
            else None,
        )


@dataclass(frozen=True)
class Welcome(Message, kind="joining.welcome"):
    """The first words of the conversation. `told` is what they have said already; `back` where they were here before."""

    told: Told = ()
    back: bool = False

    def render(self, program: Program) -> Rendered:
        words = "*Welcome back!* We go on where you stopped." if self.back else "*Good that you are here!*"
        words += " A few questions, about {n} minutes, and you can stop at any time."
        return told(
            section(fill(words, n=program.form("intake").minutes)),
            section(lines(program.form("intake"), self.told)) if self.told else None,
            small(program.texts["promise"]),
        )


@dataclass(frozen=True)
class Unfinished(Message, kind="joining.unfinished", waits_for="joining"):
    """The one reminder to somebody who began. `left` questions are to be answered still."""

    left: int

    def render(self, program: Program) -> Rendered:
        one = self.left == 1
        words = "*You began to join {name}: {n} {questions} to go, about one minute.*"
        return told(
            section(
                fill(words, name=program.name, n=self.left, questions="question" if one else "questions")
            ),
            buttons(("Go on", JoinAs()), ("No, thank you", LeaveAsked())),
            small("Your answers are kept. Not now? There is nothing to do, and I do not ask again."),
        )


@dataclass(frozen=True)
class Joined(Message, kind="joining.card", waits_for="joined"):
    """What was noted, who sees it, and what comes next. `first` greets; `more` optional questions are still open.

    `hear_by` is the Unix time by which they hear of the search, 0 if nothing is planned.
    """

    told: Told
    name: str = ""
    title: str = ""
    tz: str = ""
    first: bool = False
    more: int = 0
    waiting: bool = True
    hear_by: int = 0

    def render(self, program: Program) -> Rendered:
        lead = "*You're in! Thank you.*" if self.first else "*Noted.*"
        return told(
            section(fill("{lead} This is what I have:", lead=Mrkdwn(lead))),
            section(lines(program.form("intake"), self.told)),
            _slack(self.name, self.title, self.tz, manager="manager" in dict(self.told)),
            section(self._next(program)),
            buttons(
                ("Make my match better", Better()) if self.more else None,
                button("Change", ChangeAnswers(), place=1),
                button("Leave", LeaveAsked(), place=2),
                primary=self.first,
            ),
            small(
                fill(
                    "{promise} Each question says who else sees its answer.", promise=program.texts["promise"]
                )
            ),
        )

    def _next(self, program: Program) -> Mrkdwn:
        words = "*What comes next:* {contact} looks for your match, and I ask you before anything starts: you can say no."
        if not self.waiting:
            words = "Your match stays as it is. What you changed counts from the next one on."
        by = ""
        if self.hear_by and self.waiting:
            by = " By {day} you hear from me, match or not."
        more = " Two more minutes make it fit better." if self.more and self.waiting else ""
        return fill(
            words + by + more,
            contact=sentence(program.contact),
            day=day(self.hear_by, self.tz),
        )


@dataclass(frozen=True)
class Profile(Message, kind="joining.profile"):
    """All that somebody told, for their own eyes. `status` is joining, active or paused."""

    told: Told
    status: str
    name: str = ""
    title: str = ""
    tz: str = ""
    more: int = 0

    def render(self, program: Program) -> Rendered:
        go_on = ("Go on", JoinAs()) if self.status == "joining" else None
        return told(
            section(fill("*Your profile* {how}", how=STANDING[self.status])),
            section(lines(program.form("intake"), self.told)) if self.told else None,
            _slack(self.name, self.title, self.tz, manager="manager" in dict(self.told)),
            buttons(
                go_on or ("Change", ChangeAnswers()),
                ("Make my match better", Better()) if self.more and not go_on else None,
                ("Leave", LeaveAsked()),
            ),
            small(fill("Only you see this. {promise}", promise=program.texts["promise"])),
        )


STANDING: Final = {
    "joining": "(not finished yet)",
    "active": "(you are taking part)",
    "paused": "(you are on a pause)",
}


@dataclass(frozen=True)
class NoProfile(Message, kind="joining.no_profile"):
    """To somebody who has not joined, while joining is open."""

    def render(self, program: Program) -> Rendered:
        words = "You have not joined {name} yet, so I know nothing of you. Joining takes {n} minutes."
        return told(
            section(fill(words, name=program.name, n=program.form("intake").minutes)),
            buttons(*ways_in(program), ("Tell me more", TellMeMore()), primary=False),
        )


@dataclass(frozen=True)
class NotOpen(Message, kind="joining.closed"):
    def render(self, program: Program) -> Rendered:
        words = (
            "*Joining is closed just now*, so I cannot take you in yet. I can write to you the day it opens."
        )
        return told(
            section(words),
            buttons(("Tell me when it opens", TellMeWhenOpen()), ("Tell me more", TellMeMore())),
            small(fill("Questions? {contact} can help: type `person`.", contact=sentence(program.contact))),
        )


@dataclass(frozen=True)
class Interested(Message, kind="joining.interested"):
    def render(self, program: Program) -> Rendered:
        words = "✓ I write to you once, when joining opens. Until then there is nothing to do. Type `leave` to undo this."
        return told(section(words))


@dataclass(frozen=True)
class Opened(Message, kind="joining.opened", waits_for="joining"):
    """To somebody who asked to be told."""

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                fill(
                    "*You can join {name} now.* It takes {n} minutes.",
                    name=program.name,
                    n=program.form("intake").minutes,
                )
            ),
            buttons(*ways_in(program), ("Tell me more", TellMeMore()), primary=False),
            small(
                "You asked me to tell you. Not now? There is nothing to do: joining stays open for a while."
            ),
        )


def lines(form: Form, answers: Told) -> Mrkdwn:
    """Each answer on a line of its own, under the label of its question."""
    asked = ((form.question(key), answer) for key, answer in answers)
    return bullets(
        [fill("*{label}:* {said}", label=q.label, said=answer_words(q, answer)) for q, answer in asked if q]
    )


def _slack(name: str, title: str, tz: str, *, manager: bool) -> Block | None:
    known = [part for part in (name, title, time_of(tz)) if part]
    if not known:
        return None
    why = " Your manager is listed so that you two are never paired; they are not told." if manager else ""
    return small(fill("From Slack: {known}. Change it in your Slack profile." + why, known=", ".join(known)))


def time_of(tz: str) -> str:
    """`America/New_York` as `New York time`."""
    return f"{tz.rpartition('/')[2].replace('_', ' ')} time" if "/" in tz else tz
