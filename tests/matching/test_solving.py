"""The matching is the best there is, keeps every rule, and says why."""

import itertools
import pickle
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching import Candidate, Request, Side
from bot.matching import flow
from bot.matching.board import BLOCK, board
from bot.matching.laying import lay_out
from bot.matching.reasons import reasons
from bot.matching.rules import rules
from bot.matching.scores import scores
from bot.matching.solving import solve
from tests.matching.oracle import barred, best, may_be, parts, value_of
from tests.matching.rounds import company, paired, requests


def person(request: Request, id: str) -> Candidate:
    return next(one for one in request.people if one.id == id)


@given(requests())
def test_no_rule_is_ever_broken(request: Request) -> None:
    outcome = solve(request)
    load = Counter(one.mentor for one in outcome.proposals)
    mentees = [one.mentee for one in outcome.proposals]
    assert len(mentees) == len(set(mentees))
    assert all(count <= person(request, mentor).places for mentor, count in load.items())
    for one in outcome.proposals:
        mentor, mentee = person(request, one.mentor), person(request, one.mentee)
        assert mentee.seeks
        assert not barred(request, mentor, mentee)
        assert (one.mentor, one.mentee) in request.pinned or may_be(request, mentor, mentee)


@given(requests())
def test_reasons_add_up_to_the_points(request: Request) -> None:
    outcome = solve(request)
    for one in outcome.proposals:
        assert one.points == sum(reason.points for reason in one.reasons) <= 1000
        assert [reason.points for reason in one.reasons] == sorted(
            (r.points for r in one.reasons), reverse=True
        )
        assert all(reason.points > 0 for reason in one.reasons)
    assert outcome.value == sum(one.points for one in outcome.proposals)


@given(requests())
def test_the_matrix_says_what_the_reasons_say_for_every_pair(request: Request) -> None:
    people = request.people
    matrix = scores(request, people, people)
    everybody = np.arange(len(people))
    masks = rules(board(request, people, people), everybody, everybody)
    for (row, mentee), (column, mentor) in itertools.product(enumerate(people), enumerate(people)):
        found = {reason.kind.value: reason.points for reason in reasons(request, mentor, mentee)}
        assert found == parts(request, mentor, mentee)
        points = sum(found.values())
        assert matrix[row, column] == (points if may_be(request, mentor, mentee) else -1)
        assert masks.open[row, column] == may_be(request, mentor, mentee)
        assert masks.barred[row, column] == barred(request, mentor, mentee)


@settings(max_examples=150, deadline=None)
@given(requests(pins=False))
def test_nothing_is_better(request: Request) -> None:
    outcome = solve(request)
    assert value_of(request, paired(outcome)) == best(request)


@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(request: Request, rng: random.Random) -> None:
    shuffled = list(request.people)
    rng.shuffle(shuffled)
    assert solve(replace(request, people=tuple(shuffled))) == solve(request)


@given(requests())
def test_everybody_has_a_match_or_hears_why(request: Request) -> None:
    outcome = solve(request)
    told = {(one.person, one.side) for one in outcome.unmatched}
    mentees = {one.id for one in request.people if one.seeks}
    mentors = {one.id for one in request.people if one.places}
    assert {id for id, side in told if side is Side.MENTEE} == mentees - {
        one.mentee for one in outcome.proposals
    }
    assert {id for id, side in told if side is Side.MENTOR} == mentors - {
        one.mentor for one in outcome.proposals
    }


@given(requests())
def test_pins_hold_or_are_refused(request: Request) -> None:
    outcome = solve(request)
    assert set(request.pinned) - paired(outcome) == set(outcome.refused)


@given(requests())
def test_a_round_travels_to_another_process(request: Request) -> None:
    assert pickle.loads(pickle.dumps(request)) == request
    outcome = solve(request)
    assert pickle.loads(pickle.dumps(outcome)) == outcome


@pytest.mark.parametrize("room", [0, 300_000])
def test_pages_that_there_is_no_room_for_are_laid_out_again(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = company(1500)
    found = solve(request)
    monkeypatch.setattr(flow, "KEPT_PAIRS", room)
    assert solve(request) == found
    pages = flow.Pages(lay_out(request).problem, flow.nobody_asks)
    once, again = (dict(pages) for _ in range(2))
    assert len(once) > len(pages.kept) == room // (len(pages.problem.places) * BLOCK)
    assert all((once[begin] == again[begin]).all() for begin in once)
