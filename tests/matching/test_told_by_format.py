"""What circles, peers and reverse mentoring tell of those who stay without a match, and of each pair."""

import json
from dataclasses import replace

from hypothesis import given, settings

from bot.domain.explaining import AddPlace, Force, Help, Rule
from bot.domain.matching import Candidate, Request, Tiers, Why
from bot.domain.program import Format
from bot.matching.explaining import explainer
from bot.matching.reasons import reasons
from bot.matching.round_file import export
from bot.matching.solving import solve
from bot.matching.waiting import waiting
from bot.operate.verify_groups import faults
from tests.matching.oracle import may_be, points_of
from tests.matching.rounds import company, requests

few = settings(max_examples=60, deadline=None)
CIRCLES, PEERS = Format.CIRCLES, Format.PEERS


def mentee(id: str, *wanted: str, **told: object) -> Candidate:
    return Candidate(**({"id": id, "seeks": True, "wanted": wanted} | told))  # type: ignore[arg-type]


def mentor(id: str, *offered: str, **told: object) -> Candidate:
    return Candidate(**({"id": id, "places": 6, "offered": offered} | told))  # type: ignore[arg-type]


def round_of(*people: Candidate, **rules: object) -> Request:
    base = company(0)
    return replace(base, people=people, rules=replace(base.rules, **rules))  # type: ignore[arg-type]


def test_a_circle_that_lacks_one_says_so_and_what_would_help() -> None:
    two = mentee("ANA", "SQL"), mentee("CY", "SQL")
    request = round_of(*two, mentor("BO", "SQL"), mentor("DEE", "SQL", places=2), format=CIRCLES)
    outcome = solve(request)
    assert outcome.proposals == ()
    asked = explainer(request, outcome)
    told = {one.person: (one.why, one.help) for one in waiting(asked)}
    assert told["ANA"] == told["BO"] == (Why.NOT_FILLED, Help.MORE_PEOPLE)
    assert told["DEE"] == (Why.TOO_FEW_PLACES, Help.MORE_PLACES)
    assert asked.why("BO", "ANA").rules == asked.what_if(Force("BO", "ANA")).rules == (Rule.NOT_FILLED,)
    third = replace(request, people=(*request.people, mentee("EVE", "SQL")))
    assert len(solve(third).proposals) == 3
    assert explainer(request, outcome).what_if(AddPlace("DEE")).gain == Tiers()
    assert asked.gains() == ()


def test_a_pin_whose_circle_cannot_be_filled_is_refused() -> None:
    people = *(mentee(name, "SQL") for name in ("ANA", "CY")), mentor("BO", "SQL")
    request = replace(round_of(*people, format=CIRCLES), pinned=(("BO", "ANA"),))
    outcome = solve(request)
    assert (outcome.proposals, outcome.refused) == ((), (("BO", "ANA"),))
    assert faults(json.loads(json.dumps(export(request, outcome)))) == []


def test_what_peers_can_learn_from_each_other_is_told_each_way() -> None:
    ana = Candidate(id="ANA", seeks=True, places=1, wanted=("SQL",), offered=("Hiring",), tz="Europe/Berlin")
    bo = replace(ana, id="BO", wanted=("Hiring",), offered=("SQL",))
    (pair,) = solve(round_of(bo, ana, format=PEERS)).proposals
    assert (pair.mentor, pair.mentee) == ("ANA", "BO")
    told = {(one.kind.value, one.back): one.words for one in pair.reasons}
    assert told["skills", False] == ("Hiring",), "what the second may learn from the first"
    assert told["skills", True] == ("SQL",)
    assert sum(one.kind.value == "shared_hours" for one in pair.reasons) == 1


def test_who_has_no_peer_hears_why() -> None:
    ana = Candidate(id="ANA", seeks=True, places=1, wanted=("SQL",), offered=("SQL",))
    people = (
        ana,
        replace(ana, id="BO"),
        replace(ana, id="CY"),
        Candidate(id="DEE", seeks=True, wanted=("Go",)),
    )
    told = {one.person: one.why for one in solve(round_of(*people, format=PEERS)).unmatched}
    assert told.pop("DEE") is Why.NOBODY_SHARES
    assert list(told.values()) == [Why.NO_PEER_LEFT]


@few
@given(requests(at_most=6, format=Format.REVERSE, pins=False))
def test_in_reverse_the_mentor_is_never_the_senior(request: Request) -> None:
    by_id = {one.id: one for one in request.people}
    outcome = solve(request)
    for one in outcome.proposals:
        above, below = by_id[one.mentee].seniority, by_id[one.mentor].seniority
        assert not (above and below) or below < above
        assert may_be(request, by_id[one.mentor], by_id[one.mentee])
        found = sum(r.points for r in reasons(request, by_id[one.mentor], by_id[one.mentee]))
        assert found == points_of(request, by_id[one.mentor], by_id[one.mentee]) == one.points


def test_in_reverse_a_junior_is_worth_what_a_senior_is_otherwise() -> None:
    lead, junior = mentee("ANA", "SQL", seniority=4), mentor("BO", "SQL", seniority=2)
    rules = {"points": {"skills": 500, "seniority": 500}, "must": ("skills",)}
    (pair,) = solve(round_of(lead, junior, format=Format.REVERSE, **rules)).proposals
    assert {one.kind.value: one.points for one in pair.reasons}["seniority"] == 500
    senior = replace(junior, seniority=4)
    assert solve(round_of(lead, senior, format=Format.REVERSE, **rules)).proposals == ()
