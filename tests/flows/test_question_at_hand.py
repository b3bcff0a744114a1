"""The one question that is open: how many follow, and that no other of its kind stays open above it."""

import pytest

from bot.flows import joining as flows
from bot.messages import forms as say
from bot.messages.joining import JoinAs
from bot.messages.skills import suggested
from tests.flows.pairs import acts, words


@pytest.fixture
async def ana(desk):
    await desk.knows("ANA")
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    await desk.run("ANA", flows.join_as, JoinAs("mentee"))
    return "ANA"


async def test_it_says_how_many_questions_are_to_go(desk, ana):
    assert "2 questions to go." in desk.text(ana)
    await desk.types(ana, "SQL")
    assert "The last question." in desk.text(ana)


async def test_before_the_part_is_known_nobody_knows_how_many(desk):
    await desk.knows("BO")
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    await desk.run("BO", flows.join_as, JoinAs())
    assert "to go" not in desk.text("BO")


async def test_a_typed_answer_closes_the_question_above(desk, ana):
    await desk.types(ana, "SQL")
    assert desk.rewritten == [say.Answered("intake", 0, "wanted", ("SQL",))]
    assert [one.key for one in desk.told(ana)] == ["goal"]


async def test_a_fault_closes_the_question_above_and_asks_it_once_more(desk, ana):
    await desk.types(ana, ", ".join(f"skill {n}" for n in range(9)))
    assert desk.rewritten == [say.Moved()]
    (again,) = desk.told(ana)
    assert (again.key, again.fault) == ("wanted", "too_many")


@pytest.mark.parametrize(("typed", "asked"), [("back", ["wanted"]), ("stop", [])])
async def test_back_and_stop_close_it_too(desk, ana, typed, asked):
    await desk.types(ana, "SQL")
    await desk.types(ana, typed)
    assert desk.rewritten == [say.Moved()]
    assert [one.key for one in desk.told(ana)] == asked


async def test_few_numbers_are_pressed(desk):
    await desk.knows("BO")
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    await desk.run("BO", flows.join_as, JoinAs("mentor"))
    await desk.types("BO", "SQL")
    await desk.types("BO", "Anything about tables")
    assert "Buttons: 1, 2, 3, 4, 5" in desk.text("BO")
    await acts(desk, "BO", say.Pick("intake", 0, "capacity", "2"))
    assert desk.rewritten[0].said == 2


def test_skip_is_named_only_where_it_works_and_press_only_where_there_is_something(desk):
    goal = words(desk, say.Ask("intake", 0, "goal"))
    assert "Type your answer. Typing *back* or *stop* works too." in goal
    assert "skip" not in goal
    style = words(desk, say.Ask("intake", 0, "style"))
    assert "Press, or type your answer. Typing *back*, *skip* or *stop* works too." in style


def test_back_never_stands_where_done_was(desk):
    for key in ("wanted", "goal", "offered", "languages", "team", "avoid"):
        (row,) = [
            b for b in say.Ask("intake", 0, key).render(desk.turns.program).blocks if b["type"] == "actions"
        ]
        labels = [one["text"]["text"] for one in row["elements"]]
        assert labels[-1] == "Back" and labels[0] not in ("Back", "Stop for now")


def test_skills_stand_under_their_own_headings_in_the_conversation_too(desk):
    groups = [group["label"]["text"] for group in suggested(desk.turns.program, "")]
    assert groups[:2] == ["Speaking and writing", "Leading people"]
    blocks = say.Ask("intake", 0, "languages").render(desk.turns.program).blocks
    (element,) = [block["element"] for block in blocks if block["type"] == "input"]
    assert [group["label"]["text"] for group in element["option_groups"]] == ["Languages"]


def test_the_time_it_takes_is_not_repeated_with_every_question(desk):
    assert "minutes" not in words(desk, say.Ask("intake", 0, "role", first=True))


async def test_a_skill_typed_by_another_of_its_names_is_taken_by_its_own(desk, ana):
    await desk.types(ana, "k8s, sql, Basket weaving, Kubernetes")
    async with desk.turns.store.read() as db:
        draft = await db.answers.open_draft(ana)
    assert draft.answers["wanted"] == ("Kubernetes", "SQL", "Basket weaving")
