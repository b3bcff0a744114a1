"""Examples of the list of pairs."""

from bot.messages.base import Message, View
from bot.messages.pairs import PairLine, Pairs

STATES = "mentee_asked mentor_asked agreed held open open of_later".split()
LINES = tuple(
    PairLine(
        f"Mentee {n} <!channel>",
        f"Mentor {n} דנה 🎉",
        STATES[n % 7],
        "2030-01-07" if STATES[n % 7] == "open" else "",
        "2030-01-21" if n % 7 == 4 else "",
    )
    for n in range(15)
)

EXAMPLES: list[Message | View] = [
    Pairs((), 0),
    Pairs(LINES[:5], 5, waiting="Cy", places="Dee <!here>"),
    Pairs(LINES, 43, 1, waiting="Cy, Flo and 41 more", paused="Eve"),
]
