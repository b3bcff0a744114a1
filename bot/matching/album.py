"""The goal alignment matrix of a round as files and words. Takes seconds: to be made in a process of its own."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.files import File
from bot.domain.matching import Pair, Request
from bot.domain.sheets import sheet
from bot.matching.matrix import alt, matrix, pages, table

NOBODY = "Nobody looks for a mentor."
MOST_PICTURES = 8
"""How many go with one message."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is to be drawn: a round, the pairs proposed in it, and people's names."""

    request: Request
    pairs: tuple[Pair, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Album:
    """`words` has a line for each mentee shown; `mentees` and `pages` count all there are."""

    files: tuple[File, ...]
    words: tuple[str, ...]
    mentees: int
    pictures: int
    pages: int


def album(sitting: Sitting) -> Album:
    """Pictures for a phone, a table for a spreadsheet, and the same in words."""
    draw = importlib.import_module("bot.matching.picture").draw  # matplotlib is slow to import
    seeking = sum(one.seeks for one in sitting.request.people)
    whole = matrix(sitting.request, sitting.pairs)
    cut = pages(whole, sitting.names)
    pictures = [
        File(
            f"goal-matrix-{page.number}.png",
            f"Goal matrix, page {page.number} of {page.of}",
            draw(page),
            alt(page),
        )
        for page in cut[:MOST_PICTURES]
    ]
    spreadsheet = File(
        "goal-matrix.csv",
        "Goal matrix, the whole table",
        ("\ufeff" + sheet(table(whole, sitting.names))).encode(),
    )
    words = tuple(line for page in cut for line in page.words)
    text = File("goal-matrix.txt", "Goal matrix in words", "\n".join(words or [NOBODY]).encode())
    return Album((*pictures, spreadsheet, text), words, seeking, len(pictures), len(cut))
