"""Examples of a draft being looked through: locks, swaps, what changed, what is proven."""

from bot.domain.matching import Tiers
from bot.messages.base import Message, View
from bot.messages.chains import MoveLine
from bot.messages.matching import Working
from bot.messages.preview import Differs
from bot.messages.preview_pair import NextBest, PairLine
from bot.messages.preview_pairs import Preview
from bot.messages.proof import FileComing, Proven, RoundFile
from bot.messages.review import TOO_MANY, Cancelled, Impossible, NotWorkedOut, Reworked, StillLocked, Unlocked
from bot.messages.swap import Choice, Swapping
from tests.messages.examples.matching import GOAL, SPEAKING

LONG = "Mentee with a very long name " * 3
NEXT = (
    NextBest("Lena Vogel", 790, ()),
    NextBest("Carl <!channel> Berg", 455, ("Ben <!here> Sato", "Flo", "Gil")),
)
ANA = PairLine(
    1,
    "Bo Berg",
    "Ana Alvarez",
    812,
    SPEAKING,
    False,
    ("Public speaking",),
    (),
    "very_good",
    7,
    NEXT,
    ("UBO", "UANA"),
)
ADA = PairLine(2, "دانا", "Ada 🎤", 405, GOAL, False, ("SQL",), (), "good", 0, NEXT, ("UDANA", "UADA"))
MOVES = (
    MoveLine("Ana Alvarez", "Bo Berg", "Lena Vogel", 570, 640, "locked"),
    MoveLine("Carl James", "Lena Vogel", "Bo Berg", 910, 643, ""),
    MoveLine("Di <!here>", "Bo Berg", "", 300, 0, "dropped"),
    MoveLine("Ed", "", "Gil", 0, 212, "new"),
    MoveLine(LONG, LONG, LONG, 1, 2, "gone"),
)
FITS = (("very_good", 1, 812, 812), ("good", 1, 405, 405))

EXAMPLES: list[Message | View] = [
    Working(20_000, 3_000, 31, 4),
    Working(20_000, 20_000, 400, 4),
    Working(20_000, 0, 0, 4),
    Preview(
        5,
        (ANA, ADA),
        2,
        2,
        fits=FITS,
        edit=3,
        locked=1,
        proven=True,
        differs=Differs(MOVES, 9, 22, 3, 1),
    ),
    Preview(5, (ANA, ADA), 2, 2, fits=FITS, calm=True, proven=True, differs=Differs(MOVES[:1], 1, 1, 0, 0)),
    Preview(5, (ANA, ADA), 2, 2, fits=FITS, differs=Differs((), 0, 2, 1, 1), stopped=True),
    Preview(5, (ANA, ADA), 2, 1, fits=FITS, edit=2, changed_by="Hugo <!channel>"),
    Preview(5, (ANA, ADA), 2, 2, fits=FITS, proven=True, stale=True, without=5, looking=2),
    StillLocked(5, 3, (("UBO", "UANA", "Bo <!here>", "Ana Alvarez"), ("UBO", "UADA", "Bo <!here>", LONG))),
    StillLocked(0, 0, (("UBO", "UANA", "Bo Berg", "Ana Alvarez"),)),
    Unlocked("UBO", "UANA", "Bo <!here>", "Ana Alvarez"),
    Swapping(5, 1, 3, "Bo Berg", "Ana Alvarez", 812),
    Swapping(5, 1, 3, "Bo Berg", "Ana Alvarez", 812, ()),
    Swapping(
        5,
        1,
        3,
        "Bo Berg",
        "Ana Alvarez",
        812,
        (
            Choice("ULENA", "UANA", "Lena Vogel", "Ana Alvarez", 640, Tiers(0, 0, 197), MOVES[:3]),
            Choice("UBO", "UDI", "Bo Berg", "Di <!here>", 300, Tiers(1, 1, 300), MOVES),
            *(Choice("UX", "UY", LONG, LONG, 1, Tiers(2, 0, -50), MOVES * 2) for _ in range(4)),
        ),
    ),
    Reworked("Lena Vogel", "Ana <!channel>"),
    Reworked("Lena Vogel", "Ana", locked=False),
    Impossible("Lena Vogel", "Ana"),
    Impossible("Lena <!here>", "Ana", private=True),
    Cancelled("Hana Sato"),
    NotWorkedOut("3f2a91"),
    NotWorkedOut(TOO_MANY),
    Proven(5, 12, 15, 6430, 225, 2),
    Proven(5, 1, 1, 643, 1, 1, calm=True, outdated=True),
    Proven(5, 12, 9, 6430, 225, how="levels"),
    Proven(5, 12, 15, 6430, 225, how="circles"),
    Proven(5, 12, 24, 6430, 225, how="peers"),
    Proven(5, 12, 15, 6430, 225, how="nearly", lacking=(0, 120)),
    Proven(5, 12, 15, 6430, 225, how="nearly", lacking=(1, 0)),
    RoundFile(5),
    RoundFile(5, refused=True),
    FileComing(),
]

UNASKED: set[str] = set()
