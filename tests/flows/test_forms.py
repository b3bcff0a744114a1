"""Forms: asked one question at a time, typed, or in one modal; left, resumed, corrected, and pressed when outdated."""

import json

import pytest

from bot.domain.people import Person, Status
from bot.flows import forms
from bot.flows import joining as flows
from bot.messages import forms as say
from bot.messages.base import Filled
from bot.messages.joining import JoinAs, Joined, NoProfile
from tests.flows.company import participant, taking_part


async def open_program(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")


@pytest.fixture
async def ana(desk):
    """Ana has begun to join as a mentee, and is asked what she wants to learn."""
    await desk.knows("ANA")
    await open_program(desk)
    await desk.run("ANA", flows.join_as, JoinAs("mentee"))
    return "ANA"


async def draft(desk, who, form="intake"):
    async with desk.turns.store.read() as db:
        return await db.answers.draft(who, form)


async def asked(desk, who, result=None):
    """The question this person was asked in the last turn, however it reached them."""
    messages = [*desk.told(who), *desk.rewritten, *([result] if result else [])]
    return next(message for message in reversed(messages) if isinstance(message, say.Ask))


async def test_one_question_at_a_time_by_press_and_by_typed_words(desk, ana):
    done = say.Done("intake", 0, "wanted", {"wanted": ("Public speaking",)})
    assert await desk.run(ana, forms.done, done) is None
    assert desk.rewritten == [say.Answered("intake", 0, "wanted", ("Public speaking",))]
    assert desk.said == [(ana, say.Ask("intake", 0, "goal"))]
    await desk.types(ana, "Speak in <!channel> without notes ✨")
    assert isinstance(desk.told(ana)[0], Joined)
    assert (await draft(desk, ana)).answers["goal"] == "Speak in <!channel> without notes ✨"


async def test_a_choice_is_pressed_or_typed_by_its_words_or_number(desk):
    await desk.knows("BO")
    await open_program(desk)
    for answer in ("I could be a mentor", "2", "MENTOR"):
        await desk.run("BO", flows.join_as, JoinAs(""))
        await desk.types("BO", answer)
        assert (await draft(desk, "BO")).answers == {"role": "mentor"}
        await desk.types("BO", "back")
    assert await desk.run("BO", forms.pick, say.Pick("intake", 0, "role", "both")) is None
    assert desk.rewritten == [say.Answered("intake", 0, "role", "both")]


@pytest.mark.parametrize(
    ("key", "typed", "fault"),
    [
        ("wanted", "a, b, c, d, e, f", "too_many"),
        ("wanted", "x" * 3000, "word_too_long"),
        ("wanted", "\u200b", "empty"),
        ("goal", "x" * 3000, "too_long"),
        ("goal", "skip", "required"),
        ("capacity", "a few", "not_a_number"),
        ("capacity", "900", "out_of_bounds"),
        ("role", "queen", "not_an_option"),
    ],
)
async def test_what_cannot_be_read_is_asked_again_with_the_reason_and_changes_nothing(
    desk, key, typed, fault
):
    await taking_part(desk, "ANA", status=Status.JOINING)
    known = {
        "role": "both",
        "wanted": ("SQL",),
        "goal": "g",
        "offered": ("SQL",),
        "expertise": "e",
        "capacity": 1,
    }
    form = desk.turns.program.form("intake")
    keys = [question.key for question in form.applying(known)]
    known = {one: known[one] for one in keys[: keys.index(key)]}
    async with desk.turns.store.begin() as db:
        await db.answers.put("ANA", "intake", 0, known, state="open", now=desk.clock.now)
    result = await desk.types("ANA", typed)
    question = await asked(desk, "ANA", result)
    assert (question.key, question.fault) == (key, fault)
    assert say.fault_words(question.fault, question.limit) in question.render(desk.turns.program).text
    assert (await draft(desk, "ANA")).answers == known


async def test_back_skip_and_stop_by_words_and_by_buttons(desk, ana):
    await desk.types(ana, "SQL")
    await desk.types(ana, "back")
    assert (await asked(desk, ana)).key == "wanted"
    await desk.run(ana, forms.back, say.Back("intake", 0))
    assert desk.rewritten == [say.Moved()]
    assert await asked(desk, ana) == say.Ask("intake", 0, "role", first=True)
    assert await desk.types(ana, "Stop.") == say.SetAside("intake", 0, "role")
    await desk.run(ana, forms.resume, say.Resume("intake", 0))
    assert desk.said == [(ana, say.Ask("intake", 0, "role"))]
    await desk.run(ana, forms.stop, say.Stop("intake", 0))
    assert desk.rewritten == [say.SetAside("intake", 0, "role")]


async def test_stopped_words_are_no_answers(desk, ana):
    await desk.types(ana, "stop")
    await desk.types(ana, "something else entirely")
    assert (await draft(desk, ana)).answers == {"role": "mentee"}


async def test_an_optional_question_can_be_skipped(desk, ana):
    async with desk.turns.store.begin() as db:
        answers = {"role": "mentee", "wanted": ("SQL",), "goal": "g", "more": "yes"}
        await db.answers.put(ana, "intake", 0, answers, state="open", now=desk.clock.now)
    await desk.run(ana, forms.skip, say.Skip("intake", 0, "wanted_level:SQL"))
    assert desk.rewritten == [say.Answered("intake", 0, "wanted_level:SQL", None)]
    await desk.types(ana, "skip")
    assert (await asked(desk, ana)).key == "languages"
    assert (await draft(desk, ana)).answers["hours"] is None
    await desk.run(ana, forms.skip, say.Skip("intake", 0, "goal"))
    assert desk.rewritten == [say.Closed()]


async def joined(desk, who):
    await desk.types(who, "SQL")
    await desk.types(who, "Ask better questions")


@pytest.mark.parametrize("times", [1, 2])
async def test_an_outdated_button_says_what_holds_and_changes_nothing(desk, ana, times):
    await joined(desk, ana)
    before = await draft(desk, ana)
    for _ in range(times):
        await desk.run(ana, forms.done, say.Done("intake", 0, "wanted", {"wanted": ("Java",)}))
        assert desk.rewritten == [say.Answered("intake", 0, "wanted", ("SQL",))]
    await desk.run(ana, forms.pick, say.Pick("intake", 0, "style", "any"))
    assert desk.rewritten == [say.Closed()]
    await desk.run(ana, forms.skip, say.Skip("intake", 0, "hours"))
    await desk.run(ana, forms.stop, say.Stop("intake", 0))
    await desk.run(ana, forms.resume, say.Resume("intake", 0))
    await desk.run(ana, forms.back, say.Back("intake", 0))
    assert desk.rewritten == [say.Closed()]
    assert desk.said == []
    assert await draft(desk, ana) == before


async def test_a_question_that_is_no_more_is_closed(desk, ana):
    for click, flow in (
        (say.Pick("intake", 0, "star_sign", "leo"), forms.pick),
        (say.Skip("intake", 0, "star_sign"), forms.skip),
    ):
        await desk.run(ana, flow, click)
        assert desk.rewritten == [say.Closed()]


async def test_the_form_stands_in_for_the_conversation(desk, ana):
    view = await desk.run(ana, forms.as_form, say.AsForm("intake", 0))
    given = {"role": "mentee", "wanted": ("SQL", "Hiring"), "goal": "Hire well"}
    assert await desk.run(ana, forms.submit, Filled(view, given), pressed=False) is None
    assert desk.rewritten == [say.Moved()]
    assert desk.told(ana)[0].first
    assert (await participant(desk, ana)).wanted == ("SQL", "Hiring")


async def test_a_form_opened_elsewhere_closes_the_question_that_stands_open(desk, ana):
    await desk.run(ana, forms.stop, say.Stop("intake", 0))
    view = say.Questions("intake", 0)
    given = {"role": "mentee", "wanted": ("SQL",), "goal": "g"}
    await desk.run(ana, forms.submit, Filled(view, given), pressed=False)
    assert desk.rewritten == [say.Moved()]


async def test_faults_of_a_form_are_told_at_their_fields_and_nothing_is_kept(desk, ana):
    view = say.Questions("intake", 0, decided={"role": "mentee"})
    before = await draft(desk, ana)
    faults = await desk.run(ana, forms.submit, Filled(view, {"role": "mentee", "goal": "x" * 301}))
    assert faults == {"wanted": say.FAULTS["empty"], "goal": say.fault_words("too_long", 300)}
    assert await draft(desk, ana) == before
    good = {"role": "mentee", "wanted": ("SQL",), "goal": "Corrected"}
    assert await desk.run(ana, forms.submit, Filled(view, good)) is None
    assert (await participant(desk, ana)).goal == "Corrected"


async def test_a_field_that_slack_has_yet_to_draw_is_not_asked_for_out_of_sight(desk, ana):
    view = say.Questions("intake", 0, decided={"role": "mentee"})
    faults = await desk.run(ana, forms.submit, Filled(view, {"role": "mentor"}))
    assert faults == {"role": say.STILL_DRAWING}


async def test_an_optional_field_left_empty_takes_its_answer_back(desk, ana):
    await joined(desk, ana)
    view = await desk.run(ana, flows.change, None)
    given = {"role": "mentee", "wanted": ("SQL",), "goal": "g", "team": "Support", "unknown": "x"}
    given |= {"languages": (), "avoid": ()}  # as Slack gives selects that nobody touched
    await desk.run(ana, forms.submit, Filled(view, given))
    assert (await participant(desk, ana)).team == "Support"
    await desk.run(ana, forms.submit, Filled(view, {key: given[key] for key in ("role", "wanted", "goal")}))
    assert (await participant(desk, ana)).team == ""


async def test_an_answer_that_decides_draws_the_modal_again(desk, ana):
    view = await desk.run(ana, forms.as_form, say.AsForm("intake", 0))
    drawn = view.draw(desk.turns.program)
    assert json.loads(drawn["private_metadata"])["decided"] == {"role": "mentee"}
    role = next(block for block in drawn["blocks"] if block["type"] == "input")
    assert role["dispatch_action"]
    given = {"role": "mentor", "goal": "kept"}
    again = await desk.run(ana, forms.decides, say.Decides(drawn["private_metadata"], given))
    blocks = again.draw(desk.turns.program)["blocks"]
    labels = [block["label"]["text"] for block in blocks if block["type"] == "input"]
    assert labels == ["Your part", "What you could pass on", "What to ask you about", "People at once"]
    assert again.answers["goal"] == "kept"
    assert (await draft(desk, ana)).answers == {"role": "mentee"}


async def test_people_who_cannot_be_picked_are_found_on_submitting(desk, ana):
    async with desk.turns.store.begin() as db:
        await db.people.put(Person(id="UBOT", name="Robot", bot=True), desk.clock.now)
    await joined(desk, ana)
    view = await desk.run(ana, flows.change, None)
    good = {"role": "mentee", "wanted": ("SQL",), "goal": "g"}
    for avoid, why in ((("UBOT",), "cannot_take_part"), ((ana,), "yourself")):
        faults = await desk.run(ana, forms.submit, Filled(view, {**good, "avoid": avoid}))
        assert faults == {"avoid": say.FAULTS[why]}
    assert await desk.run(ana, forms.submit, Filled(view, {**good, "avoid": ("UDEE",)})) is None


async def test_whom_somebody_would_rather_avoid_stands_in_no_message(desk, ana):
    await joined(desk, ana)
    view = await desk.run(ana, flows.change, None)
    given = {"role": "mentee", "wanted": ("SQL",), "goal": "g", "avoid": ("UDEE",)}
    await desk.run(ana, forms.submit, Filled(view, given))
    assert "UDEE" not in desk.text(ana)
    assert "shown to nobody" in desk.text(ana)


async def test_a_day_is_read_in_words_and_in_the_readers_own_zone(desk):
    await taking_part(desk, "ANA", tz="Pacific/Auckland")
    desk.clock.forward(hours=2)  # noon in UTC is tomorrow in Auckland
    question = desk.turns.program.form("pause").questions[0]
    async with desk.turns.store.begin() as db:
        await db.answers.put("ANA", "pause", 0, {}, state="open", now=desk.clock.now)
    result = await desk.run(
        "ANA", forms.done, say.Done("pause", 0, question.key, {question.key: "2030-01-07"})
    )
    assert (await asked(desk, "ANA", result)).fault == "day_is_past"


async def test_nobody_answers_for_another(desk, ana):
    await desk.knows("BO")
    assert await desk.run("BO", forms.pick, say.Pick("intake", 0, "role", "mentor")) == NoProfile()
    assert (await draft(desk, ana)).answers == {"role": "mentee"}
    assert await draft(desk, "BO") is None


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("role", "both", "Both"),
        ("wanted", ("SQL", "<b>"), "SQL, &lt;b&gt;"),
        ("manager", "UDEE", "<@UDEE>"),
        ("capacity", 2, "2"),
        ("hours", None, "skipped"),
    ],
)
def test_an_answer_in_words(desk, key, answer, words):
    question = desk.turns.program.form("intake").question(key)
    assert say.answer_words(question, answer) == words
