"""How often a pair means to meet, changed by one of them."""

from dataclasses import dataclass

from bot.domain.program import Program
from bot.messages.base import Click, Message, Rendered
from bot.messages.meetings import asks_again
from bot.messages.mrkdwn import fill, sentence
from bot.messages.pieces import buttons, section, small, told


@dataclass(frozen=True)
class ChangeRhythm(Click, name="rhythm.change"):
    checkin_id: int


@dataclass(frozen=True)
class SetRhythm(Click, name="rhythm.set"):
    checkin_id: int
    key: str


@dataclass(frozen=True)
class Rhythms(Message, kind="rhythm.choices"):
    """`current` is the key of the rhythm the pair has now."""

    checkin_id: int
    current: str

    def render(self, program: Program) -> Rendered:
        now = program.rhythm(self.current)
        choices = ((sentence(one.label), SetRhythm(self.checkin_id, one.key)) for one in program.rhythms)
        return told(
            section(fill("How often would you like to meet? Now it is *{now}*.", now=now.label)),
            buttons(*choices, primary=False),
            small("It holds for both of you. Your partner reads one line about it in your conversation."),
        )


@dataclass(frozen=True)
class RhythmSet(Message, kind="rhythm.set"):
    """`next_day` is when `asked` ("" for the reader) is asked next."""

    key: str
    next_day: str
    asked: str = ""

    def render(self, program: Program) -> Rendered:
        label = program.rhythm(self.key).label
        then = asks_again(self.next_day, self.asked)
        return told(section(fill("✓ You mean to meet *{label}*.{then}", label=label, then=then)))


@dataclass(frozen=True)
class RhythmChanged(Message, kind="rhythm.changed"):
    """One line in the pair's conversation; `name` is the one who chose."""

    name: str
    key: str

    def render(self, program: Program) -> Rendered:
        words = "{name} suggests that you meet *{label}* from now on. If that does not suit, just say so to each other."
        return told(section(fill(words, name=self.name, label=program.rhythm(self.key).label)))
