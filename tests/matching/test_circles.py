"""Circles: opened only when filled, as many people as can be, and then the best."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.circles import Mask, Numbers, Seats, circles

Asked = tuple[Numbers, Mask, list[Seats]]


@st.composite
def asked(draw: st.DrawFn, mentees: int = 7, mentors: int = 3) -> Asked:
    shape = draw(st.integers(0, mentees)), draw(st.integers(0, mentors))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = rng.integers(0, draw(st.sampled_from([3, 30, 1001])), shape)
    allowed = rng.random(shape) < draw(st.sampled_from([0.3, 0.6, 1]))
    seats = [Seats(draw(st.integers(1, 3)), draw(st.integers(1, 4))) for _ in range(shape[1])]
    return points, allowed, seats


def brute_force(points: Numbers, allowed: Mask, seats: list[Seats]) -> tuple[int, int]:
    """The most people seated, and with so many the most points."""
    choices = [[None, *np.nonzero(row)[0].tolist()] for row in allowed]
    best = (0, 0)
    for chosen in itertools.product(*choices):
        sizes = [chosen.count(mentor) for mentor in range(len(seats))]
        if all(not size or one.least <= size <= one.most for size, one in zip(sizes, seats, strict=True)):
            pairs = [(mentee, mentor) for mentee, mentor in enumerate(chosen) if mentor is not None]
            best = max(best, (len(pairs), sum(int(points[pair]) for pair in pairs)))
    return best


@settings(max_examples=150)
@given(asked())
def test_no_other_circles_are_better_and_that_is_proven(asked: Asked) -> None:
    found = circles(*asked)
    assert (len(found.pairs), found.value) == brute_force(*asked)
    assert found.proven


@settings(max_examples=40)
@given(asked(mentees=40, mentors=12))
def test_circles_are_filled_between_their_bounds_and_nobody_sits_twice(asked: Asked) -> None:
    points, allowed, seats = asked
    found = circles(points, allowed, seats)
    assert sorted([mentee for mentee, _ in found.pairs] + list(found.waiting)) == list(range(len(points)))
    assert all(allowed[pair] for pair in found.pairs)
    for mentor, one in enumerate(seats):
        size = len(found.of(mentor))
        assert size == 0 or one.least <= size <= one.most
    assert found.proven
    assert found == circles(points, allowed, seats)


def test_a_circle_opens_only_when_it_is_filled() -> None:
    two, three = (np.full((count, 1), 500) for count in (2, 3))
    assert circles(two, two > 0).waiting == (0, 1)
    assert circles(three, three > 0).of(0) == (0, 1, 2)


def test_a_second_circle_takes_nobody_whom_the_first_needs() -> None:
    """Five mentees like the second mentor better, but two circles of three would need six."""
    points = np.array([[10, 900]] * 2 + [[800, 900]] * 3)
    found = circles(points, np.ones((5, 2), dtype=bool))
    assert (found.of(0), found.of(1)) == ((), (0, 1, 2, 3, 4))


def test_more_people_count_more_than_more_points() -> None:
    points = np.array([[1, 1000]] * 3 + [[1, 0]] * 3)
    allowed = np.array([[True, True]] * 3 + [[True, False]] * 3)
    assert len(circles(points, allowed, Seats(4, 6)).pairs) == 6
    assert circles(points, allowed, Seats(4, 6)).of(1) == ()


def test_a_hundred_people_are_seated_and_it_is_proven() -> None:
    rng = np.random.default_rng(4)
    points = rng.integers(0, 1001, (100, 40))
    found = circles(points, rng.random((100, 40)) < 0.7)
    assert len(found.pairs) == found.most_people == 100
    assert found.proven


def test_where_people_are_fewer_than_any_flow_could_seat_their_number_is_settled_first() -> None:
    """Five mentees for two mentors who take exactly three each: a flow would seat five, circles seat three."""
    found = circles(np.full((5, 2), 7), np.ones((5, 2), dtype=bool), Seats(3, 3))
    assert (len(found.pairs), found.most_people, found.value, found.proven) == (3, 3, 21, True)


@pytest.mark.parametrize("seats", [[Seats()], [Seats(0, 2), Seats()]])
def test_seats_that_make_no_sense_are_refused(seats: list[Seats]) -> None:
    with pytest.raises(ValueError, match="seats"):
        circles(np.ones((3, 2), dtype=np.int64), np.ones((3, 2), dtype=bool), seats)
