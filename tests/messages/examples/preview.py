"""Examples of the pages of a preview, as the program team sees them."""

from bot.messages.base import Message, View
from bot.messages.preview_pair import PairLine
from bot.messages.preview_pairs import Preview
from bot.messages.preview_person import ABSENT, PersonInRound
from bot.messages.preview_without import EarlierLine, Without, WithoutLine
from tests.messages.examples.matching import EVIL, GOAL, HOSTILE, REST, SPEAKING

FULL = tuple(
    PairLine(
        n,
        f"Mentor {'with a very long name ' * 3}{n}",
        f"Mentee {n} " + "x" * 70,
        700 - 50 * n,
        GOAL + REST,
        False,
        ("SQL", "Statistics", "Data analysis"),
        ("Hiring", "Storytelling"),
        ("very_good", "good", "fair", "loose")[n // 3],
    )
    for n in range(10)
)
WHYS = (
    "nothing_asked nobody_offers nobody_needs forbidden met_before no_shared_hours no_place no_mentee_left dropped"
).split()
ANA = PairLine(
    1, "Bo Berg", "Ana Alvarez", 812, SPEAKING, False, ("Public speaking",), ("Hiring",), "very_good"
)

CIRCLE = ("Ana Alvarez", "دانا", "Cy 🎉", "Dee <!channel>")

EXAMPLES: list[Message | View] = [
    Preview(
        1,
        (
            ANA,
            PairLine(
                2, "Ben <!here> Okafor", "Ada Lindqvist 🎤", 638, GOAL, False, ("SQL",), fit="very_good"
            ),
            PairLine(3, "دانا", "Cy", 320, REST, False, (), ("Chess",), "fair"),
            PairLine(4, "Di", "Ed", 120, HOSTILE, True, EVIL, fit="loose"),
            PairLine(5, "Di", "Flo", 110, HOSTILE, False, EVIL, EVIL, "loose"),
        ),
        total=5,
        approved=4,
        without=3,
        fits=(("very_good", 2), ("fair", 1), ("loose", 2)),
    ),
    Preview(
        2,
        FULL,
        43,
        42,
        1,
        17,
        (("very_good", 13), ("good", 15), ("fair", 10), ("loose", 5)),
    ),
    Preview(3, (), 0, 0, without=1),
    Preview(
        5,
        tuple(
            line._replace(
                id=place, mentor=f"Mentor <!here> {place // 6}", ids=(f"UM{place // 6}", f"UE{place}")
            )
            for place, line in enumerate((*FULL, *FULL[:8]))
        ),
        total=7,
        approved=7,
        without=2,
        circle=(3, 6),
        format="circles",
        bounded=True,
    ),
    Preview(
        6,
        tuple(
            ANA._replace(id=n, mentee=name, dropped=n > 2, ids=("UBO", f"U{n}"))
            for n, name in enumerate(CIRCLE, 1)
        ),
        total=1,
        approved=0,
        circle=(3, 6),
        format="circles",
    ),
    Preview(4, (ANA,), 1, 1, changed=True, fits=(("very_good", 1),)),
    Preview(4, (ANA,), 1, 1, earlier=1, undone=True, fits=(("very_good", 1),)),
    Without(
        1,
        3,
        (
            WithoutLine("mentee", "nobody_offers", ("Flo",), 0),
            WithoutLine("mentor", "forbidden", ("Gil", "Hal"), 0),
        ),
        (EarlierLine(2, "Ben <!here>", "Cy"),),
    ),
    Without(2, 0, tuple(WithoutLine(s, w, ("A" * 80,) * 20, 37) for s in ("mentee", "mentor") for w in WHYS)),
    Without(3, 1, ()),
    PersonInRound(1, 4, 3, "UANA", "Ana Alvarez", (ANA,)),
    PersonInRound(
        1, 4, 3, "UFLO", "Flo <!channel>", left=(("mentee", "nobody_offers"), ("mentor", "dropped"))
    ),
    *(PersonInRound(1, 0, 0, "UCY", "Cy 🎉", absent=why) for why in ABSENT),
    Without(1, 3, (WithoutLine("mentee", "no_place", ("Ada",), 0),), stale=True),
]
