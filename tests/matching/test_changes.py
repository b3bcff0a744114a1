"""Why, and what if: every figure is what trying all matchings gives, and a private wish is nowhere to be found."""

import json
import pickle
from dataclasses import asdict, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.explaining import AddPlace, Forbid, Force, Help, Move, Rule, Weigh, chains, differences
from bot.domain.matching import Candidate, Pair, Request, Tiers, Why
from bot.matching.explaining import Explainer, explainer
from bot.matching.round_file import export
from bot.matching.scores import scores
from bot.matching.solving import solve
from bot.matching.waiting import waiting
from bot.programs.reading import standard
from tests.matching.oracle import Value, every_matching, may_be, value_of
from tests.matching.rounds import TUESDAY, company, paired, requests

some = settings(max_examples=60, deadline=None)


def opened(request: Request) -> Explainer:
    return explainer(request, solve(request))


def less(value: Value, tiers: Tiers | None) -> tuple[int, ...]:
    """A value after a loss."""
    assert tiers
    left = (
        value.people - tiers.people,
        value.not_below - -tiers.below,
        value.points - tiers.points,
        value.kept - tiers.kept,
    )
    return left


def judged(request: Request, value: Value) -> tuple[int, ...]:
    return (
        value.people,
        value.not_below if request.rules.floor else 0,
        value.points,
        value.kept if request.previous else 0,
    )


def lost(request: Request, before: Value, after: Value) -> Tiers:
    a, b = judged(request, before), judged(request, after)
    return Tiers(a[0] - b[0], b[1] - a[1], a[2] - b[2], a[3] - b[3])


def ordered(tiers: Tiers | None) -> tuple[int, ...]:
    assert tiers
    return tiers.people, -tiers.below, tiers.points, tiers.kept


@some
@given(requests(at_most=6, pins=False))
def test_what_a_pair_costs_is_what_trying_all_gives(request: Request) -> None:
    asked, best = opened(request), max(every_value(request))
    for mentor in request.people:
        for mentee in request.people:
            if not (mentor.places and mentee.seeks):
                continue
            told = asked.why(mentor.id, mentee.id)
            assert told.possible == may_be(request, mentor, mentee)
            if told.possible and not told.chosen:
                forced = max(every_value(request, having=(mentor.id, mentee.id)))
                assert told.cost == lost(request, best, forced)
                assert ordered(told.at_least) <= ordered(told.cost)
                assert asked.what_if(Force(mentor.id, mentee.id)).gain == lost(request, forced, best)


@some
@given(requests(at_most=6, pins=False))
def test_what_a_forbidden_pair_costs_is_what_trying_all_gives(request: Request) -> None:
    asked, best = opened(request), max(every_value(request))
    for pair in paired(asked.outcome):
        without = max(every_value(request, lacking=pair))
        told = asked.what_if(Forbid(*pair))
        assert told.gain == lost(request, without, best)
        assert told.chains[0][0].mentee == pair[1] or any(pair[1] == m.mentee for c in told.chains for m in c)


@some
@given(requests(at_most=6, pins=False))
def test_the_price_of_a_place_is_what_one_more_gains(request: Request) -> None:
    asked, best = opened(request), max(every_value(request))
    known = dict(asked.gains())
    for mentor in request.people:
        if mentor.places:
            wider = replace(
                request,
                people=tuple(
                    replace(one, places=one.places + 1) if one is mentor else one for one in request.people
                ),
            )
            gain = lost(request, max(every_value(wider)), best)
            assert known.get(mentor.id, Tiers()) == gain
            assert asked.what_if(AddPlace(mentor.id)).gain == gain


def every_value(request: Request, *, having: Pair | None = None, lacking: Pair | None = None) -> list[Value]:
    """What every matching is worth; where the pairs on the table do not count, none does."""
    found = []
    for pairs in every_matching(request):
        if (having is None or having in pairs) and (lacking is None or lacking not in pairs):
            found.append(value_of(request, pairs))
    return found


@some
@given(requests(at_most=6, pins=False), st.data())
def test_the_moves_lead_from_the_one_answer_to_the_other(request: Request, data: st.DataObject) -> None:
    asked = opened(request)
    seeking = [one for one in request.people if one.seeks]
    giving = [one for one in request.people if one.places]
    if not (seeking and giving):
        return
    mentee, mentor = data.draw(st.sampled_from(seeking)), data.draw(st.sampled_from(giving))
    told = asked.why(mentor.id, mentee.id)
    if not told.possible or told.chosen:
        return
    after = {pair[1]: pair[0] for pair in paired(asked.outcome)}
    for move in told.moves:
        assert after.get(move.mentee, "") == move.before
        after[move.mentee] = move.after
    pairs = {(mentor_id, mentee_id) for mentee_id, mentor_id in after.items() if mentor_id}
    assert (mentor.id, mentee.id) in pairs
    best = value_of(request, paired(asked.outcome))
    assert lost(request, best, value_of(request, pairs)) == told.cost
    assert sorted(m for chain in chains(told.moves) for m in map(repr, chain)) == sorted(
        map(repr, told.moves)
    )


def one_round(*people: Candidate, **told: object) -> Request:
    return replace(Request(people=people, rules=standard().matching, day=TUESDAY), **told)  # type: ignore[arg-type]


def mentee(id: str, *wanted: str, **told: object) -> Candidate:
    return Candidate(id=id, seeks=True, wanted=wanted, **told)  # type: ignore[arg-type]


def mentor(id: str, *offered: str, **told: object) -> Candidate:
    return Candidate(**({"id": id, "places": 1, "offered": offered} | told))  # type: ignore[arg-type]


ANA, CY = mentee("ANA", "SQL", "Hiring"), mentee("CY", "SQL")
BO, DEE = mentor("BO", "SQL", offered_levels={"SQL": "teach"}), mentor("DEE", "Hiring")


def test_a_chain_reads_as_it_happens() -> None:
    request = one_round(ANA, CY, BO, DEE)
    outcome = solve(request)
    assert paired(outcome) == {("DEE", "ANA"), ("BO", "CY")}
    told = opened(request).what_if(Force("BO", "ANA"))
    assert told.gain.people == -1
    (chain,) = told.chains
    assert [(m.mentee, m.before, m.after) for m in chain] == [("ANA", "DEE", "BO"), ("CY", "BO", "")]
    assert chain[1].points_before > chain[1].points_after == 0


def test_one_more_place_is_worth_what_it_brings() -> None:
    request = one_round(ANA, CY, mentee("EVE", "SQL"), BO, DEE)
    (first, *_) = opened(request).gains()
    assert (first[0], first[1].people) == ("BO", 1)
    (chain,) = opened(request).what_if(AddPlace("BO")).chains
    (move,) = chain
    assert (move.before, move.after) == ("", "BO")
    assert opened(request).what_if(AddPlace("DEE")).gain == Tiers()
    (left,) = [one for one in waiting(opened(request)) if one.why is Why.NO_PLACE]
    assert left.help is Help.ONE_MORE_PLACE and left.who[0].id == "BO"


def test_a_criterion_that_counts_otherwise_is_worked_out_anew() -> None:
    words = (("skills", "must"), ("languages", "off"), ("style", "low"))
    near, far = mentor("NEAR", "SQL", style="open"), mentor("FAR", "SQL", languages=("Polish",))
    ana = mentee("ANA", "SQL", style="open", languages=("Polish",))
    request = one_round(ana, near, far)
    request = replace(request, rules=replace(request.rules, points={"skills": 800, "style": 200}))
    outcome = solve(request)
    assert paired(outcome) == {("NEAR", "ANA")}
    told = opened(request).what_if(Weigh("languages", "high", words))
    ((move,),) = told.chains
    assert (move.before, move.after) == ("NEAR", "FAR") and told.gain.points > 0
    assert told.gain.points == move.points_after - move.points_before  # both by the other weights
    assert opened(request).what_if(AddPlace("ANA")).chains == ()


def test_somebody_now_gets_the_best_three() -> None:
    request = one_round(ANA, CY, BO, DEE, mentor("FAY", "SQL", "Hiring"))
    outcome = solve(request)
    told = explainer(request, outcome).best_for("ANA")
    assert len(told) == 3 and told[0].cost == Tiers()
    assert [ordered(one.cost) for one in told] == sorted(ordered(one.cost) for one in told)
    late = mentee("LATE", "Hiring")
    newer = replace(request, people=(*request.people, late))
    assert explainer(newer, outcome).best_for("LATE")[0].mentor in {"DEE", "FAY"}


def test_rules_are_named_and_locks_hold() -> None:
    request = one_round(
        replace(ANA, team="Law", managers=("FAY",)),
        CY,
        replace(BO, team="law"),
        DEE,
        mentor("FAY", "SQL"),
        mentor("GUS", "SQL", tz="Pacific/Auckland"),
        forbidden=frozenset({("DEE", "ANA")}),
        pinned=(("FAY", "CY"),),
    )
    asked = opened(request)
    assert asked.rules_between("BO", "ANA") == (Rule.SAME_TEAM,)
    assert asked.rules_between("FAY", "ANA") == (Rule.REPORTING_LINE, Rule.LOCKED)
    assert asked.rules_between("DEE", "ANA") == (Rule.FORBIDDEN,)
    assert asked.rules_between("DEE", "CY") == (Rule.NO_SHARED_SKILL, Rule.LOCKED)
    assert asked.rules_between("BO", "CY") == (Rule.LOCKED,)
    assert asked.rules_between("GUS", "ANA")[0] is Rule.NO_SHARED_HOURS
    assert asked.rules_between("CY", "BO") == (Rule.NOT_SEEKING, Rule.NO_PLACE)
    assert asked.rules_between("CY", "ANA") == (Rule.NO_PLACE,)
    assert asked.why("FAY", "CY").chosen and asked.what_if(Forbid("FAY", "CY")).rules == (Rule.LOCKED,)
    assert asked.best_for("CY") == ()
    assert asked.what_if(Forbid("BO", "ANA")).gain == Tiers()


def test_only_what_changed_is_a_difference() -> None:
    request = one_round(ANA, CY, BO, DEE)
    before = solve(request)
    after = solve(replace(request, forbidden=frozenset({("DEE", "ANA")})))
    moves = differences(before.proposals, after.proposals)
    assert moves and all(move.before != move.after for move in moves)
    assert differences(before.proposals, before.proposals) == ()
    ring = (Move("A", "x", "y", 1, 1), Move("B", "y", "x", 1, 1))
    assert [[m.mentee for m in chain] for chain in chains(ring)] == [["A", "B"]]


def test_a_planted_wish_is_nowhere_to_be_found() -> None:
    """Whoever of the two would rather not: everything that is told is the same."""
    base = company(60)
    (first, *_) = solve(base).proposals

    def told(of: str, other: str) -> str:
        people = tuple(
            replace(one, avoid=(*one.avoid, other)) if one.id == of else one for one in base.people
        )
        request = replace(base, people=people)
        outcome = solve(request)
        asked = explainer(request, outcome)
        assert asked.rules_between(first.mentor, first.mentee) == (Rule.PRIVATE,)
        said = [asked.why(first.mentor, first.mentee), asked.what_if(Force(first.mentor, first.mentee))]
        assert asked.why(first.mentor, first.mentee).cost is None and not said[0].points  # type: ignore[union-attr]
        shown = asdict(outcome)
        shown["certificate"].pop("digest")  # stays in the bot; the file has its own
        words = [*map(str, said), *map(str, waiting(opened(request))), str(asked.gains())]
        return repr((shown, words, json.dumps(export(request, outcome))))

    assert told(first.mentor, first.mentee) == told(first.mentee, first.mentor)
    file = export(base, solve(base))
    assert not any(one.id in json.dumps(file) for one in base.people)


def test_an_explainer_travels_and_matrices_are_at_hand() -> None:
    request = one_round(ANA, CY, BO, DEE)
    outcome = solve(request)
    asked = pickle.loads(pickle.dumps(explainer(request, outcome)))
    assert asked.why("BO", "ANA") == opened(request).why("BO", "ANA")
    assert scores(request, [ANA, CY], [BO, DEE]).shape == (2, 2)
