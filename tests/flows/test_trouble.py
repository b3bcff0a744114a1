import pytest

from bot.messages.about import Hello
from bot.messages.forms import Ask
from bot.messages.joining import JoinAs
from bot.messages.trouble import Heard
from tests.flows.pairs import acts, match, opened_for_admins, published

CRIES = (
    "my mentor is harassing me",
    "I am being bullied",
    "I'm being bullied by my manager",
    "I want to hurt myself",
    "I do not want to live",
    "I don't feel safe with my mentor",
    "he discriminates against me",
)
WRONG = ("discrimination", "report a problem", "something isn't right", "I have a concern", "concern")


async def kept_of(desk, who):
    async with desk.turns.store.read() as db:
        return await db.answers.of(who, "intake"), await db.outbox.tally()


@pytest.mark.parametrize("words", [*CRIES, *WRONG])
async def test_a_cry_for_help_names_the_people_at_once(desk, words):
    await opened_for_admins(desk)
    answer = await desk.types("ANA", words)
    assert isinstance(answer, Heard)
    told = answer.render(desk.turns.program).text
    assert "<@HANA> or <@HUGO>" in told
    assert "local emergency number" in told
    assert "kept nothing" in told
    assert desk.said == []
    assert await kept_of(desk, "ANA") == ({}, {})


async def test_by_the_command_it_is_heard_too(desk):
    assert isinstance(await desk.commands("ANA", "I am being harassed at work"), Heard)


async def test_whoever_has_a_match_may_say_that_something_is_not_right(desk):
    await published(desk)
    answer = await desk.types("ANA", "something isn't right")
    assert answer.matches == (((await match(desk)).id, "Bo"),)
    assert (await desk.types("BO", "concern")).matches == ()  # he knows of none yet


@pytest.mark.parametrize("words", CRIES)
async def test_a_cry_is_heard_while_a_question_is_asked_and_is_no_answer_to_it(desk, words):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    await acts(desk, "ANA", JoinAs("mentee"))
    await desk.types("ANA", "Public speaking")
    assert isinstance(await desk.types("ANA", words), Heard)
    answers, _ = await kept_of(desk, "ANA")
    assert "goal" not in answers


async def test_talk_of_it_is_an_answer_where_one_is_asked_for(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    await acts(desk, "ANA", JoinAs("mentee"))
    await desk.types("ANA", "Public speaking")
    await desk.types("ANA", "I run anti-bullying workshops and want to lead them better")
    answers, _ = await kept_of(desk, "ANA")
    assert answers["goal"].startswith("I run anti-bullying")


@pytest.mark.parametrize("words", ["hello", "Hi!", "hey"])
async def test_a_stranger_who_says_hello_is_asked_whether_to_join(desk, words):
    answer = await desk.types("ANA", words)
    assert answer == Hello(is_open=False)
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    answer = await desk.types("ANA", words)
    assert "I would like a mentor, I could be a mentor" in answer.render(desk.turns.program).text
    await acts(desk, "ANA", JoinAs("mentee"))
    assert any(isinstance(message, Ask) for message in desk.told("ANA"))
    assert not isinstance(await desk.types("ANA", words), Hello)
