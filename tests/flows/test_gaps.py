"""What is lacking: exact gains, small groups hidden, nobody's wish told, and nothing asked of anybody."""

from dataclasses import replace

import pytest

from bot.domain.fairness import fares
from bot.domain.matching import Candidate, Outcome, Proposal, Request
from bot.domain.people import Role
from bot.domain.questions import Gaps, Sitting, skill_gaps
from bot.matching import answering
from bot.matching.solving import solve
from bot.messages.asking import ShowGaps, TryChange, WhyPerson
from bot.messages.words import NotForYou
from bot.programs.reading import standard
from tests.flows.asking import asks, contested, pressed, types, words
from tests.flows.pairs import ADMINS, joined, opened_for_admins, previewed
from tests.matching.rounds import TUESDAY


async def test_whom_to_recruit_and_whose_place_is_worth_most(desk):
    await contested(desk)
    await previewed(desk)
    shown = await types(desk, "gaps")
    told = words(desk, shown)
    assert "2 of 4 who look for a match get one;* 2 wait" in told
    assert "One more person who offers *Chess* would match 1 person more" in told
    assert "One more place with *Bo*: one match more and 40 more in all" in told
    assert "Chess: wanted by 1, nobody with a place offers it" in told
    assert "Statistics: wanted by 1, 1 place with people who offer it" in told
    assert "Text to paste" in told
    assert "*Who waits:*" in told
    assert pressed(desk, shown, "Why Eve?") == WhyPerson("EVE")
    assert pressed(desk, shown, "Who gains?") == TryChange("place", "BO")
    assert desk.said == []
    assert shown.again() == ShowGaps()


async def test_three_who_wait_for_the_same_could_begin_as_a_circle(desk):
    await contested(desk)
    for who in ("GIL", "IDA"):
        await joined(desk, who, Role.MENTEE, "Chess")
    told = words(desk, await types(desk, "whom to recruit"))
    assert "One more person who offers *Chess* would match 3 people more" in told
    assert "*Chess*: Eve, Gil and Ida" in told
    assert "You stay first in line" in told


async def test_without_anybody_who_looks(desk):
    await opened_for_admins(desk)
    assert "Nobody looks for a match now" in words(desk, await asks(desk, ShowGaps()))
    await joined(desk, "ANA", Role.MENTEE)
    assert "No single new person would help" in words(desk, await asks(desk, ShowGaps()))


async def test_when_nobody_waits_nobody_need_be_recruited(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL")
    await joined(desk, "BO", Role.MENTOR, "SQL")
    told = words(desk, await asks(desk, ShowGaps()))
    assert "1 of 1 who look for a match get one;* nobody waits" in told and "recruit" not in told


async def test_a_private_wish_is_nowhere(desk):
    await contested(desk)
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", avoid=("CY",))
    await previewed(desk)
    told = words(desk, await types(desk, "gaps"))
    assert "avoid" not in told and "private rule" not in told


async def test_others_are_refused(desk):
    await contested(desk)
    for who, channel in (("ANA", ADMINS), ("HANA", "CGENERAL")):
        assert isinstance(await asks(desk, ShowGaps(), who, channel), NotForYou)


async def test_a_list_that_stops_says_how_many_skills_more_there_are(desk):
    await opened_for_admins(desk)
    for n in range(answering.RECRUITS_TOLD + 3):
        await joined(desk, f"W{n}", Role.MENTEE, f"Skill {n}")
    told = words(desk, await types(desk, "gaps"))
    assert told.count("One more person who offers") == answering.RECRUITS_TOLD
    assert "Not worked out: 3 more skills." in told
    assert "and 1 more skill, of which no more is lacking than of the last" in told


def mentee(n, **told):
    return Candidate(id=f"E{n}", seeks=True, wanted=("SQL",), **told)


def round_of(*people, **told):
    return Request(people=people, rules=standard().matching, day=TUESDAY, **told)


def fare(outcome, *people, has_mentor=frozenset()):
    return fares(round_of(*people), outcome, has_mentor)


def test_small_groups_are_told_together_where_none_can_be_worked_out():
    law = [mentee(n, department="Law") for n in range(6)]
    sales = [mentee(n + 10, department="Sales") for n in range(7)]
    few = [mentee(n + 20, department="Ops") for n in range(2)]
    outcome = Outcome((Proposal("M", "E10", 400, ()),), (), 400)
    seen = fare(outcome, *law, *sales, *few, has_mentor=frozenset({"E11"}))
    told = [(one.name, one.people, one.matched, one.points, one.together) for one in seen.groups]
    assert told == [("Sales", 7, 2, 400, 0), ("", 8, 0, 0, 2)]
    assert (seen.everybody.people, seen.everybody.matched) == (15, 2)
    assert [one.name for one in fare(outcome, *law, *sales).groups] == ["Law", "Sales"]
    assert fare(outcome, *sales, *few).groups == (), "the one could be worked out from the other"
    assert fare(outcome, mentee(1)).groups == ()
    tiny = [mentee(n + 30, department=f"D{n}") for n in range(2)]
    assert [one.together for one in fare(outcome, *law, *sales, *tiny).groups] == [0, 3]


def test_a_group_is_worse_served_only_if_chance_would_hardly_make_it_so():
    rome = [mentee(n, site="Rome") for n in range(20)]
    lima = [mentee(n + 50, site="Lima") for n in range(20)]
    everybody_in = Outcome(tuple(Proposal("M", f"E{n}", 400, ()) for n in range(20)), (), 0)
    seen = fare(everybody_in, *rome, *lima)
    assert [one.name for one in seen.worse] == ["Lima"] and seen.telling
    half = Outcome(tuple(Proposal("M", f"E{n}", 400, ()) for n in (*range(10), *range(50, 59))), (), 0)
    seen = fare(half, *rome, *lima)
    assert seen.worse == () and seen.telling
    seen = fare(Outcome((Proposal("M", "E1", 400, ()),), (), 0), *rome[:6], *lima[:6])
    assert seen.worse == () and not seen.telling


def test_somebody_who_has_a_mentor_counts_in_their_group():
    people = [mentee(n, site="Lima") for n in range(5)]
    people[0] = replace(people[0], seeks=False)
    seen = fare(Outcome((), (), 0), *people, mentee(9), mentee(8), has_mentor=frozenset({"E0"}))
    assert (seen.everybody.people, seen.everybody.matched) == (7, 1)


async def test_everybody_who_waits_can_be_asked_about_and_whom_a_recruit_would_help_is_named(desk):
    await contested(desk)
    for n in range(8):
        await joined(desk, f"W{n}", Role.MENTEE, "Chess")
    shown = await types(desk, "gaps")
    told = words(desk, shown)
    assert all(pressed(desk, shown, f"Why W{n}?") == WhyPerson(f"W{n}") for n in range(8))
    assert "would match 3 people more: " in told
    assert "Chess: wanted by 9, nobody with a place offers it; 9 wait" in told
    assert "Statistics: wanted by 1, 1 place with people who offer it; nobody waits" in told
    assert "All: 2 of 12 have a match (17 %), 10 wait" in told
    assert "Too few people to tell" in told


def test_skills_that_nobody_offers_come_first_whatever_their_spelling():
    people = (
        mentee(1),
        Candidate(id="E2", seeks=True, wanted=("sql ", "Chess")),
        Candidate(id="M", places=2, offered=("SQL",)),
    )
    assert [(one.skill, one.wanted, one.places) for one in skill_gaps(people)] == [
        ("Chess", 1, 0),
        ("SQL", 2, 2),
    ]


@pytest.mark.parametrize("most", [3000, 1])
def test_what_a_recruit_is_worth_is_what_comes_of_them(most, monkeypatch):
    monkeypatch.setattr(answering, "EXACT_UP_TO", most)
    people = (
        *(mentee(n, priority=n % 2, department="Law") for n in range(5)),
        Candidate(id="M", places=1, offered=("SQL",)),
    )
    asked = round_of(*people)
    seen = answering.answered(Sitting(asked, solve(asked), Gaps()))
    ((recruit,), gain) = seen.recruits, seen.gains[0]
    assert (recruit.skill, recruit.more, len(recruit.waiting)) == ("SQL", 3, 4)
    assert gain[0] == "M" and gain[1].people == 2  # the second of those who waited a round already
    assert seen.carried == 2 and len(seen.carried_waiting) == 1 and set(seen.carried_waiting) <= {"E1", "E3"}
    assert seen.fares.everybody.matched == 1
