"""Joining: from the invitation to the card, by press and by words; closed, resumed, twice, and after leaving."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.people import Role, Status
from bot.flows import joining as flows
from bot.messages import forms as asked
from bot.messages import joining as say
from bot.messages.leaving import NotTakingPart
from bot.turn import Pressed
from bot.turns import Act
from tests.flows.company import participant

GOAL = "Speak <!channel> without notes ✨ שלום"


@pytest.fixture(autouse=True)
async def an_open_program(desk):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
        await db.settings.put("team_id", "T1")
    await desk.knows("ANA", "BO")


async def close(desk, value="closed"):
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", value)


async def join(desk, who="ANA"):
    """Somebody joins as a mentee, in five acts."""
    await desk.run(who, flows.join_as, say.JoinAs("mentee"), pressed=False)
    await desk.types(who, "Public speaking")
    await desk.types(who, GOAL)


async def answers(desk, who):
    async with desk.turns.store.read() as db:
        return await db.answers.of(who, "intake")


async def test_in_a_channel_only_a_note_is_shown_and_the_conversation_is_in_the_dm(desk):
    assert await desk.commands("ANA", "join") == say.WrittenToYou()
    assert desk.said == [("ANA", say.Welcome()), ("ANA", asked.Ask("intake", 0, "role", first=True))]
    assert desk.homes == ["ANA"]
    async with desk.turns.store.begin() as db:
        await db.people.remember_dm("ANA", "D7")
    note = await desk.commands("ANA", "join")
    assert note == say.WrittenToYou("https://slack.com/app_redirect?channel=D7&team=T1")
    async with desk.turns.store.begin() as db:
        await db.settings.put("bot_user", "UBOT")
    assert await desk.commands("BO", "join") == say.WrittenToYou("slack://user?team=T1&id=UBOT")
    assert "I have written to you" in note.render(desk.turns.program).text


async def test_the_invitation_stays_for_the_others_when_somebody_presses_it(desk):
    act = Act("ANA", channel="CPROGRAM", pressed=Pressed("CPROGRAM", "9.9"))
    for flow, click, kind in (
        (flows.join_as, say.JoinAs("mentor"), say.WrittenToYou),
        (flows.tell_more, say.TellMeMore(), say.More),
        (flows.tell_when_open, say.TellMeWhenOpen(), say.WrittenToYou),
    ):
        ended = await desk.turns.run(flow, act, click)
        assert isinstance(ended.result, kind)
    await desk._lay_out()
    assert desk.rewritten == []
    assert (await participant(desk, "ANA")).role is Role.MENTOR


async def test_joining_is_complete_with_the_required_answers(desk):
    await join(desk)
    ana = await participant(desk, "ANA")
    assert (ana.status, ana.role, ana.joined_at) == (Status.ACTIVE, Role.MENTEE, desk.clock.now)
    assert (ana.wanted, ana.goal) == (("Public speaking",), GOAL)
    card = desk.told("ANA")[0]
    assert card.first
    text = desk.text("ANA")
    for words in (
        "You're in",
        "Public speaking",
        "never what you two say",
        "What comes next",
        "From Slack: Ana, UTC",
    ):
        assert words in text
    assert "<!channel>" not in text
    assert "Make my match better, Change, Leave" in text
    assert desk.homes == ["ANA"]


async def test_a_mentor_says_how_many_people_at_once(desk):
    await desk.run("BO", flows.join_as, say.JoinAs("mentor"))
    assert desk.rewritten == [say.Welcome((("role", "mentor"),))]
    for words in ("SQL and Public speaking", "Queries that nobody dares to touch", "two"):
        await desk.types("BO", words)
    bo = await participant(desk, "BO")
    assert (bo.status, bo.offered, bo.capacity) == (Status.ACTIVE, ("SQL", "Public speaking"), 2)


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("I want a mentor for public speaking", {"role": "mentee", "wanted": ("Public speaking",)}),
        ("I’d like a mentor!", {"role": "mentee"}),
        ("I would like to find a mentor to learn SQL and sword fighting", {"role": "mentee", "wanted": ("SQL", "sword fighting")}),
        ("i want to be a mentor", {"role": "mentor"}),
        ("I'd like to become a mentor for Python", {"role": "mentor", "offered": ("Python",)}),
        ("I can mentor people in hiring", {"role": "mentor", "offered": ("Hiring",)}),
        ("I want to join as a mentee", {"role": "mentee"}),
        ("join mentor", {"role": "mentor"}),
        ("join as both", {"role": "both"}),
        ("sign me up", {}),
        ("how can I join the program?", {}),
        ("I want a mentor for " + "everything " * 300, {"role": "mentee"}),
    ],
)  # fmt: skip
async def test_a_wish_in_words_says_what_it_says(desk, words, known):
    await desk.types("ANA", words)
    assert await answers(desk, "ANA") == known
    assert desk.told("ANA")[0] == say.Welcome(tuple(known.items()))


@pytest.mark.parametrize("words", ["I met my mentor", "I don't want a mentor", "my mentor is great"])
async def test_not_every_word_of_a_mentor_is_a_wish(desk, words):
    await desk.types("ANA", words)
    assert await participant(desk, "ANA") is None


async def test_joining_twice_resumes(desk):
    await desk.run("ANA", flows.join_as, say.JoinAs("mentee"), pressed=False)
    await desk.types("ANA", "SQL")
    await desk.types("ANA", "stop")
    desk.clock.forward(days=3)
    assert await desk.types("ANA", "join") is None
    assert desk.told("ANA")[0].back
    assert desk.told("ANA")[1] == asked.Ask("intake", 0, "goal", first=True)


async def test_a_closed_program_says_so_and_tells_when_it_opens_once(desk):
    await close(desk)
    assert await desk.commands("ANA", "join") == say.NotOpen()
    assert await desk.commands("ANA", "profile") == say.NotOpen()
    assert await participant(desk, "ANA") is None
    await desk.run("ANA", flows.tell_when_open, say.TellMeWhenOpen())
    assert desk.rewritten == [say.Interested()]
    await desk.run("ANA", flows.join_as, say.JoinAs("mentee"))
    assert desk.rewritten == [say.NotOpen()]
    assert (await participant(desk, "ANA")).status is Status.INTERESTED
    await close(desk, "open")
    async with desk.turns.store.begin() as db:
        await db.due.plan("joining.opened", "ANA:0", desk.clock.now, who="ANA")
        await db.due.plan("joining.opened", "BO:0", desk.clock.now, who="BO")
    assert await desk.after(hours=1) == [("ANA", say.Opened())]
    assert await participant(desk, "ANA") is None
    await desk.run("ANA", flows.join_as, say.JoinAs("mentee"))
    assert (await participant(desk, "ANA")).status is Status.JOINING


async def test_who_was_here_before_and_is_told_has_still_left_and_their_answers_are_kept_a_year(desk):
    await close(desk)
    await desk.knows("ANA")
    async with desk.turns.store.begin() as db:
        await db.participants.put("ANA", status=Status.LEFT, left_at=desk.clock.now)
        await db.answers.put("ANA", "intake", 0, {"goal": "hm"}, state="aside", now=desk.clock.now)
    await desk.run("ANA", flows.tell_when_open, say.TellMeWhenOpen())
    await close(desk, "open")
    async with desk.turns.store.begin() as db:
        await db.due.plan("joining.opened", "ANA:0", desk.clock.now, who="ANA")
    assert await desk.after(hours=1) == [("ANA", say.Opened())]
    assert (await participant(desk, "ANA")).status is Status.LEFT
    async with desk.turns.store.begin() as db:
        wire = desk.turns.store.wire()
        await db.keeping.sweep(desk.clock.now + timedelta(days=360), wire)
        assert await db.answers.of("ANA", "intake") == {"goal": "hm"}
        await db.keeping.sweep(desk.clock.now + timedelta(days=366), wire)
        assert await db.answers.of("ANA", "intake") == {}


async def test_nobody_is_told_of_an_opening_that_was_taken_back(desk):
    await close(desk)
    await desk.run("ANA", flows.tell_when_open, say.TellMeWhenOpen())
    async with desk.turns.store.begin() as db:
        await db.due.plan("joining.opened", "ANA:0", desk.clock.now, who="ANA")
    assert await desk.after(hours=1) == []
    assert (await participant(desk, "ANA")).status is Status.INTERESTED


async def test_who_began_may_finish_after_it_was_closed(desk):
    await desk.run("ANA", flows.join_as, say.JoinAs("mentee"))
    await close(desk)
    await join(desk)
    assert (await participant(desk, "ANA")).status is Status.ACTIVE


async def test_one_reminder_after_two_days(desk):
    await desk.run("ANA", flows.join_as, say.JoinAs("mentee"))
    said = await desk.after(days=14)
    assert said == [("ANA", say.Unfinished(2))]
    await desk.run("ANA", flows.join_as, say.JoinAs())
    assert desk.told("ANA") == [asked.Ask("intake", 0, "wanted", first=True)]


async def test_no_reminder_for_those_who_finished_or_left(desk):
    await join(desk)
    assert [due.kind for due in await desk.due("ANA")] == ["waiting.news"]
    await desk.run("BO", flows.join_as, say.JoinAs("mentee"))
    async with desk.turns.store.begin() as db:
        await db.participants.put("BO", status=Status.LEFT)
    assert await desk.after(days=13) == []


async def test_who_left_and_kept_their_answers_is_back_at_once(desk):
    await join(desk)
    async with desk.turns.store.begin() as db:
        await db.participants.put("ANA", status=Status.LEFT)
    assert isinstance(await desk.commands("ANA", "profile"), say.NoProfile)
    for flow in (flows.better, flows.change):
        assert await desk.run("ANA", flow, None) == NotTakingPart()
    await desk.types("ANA", "join")
    assert desk.told("ANA")[0].first
    assert (await participant(desk, "ANA")).status is Status.ACTIVE


async def test_two_clicks_at_once_join_once(desk):
    act, click = Act("ANA", channel="DANA"), say.JoinAs("mentee")
    await asyncio.gather(*(desk.turns.run(flows.join_as, act, click) for _ in range(2)))
    assert [due.kind for due in await desk.due("ANA")] == ["intake.resume"]
    assert await answers(desk, "ANA") == {"role": "mentee"}


async def test_whoever_joined_hears_by_the_day_that_the_card_named_match_or_not(desk):
    await join(desk)
    card = next(message for message in desk.told("ANA") if isinstance(message, say.Joined))
    assert desk.clock.now.timestamp() < card.hear_by <= desk.clock.now.timestamp() + 15 * 86_400
    await desk.after(days=15)
    assert "The program team has not made pairs since you joined" in desk.text("ANA")
    assert "*No mentor for you yet.*" in desk.text("ANA")
