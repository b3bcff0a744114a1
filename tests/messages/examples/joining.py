"""Examples of joining, from the invitation to the card."""

from bot.domain.joining import told
from bot.messages.base import Message, View
from bot.messages.joining import (
    Interested,
    Invitation,
    Joined,
    More,
    NoProfile,
    NotOpen,
    Opened,
    Profile,
    Unfinished,
    Welcome,
    WrittenToYou,
)
from bot.programs.reading import standard

FORM = standard().form("intake")
HOSTILE = "<!channel> ⚡️ <https://evil.example|here> \u202eהֱיֵה שָׁלוֹם\u202c & *now* " * 4


def answers(**given):
    return tuple((question.key, answer) for question, answer in told(FORM, given))


ANA = answers(
    role="mentee",
    wanted=("Public speaking", "SQL"),
    goal="Present without reading from my notes.",
    avoid=("UCARL",),
)
BO = answers(
    role="mentor", offered=("Public speaking",), expertise=HOSTILE, capacity=2, manager="UDEE", hours="2"
)

EXAMPLES: list[Message | View] = [
    Invitation(),
    More(),
    More(is_open=False),
    WrittenToYou("https://slack.com/app_redirect?channel=DANA&team=T1"),
    WrittenToYou(),
    Welcome(),
    Welcome(answers(role="mentee", wanted=("Public speaking",))),
    Welcome(BO, back=True),
    Unfinished(1),
    Unfinished(3),
    Joined(ANA, "Ana Silva", "Product analyst", "Europe/Lisbon", first=True, more=7, hear_by=1895220000),
    Joined(BO, HOSTILE, waiting=False),
    Profile(ANA, "active", "Ana Silva", "Product analyst", "Europe/Lisbon", 4),
    Profile(BO, "paused"),
    Profile((), "joining", "Cy"),
    NoProfile(),
    NotOpen(),
    Interested(),
    Opened(),
]

UNASKED = {"joining.unfinished", "joining.opened"}
