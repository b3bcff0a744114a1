"""Examples of a matching round, as the program team sees it."""

from bot.messages.base import Message, View
from bot.messages.matching import (
    EarlierLine,
    Outdated,
    PairLine,
    Preview,
    Replaced,
    WorkedOut,
    Working,
)

SPEAKING = (("skills", ("Public speaking",), 0), ("shared_hours", (), 180), ("style", ("structured",), 0))
GOAL = (("skills", ("SQL", "Statistics", "Data analysis"), 0), ("goal", ("board", "numbers"), 0))
REST = (("languages", ("English", "Spanish"), 0), ("availability", (), 0), ("shared_hours", (), 90))
HOSTILE = (("skills", ("<!channel> <https://evil.example|free> *bold* 🎉" * 3, "‮desrever", "&amp;"), 0),)
FULL = tuple(
    PairLine(
        n, f"Mentor {'with a very long name ' * 3}{n}", f"Mentee {n} " + "x" * 70, 400 + n, GOAL + REST, False
    )
    for n in range(10)
)
WHYS = (
    "nothing_asked nobody_offers nobody_needs forbidden met_before no_shared_hours no_place no_mentee_left dropped"
).split()

EXAMPLES: list[Message | View] = [
    Working(43),
    WorkedOut(43),
    Preview(
        1,
        (
            PairLine(
                1,
                "Bo Berg",
                "Ana Alvarez",
                812,
                SPEAKING,
                False,
                ("Public speaking",),
                ("SQL", "Public speaking", "Java", "Hiring"),
            ),
            PairLine(2, "Ben <!here> Okafor", "Ada Lindqvist 🎤", 638, GOAL, False),
            PairLine(3, "دانا", "Cy", 320, REST, False),
            PairLine(4, "Di", "Ed", 120, HOSTILE, True),
        ),
        (("mentee", "nobody_offers", ("Flo",), 0), ("mentor", "forbidden", ("Gil", "Hal"), 0)),
        total=4,
        approved=3,
    ),
    Preview(
        2, FULL, tuple((s, w, ("A" * 80,) * 5, 37) for s in ("mentee", "mentor") for w in WHYS), 43, 42, 1
    ),
    Preview(3, (), (("mentor", "nobody_needs", ("Gil",), 0),), 0, 0),
    Preview(4, (PairLine(1, "Bo", "Ana", 812, SPEAKING, False),), (), 1, 1, changed=True),
    Preview(
        4,
        (PairLine(1, "Bo", "Ana", 812, SPEAKING, False),),
        (),
        1,
        1,
        earlier=(EarlierLine(2, "Ben <!here>", "Cy"),),
        undone=True,
    ),
    Outdated(1, 12),
    Replaced(),
]

UNASKED: set[str] = set()
