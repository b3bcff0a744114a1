"""Examples of what is lacking."""

from dataclasses import replace

from bot.domain.matching import Tiers
from bot.domain.questions import Fares, GapsSeen, GroupSeen, Known, Recruit, SkillGap
from bot.messages.base import Message, View
from bot.messages.gaps import GapsWindow
from tests.messages.examples.why import KNOWN, NAMES

ALL = GroupSeen("", "", 40, 30, 487)
LIMA = GroupSeen("site", "Lima <!here>", 22, 12, 611)
FARES = Fares(
    ALL,
    (
        GroupSeen("department", "Law", 26, 25, 543),
        GroupSeen("department", "", 14, 5, 0),
        LIMA,
        GroupSeen("site", "", 18, 18, 402, 3),
    ),
    (LIMA,),
    telling=True,
)
SEEN = GapsSeen(
    seeking=31,
    pairs=24,
    skills=(SkillGap("SQL", 9, 2, 3), SkillGap("<!channel> 🎤", 4, 1)),
    gains=(("UBO", Tiers(1, 0, 540)), ("ULONG", Tiers(0, 0, 12))),
    recruits=(
        Recruit("SQL", 3, ("UANA", "UCARL", "ULENA"), ("UANA", "UCARL", "ULENA")),
        Recruit("Chess", 1, ("UDANA",)),
    ),
    fares=FARES,
    alone=("UANA", "UCARL", "ULENA", "UDANA", "ULONG", "U1", "U2"),
    carried=3,
    carried_waiting=("UANA",),
    places=3,
    circles=(("SQL", ("UANA", "UCARL", "ULENA")), ("Chess", tuple(f"U{n}" for n in range(15)))),
)
EXAMPLES: list[Message | View] = [
    GapsWindow(),
    GapsWindow(SEEN, KNOWN, named=True),
    GapsWindow(replace(SEEN, recruits_beyond=14, skills_beyond=1), KNOWN, named=True),
    GapsWindow(replace(SEEN, recruits=(), recruits_beyond=1), KNOWN, named=True),
    GapsWindow(SEEN, Known(NAMES)),
    GapsWindow(GapsSeen(0, 0), KNOWN),
    GapsWindow(GapsSeen(4, 3, fares=Fares(GroupSeen("", "", 4, 3, 300))), KNOWN),
    GapsWindow(replace(SEEN, fares=replace(FARES, worse=()), alone=tuple(f"U{n}" for n in range(14))), KNOWN),
]
