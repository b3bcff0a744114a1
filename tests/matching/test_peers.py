"""Peers: as many pairs as can be, and of all such ways the best."""

import os
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from bot.matching.peers import Numbers, peers

Mask = NDArray[np.bool_]
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


def worth_of(points: Numbers, allowed: Mask, priority: list[int]) -> Numbers:
    """One person more outweighs all points, and one of a higher priority one of a lower."""
    weights = np.array(priority, np.int64) + 1
    person = int(points.max(initial=0)) * (len(points) // 2) + 1
    return np.where(allowed, points + person * (weights[:, None] + weights[None, :]), 0).astype(np.int64)


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
    assert peers(none).pairs == ()


@settings(max_examples=300)
@given(asked())
def test_no_way_to_pair_people_is_better(asked: Asked) -> None:
    points, allowed, priority = asked
    found = peers(worth_of(points, allowed, priority))
    paired = [one for pair in found.pairs for one in pair]
    ranks = [sum(priority[one] == rank for one in paired) for rank in (2, 1, 0)]
    told = len(paired), ranks, sum(int(points[pair]) for pair in found.pairs)
    assert told == brute_force(points, allowed, priority)


@given(asked(most=40))
def test_everybody_is_in_one_pair_at_most_and_only_pairs_allowed_are_made(asked: Asked) -> None:
    worth = worth_of(*asked)
    found = peers(worth)
    everybody = [one for pair in found.pairs for one in pair]
    assert len(everybody) == len(set(everybody))
    assert all(asked[1][pair] and pair[0] < pair[1] for pair in found.pairs)
    assert found.value == sum(worth[pair] for pair in found.pairs)
    assert found.pairs == peers(worth).pairs


@settings(max_examples=60, deadline=None)
@given(asked(most=12), st.sampled_from([0, 2]))
def test_with_prices_and_without_it_is_the_same(asked: Asked, few: int) -> None:
    """Small rounds are solved on all pairs; with prices on few of them. Nor do prices serve beyond what is exact."""
    worth = worth_of(*asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.matching.peers.FEW", few)
        by_prices = peers(worth)
    assert by_prices.value == peers(worth).value
    assert peers(worth << 40).value == by_prices.value << 40


def test_where_the_assignment_is_not_the_best_all_pairs_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def worst(worth: object, maximize: bool) -> object:
        return np.arange(6), np.roll(np.arange(6), 1)

    worth = worth_of(
        np.arange(36).reshape(6, 6) + np.arange(36).reshape(6, 6).T, ~np.eye(6, dtype=bool), [0] * 6
    )
    best = peers(worth)
    monkeypatch.setattr("bot.matching.peers.FEW", 0)
    monkeypatch.setattr("bot.matching.peers.linear_sum_assignment", worst)
    assert peers(worth) == best


@given(st.integers(2, 60), st.integers(0, 99))
def test_at_most_one_stays_alone_where_everybody_may_meet_everybody(people: int, seed: int) -> None:
    points = np.random.default_rng(seed).integers(0, 20, (people, people))
    found = peers(worth_of(points + points.T, ~np.eye(people, dtype=bool), [0] * people))
    assert len(found.pairs) == people // 2


@given(st.integers(2, 30), st.integers(0, 99))
def test_at_most_one_stays_alone_where_there_is_a_way_for_all_but_one(people: int, seed: int) -> None:
    """A way round through everybody in some order, and a few pairs besides."""
    rng = np.random.default_rng(seed)
    order, allowed = rng.permutation(people), rng.random((people, people)) < 0.05
    allowed[order[:-1], order[1:]] = True
    np.fill_diagonal(allowed, val=False)
    found = peers(worth_of(np.zeros((people, people), np.int64), allowed | allowed.T, [0] * people))
    assert len(found.pairs) == people // 2


def test_among_equals_the_same_are_chosen_in_every_process() -> None:
    """Where all pairs are alike, it does not matter in which order the graph is searched."""
    worth = 5 * (1 - np.eye(40, dtype=np.int64))
    found = peers(worth).pairs
    code = "import numpy as np; from bot.matching.peers import peers; print(peers(5 * (1 - np.eye(40, dtype=np.int64))).pairs)"
    for seed in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert told.strip() == str(found)


def test_rings_of_three_are_told_from_two_halves_of_a_pair() -> None:
    """Two rings of three hold together by one weak pair: whoever believes in half pairs leaves two people alone."""
    points, allowed = np.zeros((6, 6), dtype=np.int64), np.zeros((6, 6), dtype=bool)
    for one, other, worth in ((0, 1, 9), (1, 2, 9), (0, 2, 9), (3, 4, 9), (4, 5, 9), (3, 5, 9), (2, 3, 1)):
        points[one, other] = points[other, one] = worth
        allowed[one, other] = allowed[other, one] = True
    assert peers(worth_of(points, allowed, [0] * 6)).pairs == ((0, 1), (2, 3), (4, 5))


def test_whoever_waited_longer_is_not_the_one_left_alone() -> None:
    points = np.array([[0, 900, 10], [900, 0, 10], [10, 10, 0]])
    allowed = ~np.eye(3, dtype=bool)
    assert peers(worth_of(points, allowed, [0, 0, 0])).pairs == ((0, 1),)
    assert peers(worth_of(points, allowed, [0, 0, 1])).pairs != ((0, 1),)


@pytest.mark.parametrize("allowed_share", [0.9, 0.02])
def test_many_people_are_paired_as_well_as_the_bound_allows(allowed_share: float) -> None:
    """Two hundred people, too many for brute force: no fewer than one left of each part that hangs together."""
    rng = np.random.default_rng(7)
    points = rng.integers(0, 400, (200, 200))
    points = np.maximum(points, points.T)
    allowed = np.triu(rng.random((200, 200)) < allowed_share, 1)
    allowed = allowed | allowed.T
    found = peers(worth_of(points, allowed, [0] * 200))
    count, part = connected_components(csr_array(allowed), directed=False)
    assert 200 - 2 * len(found.pairs) >= sum(np.bincount(part, minlength=count) % 2)
    for (a, b), (c, d) in zip(found.pairs, found.pairs[1:], strict=False):  # and no two pairs gain by a swap
        for one, other in (((a, c), (b, d)), ((a, d), (b, c))):
            if allowed[one] and allowed[other]:
                assert points[one] + points[other] <= points[a, b] + points[c, d]


@pytest.mark.parametrize("worth", [[[0, 1], [2, 0]], [[0, -1], [-1, 0]], [[1, 0], [0, 0]]])
def test_what_is_no_matrix_of_peers_is_refused(worth: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="symmetric"):
        peers(np.array(worth, np.int64))
