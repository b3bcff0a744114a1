"""The first admin comes in: by the code that was printed where the bot was started."""

from dataclasses import dataclass
from typing import Final

from bot.domain.program import Program
from bot.messages.base import Message, Rendered
from bot.messages.mrkdwn import fill
from bot.messages.pieces import section, small, told

WHY: Final = {
    "place": "Please do this in a private channel of the program team that I am a member of: "
    "make one, type `/invite` there to add me, and try again.",
    "elsewhere": "My settings name another channel as the program team's (`MENTORBOT_ADMIN_CHANNEL`). "
    "Please type this there; or let whoever runs me take that setting out and start me again.",
    "expired": "That code is no longer valid. Start the bot again, and it prints a new one.",
    "wrong": "That is not the code. Please copy it as it was printed; {left} more tries are left.",
    "void": "That was not the code either, so it is void now. Start the bot again, and it prints a new one.",
}


@dataclass(frozen=True)
class NotClaimed(Message, kind="claiming.refused"):
    """`why` is place, elsewhere, expired, wrong or void; `left` how many tries are left."""

    why: str
    left: int = 0

    def render(self, program: Program) -> Rendered:
        return told(section(fill(WHY[self.why], left=self.left)))


@dataclass(frozen=True)
class Unclaimed(Message, kind="claiming.unclaimed"):
    """Nobody runs the program yet."""

    def render(self, program: Program) -> Rendered:
        words = (
            "Nobody runs the program here yet. Whoever started me has a code: "
            "type `/mentor-admin claim CODE` in a private channel of the program team."
        )
        return told(section(words))


@dataclass(frozen=True)
class Claimed(Message, kind="claiming.claimed"):
    """In the channel that is now the admins'."""

    name: str

    def render(self, program: Program) -> Rendered:
        words = "*{program} is run from this channel now*, and {name} is its first admin."
        return told(
            section(fill(words, program=program.name, name=self.name or "somebody")),
            small("I write to nobody else before joining is opened here. What comes first stands below."),
        )
