"""What every page of a preview shares: what is done with the whole round, and where else to look; and how a pair looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from bot.domain.program import Program
from bot.domain.rounds import fit_of
from bot.messages.asking import WhyPair, questions
from bot.messages.base import Block, Click, Rendered
from bot.messages.chains import MoveLine, move_words
from bot.messages.formats import paired, pairs_words, wording
from bot.messages.matching import (
    Drop,
    PreviewMatch,
    Publish,
    ShowPerson,
    ShowWithout,
    TurnPage,
    UndoDrop,
)
from bot.messages.matrix import ShowMatrix
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, join, listed, people_words
from bot.messages.pieces import button, buttons, divider, more, plain, section, small, told
from bot.messages.reasons import Facts, reason_words
from bot.messages.review import Lock, Swap, Unlock
from bot.messages.rules import ShowRules

PAIRS_A_PAGE: Final = 10
CIRCLES_A_PAGE: Final = 3
CHANGES_TOLD: Final = 8

FITS: Final = {
    "very_good": "Very good fit",
    "good": "Good fit",
    "fair": "Fair fit",
    "loose": "Loose fit",
}

HOW: Final = "*…* beside a pair: why they fit, with figures; swap it, with what that costs the others; lock it, or drop it."

FIGURES: Final = "Figures say how well a pair fits, of 100: from 40 on it is good, and few come near 100."

BECAUSE: Final = {
    "locked": "as you locked it",
    "dropped": "as that pair was taken out",
    "gone": "as one of the two takes no part any more",
    "new": "new since then",
}


class PairLine(NamedTuple):
    """A proposed pair: names and facts. Rebuilt from a plain tuple after it was stored.

    `lacking` are topics that the mentee wants and this mentor does not offer.
    """

    id: int
    mentor: str
    mentee: str
    points: int
    reasons: Facts
    dropped: bool
    topics: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    fit: str = ""
    locked: int = 0
    """The id of its lock, 0 if it is not locked."""
    next_best: tuple[tuple[str, int], ...] = ()
    """The names and points of the mentee's next-best mentors."""
    ids: tuple[str, str] = ("", "")


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
    """A page: its own blocks, the ways to other pages, *Publish* alone, and the rest behind it. `besides` is what else
    can be pressed on this page; `decided`: it begins with what is done with the whole round."""
    again = None if decided else ("Work it out again", PreviewMatch())
    return told(
        *blocks,
        buttons(*ways, again, primary=False) if again or any(ways) else None,
        divider(),
        buttons(_publish(around, program), primary=not decided) if around.approved else None,
        small(
            "Seen by the program team alone, until you publish.",
            f"*Publish* holds everything back for {program.undo_minutes} minutes, in which it can be undone.",
        ),
        small("You can also ask, or change what counts:"),
        buttons(
            *questions, ("Goal matrix", ShowMatrix()), ("What counts", ShowRules()), *besides, primary=False
        ),
    )


def decide(around: Around, program: Program, *, stale: bool = False) -> Block:
    """What is done with the whole round, the expected thing first: a draft that is out of date is worked out again."""
    again, publish = (
        ("Work it out again", PreviewMatch()),
        _publish(around, program) if around.approved else None,
    )
    ways = (again, publish, to_without(around)) if stale else (publish, to_without(around), again)
    return buttons(*ways, primary=stale or publish is not None)


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


def pair_block(
    around: Around,
    pair: PairLine,
    program: Program,
    *,
    place: int,
    page: int,
    who: str = "",
    fit: bool = True,
    in_circle: bool = False,
) -> Block:
    """A pair: what they have in common, each thing once, and the … menu. `fit`: whether it says how well they fit;
    `in_circle`: it stands below the name of its mentor."""
    names = paired(program, pair.mentee, pair.mentor)
    if in_circle:
        names = fill("*{mentee}*", mentee=pair.mentee)
    if pair.dropped:
        about = f"{pair.mentee} and {pair.mentor}"
        undo = UndoDrop(around.round_id, pair.id, page, who, around.edit)
        pressed = button("Undo drop", undo, place=place, about=f"Undo drop: {about}")
        return section(fill("Dropped: {names}", names=names), pressed)
    others = tuple(one for one in pair.reasons if one[0] != "skills")
    besides = reason_words(others, "team", program, mentee=pair.mentee, mentor=pair.mentor)
    told_of: list[object] = [line for line in (_topics(pair), join(besides, "; "), _next_best(pair)) if line]
    lines = fill(
        "{lock}{names}{fit}\n{told_of}",
        lock="🔒 " if pair.locked else "",
        names=names,
        fit=f": {FITS[pair.fit].lower()}" if fit and pair.fit in FITS else "",
        told_of=bullets(told_of),
    )
    return section(lines, _acts(around, pair, page, who))


def _acts(around: Around, pair: PairLine, page: int, who: str) -> dict[str, Any]:
    """The … of a pair."""
    drop = Drop(around.round_id, pair.id, page, who, around.edit)
    why = ("Why", WhyPair(*pair.ids))
    if pair.locked:
        unlock = Unlock(around.round_id, pair.locked, page, who, around.edit)
        return more(why, ("Unlock", unlock), ("Unlock and drop", drop))
    swap, lock = (
        Swap(around.round_id, pair.id, around.edit),
        Lock(around.round_id, pair.id, page, who, around.edit),
    )
    return more(why, ("Swap", swap), ("Lock", lock), ("Drop", drop))


def _next_best(pair: PairLine) -> Mrkdwn:
    if not pair.next_best:
        return Mrkdwn("")
    others = [f"{name} ({FITS[fit_of(points)].lower()})" for name, points in pair.next_best]
    return fill(
        "next best for {mentee}: {others}", mentee=pair.mentee.split(" ")[0], others=", ".join(others)
    )


def _topics(pair: PairLine) -> Mrkdwn:
    """`topics: Public speaking, Presentations; Ana wants Hiring too, which Bo does not offer`."""
    topics = fill("topics: {topics}", topics=", ".join(pair.topics)) if pair.topics else "no topic in common"
    lacking = fill(
        "{mentee} wants {lacking}{too}, which {mentor} does not offer",
        mentee=pair.mentee.split(" ")[0],
        lacking=listed(pair.lacking),
        too=" too" if pair.topics else "",
        mentor=pair.mentor.split(" ")[0],
    )
    if not pair.lacking:
        return Mrkdwn(topics) if pair.topics else Mrkdwn("")
    return fill("{topics}; {lacking}", topics=topics, lacking=lacking)
