"""A form knows what comes next from the answers alone, and reads every answer in one place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.forms import Answer, Fault, Form, Kind, Option, Question, mentioned, read

TODAY = date(2026, 11, 24)
OPTIONS = (Option("new", "new to it"), Option("help", "with help"), Option("teach", "could teach"))


def question(kind: Kind, **told: object) -> Question:
    return Question(**({"key": "q", "kind": kind, "ask": "?", "label": "Q"} | told))  # type: ignore[arg-type]


ROLE = question(Kind.CHOICE, key="role", options=(Option("mentee", "Mentee"), Option("mentor", "Mentor")))
WANTED = question(Kind.WORDS, key="wanted", asked_if={"role": ("mentee",)}, at_most=3)
LEVEL = question(
    Kind.CHOICE, key="level", each="wanted", ask="{each}?", label="{each}", options=OPTIONS, required=False,
    asked_if={"role": ("mentee",)},
)  # fmt: skip
PLACES = question(Kind.NUMBER, key="places", asked_if={"role": ("mentor",)}, at_most=5)
FORM = Form("intake", "Join", (ROLE, WANTED, LEVEL, PLACES))


def test_the_next_question_follows_from_the_answers() -> None:
    answers: dict[str, Answer] = {}
    asked = []
    for answer in ("mentee", ("SQL", "Go"), "new", None):
        following = FORM.next_question(answers)
        assert following is not None
        asked.append(following.key)
        answers[following.key] = answer
    assert asked == ["role", "wanted", "level:SQL", "level:Go"]
    assert FORM.next_question(answers) is None


def test_back_takes_the_last_answer_away() -> None:
    answers: dict[str, Answer] = {"role": "mentee", "wanted": ("SQL",), "level:SQL": "new"}
    assert FORM.without_last(answers) == {"role": "mentee", "wanted": ("SQL",)}
    assert FORM.without_last({}) == {}


def test_another_role_brings_other_questions_and_old_answers_do_no_harm() -> None:
    answers: dict[str, Answer] = {"role": "mentor", "wanted": ("SQL",), "level:SQL": "new"}
    assert [q.key for q in FORM.applying(answers)] == ["role", "places"]
    assert FORM.without_last(answers) == {"wanted": ("SQL",), "level:SQL": "new"}


def test_an_each_question_is_put_for_its_word() -> None:
    asked = FORM.question("level:Public speaking")
    assert asked is not None
    assert (asked.key, asked.ask, asked.label) == (
        "level:Public speaking",
        "Public speaking?",
        "Public speaking",
    )
    assert FORM.question("nothing") is None
    assert FORM.question("role") == ROLE


def test_only_required_questions_without_an_answer_are_missing() -> None:
    assert [q.key for q in FORM.missing({})] == ["role"]
    assert [q.key for q in FORM.missing({"role": "mentee"})] == ["wanted"]
    assert FORM.missing({"role": "mentee", "wanted": ("SQL",)}) == ()


def test_an_option_knows_its_label() -> None:
    assert LEVEL.label_of("teach") == "could teach"
    assert LEVEL.label_of("something else") == "something else"


@pytest.mark.parametrize("typed", ["teach", "Could teach", " could  teach. ", "3", ["teach"]])
def test_a_choice_is_read_by_key_label_or_number(typed: str | list[str]) -> None:
    assert read(question(Kind.CHOICE, options=OPTIONS), typed) == "teach"


@pytest.mark.parametrize("typed", ["", "expert", "4", "0", []])
def test_what_is_no_option_is_refused(typed: str | list[str]) -> None:
    assert read(question(Kind.CHOICE, options=OPTIONS), typed) == Fault("not_an_option")
    assert isinstance(read(question(Kind.CHOICES, options=OPTIONS), typed), Fault)


def test_several_choices() -> None:
    asked = question(Kind.CHOICES, options=OPTIONS, at_most=2)
    assert read(asked, "new to it and with help") == ("new", "help")
    assert read(asked, ["help", "new", "help"]) == ("help", "new")
    assert read(asked, "1, 2, 3") == Fault("too_many", 2)
    assert read(asked, "1, nonsense") == Fault("not_an_option")


def test_words_are_options_or_ones_own_each_once() -> None:
    asked = question(Kind.WORDS, options=(Option("SQL", "SQL"),), at_most=3)
    assert read(asked, "sql, Gardening and gardening; SQL") == ("SQL", "Gardening")
    assert read(asked, "🌱") == ("🌱",)
    assert read(asked, "C++, C#") == ("C++", "C#")
    assert read(asked, "!!!") == Fault("empty")
    assert read(asked, " ") == Fault("empty")
    assert read(asked, "a, b, c, d") == Fault("too_many", 3)
    assert read(asked, "x" * 61) == Fault("word_too_long", 60)


@pytest.mark.parametrize(("typed", "number"), [("2", 2), (" Two ", 2), ("３", 3), ("2.", 2)])
def test_numbers(typed: str, number: int) -> None:
    assert read(question(Kind.NUMBER, at_most=5), typed) == number


@pytest.mark.parametrize("typed", ["", "many", "2.5", "-1", "٣", "999999999999", "1e3", []])
def test_words_where_a_number_is_asked(typed: str) -> None:
    assert read(question(Kind.NUMBER, at_most=5), typed) == Fault("not_a_number", 5)


@pytest.mark.parametrize("typed", ["0", "6", "99999"])
def test_a_number_out_of_bounds(typed: str) -> None:
    assert read(question(Kind.NUMBER, at_most=5), typed) == Fault("out_of_bounds", 5)


def test_texts_are_bounded() -> None:
    asked = question(Kind.TEXT, at_most=30)
    assert read(asked, "  a goal with <!channel> ") == "a goal with <!channel>"
    assert read(asked, "x" * 3000) == Fault("too_long", 30)
    assert read(asked, " \n ") == Fault("empty")
    assert read(asked, ["two", "words"]) == "two words"


def test_days_are_typed_or_picked_and_lie_ahead() -> None:
    asked = question(Kind.DAY)
    assert read(asked, "next monday", TODAY) == "2026-11-30"
    assert read(asked, ["2026-12-01"], TODAY) == "2026-12-01"
    assert read(asked, "2026-11-23", TODAY) == Fault("day_is_past")
    assert read(asked, "whenever", TODAY) == Fault("not_a_day")
    assert read(asked, "2026-12-01") == "2026-12-01"
    assert read(asked, "tomorrow") == Fault("not_a_day")  # nobody said what today is


def test_people_are_mentioned_or_picked() -> None:
    one, several = question(Kind.PERSON), question(Kind.PEOPLE, at_most=2)
    assert read(one, "my boss is <@U1|bo> or <@W2>") == "U1"
    assert read(several, "<@U1> <@W2> <@U1>") == ("U1", "W2")
    assert read(several, ["U1", "U2"]) == ("U1", "U2")
    assert read(several, ["U1", "U2", "U3"]) == Fault("too_many", 2)
    assert read(one, "Bo") == Fault("no_person")
    assert mentioned("<@C1> <@U-1> <@>") == ()


@given(
    st.sampled_from(list(Kind)),
    st.text(max_size=200) | st.lists(st.text(max_size=20), max_size=4),
    st.none() | st.just(TODAY),
)
def test_nothing_that_is_typed_breaks_the_reading(
    kind: Kind, given: str | list[str], today: date | None
) -> None:
    answer = read(question(kind, options=OPTIONS, at_most=50), given, today)
    assert answer is not None


@given(st.lists(st.text(max_size=30), max_size=5))
def test_words_read_twice_stay_the_same(words: list[str]) -> None:
    asked = question(Kind.WORDS, at_most=5)
    once = read(asked, words)
    assert isinstance(once, Fault) or read(asked, list(once)) == once  # type: ignore[arg-type]
