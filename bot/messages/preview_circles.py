"""The circles of a preview, one card each: its mentor, its mentees with their reasons, and whether it is large enough."""

from itertools import groupby
from typing import Final, Protocol

from bot.domain.program import Program
from bot.messages.base import Block
from bot.messages.matching import DropCircle
from bot.messages.mrkdwn import Mrkdwn, fill, people_words
from bot.messages.pieces import button, divider, section
from bot.messages.preview import Around
from bot.messages.preview_pair import PairLine, pair_block

TOO_SMALL: Final = (
    "\n:warning: *Below {least}, so this circle does not open.* Undo a drop, or work it out again; nobody of it is "
    "asked."
)


class Page(Protocol):
    """What a card needs of the preview it stands in."""

    @property
    def pairs(self) -> tuple[PairLine, ...]: ...
    @property
    def circle(self) -> tuple[int, ...]: ...
    @property
    def page(self) -> int: ...


def circle_cards(preview: Page, around: Around, program: Program) -> list[Block]:
    blocks: list[Block] = []
    place = 0
    lines = (PairLine(*one) for one in preview.pairs)
    for mentor, each in groupby(lines, key=lambda one: one.ids[0]):
        circle = list(each)
        blocks += [divider(), _head(circle, mentor, preview, around, place)]
        for pair in circle:
            blocks.append(pair_block(around, pair, program, place=place, page=preview.page, in_circle=True))
            place += 1
    return blocks


def _head(circle: list[PairLine], mentor: str, preview: Page, around: Around, place: int) -> Block:
    kept = sum(not one.dropped for one in circle)
    least, most = preview.circle
    words = fill(
        "*Circle of {mentor}*: {n} of {least} to {most}{note}",
        mentor=circle[0].mentor,
        n=people_words(kept) if kept else "nobody",
        least=least,
        most=most,
        note=fill(TOO_SMALL, least=least) if kept < least else Mrkdwn(""),
    )
    dropped = not kept
    act = DropCircle(around.round_id, mentor, preview.page, around.edit, dropped=not dropped)
    locked = any(one.locked for one in circle)
    label = "Undo drop" if dropped else "Unlock and drop the circle" if locked else "Drop the circle"
    return section(words, button(label, act, place=place, about=f"{label}: {circle[0].mentor}"))
