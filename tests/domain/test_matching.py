"""A candidate is what Slack knows and what they told, less the places and the mentor they have already."""

from bot.domain.matching import candidate
from bot.domain.people import Participant, Person, Role

ANA = Person("ANA", "Ana", tz="Europe/Paris", manager="UBOSS")


def test_a_mentor_has_the_places_that_are_left() -> None:
    told = Participant("ANA", Role.MENTOR, answers={"offered": ("SQL",), "capacity": 2, "manager": "UOTHER"})
    assert [candidate(ANA, told, mentees=n).places for n in range(4)] == [2, 1, 0, 0]
    assert candidate(ANA, told).managers == ("UBOSS", "UOTHER")
    assert candidate(ANA, told).tz == "Europe/Paris"
    assert not candidate(ANA, told).seeks


def test_a_mentee_with_a_mentor_seeks_no_other() -> None:
    told = Participant(
        "ANA", Role.MENTEE, answers={"wanted": ("SQL",), "wanted_level:SQL": "new", "manager": "UBOSS"}
    )
    assert candidate(ANA, told).seeks
    assert not candidate(ANA, told, mentors=1).seeks
    assert candidate(ANA, told).wanted_levels == {"SQL": "new"}
    assert candidate(ANA, told).managers == ("UBOSS",)
