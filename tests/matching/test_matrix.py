"""The goal alignment matrix: whose cell is where, how it is cut, and what it tells whoever cannot see it."""

import io
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.domain.matching import Candidate, Pair, Request
from bot.domain.sheets import sheet
from bot.matching.matrix import COLUMNS, MOST_MENTEES, ROWS, Matrix, Page, alt, arranged, matrix, pages, table
from bot.matching.picture import COLOURS, WHITE_BELOW, draw, labels, luminance
from bot.programs.reading import standard


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[str], list[str], np.ndarray, list[Pair]]:
    """Mentees, mentors, points (-1 where it cannot be) and pairs that could be."""
    mentees = [f"e{n:02}" for n in range(draw(st.integers(0, 30)))]
    mentors = [f"o{n:02}" for n in range(draw(st.integers(0, 20)))]
    cells = draw(
        st.lists(
            st.integers(-1, 1000), min_size=len(mentees) * len(mentors), max_size=len(mentees) * len(mentors)
        )
    )
    points = np.array(cells, dtype=np.int64).reshape(len(mentees), len(mentors))
    pairs = []
    for row, mentee in enumerate(mentees):
        able = [mentor for column, mentor in enumerate(mentors) if points[row, column] >= 0]
        if able and draw(st.booleans()):
            pairs.append((draw(st.sampled_from(able)), mentee))
    return mentees, mentors, points, pairs


@given(rounds(), st.randoms(use_true_random=False))
def test_everybody_is_there_once_in_an_order_that_does_not_depend_on_the_order_given(
    given: tuple, chance: object
) -> None:
    mentees, mentors, points, pairs = given
    made = arranged(mentees, mentors, points, pairs)
    assert sorted(made.mentees) == mentees
    assert sorted(made.mentors) == mentors
    for row, mentee in enumerate(made.mentees):
        for column, mentor in enumerate(made.mentors):
            assert made.points[row, column] == points[mentees.index(mentee), mentors.index(mentor)]
    assert {(made.mentors[column], made.mentees[row]) for row, column in made.chosen} == set(pairs)
    rows, columns = list(range(len(mentees))), list(range(len(mentors)))
    chance.shuffle(rows)  # type: ignore[attr-defined]
    chance.shuffle(columns)  # type: ignore[attr-defined]
    again = arranged(
        [mentees[r] for r in rows], [mentors[c] for c in columns], points[np.ix_(rows, columns)], pairs[::-1]
    )
    assert (again.mentees, again.mentors, again.chosen) == (made.mentees, made.mentors, made.chosen)


@given(rounds())
def test_the_chosen_pairs_run_along_the_diagonal(given: tuple) -> None:
    made = arranged(*given)
    columns = [column for _, column in sorted(made.chosen)]
    assert columns == sorted(columns)
    assert [row for row, _ in sorted(made.chosen)] == list(range(len(columns)))
    assert all(after - before <= 1 for before, after in pairwise(columns))


@given(rounds())
def test_every_mentee_stands_on_one_page_beside_their_mentor(given: tuple) -> None:
    made = arranged(*given)
    cut = pages(made, {})
    assert [one for page in cut for one in page.mentees] == list(made.mentees)
    assert [(page.number, page.of) for page in cut] == [(n + 1, len(cut)) for n in range(len(cut))]
    mentor_of = {made.mentees[row]: made.mentors[column] for row, column in made.chosen}
    for page in cut:
        assert len(page.mentees) <= ROWS
        assert len(page.mentors) == min(COLUMNS, len(made.mentors))
        assert {page.mentees[row]: page.mentors[column] for row, column in page.chosen} == {
            one: mentor_of[one] for one in page.mentees if one in mentor_of
        }
        assert len(alt(page)) <= 1000
        assert len(page.words) == len(page.mentees)


def small() -> Matrix:
    points = np.array([[700, 300, -1], [655, 900, 0], [-1, -1, 450]])
    return arranged(["ana", "bea", "cy"], ["mo", "ned", "ola"], points, [("mo", "ana"), ("ned", "bea")])


NAMES = {"ana": "Ana", "bea": "Bea", "cy": "=cmd()", "mo": "Mo", "ned": "Ned", "ola": "Ola"}


def test_the_words_say_who_is_proposed_and_who_would_suit_next() -> None:
    (page,) = pages(small(), NAMES)
    assert sorted(page.words) == [
        "=cmd(): no mentor proposed; would suit: Ola 45",
        "Ana: Mo 70; next: Ned 30",
        "Bea: Ned 90; next: Mo 65.5",
    ]
    assert alt(page).startswith(
        "Heat map, page 1 of 1: 3 mentees and 3 mentors, each cell says how well the two"
    )
    assert "Ana with Mo 70" in alt(page)


def test_the_table_leaves_empty_what_cannot_be_and_no_name_becomes_a_formula() -> None:
    rows = {str(row[0]): row for row in table(small(), NAMES)}
    head = rows["mentee \\ mentor"]
    assert [rows["Ana"][head.index(one)] for one in ("Mo", "Ned", "Ola", "proposed mentor")] == [
        700,
        300,
        "",
        "Mo",
    ]
    assert "'=cmd()" in sheet(table(small(), NAMES))
    assert "\r\n=cmd()" not in sheet(table(small(), NAMES))


def test_of_a_very_large_round_a_part_is_shown_with_the_pairs_first() -> None:
    mentees = [Candidate(id=f"e{n:04}", seeks=True, wanted=("SQL",)) for n in range(MOST_MENTEES + 200)]
    mentors = [Candidate(id=f"o{n:04}", places=1, offered=("SQL",)) for n in range(MOST_MENTEES + 100)]
    pairs = [(mentors[-n].id, mentees[-n].id) for n in range(1, 301)]
    asked = Request(people=(*mentees, *mentors), rules=standard().matching, day=date(2030, 1, 7))
    made = matrix(asked, pairs)
    assert (len(made.mentees), len(made.mentors)) == (MOST_MENTEES, MOST_MENTEES)
    assert {(made.mentors[column], made.mentees[row]) for row, column in made.chosen} == set(pairs)


def test_a_picture_is_as_wide_as_a_phone_at_twice_its_density() -> None:
    (page,) = pages(small(), NAMES)
    with Image.open(io.BytesIO(draw(page))) as picture:
        assert picture.width == 780
        assert picture.format == "PNG"
    assert draw(page) == draw(page)


def test_a_picture_of_names_in_any_script_and_of_nobody() -> None:
    names = ("محمد العربي", "田中 花子", "$x^2$ $y$", "N")
    assert labels(names) == ["no. 1", "no. 2", "$x^2$ $y$", "N"]
    cells = tuple(tuple(range(row, row + 4)) for row in range(4))
    page = Page(number=1, of=1, mentees=names, mentors=names, cells=cells, chosen=frozenset({(0, 0)}))
    assert draw(page)[:4] == b"\x89PNG"
    assert pages(arranged([], [], np.zeros((0, 0), dtype=np.int64), []), {}) == ()


def test_every_number_is_read_well_on_its_colour() -> None:
    for step in range(101):
        shade = luminance(COLOURS(step / 100)[:3])
        contrast = 1.05 / (shade + 0.05) if shade < WHITE_BELOW else (shade + 0.05) / 0.05
        assert contrast >= 4.5


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Fatima Zahra Idrissi", "Fatima Z. Idrissi"),
        ("Maximiliane Oberhuber", "Maximiliane O."),
        ("Ana", "Ana"),
    ],
)
def test_a_long_name_is_shortened_as_people_do(name: str, label: str) -> None:
    assert labels([name]) == [label]
