"""Words that are none of ours, too many, too long, or no numbers where one is asked."""

from bot.sandbox.company import Company
from tests.stories.bad.scenes import (
    ana_is_asked_for_her_goal,
    bo_is_asked_how_many,
    everybody_is_known,
    joining_is_open,
    posted,
)
from tests.stories.bad.tables import Memory

NOT_UNDERSTOOD = "I did not understand that. I have not kept it, and nobody else sees it."


async def test_a_command_that_is_not_ours_never_reaches_the_bot(
    small_company: Company, memory: Memory
) -> None:
    await everybody_is_known(small_company)
    arrivals = memory.count("inbox")
    async with memory.unchanged():
        await small_company.ana.types("/mentorship join", channel="general")
        await small_company.ana.sees("/mentorship is not a valid command.")
    assert memory.count("inbox") == arrivals


async def test_unknown_words_after_the_command_are_answered_with_what_the_bot_can_do(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        await ana.types("/mentor fnord", channel="general")
        await ana.sees(NOT_UNDERSTOOD)
        await ana.types("/mentor porfile", channel="general")
        await ana.sees("Did you mean `profile`?")
        await ana.clicks("What I can do")
        await ana.sees("in eight words")
    assert "fnord" not in small_company.bo.reads(everywhere=True)
    assert not any("fnord" in post.text for post in posted(small_company))


async def test_unknown_words_in_the_dm_are_answered_and_not_said_again(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        await ana.types("colourless green ideas sleep furiously")
        await ana.sees(NOT_UNDERSTOOD)
        await ana.clicks("Talk to a person")
        await ana.sees("Hana Sato")
    assert not any("colourless" in post.text for post in posted(small_company))


async def test_unknown_words_of_an_admin_show_the_screen_and_the_word_meant(
    small_company: Company, memory: Memory
) -> None:
    hana = small_company.hana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        await hana.types("/mentor-admin poeple", channel="admins")
        await hana.sees("Did you mean `people`?")
        await hana.sees("Open joining")


async def test_an_empty_command_says_where_one_stands_and_what_to_do(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        await ana.types("/mentor", channel="general")
        await ana.sees("Joining is closed just now.")
        await ana.sees("[Tell me when it opens]")
        await ana.types("/mentor ?", channel="general")
        await ana.sees("in eight words")


async def test_a_huge_command_is_answered_like_any_other(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await everybody_is_known(small_company)
    async with memory.unchanged():
        await ana.types("/mentor " + "la" * 20_000, channel="general")
        await ana.sees(NOT_UNDERSTOOD)
        await ana.types("/mentor help " + "me " * 10_000, channel="general")
        await ana.sees("in eight words")
        await ana.types("/mentor " + "my " * 4_000, channel="general")
        await ana.waits_for("a second answer", lambda: ana.reads().count(NOT_UNDERSTOOD) == 2 or None)


NO_NUMBERS = ("lots", "0", "99", "-1", "2.5", "9" * 400, "\u0663\u0663", "1e0", "\u200b")
FAULTS = ("I need a whole number here, from 1 to 5.", "please give one from 1 to 5.")


async def test_words_where_a_number_is_asked_are_asked_for_again(
    small_company: Company, memory: Memory
) -> None:
    bo = small_company.bo
    await bo_is_asked_how_many(small_company)
    async with memory.unchanged():
        for times, words in enumerate(NO_NUMBERS, start=1):
            await bo.types(words)
            await bo.waits_for(
                f"what is wrong with {words!r}",
                lambda times=times: (
                    (
                        bo.reads().count("(We went on from here.)") == times
                        and sum(bo.reads().count(one) for one in FAULTS) == 1
                    )
                    or None
                ),
            )
    await bo.types("two")
    await bo.sees("You're in! Thank you.")
    await bo.sees("People at once: 2")


async def test_three_thousand_letters_where_three_hundred_fit_are_asked_for_again_in_the_dm(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await ana_is_asked_for_her_goal(small_company)
    async with memory.unchanged():
        await ana.types("x" * 3000)
        await ana.sees("That is longer than 300 characters. Could you say it more briefly?")
    await ana.types("Speak without notes")
    await ana.sees("You're in! Thank you.")


async def test_three_thousand_letters_as_one_skill_are_asked_for_again(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await joining_is_open(small_company)
    await ana.clicks("Join as mentee")
    await ana.sees("What would you like to learn?")
    async with memory.unchanged():
        await ana.types("x" * 3000)
        await ana.sees("One of these is longer than 60 characters. Please name it in a few words.")
        await ana.types("a, b, c, d, e, f, g")
        await ana.sees("Those are too many: please keep at most 5.")
        await ana.types(" , ;")
        await ana.sees("I need at least one word here.")
    await ana.types("Public speaking")
    await ana.sees("In your own words")


async def test_a_command_typed_while_a_question_is_open_leaves_the_question_open(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await ana_is_asked_for_her_goal(small_company)
    async with memory.unchanged():
        await ana.types("/mentor help", channel="general")
        await ana.sees("in eight words")
        await ana.types("/mentor fnord", channel="general")
        await ana.sees(NOT_UNDERSTOOD)
        await ana.opens_dm()
        await ana.types("status")
    await ana.types("Speak without notes")
    await ana.sees("You're in! Thank you.")


async def test_a_command_typed_while_a_form_is_open_leaves_the_form_to_be_sent(
    small_company: Company, memory: Memory
) -> None:
    bo = small_company.bo
    await joining_is_open(small_company)
    await bo.clicks("Join as mentor")
    await bo.clicks("Fill in one form instead")
    await bo.selects("What to ask you about", "Speaking without notes")
    async with memory.unchanged():
        await bo.types("/mentor help", channel="general")
        await bo.types("/mentor privacy", channel="general")
        await bo.sees("What I keep, and who sees it")
    await bo.fills({"What you could pass on": ["Public speaking"], "People at once": "2"})
    await bo.sees("You're in! Thank you.")
    await bo.sees("Speaking without notes")
