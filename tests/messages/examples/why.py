"""Examples of why: the windows as the program team sees them."""

from dataclasses import replace

from bot.domain.explaining import Help, Move, Rule, Suggestion, Waiting, WhyPair
from bot.domain.matching import Partner, Proposal, Reason, ReasonKind, Side, Tiers, Why
from bot.domain.questions import Known, PersonSeen
from bot.messages.base import Message, View
from bot.messages.why import AskWhyForm, PersonWindow, WhyWindow

REASONS = (
    Reason(ReasonKind.SKILLS, 300, ("Public speaking", "<!channel>", "🎤 ‮olleh")),
    Reason(ReasonKind.GOAL, 143, ("budget", "board")),
    Reason(ReasonKind.SHARED_HOURS, 100, (), 240),
)
NEAR = (
    Reason(ReasonKind.SKILLS, 250, ("Public speaking",), near=(("Presentations", "Storytelling"),)),
    Reason(ReasonKind.SHARED_HOURS, 100, (), 240),
)
"""Of what she wants the mentor offers one skill, and another that is near to one."""
NAMES = {
    "UANA": "Ana Alvarez",
    "UBO": "Bo Berg",
    "UCARL": "Carl <!here> Ek",
    "ULENA": "Lena Lindqvist 🎤",
    "UDANA": "دانا",
    "ULONG": "Somebody with a very long name indeed " * 3,
}
KNOWN = Known(NAMES, 3, 1)
MOVES = (
    Move("UANA", "ULENA", "UBO", 640, 543),
    Move("UCARL", "UBO", "UDANA", 910, 640),
    Move("ULONG", "UDANA", "", 300, 0),
)
NEXT = (Partner("ULENA", 640), Partner("UDANA", 301))
CHOSEN = WhyPair(
    mentor="UBO",
    mentee="UANA",
    chosen=True,
    points=543,
    reasons=REASONS,
    mentor_next=(Partner("UCARL", 910),),
    mentee_next=NEXT,
)
COSTS = WhyPair(
    mentor="UBO",
    mentee="UANA",
    points=543,
    reasons=REASONS,
    mentee_next=NEXT,
    at_least=Tiers(0, 0, 90),
    cost=Tiers(1, 1, 667),
    moves=MOVES,
)
AS_GOOD = WhyPair(mentor="UBO", mentee="UANA", points=543, reasons=REASONS, cost=Tiers(), moves=MOVES[:1])


def blocked(*rules: Rule) -> WhyPair:
    return WhyPair(mentor="UBO", mentee="UANA", rules=rules)


PROPOSED = Proposal("UBO", "UANA", 543, REASONS)
BEST = Suggestion("ULENA", "UANA", 640, REASONS, Tiers(0, 0, 90), MOVES)
ALONE = Suggestion("UDANA", "UANA", 301, REASONS, Tiers(), ())
SECOND = Waiting(
    "UANA",
    Side.MENTEE,
    Why.NO_PLACE,
    Help.ONE_MORE_PLACE,
    NEXT[:1],
    ("SQL",),
    2,
    ("UCARL",),
    (("UBO", ("ULENA",)),),
)
BETWEEN = Waiting(
    "UANA",
    Side.MENTEE,
    Why.FORBIDDEN,
    Help.OTHER_RULES,
    (),
    ("SQL", "<!channel>"),
    between=(("UBO", (Rule.REPORTING_LINE,)), ("ULENA", (Rule.SAME_TEAM, Rule.FORBIDDEN))),
)
EXAMPLES: list[Message | View] = [
    AskWhyForm(),
    WhyWindow(
        "UBO", "UANA", found=WhyPair(mentor="UBO", mentee="UANA", points=350, reasons=NEAR), known=KNOWN
    ),
    WhyWindow("UBO", "UANA"),
    WhyWindow("UBO", "UANA", CHOSEN, KNOWN),
    WhyWindow("UBO", "UANA", CHOSEN, KNOWN, live=True),
    WhyWindow("UBO", "UANA", COSTS, Known(NAMES, 3, 1, stale=True)),
    WhyWindow("UBO", "UANA", AS_GOOD, KNOWN),
    WhyWindow("UBO", "UANA", blocked(Rule.PRIVATE), KNOWN),
    WhyWindow(
        "UBO", "UANA", blocked(*list(Rule)[1:]), Known(NAMES, absent={"UANA": "paused", "UBO": "full"})
    ),
    PersonWindow("UANA"),
    PersonWindow("UANA", PersonSeen("UANA", (PROPOSED,), (), (BEST, ALONE)), KNOWN),
    PersonWindow("UANA", PersonSeen("UANA"), Known(NAMES, absent={"UANA": "mentor"})),
    PersonWindow("UANA", PersonSeen("UANA"), KNOWN),
    PersonWindow("UANA", PersonSeen("UANA", (PROPOSED,)), KNOWN),
    PersonWindow("UANA", PersonSeen("UANA", (PROPOSED,)), Known(NAMES, locked=(("UBO", "UANA"),))),
    PersonWindow("UANA", PersonSeen("UANA", (), (SECOND,)), KNOWN),
    PersonWindow(
        "UANA", PersonSeen("UANA", (), (replace(SECOND, first=("UCARL", "ULENA"), places=3),)), KNOWN
    ),
    PersonWindow("UANA", PersonSeen("UANA", (), (BETWEEN,)), KNOWN),
    *(
        PersonWindow(
            "UANA",
            PersonSeen(
                "UANA", (), (Waiting("UANA", side, why, help_, NEXT, ("SQL", "<!channel>")),), (BEST,)
            ),
            KNOWN,
        )
        for help_, why in zip(Help, Why, strict=False)
        for side in Side
    ),
]
