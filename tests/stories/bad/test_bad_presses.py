"""Buttons that are old, gone, another's, or pressed twice."""

import asyncio

import pytest

from bot.sandbox.company import Company
from tests.stories.bad.scenes import (
    ana_is_asked_for_her_goal,
    asked_about_the_match,
    everybody_is_known,
    forged_press,
    joining_is_open,
    last_post_with,
    leaves,
    matched,
    packed,
    previewed,
    room,
)
from tests.stories.bad.tables import Memory

OLD = "That button is from an older message and no longer works. Type `help` to see what does."
NOT_YOURS = (
    "That is no longer open, or it was not meant for you. Nothing was changed. Type `status` to see what is."
)


async def test_a_button_whose_name_is_no_more_says_so(small_company: Company, memory: Memory) -> None:
    await everybody_is_known(small_company)
    async with memory.unchanged():
        assert (await forged_press(small_company, "UANA", "moonphase.chosen", "{}")).ok
        await small_company.ana.sees(OLD)


async def test_a_button_of_a_form_that_is_no_more_says_so(small_company: Company, memory: Memory) -> None:
    await everybody_is_known(small_company)
    gone = '{"form":"moonphase","about":0,"key":"k","value":"v"}'
    names = ("pick", "done", "skip", "back", "stop", "resume", "as_form")
    async with memory.unchanged():
        for times, name in enumerate(names, start=1):
            await forged_press(small_company, "UANA", f"forms.{name}", gone)
            await small_company.ana.waits_for(
                f"an answer to {name}",
                lambda times=times: (
                    small_company.ana.reads().count("This is no longer asked. Nothing was changed.") == times
                    or None
                ),
            )


async def test_a_button_whose_value_makes_no_sense_says_that_it_is_old(
    small_company: Company, memory: Memory
) -> None:
    await everybody_is_known(small_company)
    hostile = (
        "",
        "{",
        "[]",
        "7",
        '{"match_id": null}',
        '{"match_id": "x"}',
        '{"match_id": 99999999999999999999}',
    )
    async with memory.unchanged():
        for times, value in enumerate(hostile, start=1):
            assert (await forged_press(small_company, "UANA", "match.looks_good", value)).ok
            await small_company.ana.waits_for(
                f"an answer to {value!r}",
                lambda times=times: len(small_company.ana.posts()) >= 2 + times or None,
            )
    said = [small_company.ana.words(post) for post in small_company.ana.posts()[2:]]
    assert {words.partition(": ")[2] for words in said} <= {OLD, NOT_YOURS}


async def test_a_button_of_a_match_that_has_ended_is_answered_and_changes_nothing(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await asked_about_the_match(small_company)
    question = last_post_with(small_company, "UANA", "Looks good")
    pressed = packed(question, "Looks good")
    await leaves(small_company, "UBO")
    await memory.quiet()
    async with memory.unchanged():
        await forged_press(small_company, "UANA", *pressed, place=question)
        await memory.quiet()
        assert "[Looks good]" not in ana.words(question)
    assert "ended" in ana.words(question) or "no longer" in ana.reads(everywhere=True)


async def test_a_button_of_the_room_after_the_match_has_ended_is_refused(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await matched(small_company)
    opening = room(small_company).posts[0]
    await leaves(small_company, "UBO")
    await memory.quiet()
    async with memory.unchanged():
        ana.goes(room(small_company).id)
        await ana.clicks("Works for me", opening)
        await ana.sees(NOT_YOURS)


async def test_a_button_meant_for_another_is_refused_without_saying_what_it_was(
    small_company: Company, memory: Memory
) -> None:
    await asked_about_the_match(small_company)
    question = last_post_with(small_company, "UANA", "Looks good")
    async with memory.unchanged():
        for who in ("UKEI", "UHANA", "UBO"):
            await forged_press(small_company, who, *packed(question, "Looks good"))
            await small_company.member(who).sees(NOT_YOURS)
    assert "[Looks good]" in small_company.ana.words(question)
    assert "Ana" not in small_company.kei.reads()


async def test_a_button_of_the_program_team_pressed_by_somebody_else_names_whom_to_ask(
    small_company: Company, memory: Memory
) -> None:
    kei = small_company.kei
    await previewed(small_company)
    preview = last_post_with(small_company, "UHANA", "[Publish 1 pair]")
    async with memory.unchanged():
        await forged_press(small_company, "UKEI", *packed(preview, "Publish 1 pair"))
        await kei.sees(
            "That is for the people who run the program. If you need something, @Hana Sato can help."
        )
        await forged_press(small_company, "UKEI", *packed(preview, "Publish 1 pair"), place=preview)
    assert "[Publish 1 pair]" in small_company.hana.words(preview)
    assert "Bo Nielsen" not in kei.reads()


async def test_two_clicks_at_once_count_once(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await joining_is_open(small_company)
    await ana.types("join", channel=ana.dm.id)
    await ana.sees("[I would like a mentor]")
    question = last_post_with(small_company, "UANA", "[I would like a mentor]")
    pressed = packed(question, "I would like a mentor")
    await asyncio.gather(*[forged_press(small_company, "UANA", *pressed, place=question) for _ in range(4)])
    await ana.sees("What would you like to learn?")
    await memory.quiet()
    asked = [post for post in ana.posts() if "What would you like to learn?" in ana.words(post)]
    assert len(asked) == 1
    assert memory.count("answers") == 1


async def test_two_different_buttons_of_a_question_at_once_leave_one_answer(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await asked_about_the_match(small_company)
    question = last_post_with(small_company, "UANA", "Looks good")
    both = [packed(question, label) for label in ("Looks good", "I have a concern")]
    await asyncio.gather(*[forged_press(small_company, "UANA", *one, place=question) for one in both])
    await memory.quiet()
    assert memory.count("match") == 1
    assert "[Looks good]" not in ana.words(question)


async def test_an_answer_pressed_again_later_says_what_holds(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await joining_is_open(small_company)
    await ana.types("join", channel=ana.dm.id)
    await ana.sees("[I would like a mentor]")
    question = last_post_with(small_company, "UANA", "[I would like a mentor]")
    pressed = packed(question, "I would like a mentor")
    await ana.clicks("I would like a mentor")
    await ana.sees("What would you like to learn?")
    await ana.types("Public speaking")
    await ana.types("Speak without notes")
    await ana.sees("You're in! Thank you.")
    async with memory.unchanged():
        await forged_press(small_company, "UANA", *pressed, place=question)
        await ana.sees("✓ Your part: I would like a mentor")


async def test_the_button_of_a_question_after_words_answered_it_does_not_ask_twice(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await ana_is_asked_for_her_goal(small_company)
    answered = last_post_with(small_company, "UANA", "What you want to learn")
    with pytest.raises(IndexError):  # answered by words, it has no button any more: the press is an old one
        last_post_with(small_company, "UANA", "What would you like to learn?")
    await forged_press(small_company, "UANA", "forms.stop", '{"form":"intake","about":0}', place=answered)
    await ana.sees("I've kept your answers")
    await ana.clicks("Go on")
    await ana.sees("In your own words")
    assert memory.count("answers") == 1


async def test_back_pressed_twice_goes_back_once(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await ana_is_asked_for_her_goal(small_company)
    question = last_post_with(small_company, "UANA", "In your own words")
    back = packed(question, "Back")
    await asyncio.gather(*[forged_press(small_company, "UANA", *back, place=question) for _ in range(3)])
    await memory.quiet()
    asked = [post for post in ana.posts() if "What would you like to learn?" in ana.words(post)]
    assert len(asked) == 1  # the first one says what was answered
    await ana.types("Presentations")
    await ana.waits_for(
        "her goal asked for", lambda: "In your own words" in ana.words(ana.posts()[-1]) or None
    )
