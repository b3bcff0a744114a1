"""The proof of a round: it holds for the best, fails for everything else, and moves as it must."""

import copy
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from bot.domain.criteria import points_of
from bot.domain.matching import Candidate, Outcome, ReasonKind, Request, Tiers
from bot.matching.assigning import Look, assigned, least_prices
from bot.matching.objective import TooMany, objective
from bot.matching.round_file import digest_of, export
from bot.matching.scores import scores
from bot.matching.solving import solve
from bot.operate.verify import faults, main
from tests.matching.oracle import best, may_be, value_of
from tests.matching.rounds import IDS, candidates, company, paired, requests

few = settings(max_examples=60, deadline=None)


def judged(outcome: Outcome) -> tuple[int, ...]:
    assert outcome.certificate
    tiers = outcome.certificate.tiers
    return tiers.people, -tiers.below, tiers.points, tiers.kept


def as_read(file: dict[str, object]) -> dict[str, object]:
    return json.loads(json.dumps(file))


@few
@given(requests())
def test_every_round_proves_itself(request: Request) -> None:
    assert faults(as_read(export(request, solve(request)))) == []


@few
@given(requests(pins=False))
def test_the_tiers_say_what_the_pairs_are_worth(request: Request) -> None:
    outcome = solve(request)
    told = value_of(request, paired(outcome))
    kept = told.kept if request.previous else 0
    assert judged(outcome) == (told.people, told.not_below if request.rules.floor else 0, told.points, kept)


@pytest.mark.parametrize("people", [60, 200, 300])
def test_it_is_what_a_dense_assignment_finds(people: int) -> None:
    request = company(people)
    outcome = solve(request)
    mentees = [one for one in request.people if one.seeks]
    mentors = [one for one in request.people if one.places]
    places = np.repeat(np.arange(len(mentors)), [one.places for one in mentors])
    points = scores(request, mentees, mentors)[:, places]
    worth = np.where(points < 0, 0, points + 1000 * people)
    rows, columns = linear_sum_assignment(worth.astype(float), maximize=True)
    chosen = points[rows, columns]
    assert (len(outcome.proposals), outcome.value) == ((chosen >= 0).sum(), chosen[chosen >= 0].sum())


def tampered(file: dict[str, list[list[int]]]) -> list[dict[str, object]]:
    """Other proposals in the same file, as somebody might write them."""
    pairs, found = file["pairs"], []
    swapped = [list(pair) for pair in pairs]
    swapped[0][1], swapped[1][1] = swapped[1][1], swapped[0][1]
    more = [list(pair) for pair in pairs]
    more[0][2] += 1
    taken = {row for row, *_ in pairs}
    free = next((row for row in range(len(file["mentees"])) if row not in taken), None)
    instead = [[free, pairs[0][1], pairs[0][2]], *pairs[1:]] if free is not None else pairs[1:]
    for other in (pairs[1:], [*pairs, pairs[0]], swapped, more, instead, []):
        changed = copy.deepcopy(file)
        changed["pairs"] = other
        found.append(changed)
    prices = copy.deepcopy(file)
    prices["mentors"][0]["price"] += 1  # type: ignore[call-overload]
    return [*found, prices]


def test_every_tampered_proposal_is_found_out(tmp_path, capsys) -> None:
    request = company(60)
    file = as_read(export(request, solve(request)))
    assert len(file["pairs"]) > 20
    for other in tampered(file):
        assert faults(other)
        assert faults({**other, "digest": digest_of(other)}), "also with a digest of its own"
    kept = tmp_path / "round.json"
    kept.write_text(json.dumps(file))
    assert main([str(kept)]) == 0
    kept.write_text(json.dumps({**file, "pairs": file["pairs"][1:]}))
    assert main([str(kept)]) == 1
    assert "digest" in capsys.readouterr().out


def test_a_locked_pair_swapped_for_another_is_found_out() -> None:
    """The last and the first pair are locked, and somebody locks others in the file."""
    request = company(60)
    pairs = sorted(paired(solve(request)))
    request = replace(request, pinned=(pairs[0], pairs[-1]))
    file = as_read(export(request, solve(request)))
    locked = [list(pair) for pair in file["pinned"]]  # type: ignore[attr-defined]
    assert len(locked) == 2 and faults(file) == []
    (a, x), (b, y) = locked
    instead = {(a, x): y, (b, y): x}
    swapped = [[row, instead.get((row, column), column), points] for row, column, points in file["pairs"]]  # type: ignore[attr-defined]
    for changed in ({"pairs": swapped}, {"pinned": [[a, y], [b, x]]}):
        assert faults({**file, **changed}), "also with a digest of its own"
        assert faults({**file, **changed, "digest": digest_of({**file, **changed})})


@pytest.mark.parametrize("finer", [0, 5, 12, 20])
def test_weights_of_any_size_are_exact(finer: int) -> None:
    """As with all tiers at 20,000 people, where they lie far beyond what floating point counts exactly."""
    rng = np.random.default_rng(finer)
    for _ in range(20):
        rows, columns = 9, 4
        places = rng.integers(0, 4, columns)
        at, of = np.nonzero(rng.random((rows, columns)) < 0.7)
        worth = (rng.integers(1, 9, len(at)) << 36 + finer) + (rng.integers(0, 3, len(at)) << 18)
        look = Look(at, of, worth + rng.integers(0, 3, len(at)))
        mate = assigned(look, rows, places)
        seats, prices = least_prices(look, mate, places)
        value = sum(look.worth[mate[at] == of].tolist())
        assert value == sum(seats.tolist()) + sum((prices * places).tolist())
        assert (look.worth <= seats[at] + prices[of]).all()


def test_all_tiers_at_once_are_proven() -> None:
    request = company(600)
    people = tuple(replace(one, priority=number % 9) for number, one in enumerate(request.people))
    table = tuple(sorted(paired(solve(request))))[::2]
    request = replace(request, people=people, previous=table, rules=replace(request.rules, floor=700))
    assert faults(as_read(export(request, solve(request)))) == []


@few
@given(requests(at_most=5, pins=False), st.data())
def test_any_worse_matching_is_found_out(request: Request, data: st.DataObject) -> None:
    outcome = solve(request)
    file = as_read(export(request, outcome))
    if not file["pairs"]:
        return
    drop = data.draw(st.integers(0, len(file["pairs"]) - 1))
    del file["pairs"][drop]
    file["digest"] = digest_of(file)
    assert faults(file)


@few
@given(requests(at_most=6), candidates("NEW"))
def test_a_new_mentor_never_lowers_the_value(request: Request, new: Candidate) -> None:
    new = replace(new, seeks=False, managers=(), places=1)
    assert value(replace(request, people=(*request.people, new))) >= value(request)


@few
@given(requests(at_most=6), st.sampled_from(IDS))
def test_a_new_place_never_lowers_the_value(request: Request, who: str) -> None:
    wider = tuple(replace(one, places=one.places + 1) if one.id == who else one for one in request.people)
    pins = solve(request).refused  # a new place may let a refused pin hold, which is another round
    fixed = replace(request, pinned=tuple(set(request.pinned) - set(pins)))
    assert value(replace(fixed, people=wider)) >= value(fixed)


@few
@given(requests(at_most=6, pins=False), st.sampled_from(IDS), st.sampled_from(IDS))
def test_a_new_forbidden_pair_never_raises_the_value(request: Request, mentor: str, mentee: str) -> None:
    stricter = replace(request, forbidden=request.forbidden | {(mentor, mentee)})
    assert value(stricter) <= value(request)


def value(request: Request) -> tuple[int, ...]:
    return judged(solve(request))


def test_where_what_decides_cannot_be_weighed_exactly_there_is_no_answer() -> None:
    """All tiers on and far too many people: the weights would outgrow 64 bits."""
    request, table = company(60), tuple((f"U{n}", f"U{n + 1}") for n in range(70_000))
    crowd = [Candidate(id="U", seeks=True)] * 70_000
    request = replace(request, previous=table, rules=replace(request.rules, floor=300))
    with pytest.raises(TooMany, match="too many to weigh"):
        objective(request, crowd, 70_000)
    assert objective(replace(request, previous=()), crowd, 70_000).highest < 2**60
    assert objective(request, crowd[:20_000], 20_000).highest < 2**60


@few
@given(requests(pins=False))
def test_doubling_all_weights_changes_nothing(request: Request) -> None:
    """Where points are not rounded otherwise: of one criterion whose worth is a multiple of all that it is divided by."""
    once = replace(request, rules=replace(request.rules, points={"skills": 480}, must=(), floor=0))
    twice = replace(once, rules=replace(once.rules, points={"skills": 960}))
    a, b = solve(once), solve(twice)
    assert paired(a) == paired(b)
    assert a.value * 2 == b.value


def test_counting_everything_twice_changes_nothing() -> None:
    words = ["low", "medium", "low", "off", "low", "medium"]
    double = {"low": "medium", "medium": "high", "off": "off"}
    kinds = list(ReasonKind)[: len(words)]
    once = dict(zip(kinds, words, strict=True))
    assert points_of(once) == points_of({kind: double[word] for kind, word in once.items()})
    assert sum(points_of(once).values()) == 1000


@given(
    st.dictionaries(st.sampled_from([*ReasonKind]), st.sampled_from(["must", "high", "medium", "low", "off"]))
)
def test_the_points_always_make_a_thousand(words: dict[str, str]) -> None:
    points = points_of(words)
    assert sum(points.values()) == (1000 if set(words.values()) - {"off"} else 0)
    for kind, word in words.items():
        assert (points[kind] == 0) == (word == "off")


@few
@given(requests())
def test_working_it_out_again_changes_nothing(request: Request) -> None:
    outcome = solve(request)
    table = tuple(sorted(paired(outcome)))
    for seed in range(3):
        assert paired(solve(replace(request, previous=table, seed=seed))) == set(table)


@few
@given(requests(pins=False))
def test_nobody_who_waited_longer_waits_for_a_place_that_another_holds(request: Request) -> None:
    request = replace(request, rules=replace(request.rules, aim="people"))
    outcome, by_id = solve(request), {one.id: one for one in request.people}
    matched = {one.mentee for one in outcome.proposals}
    for one in request.people:
        if one.seeks and one.id not in matched:
            for held in outcome.proposals:
                lower = min(by_id[held.mentee].priority, 7) < min(one.priority, 7)
                assert not (lower and may_be(request, by_id[held.mentor], one))


def test_nobody_is_asked_and_nothing_breaks() -> None:
    empty = company(0)
    assert solve(empty).certificate is not None
    assert solve(empty).certificate.tiers == Tiers()  # type: ignore[union-attr]
    assert best(empty) == value_of(empty, set())
    assert faults(as_read(export(empty, solve(empty)))) == []
