"""The profile and the card: what somebody has told, changed or made better once they take part."""

import pytest

from bot.domain.people import Person, Role, Status
from bot.flows import forms
from bot.flows import joining as flows
from bot.messages import forms as asked
from bot.messages import joining as say
from tests.flows.company import paired, participant

GOAL = "Speak <!channel> without notes ✨ שלום"


@pytest.fixture(autouse=True)
async def an_open_program(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
        await db.settings.put("team_id", "T1")
    await desk.knows("ANA", "BO")


async def join(desk, who="ANA"):
    """Somebody joins as a mentee, in five acts."""
    await desk.run(who, flows.join_as, say.JoinAs("mentee"), pressed=False)
    await desk.types(who, "Public speaking")
    await desk.types(who, GOAL)


async def answers(desk, who):
    async with desk.turns.store.read() as db:
        return await db.answers.of(who, "intake")


async def test_somebody_who_has_joined_sees_their_profile(desk):
    await join(desk)
    before = await answers(desk, "ANA")
    assert isinstance(await desk.types("ANA", "join"), say.Profile)
    await desk.run("ANA", flows.join_as, say.JoinAs("mentor"))
    assert isinstance(desk.rewritten[0], say.Profile)
    assert await answers(desk, "ANA") == before


async def test_make_my_match_better_asks_what_is_optional_and_never_greets_twice(desk):
    await join(desk)
    await desk.run("ANA", flows.better, say.Better())
    said = desk.rewritten[0].render(desk.turns.program).text
    assert "Make my match better" not in said and "you hear from me, match or not" in said
    assert desk.told("ANA") == [asked.Ask("intake", 0, "wanted_level:Public speaking", first=True)]
    await desk.types("ANA", "with help")
    first = ("about 2 hours", "English and Portuguese", "any of these", "<@UDEE>", "skip")
    for words in (*first, "Sales", "Lisbon", "Captions, please", "<@UCY|cy>"):
        await desk.types("ANA", words)
    card = desk.told("ANA")[0]
    assert (card.first, card.more) == (False, 0)
    ana = await participant(desk, "ANA")
    assert "you hear from me, match or not" in desk.text("ANA")  # the day that was promised still stands
    assert (ana.hours, ana.manager, ana.avoid) == (2, "UDEE", ("UCY",))
    assert (ana.department, ana.site, ana.needs) == ("Sales", "Lisbon", "Captions, please")
    assert ana.wanted_levels == {"Public speaking": "help"}
    assert "UCY" not in desk.text("ANA")
    assert isinstance(await desk.run("ANA", flows.better, say.Better()), asked.Questions)


async def test_the_manager_that_slack_knows_is_not_asked(desk):
    async with desk.turns.store.begin() as db:
        await db.people.put(Person(id="CY", name="Cy", title="Engineer", manager="UDEE"), desk.clock.now)
        await db.people.put(Person(id="DEE", name="Dee", manager="Somebody <b>"), desk.clock.now)
    for who in ("CY", "DEE"):
        await join(desk, who)
    assert (await participant(desk, "CY")).manager == "UDEE"
    assert (await participant(desk, "DEE")).manager == ""


async def test_a_change_keeps_the_pause_and_the_joining_date(desk):
    await join(desk)
    then, until = desk.clock.now, desk.clock.now.replace(day=21)
    async with desk.turns.store.begin() as db:
        await db.participants.put("ANA", status=Status.PAUSED, paused_until=until)
    desk.clock.forward(days=1)
    view = await desk.run("ANA", flows.change, say.ChangeAnswers())
    assert {"hours", "avoid"} <= {q.key for q in desk.turns.program.form("intake").applying(view.answers)}
    given = {
        "role": "both",
        "wanted": ("SQL",),
        "goal": "g",
        "offered": ("SQL",),
        "expertise": "e",
        "capacity": "1",
    }
    await desk.run("ANA", forms.submit, forms.Filled(view, given))
    ana = await participant(desk, "ANA")
    assert (ana.role, ana.status, ana.joined_at, ana.paused_until) == (Role.BOTH, Status.PAUSED, then, until)


async def test_who_has_a_match_hears_that_it_stays(desk):
    await paired(desk)
    async with desk.turns.store.begin() as db:
        known = {"role": "mentee", "wanted": ("SQL",), "goal": "g"}
        await db.answers.put("ANA", "intake", 0, known, state="done", now=desk.clock.now)
    view = await desk.run("ANA", flows.change, say.ChangeAnswers())
    await desk.run("ANA", forms.submit, forms.Filled(view, {**known, "goal": "Another"}))
    assert "Your match stays as it is" in desk.text("ANA")


async def test_the_profile_is_for_ones_own_eyes(desk):
    assert await desk.commands("ANA", "profile") == say.NoProfile()
    await desk.commands("ANA", "join mentee")
    assert (await desk.commands("ANA", "profile")).status == "joining"
    await join(desk)
    profile = await desk.commands("ANA", "profile")
    assert (profile.status, profile.name) == ("active", "Ana")
    assert desk.said == []


async def test_making_it_better_from_a_note_in_a_channel_goes_on_in_the_dm(desk):
    await join(desk)
    assert isinstance(await desk.run("ANA", flows.better, say.Better(), channel="CGENERAL"), say.WrittenToYou)
    assert desk.rewritten == []
