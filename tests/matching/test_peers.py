"""Peers: as many pairs as can be, and of all such ways the best."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from bot.matching.peers import Mask, Numbers, peers

Asked = tuple[Numbers, Mask, list[int]]


@st.composite
def asked(draw: st.DrawFn, most: int = 8) -> Asked:
    people = draw(st.integers(0, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    points = rng.integers(0, draw(st.sampled_from([3, 30, 1001])), (people, people))
    allowed = rng.random((people, people)) < draw(st.sampled_from([0.2, 0.4, 0.7, 1]))
    np.fill_diagonal(allowed, val=False)
    priority = draw(st.lists(st.integers(0, 2), min_size=people, max_size=people))
    return np.maximum(points, points.T), allowed | allowed.T, priority


def brute_force(points: Numbers, allowed: Mask, priority: list[int]) -> tuple[int, list[int], int]:
    """The most people in pairs; of those the highest priorities, from the highest down; of those the most points."""

    @cache
    def best(left: frozenset[int]) -> tuple[int, list[int], int]:
        if not left:
            return 0, [0, 0, 0], 0
        one = min(left)
        answers = [best(left - {one})]
        for other in left - {one}:
            if allowed[one, other]:
                people, ranks, value = best(left - {one, other})
                ranks = [
                    count + [priority[one], priority[other]].count(2 - rank)
                    for rank, count in enumerate(ranks)
                ]
                answers.append((people + 2, ranks, value + int(points[one, other])))
        return max(answers)

    return best(frozenset(range(len(points))))


def test_with_nobody_there_are_no_pairs() -> None:
    none = np.zeros((0, 0), dtype=np.int64)
    assert peers(none, none.astype(bool)).pairs == ()


@settings(max_examples=300)
@given(asked())
def test_no_way_to_pair_people_is_better(asked: Asked) -> None:
    points, allowed, priority = asked
    found = peers(points, allowed, priority)
    paired = [one for pair in found.pairs for one in pair]
    ranks = [sum(priority[one] == rank for one in paired) for rank in (2, 1, 0)]
    assert (len(paired), ranks, found.value) == brute_force(points, allowed, priority)


@given(asked(most=40))
def test_everybody_is_in_one_pair_at_most_and_only_pairs_allowed_are_made(asked: Asked) -> None:
    points, allowed, priority = asked
    found = peers(points, allowed, priority)
    everybody = [one for pair in found.pairs for one in pair] + list(found.alone)
    assert sorted(everybody) == list(range(len(points)))
    assert all(allowed[pair] for pair in found.pairs)
    assert found.value == sum(points[pair] for pair in found.pairs)
    assert found == peers(points, allowed, priority)


@given(st.integers(2, 60), st.integers(0, 99))
def test_at_most_one_stays_alone_where_everybody_may_meet_everybody(people: int, seed: int) -> None:
    points = np.random.default_rng(seed).integers(0, 20, (people, people))
    found = peers(points + points.T, ~np.eye(people, dtype=bool))
    assert len(found.alone) == people % 2


def test_rings_of_three_are_told_from_two_halves_of_a_pair() -> None:
    """Two rings of three hold together by one weak pair: whoever believes in half pairs leaves two people alone."""
    points, allowed = np.zeros((6, 6), dtype=np.int64), np.zeros((6, 6), dtype=bool)
    for one, other, worth in ((0, 1, 9), (1, 2, 9), (0, 2, 9), (3, 4, 9), (4, 5, 9), (3, 5, 9), (2, 3, 1)):
        points[one, other] = points[other, one] = worth
        allowed[one, other] = allowed[other, one] = True
    assert peers(points, allowed).pairs == ((0, 1), (2, 3), (4, 5))


def test_whoever_waited_longer_is_not_the_one_left_alone() -> None:
    points = np.array([[0, 900, 10], [900, 0, 10], [10, 10, 0]])
    allowed = ~np.eye(3, dtype=bool)
    assert peers(points, allowed).alone == (2,)
    assert peers(points, allowed, [0, 0, 1]).alone != (2,)


@pytest.mark.parametrize("allowed_share", [0.9, 0.02])
def test_many_people_are_paired_as_well_as_the_bound_allows(allowed_share: float) -> None:
    """Two hundred people, too many for brute force: no fewer than one left of each part that hangs together."""
    rng = np.random.default_rng(7)
    points = rng.integers(0, 400, (200, 200))
    points = np.maximum(points, points.T)
    allowed = np.triu(rng.random((200, 200)) < allowed_share, 1)
    allowed = allowed | allowed.T
    found = peers(points, allowed)
    count, part = connected_components(csr_array(allowed), directed=False)
    assert len(found.alone) >= sum(np.bincount(part, minlength=count) % 2)
    for (a, b), (c, d) in zip(found.pairs, found.pairs[1:], strict=False):  # and no two pairs gain by a swap
        for one, other in (((a, c), (b, d)), ((a, d), (b, c))):
            if allowed[one] and allowed[other]:
                assert points[one] + points[other] <= points[a, b] + points[c, d]


@pytest.mark.parametrize(
    ("points", "allowed"),
    [
        (np.array([[0, 1], [2, 0]]), ~np.eye(2, dtype=bool)),
        (np.array([[0, 1], [1, 0]]), np.array([[False, True], [False, False]])),
        (np.array([[0, -1], [-1, 0]]), ~np.eye(2, dtype=bool)),
    ],
)
def test_what_is_no_matrix_of_peers_is_refused(points: Numbers, allowed: Mask) -> None:
    with pytest.raises(ValueError, match="symmetric"):
        peers(points, allowed)
