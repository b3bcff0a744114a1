import re
from time import process_time

import pytest

from bot.handlers import sayings
from bot.handlers.routes import routes
from bot.handlers.table import Routes, admin_word, click, event, form, word
from bot.messages.about import ShowHelp
from bot.messages.base import View
from bot.messages.forms import Questions


def flow_of(name):
    async def flow(turn, given):
        return name, given

    return flow


async def heard(turn, text):
    return (True, ("answer", text)) if text == "an answer" else (False, None)


@pytest.fixture
def table():
    return Routes(
        [
            word("help", flow_of("help"), also=("hello", "what can you do", "?")),
            word("pause", flow_of("pause"), says=(r"need a break ?(?P<rest>.*)",)),
            word("ask", flow_of("ask")),
            word("ask-feedback", flow_of("ask-feedback"), also=("ask for feedback",)),
            admin_word("", flow_of("screen")),
            admin_word("open", flow_of("open")),
            click(ShowHelp, flow_of("click")),
            form(Questions, flow_of("form")),
            event("user_change", flow_of("event")),
        ],
        heard=heard,
        lost=flow_of("lost"),
        admin_lost=flow_of("admin lost"),
    )


async def said(table, command, text):
    flow, given = table.command(command, text)
    return await flow(None, given)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("help", ("help", "")),
        ("  HELP!  ", ("help", "")),
        ("pause until January", ("pause", "until January")),
        ("Pause   until", ("pause", "until")),
        ("what can you do?", ("help", "")),
        ("?", ("help", "")),
        ("ask for feedback", ("ask-feedback", "")),
        ("ask somebody", ("ask", "somebody")),
        ("I need a break until next week", ("pause", "until next week")),
        ("halp", ("lost", "help")),
        ("", ("lost", "")),
        ("frobnicate " * 500, ("lost", "")),
        ("\u202epleh\u202c ⚡️ <!channel>", ("lost", "")),
    ],
)
async def test_a_word_after_the_command_finds_its_flow(table, text, found):
    assert await said(table, "/mentor", text) == found


async def test_the_words_of_one_command_mean_nothing_after_the_other(table):
    assert await said(table, "/mentor-admin", "") == ("screen", "")
    assert await said(table, "/mentor-admin", "open") == ("open", "")
    assert await said(table, "/mentor-admin", "pause") == ("admin lost", "")
    assert await said(table, "/mentor-admin", "I need a break") == ("admin lost", "")
    assert (await said(table, "/mentor", "open"))[0] == "lost"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hello!", ("help", "")),
        ("an answer", ("answer", "an answer")),
        ("pause until may", ("pause", "until may")),
        ("so, I need a break", ("pause", "")),
        ("pasue", ("lost", "pause")),
        ("tell me a joke", ("lost", "")),
    ],
)
async def test_typed_words_are_a_command_an_answer_or_not_understood(table, text, found):
    assert await table.typed(None, text) == found


async def test_a_command_by_its_exact_name_goes_before_an_answer():
    async def takes_all(turn, text):
        return True, "answer"

    table = Routes([word("help", flow_of("help"))], heard=takes_all, lost=heard, admin_lost=heard)
    assert await table.typed(None, "help") == ("help", "")
    assert await table.typed(None, "help me speak better") == "answer"


async def test_clicks_forms_and_events_are_found_by_their_names(table):
    assert await table.click("about.help")(None, 1) == ("click", 1)
    assert await table.form("forms.questions")(None, 1) == ("form", 1)
    assert await table.event("user_change")(None, 1) == ("event", 1)
    assert table.click("gone.since") is None
    assert table.form("gone.since") is None
    assert table.event("team_join") is None
    assert isinstance(Questions("intake", 0), View)


@pytest.mark.parametrize(
    ("sentence", "word_meant"),
    [
        ("I want to stop", "leave"),
        ("I'd like to leave the program", "leave"),
        ("i want to quit mentoring", "leave"),
        ("leave", "leave"),
        ("pause until January", "pause"),
        ("I need a break", "pause"),
        ("I'd like to take a break until next month", "pause"),
        ("what can you do", "help"),
        ("What do you do?", "help"),
        ("how does this work", "help"),
        ("can I talk to somebody", "person"),
        ("I would like to talk to a person", "person"),
        ("who runs this?", "person"),
        ("what do you store?", "privacy"),
    ],
)
def test_whole_sentences_mean_what_people_say(sentence, word_meant):
    table = routes()
    assert table.command("/mentor", sentence)[0] is table.command("/mentor", word_meant)[0]


@pytest.mark.parametrize("sentence", ["I want to stop procrastinating", "pauses are good", "leaves fall"])
def test_other_sentences_with_those_words_are_left_alone(sentence):
    table = routes()
    assert table.command("/mentor", sentence)[0] not in (
        table.command("/mentor", "leave")[0],
        table.command("/mentor", "pause")[0],
    )


async def test_the_bare_command_shows_what_is_next_and_mere_marks_do_not():
    table = routes()
    assert table.command("/mentor", "")[0] is table.command("/mentor", "status")[0]
    assert table.command("/mentor", "...")[0] is table.command("/mentor", "frobnicate")[0]


def test_a_pause_in_a_sentence_keeps_its_day():
    assert routes().command("/mentor", "I need a break until January")[1] == "until january"


@pytest.mark.parametrize(
    "words", ["my ", "i ", "ask ", "give ", "want to stop the ", "take a ", "i would ", "la"]
)
def test_a_sentence_of_any_length_is_looked_through_in_no_time(words):
    """Inside the turn nobody else can save: what tried each beginning anew took four seconds."""
    table, text = routes(), words * (12_000 // len(words))
    began = process_time()
    for command in ("/mentor", "/mentor-admin"):
        table.command(command, text)
    assert process_time() - began < 0.3


@pytest.mark.parametrize("saying", [value for name, value in vars(sayings).items() if name.isupper()])
@pytest.mark.parametrize("words", ["my ", "i ", "ask ", "give ", "want to stop the ", "i would ", "bully "])
def test_each_saying_costs_in_step_with_the_length(saying, words):
    pattern, text = re.compile(saying), words * (60_000 // len(words))
    began = process_time()
    pattern.search(text)
    assert process_time() - began < 0.5


def test_a_cry_for_help_is_heard_at_the_end_of_a_long_message():
    table = routes()
    trouble = table.command("/mentor", "concern")[0]
    assert table.command("/mentor", "we talked about the plan. " * 80 + "he harassed me")[0] is trouble


@pytest.mark.parametrize(
    ("sentence", "word_meant"),
    [
        ("my mentor and I spoke, and he humiliated everybody", "concern"),
        ("yesterday somebody bullied me", "concern"),
        ("I would really like some feedback from Anna", "ask-feedback"),
        ("can I ask her for feedback", "ask-feedback"),
        ("I want to give Bo some feedback", "feedback"),
        ("i'm looking for a mentor", "join"),
    ],
)
def test_what_is_said_in_between_does_not_matter(sentence, word_meant):
    table = routes()
    assert table.command("/mentor", sentence)[0] is table.command("/mentor", word_meant)[0]
