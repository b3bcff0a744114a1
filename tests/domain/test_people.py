"""Who may take part, and what somebody's answers say of them."""

import pytest

from bot.domain.forms import Answers
from bot.domain.people import Participant, Person, Role

TOLD: Answers = {
    "role": "both",
    "wanted": ("SQL",),
    "offered": ("Hiring", "SQL"),
    "goal": "Read a query.",
    "expertise": "First hires.",
    "capacity": 2,
    "hours": "4",
    "languages": ("English",),
    "style": "open",
    "manager": "UBOSS",
    "team": "Sales",
    "avoid": ("UX",),
    "wanted_level:SQL": "new",
    "offered_level:Hiring": "teach",
    "offered_level:SQL": None,
}


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (Person("U1", "Ana"), ""),
        (Person("U1", "Ana", deleted=True, guest=True), "deactivated"),
        (Person("U1", "Ana", bot=True), "bot"),
        (Person("U1", "Ana", external=True), "external"),
        (Person("U1", "Ana", guest=True), "guest"),
    ],
)
def test_colleagues_with_a_full_account_may_take_part(person: Person, why: str) -> None:
    assert person.why_not == why


def test_somebody_who_is_both_has_both_sides() -> None:
    both = Participant("U1", Role.BOTH, answers=TOLD)
    assert (both.seeks, both.gives, both.capacity, both.hours) == (True, True, 2, 4)
    assert both.skills == ("SQL", "Hiring")
    assert (both.goal, both.expertise, both.style, both.manager, both.team) == (
        "Read a query.", "First hires.", "open", "UBOSS", "Sales",
    )  # fmt: skip
    assert (both.languages, both.avoid) == (("English",), ("UX",))
    assert dict(both.wanted_levels) == {"SQL": "new"}
    assert dict(both.offered_levels) == {"Hiring": "teach"}


def test_answers_to_the_other_side_do_not_count() -> None:
    mentee, mentor = (
        Participant("U1", Role.MENTEE, answers=TOLD),
        Participant("U1", Role.MENTOR, answers=TOLD),
    )
    assert (mentee.offered, mentee.capacity, mentee.expertise, mentee.gives) == ((), 0, "", False)
    assert (mentor.wanted, mentor.goal, mentor.seeks) == ((), "", False)


def test_somebody_who_has_told_nothing_yet() -> None:
    new = Participant("U1", None, answers={"wanted": None, "hours": None, "capacity": None})
    assert (new.seeks, new.gives, new.skills, new.goal, new.capacity, new.hours) == (
        False,
        False,
        (),
        "",
        0,
        0,
    )
