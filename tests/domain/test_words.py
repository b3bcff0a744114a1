"""What people type is made comparable, and its invisible marks do nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import number, plain, split_words, visible


@pytest.mark.parametrize(
    "typed", ["Not yet", " not  YET! ", "\u202enot yet\u202c", "“not yet”", "*not yet*", "ｎｏｔ yet."]
)
def test_the_same_words_compare_equal(typed: str) -> None:
    assert plain(typed) == "not yet"


@given(st.text())
def test_plain_words_stay_plain(text: str) -> None:
    assert plain(plain(plain(text))) == plain(plain(text))


def test_invisible_marks_are_taken_out() -> None:
    assert visible("a\u202eb\u200bc") == "abc"
    assert visible("שלום") == "שלום"


def test_lists_are_split_as_people_write_them() -> None:
    assert split_words("Python, SQL and public speaking") == ["Python", "SQL", "public speaking"]
    assert split_words("a; b\nc & d, , .") == ["a", "b", "c", "d"]


def test_numbers_in_digits_and_words() -> None:
    assert [number(text) for text in ("7", "Seven", "ten.", "12345", "123456", "lots")] == [
        7,
        7,
        10,
        12345,
        None,
        None,
    ]
