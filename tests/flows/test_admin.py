"""The program team's screen: who may see it, what it says, and that nothing is sent before it is posted."""

import asyncio

import pytest
from sqlalchemy import text

from bot.domain.admin import LeadStep, lead_step
from bot.domain.people import Role, Status
from bot.flows import admin, rehearsal
from bot.messages import admin as say
from bot.messages import rehearsal as played
from bot.messages.admin_clicks import SaveChannel, ShowPeople
from bot.messages.joining import Invitation, Opened
from bot.messages.lead import LeadCard
from bot.messages.words import NotForYou, Outdated
from bot.turn import Pressed
from bot.turns import Act
from tests.flows.company import paired, taking_part
from tests.flows.pairs import at_home

HERE = "CADMINS"


@pytest.fixture(autouse=True)
async def hana(desk):
    """Hana runs the program from the admin channel, and has picked a program channel."""
    await desk.knows("HANA")
    async with desk.turns.store.begin() as db:
        await db.admins.add("HANA", desk.clock.now)
        await db.settings.put("admin_channel", HERE)
        await db.settings.put("program_channel", "CPROGRAM")


async def press(desk, flow, click=None, who="HANA", channel=HERE):
    """Press a button; what the pressed message became."""
    result = await desk.run(who, flow, click, channel=channel)
    return desk.rewritten[0] if desk.rewritten else result


async def settings(desk):
    async with desk.turns.store.read() as db:
        return await db.settings.all()


async def opened(desk):
    preview = await press(desk, admin.open_joining)
    return await press(desk, admin.post, say.PostIt(preview.posted))


async def test_the_screen_says_who_is_in_and_the_one_thing_to_do_next(desk):
    await paired(desk)
    await taking_part(desk, "CY", "DEE")
    await taking_part(desk, "EVE", status=Status.JOINING)
    async with desk.turns.store.begin() as db:
        answers = {"role": "mentor", "capacity": 3}
        await db.answers.put("BO", "intake", 0, answers, state="done", now=desk.clock.now)
    screen = await desk.commands("HANA", "", "/mentor-admin", HERE)
    text = screen.render(desk.turns.program).text
    for words in (
        "Joining is closed",
        "mentees 3, mentors 1",
        "Not finished yet (1): Eve",
        "under way 1",
        "Waiting for a mentor: 2. Free places: 2",
    ):
        assert words in text
    assert "*Next:* nothing needs you now. *Pairs* shows" in text
    assert "Buttons: Pairs, People, Preview match, Open joining, Refresh" in text


async def test_the_screen_opens_the_answers_of_active_mentors_alone(desk):
    await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.answers.put("BO", "intake", 0, {"capacity": 3}, state="done", now=desk.clock.now)
        await db.answers.put("ANA", "intake", 0, {"goal": "hm"}, state="done", now=desk.clock.now)
        await db._session.exec(text("UPDATE answers SET answers = 'broken' WHERE who = 'ANA'"))
    screen = await desk.commands("HANA", "", "/mentor-admin", HERE)
    assert screen.counts["places"] == 2
    assert (
        "Ana"
        in (await desk.commands("HANA", "people", "/mentor-admin", HERE)).render(desk.turns.program).text
    )


async def test_with_nobody_to_match_the_next_thing_is_to_open_joining(desk):
    text = (await desk.commands("HANA", "", "/mentor-admin", HERE)).render(desk.turns.program).text
    assert "Preview match" not in text
    assert "Buttons: Open joining" in text


@pytest.mark.parametrize(
    ("who", "channel", "shown"),
    [("HANA", "CGENERAL", NotForYou(("HANA",), HERE)), ("BO", HERE, NotForYou(("HANA",))), ("BO", "DBO", NotForYou(("HANA",)))],
)  # fmt: skip
async def test_elsewhere_and_for_others_every_act_is_refused_and_nothing_changes(desk, who, channel, shown):
    before = await settings(desk)
    acts = [
        (admin.screen, ""), (admin.people, ""), (admin.help_me, ""), (admin.lost, "x"), (admin.open_joining, ""),
        (admin.post, say.PostIt(0)), (admin.close_joining, ""), (admin.try_alone, say.TryAlone()),
        (admin.pick_channel, say.PickChannel()), (admin.save_channel, say.SaveChannel({"program_channel": "CX"})),
    ]  # fmt: skip
    for flow, given in acts:
        assert await desk.run(who, flow, given, channel=channel) == shown
        assert desk.ended.refused
        assert desk.said == []
    assert await settings(desk) == before


async def test_unknown_words_show_the_screen_with_what_was_probably_meant(desk):
    assert (await desk.commands("HANA", "peeple", "/mentor-admin", HERE)).meant == "people"
    assert (await desk.commands("HANA", "<!channel> ✨", "/mentor-admin", HERE)).meant == ""
    assert await desk.commands("HANA", "help", "/mentor-admin", HERE) == say.AdminHelp()


async def test_people_are_listed_by_name_and_part(desk):
    await taking_part(desk, "ANA", "CY")
    await taking_part(desk, "BO", role=Role.MENTOR)
    await taking_part(desk, "DEE", status=Status.PAUSED)
    await taking_part(desk, "EVE", status=Status.LEFT)
    shown = await desk.commands("HANA", "people", "/mentor-admin", HERE)
    parts = {part: (n, names) for part, n, names in shown.parts if n}
    assert parts == {"mentee": (2, "Ana, Cy"), "mentor": (1, "Bo"), "paused": (1, "Dee")}


async def test_everybody_stands_on_some_page_of_the_people(desk):
    mentees, mentors = [f"E{n:02}" for n in range(60)], [f"R{n:02}" for n in range(45)]
    await taking_part(desk, *mentees)
    await taking_part(desk, *mentors, role=Role.MENTOR)
    page = await desk.commands("HANA", "people", "/mentor-admin", HERE)
    assert page.begins == (("mentee", 60, 0), ("mentor", 45, 1))
    seen = []
    for number in range(page.pages):
        page = await press(desk, admin.people, ShowPeople(number)) or desk.rewritten[-1]
        text = page.render(desk.turns.program).text
        assert f"Page {number + 1} of 3, by name" in text and "Mentors (45)" in text
        assert ("Next" in text, "Previous" in text) == (number < 2, number > 0)
        seen += [name for _, _, names in page.parts for name in names.split(", ")]
    assert seen == [who.title() for who in (*mentees, *mentors)]
    page = await press(desk, admin.people, ShowPeople(99))
    assert page.page == 2


async def test_joining_is_opened_only_after_the_very_post_was_seen(desk):
    preview = await desk.commands("HANA", "open", "/mentor-admin", HERE)
    drawn = preview.render(desk.turns.program)
    assert Invitation().render(desk.turns.program).blocks[0] in drawn.blocks
    assert "For e-mail or elsewhere" in drawn.text
    assert desk.said == []
    assert "joining" not in await settings(desk)
    screen = await press(desk, admin.post, say.PostIt(preview.posted))
    assert (screen.is_open, screen.note) == (True, "posted")
    assert desk.said == [("CPROGRAM", Invitation())]
    async with desk.turns.store.read() as db:
        assert [act for _, who, act, _ in await db.audit.latest() if who == "HANA"] == ["joining opened"]


async def test_two_admins_post_it_once(desk):
    act = Act("HANA", channel=HERE)
    await asyncio.gather(*(desk.turns.run(admin.post, act, say.PostIt(0)) for _ in range(2)))
    await desk._lay_out()
    assert desk.said == [("CPROGRAM", Invitation())]
    assert (await press(desk, admin.post, say.PostIt(0))).note == "posted already"


async def test_closing_and_opening_again(desk):
    await opened(desk)
    assert (await press(desk, admin.close_joining)).note == "closed"
    assert (await press(desk, admin.close_joining)).note == "closed already"
    assert desk.said == []
    await opened(desk)
    assert desk.said == [("CPROGRAM", Invitation())]


async def test_those_who_asked_are_told_at_a_good_hour_where_they_are(desk):
    await taking_part(desk, "ANA", status=Status.INTERESTED, tz="America/New_York")
    await opened(desk)
    assert desk.told("ANA") == []
    said = await desk.after(days=1)
    assert [one for one in said if one[0] == "ANA"] == [("ANA", Opened())]
    due_at = desk.clock.now.replace(day=7, hour=14)
    async with desk.turns.store.read() as db:
        assert await db.reached.since("ANA", due_at) == []  # they asked for it


async def test_the_program_channel_is_picked_here(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("program_channel", "")
    screen = await press(desk, admin.open_joining)
    assert "The channel where people are invited" in screen.render(desk.turns.program).text
    assert (await press(desk, admin.post, say.PostIt(0))).is_open is False
    assert (await press(desk, admin.save_channel, say.SaveChannel())).note == "nothing picked"
    assert (
        await press(desk, admin.save_channel, say.SaveChannel({"program_channel": HERE}))
    ).note == "admin channel"
    saved = await press(desk, admin.save_channel, say.SaveChannel({"program_channel": "CNEW"}))
    assert (saved.note, saved.program_channel) == ("saved", "CNEW")
    assert (await press(desk, admin.pick_channel)).picking


async def test_a_program_channel_that_the_operator_has_set_is_not_changed_in_slack(desk):
    """The next start would have gone back to it."""
    async with desk.turns.store.begin() as db:
        await db.settings.put("program_channel", "CPROGRAM")
        await db.settings.put("fixed", "program_channel")
    kept = await press(desk, admin.save_channel, say.SaveChannel({"program_channel": "CNEW"}))
    assert (kept.note, kept.program_channel) == ("fixed", "CPROGRAM")
    same = await press(desk, admin.save_channel, say.SaveChannel({"program_channel": "CPROGRAM"}))
    assert same.note == "saved"


async def test_try_it_alone_plays_three_scenes_and_changes_nothing(desk):
    assert (await press(desk, admin.try_alone, say.TryAlone())).note == "trying"
    assert desk.said == [("HANA", played.Rehearsal(0))]
    before = await settings(desk)
    for step in range(3):
        await desk.run("HANA", rehearsal.press, played.Rehearse(step, 0))
        assert desk.rewritten == [played.Rehearsed(step, 0)]
        assert {who for who, _ in desk.said} == {"HANA"}
    assert desk.said == [("HANA", played.RehearsalOver(HERE))]
    assert await settings(desk) == before
    assert await desk.due("HANA") == []


async def test_a_rehearsal_is_for_admins_and_has_three_scenes(desk):
    assert await desk.run("BO", rehearsal.press, played.Rehearse(0, 0)) == NotForYou(("HANA",))
    for click in (played.Rehearse(3, 0), played.Rehearse(0, 9), played.Rehearse(-1, 0)):
        assert await desk.run("HANA", rehearsal.press, click) == Outdated()


async def greeted(desk, channel=HERE):
    async with desk.turns.store.begin() as db:
        await db.due.plan("lead.card", channel, desk.clock.now)
    return await desk.after(seconds=1)


async def test_the_first_thing_in_the_admin_channel_is_a_card_that_says_what_comes_first(desk):
    assert await greeted(desk) == [(HERE, LeadCard("CPROGRAM"))]
    text = desk.text(HERE)
    for words in ("You run Mentorship from here", "1. *Open joining.*", "Pairs, People, Preview match"):
        assert words in text
    assert await greeted(desk) == []  # once
    assert await greeted(desk, "COTHER") == []  # that is no admin channel
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CNEW")
    assert await greeted(desk, "CNEW") == [("CNEW", LeadCard("CPROGRAM"))]


async def test_the_card_stays_and_says_how_far_the_beginning_is(desk):
    await greeted(desk)
    preview = await press(desk, admin.open_joining)
    await press(desk, admin.post, say.PostIt(preview.posted))
    assert LeadCard("CPROGRAM", is_open=True) in desk.rewritten
    await press(desk, admin.close_joining)
    assert LeadCard("CPROGRAM") in desk.rewritten
    await press(desk, admin.save_channel, SaveChannel({"program_channel": "CNEW"}))
    assert LeadCard("CNEW") in desk.rewritten
    card = Pressed(HERE, "1.1", stays=True)
    desk._clear()
    ended = await desk.turns.run(admin.screen, Act("HANA", channel=HERE, pressed=card), "")
    await desk._lay_out()
    assert isinstance(ended.result, say.Screen) and desk.rewritten == []


async def test_at_home_an_admin_may_do_it_too(desk):
    shown = await at_home(desk, ShowPeople())
    assert isinstance(shown, say.People)
    assert isinstance(await at_home(desk, ShowPeople(), "BO"), NotForYou)


@pytest.mark.parametrize(
    ("given", "step"),
    [
        ({"is_open": False, "has_channel": False}, LeadStep.CHANNEL),
        ({"is_open": False}, LeadStep.OPEN),
        ({}, LeadStep.WAIT),
        ({"can_match": True}, LeadStep.MATCH),
        ({"paired": 2}, LeadStep.FOLLOW),
        ({"can_match": True, "paired": 2}, LeadStep.FOLLOW),
        ({"can_match": True, "held": 1}, LeadStep.LOOK),
    ],
)
def test_there_is_one_thing_to_do_next(given, step):
    told = {"is_open": True, "has_channel": True, "can_match": False, "paired": 0, "held": 0, **given}
    assert lead_step(**told) is step
