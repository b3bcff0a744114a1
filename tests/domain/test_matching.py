"""A candidate is what Slack knows and what they told, less the places and the mentor they have already."""

from dataclasses import replace

from bot.domain.matching import candidate
from bot.domain.people import Participant, Person, Role
from bot.domain.program import Format
from bot.programs.reading import standard

RULES = standard().matching
ANA = Person("ANA", "Ana", tz="Europe/Paris", manager="UBOSS")


def test_a_mentor_has_the_places_that_are_left() -> None:
    told = Participant("ANA", Role.MENTOR, answers={"offered": ("SQL",), "capacity": 2, "manager": "UOTHER"})
    assert [candidate(ANA, told, RULES, mentees=n).places for n in range(4)] == [2, 1, 0, 0]
    assert candidate(ANA, told, RULES).managers == ("UBOSS", "UOTHER")
    assert candidate(ANA, told, RULES).tz == "Europe/Paris"
    assert not candidate(ANA, told, RULES).seeks


def test_a_mentee_with_a_mentor_seeks_no_other() -> None:
    told = Participant(
        "ANA", Role.MENTEE, answers={"wanted": ("SQL",), "wanted_level:SQL": "new", "manager": "UBOSS"}
    )
    assert candidate(ANA, told, RULES).seeks
    assert not candidate(ANA, told, RULES, mentors=("BO",)).seeks
    assert candidate(ANA, told, RULES).wanted_levels == {"SQL": "new"}
    assert candidate(ANA, told, RULES).managers == ("UBOSS",)


def test_who_may_have_two_mentors_seeks_a_second_and_keeps_the_first() -> None:
    told = Participant("ANA", Role.MENTEE, answers={"wanted": ("SQL",)})
    two = replace(RULES, mentors_each=2)
    one = candidate(ANA, told, two, mentors={"BO"})
    assert one.seeks and one.mentors == ("BO",)
    assert not candidate(ANA, told, two, mentors={"BO", "CY"}).seeks
    assert not candidate(ANA, told, replace(two, format=Format.CIRCLES), mentors={"BO"}).seeks


def test_who_leads_a_circle_leads_no_second() -> None:
    told = Participant("ANA", Role.MENTOR, answers={"offered": ("SQL",), "capacity": 5})
    circles = replace(RULES, format=Format.CIRCLES)
    assert [candidate(ANA, told, circles, mentees=n).places for n in (0, 3)] == [5, 0]


def test_peers_have_one_at_a_time_whatever_they_asked_for() -> None:
    peers = replace(RULES, format=Format.PEERS)
    for role in Role:
        told = Participant("ANA", role, answers={"offered": ("SQL",), "wanted": ("Go",), "capacity": 5})
        found = [
            candidate(ANA, told, peers),
            candidate(ANA, told, peers, mentees=1),
            candidate(ANA, told, peers, mentors=("BO",)),
        ]
        assert [(one.seeks, one.places) for one in found] == [(True, 1), (False, 0), (False, 0)]
