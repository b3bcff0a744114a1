"""A circle of peers: those who wait for the same skill may begin together."""

from dataclasses import dataclass, replace

from bot.domain.program import Program
from bot.domain.together import LEAST
from bot.messages.base import Click, Message, Rendered
from bot.messages.formats import called
from bot.messages.mrkdwn import bullets, fill, listed, mention
from bot.messages.pieces import buttons, link_button, section, small, told
from bot.messages.receipt import TO_ROOM


@dataclass(frozen=True)
class BeginTogether(Click, name="together.in"):
    skill: str


@dataclass(frozen=True)
class NotTogether(Click, name="together.out"):
    pass


@dataclass(frozen=True)
class CountedIn(Message, kind="together.in"):
    """What the offer becomes when somebody says yes."""

    skill: str

    def render(self, program: Program) -> Rendered:
        words = (
            "✓ You are in for a circle on *{skill}*. Once {least} of you have said yes, I open a conversation for you "
            "the next working day; until then nobody hears that you did. You stay in line for a mentor."
        )
        return told(
            section(fill(called(program, words), skill=self.skill, least="three" if LEAST == 3 else LEAST)),
            buttons(("Not after all", NotTogether()), primary=False),
        )


@dataclass(frozen=True)
class CountedOut(Message, kind="together.out"):
    """They took it back, or the moment has passed."""

    def render(self, program: Program) -> Rendered:
        return told(
            section(
                called(program, "You are in no circle that is about to begin. You stay in line for a mentor.")
            )
        )


@dataclass(frozen=True)
class UnderWay(Message, kind="together.on"):
    """What the answer of each becomes once the circle has begun. `link` leads to its conversation."""

    skill: str
    link: str = ""

    def render(self, program: Program) -> Rendered:
        where = "" if self.link else ": you find it among your direct messages"
        words = "✓ Your circle on *{skill}* has begun{where}. You stay in line for a mentor."
        return told(
            section(fill(called(program, words), skill=self.skill, where=where)),
            buttons(link_button(TO_ROOM, self.link), primary=False) if self.link else None,
        )


@dataclass(frozen=True)
class Begun(Message, kind="together.room"):
    """The conversation of a circle as it opens."""

    skill: str
    people: tuple[str, ...]
    apart: bool = False
    """Slack refused the room, and each of them reads this alone."""

    def alone(self) -> "Begun":
        return replace(self, apart=True)

    def render(self, program: Program) -> Rendered:
        place = (
            "Slack did not let me open one conversation for you all, so please write to each other directly."
            if self.apart
            else "I can post here, but I cannot read what you write."
        )
        hints = (
            "Meet for an hour every two weeks, in a call or over lunch.",
            "Each brings one question of their own; the others ask before they advise.",
            "Take turns in holding the hour together. Who begins?",
        )
        return told(
            section(
                fill(
                    "*{people}: you all would like to learn {skill}*, and each of you said yes to begin together.",
                    people=listed([mention(who) for who in self.people]),
                    skill=self.skill,
                )
            ),
            section(place),
            section(fill("*What works well*\n{hints}", hints=bullets(hints))),
            small(
                called(
                    program,
                    "Each of you stays in line for a mentor. The circle is yours: I shall not ask how it goes.",
                )
            ),
        )
