"""What has worked: ranks, how sure they are, and what they suggest."""

from random import Random

import pytest
from scipy import stats

from bot.domain.learning import ENOUGH, Link, Went, links, suggested


def went(count: int, *, round_id: int = 1, seed: int = 1, noise: float = 0.0) -> list[Went]:
    """Pairs of whom those with more hours in common met more often; skills are drawn by chance."""
    chance = Random(seed)
    pairs = []
    for _ in range(count):
        hours = chance.randrange(100)
        met = round(hours / 10 + noise * chance.random())
        pairs.append(Went(round_id, {"shared_hours": hours, "skills": chance.randrange(100)}, met))
    return pairs


def test_what_speaks_for_meeting_is_found_and_chance_is_not() -> None:
    by_name = {one.criterion: one for one in links(went(40))}
    assert by_name["shared_hours"].more and by_name["shared_hours"].rank > 0.95
    assert not by_name["skills"].more and not by_name["skills"].fewer


def test_the_rank_is_that_of_a_library() -> None:
    seen = went(50, noise=30, seed=5)
    for one in links(seen):
        points = [pair.points[one.criterion] for pair in seen]
        theirs = stats.spearmanr(points, [pair.meetings for pair in seen]).statistic
        assert one.rank == pytest.approx(theirs)
        assert one.least < one.rank < one.most


def test_chance_alone_seldom_suggests_anything() -> None:
    """The interval holds for all criteria at once: of 200 programs ruled by chance about 5 % suggest something."""
    wrong = 0
    for seed in range(200):
        chance = Random(seed)
        pairs = [
            Went(1, {name: chance.randrange(100) for name in "abcdefgh"}, chance.randrange(6))
            for _ in range(30)
        ]
        wrong += any(one.more or one.fewer for one in links(pairs))
    assert wrong <= 20


@pytest.mark.parametrize("count", [0, 1, ENOUGH - 1])
def test_too_few_pairs_say_nothing(count: int) -> None:
    assert links(went(count)) == ()


def test_all_alike_say_nothing() -> None:
    assert links([Went(1, {"skills": 5}, n) for n in range(30)]) == ()
    assert links([Went(1, {"skills": n}, 2) for n in range(30)]) == ()


def test_rounds_in_which_it_counted_otherwise_are_made_alike() -> None:
    half = [
        Went(2, {"shared_hours": one.points["shared_hours"] * 7}, one.meetings) for one in went(20, seed=2)
    ]
    whole = [Went(1, {"shared_hours": one.points["shared_hours"]}, one.meetings) for one in went(20, seed=3)]
    (found,) = links([*half, *whole])
    assert found.rank > 0.95 and found.pairs == 40


def test_what_nobody_may_see_is_not_told() -> None:
    assert links([Went(1, {"affinity": n}, n) for n in range(30)]) == ()


def test_one_step_is_suggested_and_none_past_the_ends() -> None:
    more, fewer = Link("", 30, 0.5, 0.1, 0.8), Link("", 30, -0.5, -0.8, -0.1)
    open_ = Link("", 30, 0.1, -0.2, 0.4)

    def of(link: Link, word: str) -> dict[str, str]:
        return suggested([Link("style", link.pairs, link.rank, link.least, link.most)], {"style": word})

    assert of(more, "low") == {"style": "medium"}
    assert of(more, "high") == {}
    assert of(fewer, "medium") == {"style": "low"}
    assert of(fewer, "low") == {}
    assert of(more, "off") == of(more, "must") == of(open_, "low") == {}
