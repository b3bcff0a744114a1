"""Circles: opened only when filled, as many people as can be, and then the best."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.circles import Asked, Seats, circles


@st.composite
def rounds(draw: st.DrawFn, mentees: int = 7, mentors: int = 3) -> Asked:
    shape = draw(st.integers(0, mentees)), draw(st.integers(0, mentors))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    allowed = rng.random(shape) < draw(st.sampled_from([0.3, 0.6, 1]))
    return Asked(
        points=rng.integers(0, draw(st.sampled_from([3, 30, 1001])), shape),
        allowed=allowed,
        seats=[Seats(draw(st.integers(1, 3)), draw(st.integers(1, 4))) for _ in range(shape[1])],
        people=draw(st.sampled_from([None, rng.integers(1, 4, shape[0]), np.zeros(shape[0], np.int64)])),
        low=draw(st.sampled_from([None, rng.random(shape) < 0.5])),
    )


def all_of(shape: tuple[int, int], points: int = 7) -> Asked:
    return Asked(points=np.full(shape, points), allowed=np.ones(shape, bool), seats=[Seats()] * shape[1])


def brute_force(asked: Asked) -> tuple[int, ...] | None:
    """People, low pairs and points of the best answer, by trying all; None if the pins cannot all be."""
    people = np.ones(len(asked.points), np.int64) if asked.people is None else asked.people
    low = np.zeros(asked.points.shape, bool) if asked.low is None else asked.low
    choices = [[None, *np.nonzero(row)[0].tolist()] for row in asked.allowed]
    for mentee, mentor in asked.pinned:
        choices[mentee] = [mentor]
    best = None
    for chosen in itertools.product(*choices):
        sizes = [chosen.count(mentor) for mentor in range(len(asked.seats))]
        if all(
            not size or one.least <= size <= one.most for size, one in zip(sizes, asked.seats, strict=True)
        ):
            pairs = [(mentee, mentor) for mentee, mentor in enumerate(chosen) if mentor is not None]
            told = (
                sum(int(people[mentee]) for mentee, _ in pairs),
                -sum(bool(low[pair]) for pair in pairs),
                sum(int(asked.points[pair]) for pair in pairs),
            )
            best = told if best is None else max(best, told)
    return best


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_no_other_circles_are_better_and_that_is_proven(asked: Asked) -> None:
    found = circles(asked)
    assert found.reached == brute_force(asked)
    assert found.proven


@settings(max_examples=100, deadline=None)
@given(rounds(mentees=6), st.data())
def test_pins_hold_whatever_they_cost(asked: Asked, data: st.DataObject) -> None:
    if not asked.allowed.any():
        return
    pair = data.draw(st.sampled_from([*zip(*map(np.ndarray.tolist, np.nonzero(asked.allowed)), strict=True)]))
    pinned = replace(asked, pinned=(pair,))
    best = brute_force(pinned)
    if best is not None:
        found = circles(pinned)
        assert found.reached == best and pair in found.pairs and found.proven


@settings(max_examples=40, deadline=None)
@given(rounds(mentees=40, mentors=12))
def test_circles_are_filled_between_their_bounds_and_nobody_sits_twice(asked: Asked) -> None:
    found = circles(asked)
    assert len({mentee for mentee, _ in found.pairs}) == len(found.pairs)
    assert all(asked.allowed[pair] for pair in found.pairs)
    for mentor, one in enumerate(asked.seats):
        size = len(found.of(mentor))
        assert size == 0 or one.least <= size <= one.most
    assert found.proven
    assert found == circles(asked)


def test_a_circle_opens_only_when_it_is_filled() -> None:
    assert circles(all_of((2, 1))).pairs == ()
    assert circles(all_of((3, 1))).of(0) == (0, 1, 2)


def test_a_second_circle_takes_nobody_whom_the_first_needs() -> None:
    """Five mentees like the second mentor better, but two circles of three would need six."""
    points = np.array([[10, 900]] * 2 + [[800, 900]] * 3)
    found = circles(replace(all_of((5, 2)), points=points))
    assert (found.of(0), found.of(1)) == ((), (0, 1, 2, 3, 4))


def test_more_people_count_more_than_more_points() -> None:
    points = np.array([[1, 1000]] * 3 + [[1, 0]] * 3)
    allowed = np.array([[True, True]] * 3 + [[True, False]] * 3)
    found = circles(Asked(points=points, allowed=allowed, seats=[Seats(4, 6)] * 2))
    assert len(found.pairs) == 6
    assert found.of(1) == ()


def test_a_hundred_people_are_seated_and_it_is_proven() -> None:
    rng = np.random.default_rng(4)
    points, allowed = rng.integers(0, 1001, (100, 40)), rng.random((100, 40)) < 0.7
    found = circles(Asked(points=points, allowed=allowed, seats=[Seats()] * 40))
    assert len(found.pairs) == found.most[0] == 100
    assert found.proven


def test_where_people_are_fewer_than_any_flow_could_seat_their_number_is_settled_first() -> None:
    """Five mentees for two mentors who take exactly three each: a flow would seat five, circles seat three."""
    found = circles(replace(all_of((5, 2)), seats=[Seats(3, 3)] * 2))
    assert (found.reached, found.proven) == ((3, 0, 21), True)


def test_a_circle_that_must_open_is_filled_with_those_who_look_elsewhere() -> None:
    """One is locked with a mentor whom nobody else would look at, of many."""
    points = np.tile(np.arange(40) * 10, (6, 1))
    asked = replace(all_of((6, 40)), points=points, pinned=((0, 0),))
    found = circles(asked)
    assert len(found.of(0)) == 3 and len(found.pairs) == 6 and found.proven


@pytest.mark.parametrize("seats", [[Seats()], [Seats(0, 2), Seats()]])
def test_seats_that_make_no_sense_are_refused(seats: list[Seats]) -> None:
    with pytest.raises(ValueError, match="seats"):
        circles(replace(all_of((3, 2)), seats=seats))


def test_points_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        circles(all_of((3, 2), points=-1))
