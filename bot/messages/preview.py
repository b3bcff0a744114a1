"""What every page of a preview shares: what is done with the whole round, and where else to look; and how a pair looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.domain.program import Program
from bot.messages.asking import questions
from bot.messages.base import Block, Click, Rendered
from bot.messages.chains import MoveLine, move_words
from bot.messages.formats import pairs_words, wording
from bot.messages.matching import (
    PreviewMatch,
    Publish,
    ShowPerson,
    ShowWithout,
    TurnPage,
)
from bot.messages.matrix import ShowMatrix
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, people_words
from bot.messages.pieces import buttons, divider, plain, section, small, told
from bot.messages.rules import ShowRules

PAIRS_A_PAGE: Final = 10
CIRCLES_A_PAGE: Final = 3
CHANGES_TOLD: Final = 8

HOW: Final = "*…* beside a pair: why they fit, with figures; swap it, with what that costs the others; lock it, or drop it."

FIGURES: Final = "Figures say how well a pair fits, of 100: from 40 on it is good, and few come near 100."

AGAIN: Final = ("Work it out again", PreviewMatch())

STALE: Final = "*Out of date: what counts has changed since.* *Work it out again* goes by the new rules."

BECAUSE: Final = {
    "locked": "as you locked it",
    "dropped": "as that pair was taken out",
    "gone": "as one of the two takes no part any more",
    "new": "new since then",
}


class Differs(NamedTuple):
    """What changed since the draft before: the first of the changes, how many there are, how many pairs stayed, and how
    many mentees had nobody before and have nobody now. Rebuilt from a plain tuple after it was stored."""

    changes: tuple[MoveLine, ...]
    total: int
    kept: int
    without_before: int
    without_now: int
    by_person: bool = False
    """Whether people are counted, not pairs: of peers either may stand first."""

    def counted(self, count: int) -> str:
        return people_words(count) if self.by_person else pairs_words(count)


@dataclass(frozen=True, slots=True)
class Around:
    """What is the same on every page of a round. `without` counts those who stay without a match."""

    round_id: int
    approved: int
    without: int
    edit: int = 0
    stale: bool = False
    """The rules have changed since it was worked out."""

    def counted(self, program: Program) -> str:
        return wording(program).counted(self.approved)


def framed(
    around: Around,
    blocks: Iterable[Block | None],
    *ways: tuple[str, Click] | None,
    program: Program,
    besides: Iterable[tuple[str, Click] | None] = (),
    decided: bool = False,
) -> Rendered:
    """A page: its own blocks, the ways to other pages, *Publish* (of a draft that is out of date only after working it
    out again), and the rest behind it. `besides` is what else can be pressed on this page; `decided`: it begins with
    what is done with the whole round."""
    again = None if decided or around.stale else AGAIN
    first = AGAIN if around.stale else None
    publish = _publish(around, program) if around.approved else None
    return told(
        *blocks,
        buttons(*ways, again, primary=False) if again or any(ways) else None,
        divider(),
        section(STALE) if around.stale and not decided else None,
        buttons(first, publish, primary=not decided) if first or publish else None,
        small(
            "Seen by the program team alone, until you publish.",
            f"*Publish* holds everything back for {program.undo_minutes} minutes, in which it can be undone.",
        ),
        small("You can also ask, or change what counts:"),
        buttons(
            *questions, ("Goal matrix", ShowMatrix()), ("What counts", ShowRules()), *besides, primary=False
        ),
    )


def decide(around: Around, program: Program) -> Block:
    """What is done with the whole round, the expected thing first: a draft that is out of date is worked out again."""
    publish = _publish(around, program) if around.approved else None
    ways = (AGAIN, publish, to_without(around)) if around.stale else (publish, to_without(around), AGAIN)
    return buttons(*ways, primary=around.stale or publish is not None)


def _publish(around: Around, program: Program) -> tuple[str, Click]:
    label = f"Publish {around.counted(program)}"
    return label, Publish(around.round_id, around.approved, edit=around.edit)


def to_without(around: Around) -> tuple[str, Click] | None:
    if not around.without:
        return None
    return f"Without a match ({around.without})", ShowWithout(around.round_id)


def to_pairs(around: Around, page: int = 0) -> tuple[str, Click]:
    return "All pairs", TurnPage(around.round_id, page)


def picker(page: str = "") -> Block:
    """A select by which one person is found. Each page has its own, as Slack keeps what was picked in one."""
    select = {
        "type": "users_select",
        "action_id": f"{ShowPerson.name}:{page or 0}",
        "placeholder": plain("Show a person"),
    }
    block = section(
        "Looking for somebody? Pick them, and see whom they are paired with, or why with nobody.", select
    )
    return block | {"block_id": f"person/{page}" if page else "person"}


def differences(differs: Differs | None) -> list[Block]:
    """What changed since the draft before, a line each; the pairs that stayed are counted and no more."""
    if differs is None:
        return []
    every = differs.total + differs.kept
    if not differs.total:
        return [
            section(
                fill(
                    "*Against the draft before: nothing changed.* {pairs} as before.",
                    pairs=differs.counted(every),
                )
            )
        ]
    words = "*Against the draft before: {changed} of {pairs} {differ}*{without}"
    without = ""
    if differs.without_before != differs.without_now:
        without = f"; who look and have nobody: {differs.without_before} → {differs.without_now}"
    head = fill(
        words,
        changed=differs.total,
        pairs=differs.counted(every),
        differ="differs" if differs.total == 1 else "differ",
        without=without,
    )
    lines: list[object] = [_change(MoveLine(*one)) for one in differs.changes]
    if differs.total > len(lines):
        lines.append(f"and {differs.total - len(lines)} more")
    if differs.kept:
        lines.append(f"{differs.counted(differs.kept)} as before")
    return [section(fill("{head}\n{lines}", head=head, lines=bullets(lines))), small(FIGURES)]


def _change(move: MoveLine) -> Mrkdwn:
    because = BECAUSE.get(move.because)
    return fill("{move}, {because}", move=move_words(move), because=because) if because else move_words(move)
