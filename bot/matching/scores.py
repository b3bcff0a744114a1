"""The points of every pair at once: one matrix of whole numbers, a row a mentee, a column a mentor.

Each criterion is a product of small feature columns or a look-up in a small table; all numbers stay far below 2^53,
so float64 products are exact and the same on every machine.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.domain.calendar import shared_minutes
from bot.domain.matching import Candidate, Request
from bot.matching import reasons

Matrix = NDArray[np.int64]
People = Sequence[Candidate]
Fact = TypeVar("Fact", bound=Hashable)


def scores(request: Request, mentees: People, mentors: People) -> Matrix:
    """The points of each pair, of which `reasons` are the parts."""
    points = request.rules.points
    in_common = _common(
        [reasons.goal_words(m) for m in mentees], [reasons.expertise_words(m) for m in mentors]
    )
    tongues = _common([reasons.languages_of(m) for m in mentees], [reasons.languages_of(m) for m in mentors])
    minutes = minutes_shared(request, mentees, mentors)
    total: Matrix = (
        _skills(points.get("skills", 0), mentees, mentors)
        + np.minimum(in_common, reasons.ENOUGH_WORDS) * points.get("goal", 0) // reasons.ENOUGH_WORDS
        + np.minimum(minutes, reasons.ENOUGH_MINUTES)
        * points.get("shared_hours", 0)
        // reasons.ENOUGH_MINUTES
        + (tongues > 0) * points.get("languages", 0)
        + table(
            [m.style for m in mentees],
            [m.style for m in mentors],
            lambda a, b: reasons.style_points(points.get("style", 0), a, b),
        )
        + table(
            [m.hours for m in mentees],
            [m.hours for m in mentors],
            lambda a, b: reasons.hours_points(points.get("availability", 0), a, b),
        )
    )
    return total


def skills_shared(mentees: People, mentors: People) -> Matrix:
    """How many of the skills wanted each mentor offers."""
    return _common(
        [reasons.skills_of(m.wanted) for m in mentees], [reasons.skills_of(m.offered) for m in mentors]
    )


def minutes_shared(request: Request, mentees: People, mentors: People) -> Matrix:
    """How many minutes of a working day each pair shares."""
    return table(
        [m.tz for m in mentees],
        [m.tz for m in mentors],
        lambda a, b: shared_minutes(a, b, request.day, request.day_starts, request.day_ends),
    )


def table(rows: Sequence[Fact], columns: Sequence[Fact], value: Callable[[Fact, Fact], int]) -> Matrix:
    """A matrix of a value that depends on one fact of each side; it is worked out once for each two facts."""
    row_facts, column_facts = list(dict.fromkeys(rows)), list(dict.fromkeys(columns))
    small = np.array([[value(a, b) for b in column_facts] for a in row_facts], dtype=np.int64)
    chosen_rows = [row_facts.index(fact) for fact in rows]
    chosen_columns = [column_facts.index(fact) for fact in columns]
    return small.reshape(len(row_facts), len(column_facts))[np.ix_(chosen_rows, chosen_columns)]


def _skills(points: int, mentees: People, mentors: People) -> Matrix:
    """A column stands for a skill at a mentor's level: on one side what it is worth, on the other whether it is so."""
    offers = [
        {
            (skill, reasons.level(m.offered_levels, skill, reasons.UNSAID_OFFERED))
            for skill in reasons.skills_of(m.offered)
        }
        for m in mentors
    ]
    columns = {offer: place for place, offer in enumerate(sorted(set().union(*offers)))}
    levels: dict[str, list[int]] = {}
    for skill, offered_level in columns:
        levels.setdefault(skill, []).append(offered_level)
    worth = np.zeros((len(mentees), len(columns)))
    for row, mentee in enumerate(mentees):
        share = reasons.share_of(points, mentee)
        for skill in reasons.skills_of(mentee.wanted):
            wanted_level = reasons.level(mentee.wanted_levels, skill, reasons.UNSAID_WANTED)
            for offered_level in levels.get(skill, ()):
                worth[row, columns[skill, offered_level]] = reasons.gap_points(
                    share, wanted_level, offered_level
                )
    return _whole(worth @ _incidence(offers, columns).T)


def _common(rows: Sequence[Iterable[str]], columns: Sequence[Iterable[str]]) -> Matrix:
    """How many words each row has in common with each column."""
    known = {word: place for place, word in enumerate(sorted({word for words in columns for word in words}))}
    return _whole(_incidence(rows, known) @ _incidence(columns, known).T)


def _incidence(rows: Sequence[Iterable[Fact]], columns: Mapping[Fact, int]) -> NDArray[np.float64]:
    """A one wherever a row holds a column's fact."""
    cells = np.zeros((len(rows), len(columns)))
    for row, facts in enumerate(rows):
        cells[row, [columns[fact] for fact in facts if fact in columns]] = 1
    return cells


def _whole(product: NDArray[np.float64]) -> Matrix:
    return product.astype(np.int64)
