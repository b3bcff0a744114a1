"""Examples of the list of pairs."""

from bot.messages.base import Message, View
from bot.messages.pairs import PairLine, Pairs

ONES = (
    ("held", "held", "", "", "", "", 1894100000),
    ("open", "not_met", "2030-01-07", "", "", "2030-01-21", 0),
    ("open", "not_met", "2030-01-07", "", "", "", 1894100000),
    ("mentee_asked", "starting", "", "", "mentee", "", 1894100000),
    ("mentee_asked", "starting", "", "", "mentee", "2030-01-07", 1894100000),
    ("mentor_asked", "starting", "", "", "mentor", "2030-01-08", 1894100000),
    ("mentor_asked", "starting", "", "", "mentee", "", 1894100000),
    ("agreed", "starting", "", "", "", "", 1894100000),
    ("open", "met", "2030-01-07", "2030-01-21", "", "", 1894100000),
    ("open", "met", "2030-01-07", "2030-01-21", "", "2030-02-04", 0),
    ("of_later", "of_later", "", "", "", "", 0),
)
LINES = tuple(
    PairLine(
        f"Mentee {n} <!channel>", f"Mentor {n} דנה 🎉", state, since, met, n, stage, waits, asked, next_at
    )
    for n, (state, stage, since, met, waits, asked, next_at) in enumerate(ONES)
)

EXAMPLES: list[Message | View] = [
    Pairs((), 0),
    Pairs((), 0, waiting="Cy", places="Dee <!here>"),
    Pairs(LINES, 11, stages=(("held", 1), ("not_met", 2), ("starting", 5), ("met", 2), ("of_later", 1))),
    Pairs(
        LINES[5:],
        43,
        1,
        waiting="Cy, Flo and 41 more",
        paused="Eve",
        stages=(("starting", 40), ("met", 3)),
        drawn_at=1894100000,
    ),
    Pairs(tuple(one._replace(in_circle=True) for one in LINES[5:8]), 3, stages=(("met", 3),)),
]
