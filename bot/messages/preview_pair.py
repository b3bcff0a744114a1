"""A proposed pair as it looks on a page of a preview: what the two have in common, who would be next best, and what can be
done with it."""

from typing import Any, Final, NamedTuple

from bot.domain.program import Program
from bot.domain.rounds import fit_of
from bot.messages.asking import WhyPair
from bot.messages.base import Block
from bot.messages.formats import paired
from bot.messages.matching import Drop, UndoDrop
from bot.messages.mrkdwn import Mrkdwn, bullets, fill, join, listed
from bot.messages.pieces import button, more, section
from bot.messages.preview import Around
from bot.messages.reasons import Facts, reason_words
from bot.messages.review import Lock, Swap, Unlock

NOW_WITH_TOLD: Final = 2

FITS: Final = {
    "very_good": "Very good fit",
    "good": "Good fit",
    "fair": "Fair fit",
    "loose": "Loose fit",
}


class NextBest(NamedTuple):
    """Somebody's next-best mentor, and whom that one is proposed to now. Rebuilt from a plain tuple after it was
    stored."""

    name: str
    points: int
    now_with: tuple[str, ...] | None = None
    """None where that was not kept."""


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
    next_best: tuple[NextBest, ...] = ()
    """The mentee's next-best mentors."""
    ids: tuple[str, str] = ("", "")


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
    others = [_other(NextBest(*one)) for one in pair.next_best]
    return fill(
        "next best for {mentee}: {others}", mentee=pair.mentee.split(" ")[0], others=join(others, "; ")
    )


def _other(one: NextBest) -> Mrkdwn:
    """`Tomas Novak (fair fit, with Quentin Roux now)`."""
    more = len(one.now_with or ()) - NOW_WITH_TOLD
    names: list[object] = [*(one.now_with or ())[:NOW_WITH_TOLD], *([f"{more} more"] if more > 0 else [])]
    now = fill(", with {names} now", names=listed(names)) if names else ", free" if one.now_with == () else ""
    return fill("{name} ({fit}{now})", name=one.name, fit=FITS[fit_of(one.points)].lower(), now=now)


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
