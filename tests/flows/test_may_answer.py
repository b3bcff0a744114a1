"""Who may answer a form, about what, and until when: asked before anything is shown or kept."""

import pytest

from bot.flows import forms, leaving
from bot.handlers import routes
from bot.messages import forms as asked
from bot.messages.base import Filled
from bot.messages.checkins import ItsPlanned, WeMet
from bot.messages.forms import AsForm, Closed, Questions, Resume
from bot.messages.joining import NoProfile, NotOpen
from bot.messages.leaving import Leave, NotTakingPart
from bot.messages.words import NotYours
from tests.flows.company import paired, participant, taking_part
from tests.flows.windows import press

JOIN = {"role": "mentee", "wanted": ("SQL",), "goal": "Ask better questions"}


async def kept(desk, who, form="intake", about=0):
    async with desk.turns.store.read() as db:
        return await db.answers.draft(who, form, about)


async def set_joining(desk, value):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", value)


def test_every_form_of_the_program_has_an_owner(desk):
    assert set(routes.FINISHERS) == set(desk.turns.program.forms)


@pytest.mark.parametrize(("joining", "answer"), [("closed", NotOpen()), ("open", NoProfile())])
async def test_whoever_left_does_not_come_in_again_by_an_old_button(desk, joining, answer):
    await set_joining(desk, "open")
    await desk.knows("ZOE")
    await desk.types("ZOE", "join as mentee")
    await desk.run("ZOE", forms.stop, asked.Stop("intake", 0))
    await desk.run("ZOE", leaving.leave_now, Leave(delete=True))
    await set_joining(desk, joining)
    before = await participant(desk, "ZOE")
    for click in (
        AsForm("intake", 0),
        Resume("intake", 0),
        asked.Pick("intake", 0, "role", "mentor"),
        asked.Done("intake", 0, "wanted", {"wanted": ("SQL",)}),
        asked.Stop("intake", 0),
    ):
        assert await press(desk, "ZOE", click) == answer
    filled = Filled(Questions("intake", 0, decided={"role": "mentee"}), JOIN)
    assert await desk.run("ZOE", forms.submit, filled, pressed=False) == answer
    assert await participant(desk, "ZOE") == before
    assert await kept(desk, "ZOE") is None


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("intake", NoProfile()),
        ("concern", NotYours()),
        ("pause", NotTakingPart()),
        ("planned", NotYours()),
        ("sbi", NotYours()),
    ],
)
async def test_a_stranger_answers_nothing_about_the_rows_of_others(desk, form, answer):
    await set_joining(desk, "open")
    match = await paired(desk)
    await desk.knows("EVE")
    about = 0 if form in ("intake", "pause") else match.id
    for flow, given in (
        (forms.as_form, AsForm(form, about)),
        (forms.resume, Resume(form, about)),
        (forms.submit, Filled(Questions(form, about), JOIN)),
    ):
        assert await desk.run("EVE", flow, given) == answer
    assert await kept(desk, "EVE", form, about) is None


@pytest.mark.parametrize("form", ["intake", "pause"])
async def test_a_form_about_nothing_is_not_about_a_row(desk, form):
    await taking_part(desk, "ANA")
    assert await press(desk, "ANA", Resume(form, 7)) in (NotYours(), NotOpen())
    assert await kept(desk, "ANA", form, 7) is None


async def test_a_form_the_program_has_no_more_is_closed(desk):
    await taking_part(desk, "ANA")
    assert await press(desk, "ANA", Resume("horoscope", 0)) == Closed()


async def planning(desk):
    """Ana was asked whether they met, and is being asked which day they planned."""
    match = await paired(desk)
    await desk.after(days=8)
    async with desk.turns.store.read() as db:
        checkin = await db.checkins.latest(match.id)
    await press(desk, "ANA", ItsPlanned(checkin.id))
    return checkin.id


async def test_a_question_of_a_match_that_ended_swallows_no_words(desk):
    checkin_id = await planning(desk)
    await desk.run("BO", leaving.leave_now, Leave(delete=False))
    result = await desk.types("ANA", "what happens now with my mentor?")
    assert result is not None and not isinstance(result, asked.Ask)
    assert (await kept(desk, "ANA", "planned", checkin_id)).state == "aside"


async def test_a_question_the_partner_has_answered_swallows_no_words(desk):
    checkin_id = await planning(desk)
    await press(desk, "BO", WeMet(checkin_id))
    await desk.types("ANA", "tomorrow")
    assert not any(isinstance(message, asked.Ask) for message in desk.told("ANA"))
    assert (await kept(desk, "ANA", "planned", checkin_id)).state == "aside"
