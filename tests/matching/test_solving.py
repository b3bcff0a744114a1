"""The matching is the best there is, keeps every rule, and says why."""

import itertools
import pickle
import random
from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching import Candidate, Outcome, Pair, ReasonKind, Request, Side
from bot.domain.program import MatchingRules
from bot.matching.reasons import reasons
from bot.matching.rules import rules
from bot.matching.scores import scores
from bot.matching.solving import solve
from bot.programs.reading import standard

TUESDAY = date(2026, 11, 24)
SKILLS = ["SQL", "sql ", "Public speaking", "Hiring", "Python", "Coaching"]
WORDS = ["present", "results", "board", "lead", "team", "numbers", "stories"]
IDS = [f"U{n}" for n in range(7)]

several = st.lists(st.sampled_from(SKILLS), max_size=4).map(tuple)
some_words = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
levels = st.dictionaries(
    st.sampled_from(SKILLS), st.sampled_from(["new", "help", "confident", "teach"]), max_size=3
)
ids = st.lists(st.sampled_from(IDS), max_size=2).map(tuple)
pairs = st.sets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=4)


def candidates(id: str) -> st.SearchStrategy[Candidate]:
    return st.builds(
        Candidate,
        id=st.just(id),
        seeks=st.booleans(),
        places=st.integers(0, 3),
        wanted=several,
        offered=several,
        wanted_levels=levels,
        offered_levels=levels,
        goal=some_words,
        expertise=some_words,
        tz=st.sampled_from(["Europe/London", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Auckland"]),
        languages=st.lists(st.sampled_from(["English", "english", "Polish"]), max_size=2).map(tuple),
        style=st.sampled_from(["", "structured", "open", "any"]),
        hours=st.sampled_from([0, 1, 2, 4]),
        managers=ids,
        team=st.sampled_from(["", "Sales", "sales ", "Support"]),
        avoid=ids,
    )


@st.composite
def requests(draw: st.DrawFn) -> Request:
    people = tuple(draw(candidates(id)) for id in draw(st.lists(st.sampled_from(IDS), unique=True)))
    return Request(
        people=people,
        rules=MatchingRules(
            points=standard().matching.points,
            same_team_allowed=draw(st.booleans()),
            repeat_allowed=draw(st.booleans()),
            min_shared_hours=draw(st.integers(0, 2)),
        ),
        day=TUESDAY,
        past=frozenset(draw(pairs)),
        forbidden=frozenset(draw(pairs)),
        pinned=tuple(sorted(draw(pairs))) if draw(st.booleans()) else (),
        seed=draw(st.integers(0, 3)),
    )


def person(request: Request, id: str) -> Candidate:
    return next(one for one in request.people if one.id == id)


def team_of(one: Candidate) -> str:
    return one.team.strip().lower()


def barred(request: Request, mentor: Candidate, mentee: Candidate) -> bool:
    """The rules that nothing may break, in plain words."""
    return (
        mentor.id == mentee.id
        or mentor.id in mentee.managers
        or mentee.id in mentor.managers
        or mentor.id in mentee.avoid
        or mentee.id in mentor.avoid
        or bool({(mentor.id, mentee.id), (mentee.id, mentor.id)} & request.forbidden)
        or (
            not request.rules.same_team_allowed
            and team_of(mentor) != ""
            and team_of(mentor) == team_of(mentee)
        )
    )


def may_be(request: Request, mentor: Candidate, mentee: Candidate) -> bool:
    told = {reason.kind: reason for reason in reasons(request, mentor, mentee)}
    minutes = told[ReasonKind.SHARED_HOURS].minutes if ReasonKind.SHARED_HOURS in told else 0
    return (
        not barred(request, mentor, mentee)
        and ReasonKind.SKILLS in told
        and (request.rules.repeat_allowed or (mentor.id, mentee.id) not in request.past)
        and minutes >= 60 * request.rules.min_shared_hours
    )


def paired(outcome: Outcome) -> set[Pair]:
    return {(one.mentor, one.mentee) for one in outcome.proposals}


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
    found = rules(request, people, people)
    for (row, mentee), (column, mentor) in itertools.product(enumerate(people), enumerate(people)):
        assert matrix[row, column] == sum(reason.points for reason in reasons(request, mentor, mentee))
        assert found.open[row, column] == may_be(request, mentor, mentee)
        assert found.barred[row, column] == barred(request, mentor, mentee)


def best_by_trying_all(request: Request) -> tuple[int, int]:
    """The most mentees matched, and the most points with that many, found the slow way."""
    mentors = [one for one in request.people if one.places]

    def best(rest: list[Candidate], places: dict[str, int]) -> tuple[int, int]:
        if not rest:
            return 0, 0
        mentee, others = rest[0], rest[1:]
        answers = [best(others, places)]
        for mentor in mentors:
            if places[mentor.id] and may_be(request, mentor, mentee):
                count, points = best(others, {**places, mentor.id: places[mentor.id] - 1})
                own = sum(reason.points for reason in reasons(request, mentor, mentee))
                answers.append((count + 1, points + own))
        return max(answers)

    return best([one for one in request.people if one.seeks], {one.id: one.places for one in mentors})


@settings(max_examples=150, deadline=None)
@given(requests().map(lambda request: replace(request, people=request.people[:6], pinned=())))
def test_nothing_is_better(request: Request) -> None:
    outcome = solve(request)
    assert (len(outcome.proposals), outcome.value) == best_by_trying_all(request)


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
