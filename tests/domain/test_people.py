"""Who may take part, and what somebody's answers say of them."""

import pytest

from bot.domain.forms import Answers
from bot.domain.matching import candidate
from bot.domain.people import Participant, Person, Role, person_of, work_of
from bot.programs.reading import standard

RULES = standard().matching

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


def test_what_counts_of_somebody_comes_from_their_answers_and_else_from_slack() -> None:
    told: Answers = {
        "role": "both", "wanted": ("SQL",), "offered": ("Hiring",), "capacity": 2, "seniority": "3", "ahead": "far",
        "aims": ("a new field",), "interests": ("Music",), "meeting": "walk", "communication": "chat",
        "affinity_wanted": ("parent",), "affinity": ("moved",), "again": ("UOLD",), "site": "Porto",
    }  # fmt: skip
    person = Person("U1", "Ana", department="Sales", site="Lisbon")
    both = candidate(person, Participant("U1", Role.BOTH, answers=told), RULES, waited=2)
    assert (both.seniority, both.ahead, both.aims, both.interests) == (
        3,
        (2, 9),
        ("a new field",),
        ("Music",),
    )
    assert (both.meeting, both.communication, both.again) == ("walk", "chat", ("UOLD",))
    assert (both.affinity_wanted, both.affinity) == (("parent",), ("moved",))
    assert (both.department, both.site, both.priority) == ("Sales", "Porto", 2)
    mentor = candidate(person, Participant("U1", Role.MENTOR, answers=told), RULES)
    assert (mentor.ahead, mentor.affinity_wanted, mentor.affinity) == (None, (), ("moved",))
    mentee = candidate(person, Participant("U1", Role.MENTEE, answers={**told, "ahead": "any"}), RULES)
    assert (mentee.ahead, mentee.affinity) == (None, ())


def test_a_workspace_calls_its_fields_as_it_likes() -> None:
    fields = {
        "X1": {"label": " Division ", "value": "Sales"},
        "X2": {"label": "Office location", "value": "Lisbon" * 20},
        "X3": {"label": "Manager", "value": "UBOSS"},
        "X4": {"label": "Department", "value": ""},
        "X5": {"value": None},
    }
    work = work_of({"fields": fields})
    assert work == {"department": "Sales", "site": ("Lisbon" * 20)[:60], "manager": "UBOSS"}
    assert work_of({"fields": None}) == {"department": "", "site": "", "manager": ""}
    person = person_of({"id": "U1", "team_id": "T1"}, "T1", work)
    assert (person.manager, person.department) == ("UBOSS", "Sales")
    assert person.work == work
