"""The goal alignment matrix: how well each mentee and each mentor would fit, with the chosen pairs in it.

People stand in such an order that the chosen pairs lie near the diagonal and whoever could be swapped stands near; then
the whole is cut into pages that can be read on a phone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching import Pair, Request
from bot.domain.program import Format
from bot.matching.scores import scores

ROWS = 12
COLUMNS = 8
"""What a page of a phone's width can show."""

NEXT_BEST = 3
ALTERNATIVES = 2
"""How many columns of a page are kept for mentors beside those who were chosen."""

MOST_MENTEES = 1000
"""What a spreadsheet can still show; mentors likewise."""

Points = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Ids of mentees (rows) and mentors (columns), in their order; points of 1000, or -1 where a rule stands between."""

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    points: Points
    chosen: frozenset[tuple[int, int]]
    """Row and column of each chosen pair."""

    @property
    def columns_of(self) -> dict[int, list[int]]:
        """The columns of those each row was paired with."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.chosen):
            found.setdefault(row, []).append(column)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of the matrix as it is drawn: names, and how well they fit, of 100; None where a rule stands between."""

    number: int
    of: int
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    cells: tuple[tuple[float | None, ...], ...]
    chosen: frozenset[tuple[int, int]]
    words: tuple[str, ...] = ()
    """A line for each mentee, for whoever cannot see it; it tells of mentors on other pages too."""


def matrix(request: Request, pairs: Sequence[Pair]) -> Matrix:
    """The matrix of a round: everybody who seeks a mentor, everybody who has a place, and the pairs proposed.

    Of a round of more than `MOST_MENTEES` those are shown who come first in the order of pairs.
    """
    mentees = [one for one in request.people if one.seeks]
    if len(mentees) > MOST_MENTEES:
        paired = {mentee for _, mentee in pairs[:MOST_MENTEES]}
        mentees = sorted(mentees, key=lambda one: (one.id not in paired, one.id))[:MOST_MENTEES]
    shown = {one.id for one in mentees}
    if request.rules.format is Format.PEERS:
        pairs = [*pairs, *(pair[::-1] for pair in pairs)]
    kept = [(mentor, mentee) for mentor, mentee in pairs if mentee in shown]
    mentors = [one for one in request.people if one.places > 0]
    if len(mentors) > MOST_MENTEES:
        taken = {mentor for mentor, _ in kept}
        mentors = sorted(mentors, key=lambda one: (one.id not in taken, one.id))[
            : max(MOST_MENTEES, len(taken))
        ]
    points = scores(request, mentees, mentors).astype(np.int64)
    return arranged([one.id for one in mentees], [one.id for one in mentors], points, kept)


def arranged(mentees: Sequence[str], mentors: Sequence[str], points: Points, pairs: Sequence[Pair]) -> Matrix:
    """The matrix of these people in its order, which depends on who fits whom and never on the order given."""
    rows, columns = (
        sorted(range(len(mentees)), key=mentees.__getitem__),
        sorted(range(len(mentors)), key=mentors.__getitem__),
    )
    cells = points[np.ix_(rows, columns)]
    row_of = {mentees[old]: new for new, old in enumerate(rows)}
    column_of = {mentors[old]: new for new, old in enumerate(columns)}
    taken: dict[int, list[int]] = {}
    for mentor, mentee in sorted(pairs):
        taken.setdefault(column_of[mentor], []).append(row_of[mentee])
    by_column = _chain(cells, taken)
    by_row = list(
        dict.fromkeys(
            row
            for column in by_column
            for row in sorted(taken[column], key=lambda row: (-cells[row, column], row))
        )
    )
    by_column += _others(cells.T, by_column, by_row)
    by_row += _others(cells, by_row, by_column)
    place_of = {column: place for place, column in enumerate(by_column)}
    return Matrix(
        tuple(mentees[rows[row]] for row in by_row),
        tuple(mentors[columns[column]] for column in by_column),
        cells[np.ix_(by_row, by_column)],
        frozenset(
            (place, place_of[column])
            for place, row in enumerate(by_row)
            for column, theirs in taken.items()
            if row in theirs
        ),
    )


def _chain(cells: Points, taken: Mapping[int, Sequence[int]]) -> list[int]:
    """The mentors who were chosen, each followed by the one whose mentees it could best exchange with its own."""
    columns = list(taken)
    if not columns:
        return []
    fit = np.maximum(cells, 0).astype(np.float64)
    suits = np.array([fit[taken[column]][:, columns].mean(axis=0) for column in columns])
    exchange = suits + suits.T
    np.fill_diagonal(exchange, 0)
    place = int(exchange.sum(axis=1).argmin())
    order = [place]
    left = np.ones(len(columns), dtype=np.bool_)
    left[place] = False
    while left.any():
        place = int(np.where(left, exchange[place], -1).argmax())
        left[place] = False
        order.append(place)
    return [columns[one] for one in order]


def _others(cells: Points, there: Sequence[int], across: Sequence[int]) -> list[int]:
    """Whoever has no pair, beside the one who would suit them best among those in order `across`."""
    others = sorted(set(range(len(cells))) - set(there))
    if not across:
        return others
    best = cells[:, list(across)].argmax(axis=1) if len(cells) else []
    return sorted(others, key=lambda one: (int(best[one]), one))


def pages(whole: Matrix, names: Mapping[str, str]) -> tuple[Page, ...]:
    """The matrix cut into pages: some mentees, their mentors, and the mentors who would suit them next."""
    cut = _cut(whole)
    return tuple(_page(whole, names, rows, number, len(cut)) for number, rows in enumerate(cut, start=1))


def _cut(whole: Matrix) -> list[list[int]]:
    """Rows that stand on one page: not too many, nor with too many different mentors."""
    own = whole.columns_of
    cut: list[list[int]] = []
    columns: set[int] = set()
    for row in range(len(whole.mentees)):
        theirs = columns | {*own.get(row, ())}
        if not cut or len(cut[-1]) == ROWS or len(theirs) > COLUMNS - ALTERNATIVES:
            cut.append([])
            theirs = {*own.get(row, ())}
        cut[-1].append(row)
        columns = theirs
    return cut


def _page(whole: Matrix, names: Mapping[str, str], rows: list[int], number: int, of: int) -> Page:
    theirs = whole.columns_of
    own = sorted({column for row in rows for column in theirs.get(row, ())})
    worth = np.maximum(whole.points[rows], 0).sum(axis=0)
    next_best = [int(one) for one in np.argsort(-worth, kind="stable") if one not in own]
    columns = own + sorted(next_best[: max(0, COLUMNS - len(own))])
    return Page(
        words=tuple(in_words(whole, names, row) for row in rows),
        number=number,
        of=of,
        mentees=tuple(names.get(whole.mentees[row], whole.mentees[row]) for row in rows),
        mentors=tuple(names.get(whole.mentors[column], whole.mentors[column]) for column in columns),
        cells=tuple(tuple(_of_hundred(int(whole.points[row, column])) for column in columns) for row in rows),
        chosen=frozenset(
            (place, columns.index(column)) for place, row in enumerate(rows) for column in theirs.get(row, ())
        ),
    )


def _of_hundred(points: int) -> float | None:
    """As every other word of a draft has it: exact."""
    return None if points < 0 else points / 10


def table(whole: Matrix, names: Mapping[str, str]) -> list[list[object]]:
    """The whole matrix as rows of a spreadsheet: points of 1000, nothing where a rule stands between."""
    head: list[object] = [
        "mentee \\ mentor",
        *(names.get(one, one) for one in whole.mentors),
        "proposed mentor",
    ]
    theirs = whole.columns_of
    return [head] + [
        [
            names.get(mentee, mentee),
            *("" if points < 0 else int(points) for points in whole.points[row]),
            ", ".join(
                names.get(whole.mentors[column], whole.mentors[column]) for column in theirs.get(row, ())
            ),
        ]
        for row, mentee in enumerate(whole.mentees)
    ]


def in_words(whole: Matrix, names: Mapping[str, str], row: int) -> str:
    """A row for whoever cannot see it: the mentor proposed, then who would suit next of all there are."""
    chosen = whole.columns_of.get(row, [])
    ranked = [int(one) for one in np.argsort(-whole.points[row], kind="stable")[: NEXT_BEST + len(chosen)]]
    said = [
        f"{names.get(whole.mentors[one], whole.mentors[one])} {int(whole.points[row, one]) / 10:g}"
        for one in chosen + [one for one in ranked if one not in chosen][:NEXT_BEST]
        if whole.points[row, one] > 0 or one in chosen
    ]
    mentee = names.get(whole.mentees[row], whole.mentees[row])
    if not said:
        return f"{mentee}: nobody who can be paired with them"
    if not chosen:
        return f"{mentee}: no mentor proposed; would suit: {', '.join(said)}"
    now, later = said[: len(chosen)], said[len(chosen) :]
    return f"{mentee}: {' and '.join(now)}; next: {', '.join(later) or 'nobody'}"


def alt(page: Page) -> str:
    """What a picture of the page shows, in at most 1000 characters."""
    pairs = [
        f"{page.mentees[row]} with {page.mentors[column]} {page.cells[row][column]:g}"
        for row, column in sorted(page.chosen)
    ]
    said = (
        f"Heat map, page {page.number} of {page.of}: {len(page.mentees)} mentees and {len(page.mentors)} mentors, "
        f"each cell says how well the two would fit, of 100. Proposed pairs: {', '.join(pairs) or 'none'}."
    )
    return said if len(said) <= 1000 else f"{said[:999]}…"
