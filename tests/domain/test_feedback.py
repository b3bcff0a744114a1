import pytest

from bot.domain.feedback import vague, words_of


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("You ALWAYS interrupt", "always"),
        ("you never, ever listen", "never"),
        ("Great  job on that", "great job"),
        ("What a “rude” remark", "rude"),
        ("you spoke for ten minutes, and nobody else did", ""),
        ("nevertheless, the crude sketch helped", ""),  # words within words are none
        ("", ""),
    ],
)
def test_judging_and_generalising_words_are_found(words, found):
    assert vague({"situation": "On Tuesday", "behavior": words, "next_step": None}) == found


def test_only_the_words_of_the_form_are_shown_and_only_those_written():
    assert words_of({"situation": "a", "next_step": None, "secret": "x"}) == {"situation": "a"}
