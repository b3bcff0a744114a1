"""What a wish says, and what was told."""

from bot.domain.joining import from_slack, open_questions, told, wish
from bot.domain.people import Person
from bot.programs.reading import standard

FORM = standard().form("intake")


def test_words_without_a_wish_say_nothing():
    assert wish(FORM, "") == {}
    assert wish(FORM, "the program") == {}


def test_what_a_wish_cannot_hold_is_asked_instead():
    assert wish(FORM, "a mentor for a, b, c, d, e, f and g") == {"role": "mentee"}


def test_only_answers_that_apply_are_told_and_the_optional_ones_with_them():
    answers = {"role": "mentee", "wanted": ("SQL",), "offered": ("Hiring",), "hours": "2", "style": None}
    assert [question.key for question, _ in told(FORM, answers)] == ["role", "wanted", "hours"]
    assert open_questions(FORM, {**answers, "goal": "g"}) == 8


def test_a_manager_in_words_is_no_answer():
    assert from_slack(None) == {}
    assert from_slack(Person(id="A", name="A", manager="Dee <b>")) == {}
    assert from_slack(Person(id="A", name="A", manager="U1")) == {"manager": "U1"}


def test_department_and_site_are_known_where_slack_has_them():
    assert from_slack(Person(id="A", name="A", department="Sales", site="Lisbon")) == {
        "department": "Sales",
        "site": "Lisbon",
    }
