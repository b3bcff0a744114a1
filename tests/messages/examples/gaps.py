"""Examples of what is lacking."""

from bot.domain.matching import Tiers
from bot.domain.questions import GapsSeen, GroupSeen, Known, Recruit, SkillGap
from bot.messages.base import Message, View
from bot.messages.gaps import GapsWindow
from tests.messages.examples.why import KNOWN, NAMES

SEEN = GapsSeen(
    seeking=31,
    pairs=24,
    skills=(SkillGap("SQL", 9, 2), SkillGap("<!channel> 🎤", 4, 1)),
    gains=(("UBO", Tiers(1, 0, 540)), ("ULONG", Tiers(0, 0, 12))),
    recruits=(Recruit("SQL", 3, ("UANA", "UCARL", "ULENA")), Recruit("Chess", 1, ("UDANA",))),
    groups=(
        GroupSeen("department", "Law", 6, 5, 543),
        GroupSeen("department", "", 9, 3, 0),
        GroupSeen("site", "Lima <!here>", 12, 12, 611),
    ),
    hidden=2,
    alone=("UANA", "UCARL", "ULENA", "UDANA", "ULONG", "U1", "U2"),
    carried=3,
    carried_waiting=("UANA",),
    places=3,
    circles=(("SQL", ("UANA", "UCARL", "ULENA")), ("Chess", tuple(f"U{n}" for n in range(15)))),
)
EXAMPLES: list[Message | View] = [
    GapsWindow(),
    GapsWindow(SEEN, KNOWN, named=True),
    GapsWindow(SEEN, Known(NAMES)),
    GapsWindow(GapsSeen(0, 0), KNOWN),
    GapsWindow(GapsSeen(4, 3, groups=(), hidden=3), KNOWN),
]
