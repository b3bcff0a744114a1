"""Several mentors for a mentee: the best of each level, nobody a second while another waits, and every level proven."""

import copy
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.explaining import AddPlace, Forbid, Force, Rule
from bot.domain.matching import Candidate, Outcome, Pair, Request
from bot.matching.explaining import explainer
from bot.matching.round_file import digest_of, export
from bot.matching.solving import solve
from bot.operate.verify import faults, main
from tests.matching.oracle import barred, every_matching, may_be, value_of
from tests.matching.rounds import company, paired, requests

few = settings(max_examples=60, deadline=None)
several = st.sampled_from([2, 3]).flatmap(lambda each: requests(at_most=6, pins=False, each=each))
pinned = st.sampled_from([2, 3]).flatmap(lambda each: requests(at_most=6, each=each))


def levels_of(request: Request, outcome: Outcome) -> list[set[Pair]]:
    assert outcome.certificate
    later = [set(one.pairs) for one in outcome.certificate.further]
    return [paired(outcome) - {pair for one in later for pair in one}, *later]


def left_for(request: Request, made: set[Pair], level: int) -> Request:
    """What is still to be given at a level: to those who have just so many, on the places that are left."""
    held = {one.id: [m for m, mentee in made if mentee == one.id] for one in request.people}
    load = [mentor for mentor, _ in made]
    people = tuple(
        replace(
            one,
            seeks=one.seeks and len(one.mentors) + len(held[one.id]) == level,
            places=max(0, one.places - load.count(one.id)),
            mentors=(*one.mentors, *held[one.id]),
        )
        for one in request.people
    )
    return replace(request, people=people)


@settings(max_examples=120, deadline=None)
@given(several)
def test_each_level_is_the_best_on_what_the_levels_before_it_left(request: Request) -> None:
    outcome = solve(request)
    made: set[Pair] = set()
    for level, pairs in enumerate(levels_of(request, outcome)):
        left = left_for(request, made, level)
        assert value_of(left, pairs) == max(value_of(left, one) for one in every_matching(left))
        made |= pairs


@few
@given(pinned)
def test_every_rule_is_kept_and_nobody_has_the_same_mentor_twice(request: Request) -> None:
    outcome = solve(request)
    by_id = {one.id: one for one in request.people}
    pairs = [(one.mentor, one.mentee) for one in outcome.proposals]
    assert len(pairs) == len(set(pairs))
    for one in request.people:
        mentors = [mentor for mentor, mentee in pairs if mentee == one.id]
        assert not mentors or len(mentors) + len(one.mentors) <= request.rules.mentors_each
        assert sum(mentor == one.id for mentor, _ in pairs) <= one.places
    for mentor, mentee in pairs:
        assert not barred(request, by_id[mentor], by_id[mentee])
        assert (mentor, mentee) in request.pinned or may_be(request, by_id[mentor], by_id[mentee])
    assert set(request.pinned) - set(pairs) == set(outcome.refused)
    waiting = {one.person for one in outcome.unmatched}
    assert not waiting & {mentee for _, mentee in pairs} or all(
        one.side == "mentor" for one in outcome.unmatched if one.person in {mentee for _, mentee in pairs}
    )


@few
@given(several)
def test_nobody_has_a_second_mentor_while_one_waits_who_could_have_them(request: Request) -> None:
    request = replace(request, rules=replace(request.rules, aim="people"))
    outcome, by_id = solve(request), {one.id: one for one in request.people}
    pairs = paired(outcome)
    matched = {mentee for _, mentee in pairs}
    _first, *later = levels_of(request, outcome)
    for one in request.people:
        if one.seeks and not one.mentors and one.id not in matched:
            for mentor, _ in (pair for level in later for pair in level):
                assert not may_be(request, by_id[mentor], one)


@few
@given(pinned, st.randoms(use_true_random=False))
def test_every_level_proves_itself_in_any_order_of_people(request: Request, rng: random.Random) -> None:
    shuffled = list(request.people)
    rng.shuffle(shuffled)
    outcome = solve(request)
    assert solve(replace(request, people=tuple(shuffled))) == outcome
    file = json.loads(json.dumps(export(request, outcome)))
    assert [faults(level) for level in file["levels"]] == [[]] * len(file["levels"])


def two_each(people: int) -> Request:
    request = company(people)
    wider = tuple(replace(one, places=one.places * 2) for one in request.people)
    return replace(request, people=wider, rules=replace(request.rules, mentors_each=2))


def test_tampering_with_any_level_is_found_out(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    request = two_each(60)
    outcome = solve(request)
    file = json.loads(json.dumps(export(request, outcome)))
    first, second = file["levels"]
    assert len(first["pairs"]) > 20 and len(second["pairs"]) > 10
    kept = tmp_path / "round.json"
    kept.write_text(json.dumps(file))
    assert main([str(kept)]) == 0
    for number, level in enumerate(file["levels"]):
        pairs = level["pairs"]
        swapped = [
            [pairs[0][0], pairs[1][1], pairs[0][2]],
            [pairs[1][0], pairs[0][1], pairs[1][2]],
            *pairs[2:],
        ]
        other_level = file["levels"][1 - number]["pairs"][0]
        for instead in (pairs[1:], [*pairs, pairs[0]], swapped, [*pairs, other_level], []):
            changed = copy.deepcopy(file)
            changed["levels"][number]["pairs"] = instead
            changed["levels"][number]["digest"] = digest_of(changed["levels"][number])
            assert any(faults(one) for one in changed["levels"])
            kept.write_text(json.dumps(changed))
            assert main([str(kept)]) == 1
    assert "The proof holds" in capsys.readouterr().out


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([2, 3]).flatmap(lambda each: requests(at_most=5, pins=False, each=each)), st.data())
def test_a_change_is_told_by_what_it_moves(request: Request, data: st.DataObject) -> None:
    outcome = solve(request)
    asked = explainer(request, outcome)
    for mentor, mentee in sorted(paired(outcome))[:3]:
        assert asked.why(mentor, mentee).chosen
        found = asked.what_if(Forbid(mentor, mentee))
        moves = [move for chain in found.chains for move in chain]
        assert any(move.mentee == mentee and move.before == mentor for move in moves)
    seeking = [one for one in request.people if one.seeks]
    giving = [one for one in request.people if one.places]
    if seeking and giving:
        pair = data.draw(st.sampled_from(giving)).id, data.draw(st.sampled_from(seeking)).id
        told = asked.why(*pair)
        if told.possible and not told.chosen:
            assert told.cost is not None
            forced = solve(replace(request, pinned=(pair,), previous=tuple(sorted(paired(outcome)))))
            assert pair in paired(forced)
            assert outcome.value - forced.value == told.cost.points
            assert asked.what_if(Force(*pair)).gain.points == -told.cost.points


ANA = Candidate(id="ANA", seeks=True, wanted=("SQL",))
BO, DEE = (Candidate(id=name, places=1, offered=("SQL",)) for name in ("BO", "DEE"))


def round_of(*people: Candidate, **told: object) -> Request:
    base = company(0)
    return replace(base, people=people, rules=replace(base.rules, mentors_each=2), **told)  # type: ignore[arg-type]


def test_who_has_one_mentor_gets_a_second_after_everybody_who_has_none() -> None:
    has = replace(ANA, mentors=("BO",))
    assert paired(solve(round_of(has, BO, DEE))) == {("DEE", "ANA")}
    new = replace(ANA, id="NEW", tz="America/New_York")
    outcome = solve(round_of(has, new, DEE, replace(BO, places=0)))
    assert paired(outcome) == {("DEE", "NEW")}
    assert outcome.unmatched == (), "who has a mentor does not wait"
    asked = explainer(round_of(has, BO, DEE), solve(round_of(has, BO, DEE)))
    assert asked.why("BO", "ANA").rules == (Rule.ALREADY,)


def test_a_mentee_locked_with_one_may_still_get_a_second() -> None:
    request = round_of(ANA, BO, DEE, pinned=(("BO", "ANA"),))
    outcome = solve(request)
    assert paired(outcome) == {("BO", "ANA"), ("DEE", "ANA")}
    asked = explainer(request, outcome)
    assert asked.what_if(Forbid("BO", "ANA")).rules == (Rule.LOCKED,)
    assert asked.what_if(Forbid("DEE", "ANA")).gain.people == -1
    both = round_of(ANA, BO, DEE, replace(BO, id="EVE"), pinned=(("BO", "ANA"), ("DEE", "ANA")))
    assert explainer(both, solve(both)).why("EVE", "ANA").rules == (Rule.LOCKED,)
    assert explainer(both, solve(both)).best_for("ANA") == ()


def test_one_more_place_is_told_by_the_prices_of_the_first_level() -> None:
    request = round_of(ANA, replace(ANA, id="CY"), BO)
    outcome = solve(request)
    asked = explainer(request, outcome)
    assert [(who, gain.people) for who, gain in asked.gains()] == [("BO", 1)]
    assert asked.what_if(AddPlace("BO")).gain.people == 1
    assert [one.mentor for one in asked.best_for(next(iter(one.person for one in outcome.unmatched)))] == [
        "BO"
    ]


def test_working_it_out_again_changes_nothing() -> None:
    request = two_each(120)
    table = tuple(sorted(paired(solve(request))))
    assert paired(solve(replace(request, previous=table, seed=3))) == set(table)
