"""A round explained: the reasons of a pair, and why somebody waits."""

import random
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.explaining import AddPlace
from bot.domain.matching import Candidate, Outcome, Pair, ReasonKind, Request, Why
from bot.matching.explaining import explainer
from bot.matching.solving import solve
from bot.programs.reading import standard

TUESDAY = date(2026, 11, 24)


def paired(outcome: Outcome) -> set[Pair]:
    return {(one.mentor, one.mentee) for one in outcome.proposals}


def mentee(id: str = "ANA", **told: object) -> Candidate:
    return Candidate(**({"id": id, "seeks": True, "wanted": ("SQL",)} | told))  # type: ignore[arg-type]


def mentor(id: str = "BO", **told: object) -> Candidate:
    return Candidate(**({"id": id, "places": 1, "offered": ("sql",)} | told))  # type: ignore[arg-type]


def round_of(*people: Candidate, **told: object) -> Request:
    base = Request(people=people, rules=standard().matching, day=TUESDAY)
    return replace(base, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("request_", "whys"),
    [
        (round_of(mentee(wanted=()), mentor()), {"ANA": Why.NOTHING_ASKED, "BO": Why.NOBODY_NEEDS}),
        (round_of(mentee(wanted=("Go",)), mentor()), {"ANA": Why.NOBODY_OFFERS, "BO": Why.NOBODY_NEEDS}),
        (round_of(mentee()), {"ANA": Why.NOBODY_OFFERS}),
        (round_of(mentor()), {"BO": Why.NOBODY_NEEDS}),
        (round_of(mentor(offered=())), {"BO": Why.NOTHING_ASKED}),
        (round_of(mentee(avoid=("BO",)), mentor()), {"ANA": Why.FORBIDDEN, "BO": Why.FORBIDDEN}),
        (round_of(mentee(), mentor(managers=("ANA",))), {"ANA": Why.FORBIDDEN, "BO": Why.FORBIDDEN}),
        (round_of(mentee(team="X"), mentor(team="x")), {"ANA": Why.FORBIDDEN, "BO": Why.FORBIDDEN}),
        (
            round_of(mentee(), mentor(), past=frozenset({("BO", "ANA")})),
            {"ANA": Why.MET_BEFORE, "BO": Why.MET_BEFORE},
        ),
        (
            round_of(mentee(tz="Europe/London"), mentor(tz="America/Los_Angeles")),
            {"ANA": Why.NO_SHARED_HOURS, "BO": Why.NO_SHARED_HOURS},
        ),
        (round_of(mentee(goal="lead"), mentee("CY"), mentor(expertise="lead")), {"CY": Why.NO_PLACE}),
        (round_of(mentee(), mentor(expertise="a"), mentor("DEE", languages=("x",), hours=1), seed=1), None),
    ],
)
def test_why_somebody_waits(request_: Request, whys: dict[str, Why] | None) -> None:
    told = {one.person: one.why for one in solve(request_).unmatched}
    if whys is None:
        assert list(told.values()) == [Why.NO_MENTEE_LEFT]
    else:
        assert told == whys


def test_the_reasons_name_what_was_found() -> None:
    ana = mentee(
        wanted=("SQL", "Hiring"),
        goal="Present numbers to the board",
        tz="Europe/London",
        languages=("English",),
    )
    bo = mentor(
        offered=("sql",), expertise="Board numbers", tz="Asia/Kolkata", languages=("english", "Hindi"),
        offered_levels={"sql": "teach"}, style="any", hours=1,
    )  # fmt: skip
    (proposal,) = solve(round_of(replace(ana, style="open", hours=2), bo)).proposals
    told = {reason.kind: reason for reason in proposal.reasons}
    assert (told[ReasonKind.SKILLS].words, told[ReasonKind.SKILLS].points) == (("SQL",), 200)
    assert (told[ReasonKind.GOAL].words, told[ReasonKind.GOAL].points) == (("board", "numbers"), 133)
    assert (told[ReasonKind.SHARED_HOURS].minutes, told[ReasonKind.SHARED_HOURS].points) == (150, 62)
    assert (told[ReasonKind.LANGUAGES].words, told[ReasonKind.LANGUAGES].points) == (("English",), 100)
    assert (told[ReasonKind.STYLE].words, told[ReasonKind.STYLE].points) == (("open",), 50)
    assert told[ReasonKind.AVAILABILITY].points == 50


def test_somebody_who_knows_as_much_gives_little() -> None:
    ana, bo = mentee(wanted_levels={"SQL": "confident"}), mentor(offered_levels={"sql": "confident"})
    (proposal,) = solve(round_of(ana, bo)).proposals
    assert next(r.points for r in proposal.reasons if r.kind is ReasonKind.SKILLS) == 100


def test_an_empty_profile_never_ranks_above_a_full_one() -> None:
    full = mentor("FULL", offered_levels={"sql": "confident"}, languages=("English",), style="open", hours=2)
    empty = mentor("EMPTY")
    ana = mentee(languages=("English",), style="open", hours=1)
    for seed in range(10):
        assert paired(solve(round_of(ana, empty, full, seed=seed))) == {("FULL", "ANA")}


def test_among_equals_the_lot_decides_and_not_the_alphabet() -> None:
    people = (*(mentee(f"E{n}") for n in range(5)), mentor())
    assert len({solve(round_of(*people, seed=seed)).proposals[0].mentee for seed in range(40)}) == 5


def test_more_people_matched_comes_before_more_points() -> None:
    picky, easy = mentee("PICKY", wanted=("SQL",)), mentee("EASY", wanted=("SQL", "Hiring"))
    expert, other = mentor("EXPERT", offered=("SQL", "Hiring")), mentor("OTHER", offered=("Hiring",))
    assert paired(solve(round_of(picky, easy, expert, other))) == {("EXPERT", "PICKY"), ("OTHER", "EASY")}


def test_a_company_of_three_hundred_is_solved() -> None:
    rng = random.Random(7)
    skills = [skill for group in standard().skills for skill in group.skills]
    people = [mentee(f"E{n}", wanted=tuple(rng.sample(skills, 3)), tz="Europe/Paris") for n in range(200)]
    people += [
        mentor(f"R{n}", offered=tuple(rng.sample(skills, 5)), places=rng.randint(1, 3)) for n in range(100)
    ]
    outcome = solve(round_of(*people))
    assert len(outcome.proposals) > 150


def test_one_more_place_with_a_mentor_whose_places_are_all_locked_is_worth_what_it_gives() -> None:
    people = mentee("ANA"), mentee("ADA"), mentor("BO")
    request = round_of(*people, pinned=(("BO", "ANA"),))
    found = explainer(request, solve(request)).what_if(AddPlace("BO"))
    assert found.gain.people == 1
    assert [(move.mentee, move.after) for chain in found.chains for move in chain] == [("ADA", "BO")]
