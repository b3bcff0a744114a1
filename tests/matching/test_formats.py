"""Circles, peers and reverse mentoring: the best there is by brute force, every rule kept, and honest about its proof."""

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.explaining import Forbid, Force, Rule
from bot.domain.matching import Outcome, Request, Side, Tiers
from bot.domain.program import Format
from bot.matching.explaining import explainer
from bot.matching.round_file import export
from bot.matching.scores import scores
from bot.matching.solving import solve
from bot.matching.waiting import waiting
from bot.operate.verify_groups import faults
from tests.matching.oracle import barred, every_circle, every_pairing, may_be, points_of, value_of
from tests.matching.rounds import company, everybody_both, paired, requests

few = settings(max_examples=60, deadline=None)
CIRCLES, PEERS = Format.CIRCLES, Format.PEERS
GROUPS = [CIRCLES, PEERS]
EVERY = {CIRCLES: every_circle, PEERS: every_pairing}
groups = st.sampled_from(GROUPS).flatmap(lambda format: requests(at_most=6, format=format))
unpinned = st.sampled_from(GROUPS).flatmap(lambda format: requests(at_most=6, pins=False, format=format))


def judged(request: Request, outcome: Outcome) -> tuple[int, ...]:
    told = value_of(request, paired(outcome))
    return told.people, told.not_below, told.points, told.kept if request.previous else 0


def listed(tiers: Tiers | None) -> tuple[int, ...]:
    assert tiers
    return tiers.people, -tiers.below, tiers.points, tiers.kept


def best(request: Request, **told: object) -> tuple[int, ...]:
    found = []
    for pairs in EVERY[request.rules.format](request):
        having, lacking = told.get("having"), told.get("lacking")
        if (having is None or having in pairs) and lacking not in pairs:
            one = value_of(request, pairs)
            found.append((one.people, one.not_below, one.points, one.kept if request.previous else 0))
    return max(found, default=())


@settings(max_examples=150, deadline=None)
@given(unpinned)
def test_nothing_is_better_and_that_is_what_is_claimed(request: Request) -> None:
    outcome = solve(request)
    assert judged(request, outcome) == best(request)
    assert outcome.certificate
    assert outcome.certificate.proven
    told = listed(outcome.certificate.tiers)
    assert told == listed(outcome.certificate.most)
    assert (told[0], *told[2:]) == (judged(request, outcome)[0], *judged(request, outcome)[2:])


@few
@given(groups)
def test_every_rule_is_kept(request: Request) -> None:
    outcome = solve(request)
    by_id = {one.id: one for one in request.people}
    served = Counter(one.mentee for one in outcome.proposals)
    if request.rules.format is PEERS:
        served += Counter(one.mentor for one in outcome.proposals)
        assert all(one.mentor < one.mentee for one in outcome.proposals)
    else:
        least, most = request.rules.circle
        sizes = Counter(one.mentor for one in outcome.proposals)
        assert all(least <= size <= min(most, by_id[mentor].places) for mentor, size in sizes.items())
        assert all(by_id[one.mentee].seeks for one in outcome.proposals)
    assert all(count == 1 for count in served.values())
    for one in outcome.proposals:
        mentor, mentee = by_id[one.mentor], by_id[one.mentee]
        assert not barred(request, mentor, mentee)
        pinned = {(one.mentor, one.mentee), (one.mentee, one.mentor)} & {*request.pinned}
        assert pinned or may_be(request, mentor, mentee)
        assert (
            one.points == sum(reason.points for reason in one.reasons) == points_of(request, mentor, mentee)
        )
    held = {frozenset(pair) for pair in paired(outcome)} if request.rules.format is PEERS else paired(outcome)
    for pair in request.pinned:
        holds = (frozenset(pair) if request.rules.format is PEERS else pair) in held
        assert holds or pair in outcome.refused
        assert not (holds and pair in outcome.refused and may_be(request, by_id[pair[0]], by_id[pair[1]]))


@few
@given(groups, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(request: Request, rng: random.Random) -> None:
    shuffled = list(request.people)
    rng.shuffle(shuffled)
    outcome = solve(request)
    assert solve(replace(request, people=tuple(shuffled))) == outcome
    assert faults(json.loads(json.dumps(export(request, outcome)))) == []


@few
@given(groups)
def test_working_it_out_again_changes_nothing(request: Request) -> None:
    table = tuple(sorted(paired(solve(request))))
    for seed in range(2):
        assert paired(solve(replace(request, previous=table, seed=seed))) == set(table)


@few
@given(groups)
def test_everybody_has_a_match_or_hears_why(request: Request) -> None:
    outcome = solve(request)
    told = {(one.person, one.side) for one in outcome.unmatched}
    mentees = {one.mentee for one in outcome.proposals}
    mentors = {one.mentor for one in outcome.proposals}
    if request.rules.format is PEERS:
        everybody = {one.id for one in request.people if one.seeks or one.places}
        assert told == {(who, Side.MENTEE) for who in everybody - mentees - mentors}
    else:
        assert {who for who, side in told if side is Side.MENTEE} == {
            one.id for one in request.people if one.seeks
        } - mentees
        assert {who for who, side in told if side is Side.MENTOR} == {
            one.id for one in request.people if one.places
        } - mentors
    found = list(waiting(explainer(request, outcome)))
    assert len(found) == len(outcome.unmatched)


@few
@given(unpinned, st.data())
def test_a_new_admissible_pair_never_lowers_the_value(request: Request, data: st.DataObject) -> None:
    if not request.forbidden:
        return
    pair = data.draw(st.sampled_from(sorted(request.forbidden)))
    freer = replace(request, forbidden=request.forbidden - {pair})
    assert judged(freer, solve(freer)) >= judged(request, solve(request))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(GROUPS).flatmap(lambda format: requests(at_most=5, pins=False, format=format)))
def test_what_a_change_costs_is_what_trying_all_gives(request: Request) -> None:
    outcome = solve(request)
    asked, now = explainer(request, outcome), best(replace(request, previous=()))
    request = replace(request, previous=())
    ids = [one.id for one in request.people]
    for mentor, mentee in [(a, b) for a in ids for b in ids if a < b or request.rules.format is CIRCLES]:
        told = asked.why(mentor, mentee)
        if told.chosen:
            gone = best(request, lacking=(mentor, mentee))
            gain = asked.what_if(Forbid(mentor, mentee)).gain
            assert (now[0] + gain.people, now[2] + gain.points) == (gone[0], gone[2])
        elif told.possible:
            forced = best(request, having=(mentor, mentee))
            assert told.cost
            assert (now[0] - told.cost.people, now[2] - told.cost.points) == (forced[0], forced[2])
            assert told.at_least is None
            assert asked.what_if(Force(mentor, mentee)).gain.points == -told.cost.points
        elif told.rules == (Rule.NOT_FILLED,):
            assert best(request, having=(mentor, mentee)) == ()


def test_scores_are_the_same_matrix() -> None:
    request = everybody_both(company(40))
    found = scores(request, request.people, request.people)
    assert (found == found.T).all()
    for row, one in enumerate(request.people[:9]):
        for column, other in enumerate(request.people[:9]):
            may = may_be(request, other, one)
            assert found[row, column] == (points_of(request, other, one) if may else -1)


@pytest.mark.parametrize("format", GROUPS)
def test_too_many_people_for_whole_matrices_are_refused(
    format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.matching.matrices.MOST_CELLS", 100)
    request = replace(company(40), rules=replace(company(0).rules, format=format))
    with pytest.raises(ValueError, match="too many for"):
        solve(request)
