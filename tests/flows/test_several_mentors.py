"""A mentee with two mentors: every place that is about one match is about the right one."""

from bot.domain.matches import State
from bot.domain.people import Role
from bot.domain.program import Format
from bot.flows import feedback, home, leaving
from bot.messages import feedback as feedback_said
from bot.messages import meetings, review
from bot.messages import proof as proof_said
from bot.messages.leaving import Leave, MatchEnded
from bot.messages.match import Gladly, LooksGood, MenteeAsked
from bot.messages.matching import Publish
from bot.messages.pairs import ShowPairs
from tests.flows.circles import put_in_force
from tests.flows.pairs import acts, joined, opened_for_admins, presses, previewed, words


async def company(desk):
    put_in_force(desk, Format.ONE_TO_ONE, ("mentors_each: 1", "mentors_each: 2"))
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "Public speaking", "SQL")
    await joined(desk, "BO", Role.MENTOR, "Public speaking")
    await joined(desk, "BEN", Role.MENTOR, "SQL")


async def matches(desk, *states):
    async with desk.turns.store.read() as db:
        return {one.mentor: one for one in await db.matches.of("ANA", *states)}


async def opened(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, preview.approved))
    await desk.after(minutes=10)
    for mentor, one in (await matches(desk)).items():
        await acts(desk, "ANA", LooksGood(one.id))
        await desk.after(minutes=1)
        await acts(desk, mentor, Gladly(one.id))
    await desk.after(minutes=1)
    return await matches(desk, State.OPEN)


async def test_both_are_proposed_and_each_level_is_said_to_be_proven(desk):
    await company(desk)
    preview = await previewed(desk)
    assert preview.total == 2 and {pair[2] for pair in preview.pairs} == {"Ana"} and preview.proven
    shown = await presses(desk, review.ShowProof(preview.round_id))
    assert isinstance(shown, proof_said.Proven) and shown.how == "levels"
    assert "second and third mentors" in str(shown.draw(desk.turns.program))


async def test_she_hears_of_each_alone_and_no_more_than_two_in_a_week(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, preview.approved))
    said = await desk.after(minutes=10)
    asked = [one for who, one in said if who == "ANA"]
    assert [type(one) for one in asked] == [MenteeAsked] * 2 and {one.mentor for one in asked} == {
        "BO",
        "BEN",
    }
    found = await matches(desk)
    await acts(desk, "ANA", LooksGood(found["BO"].id))
    assert (await matches(desk))["BEN"].mentee_said == ""


async def test_two_rooms_open_and_home_shows_both(desk):
    found = await opened(desk)
    assert set(found) == {"BO", "BEN"}
    shown = str((await desk.run("ANA", home.draw)).draw(desk.turns.program))
    assert "<@BO> is your mentor." in shown and "<@BEN> is your mentor." in shown and "Your matches" in shown
    theirs = str((await desk.run("BO", home.draw)).draw(desk.turns.program))
    assert "BEN" not in theirs
    listed = await presses(desk, ShowPairs())
    told = words(desk, listed or desk.rewritten[-1])
    assert "*Ana* with *Bo*" in told and "*Ana* with *Ben*" in told


async def test_met_and_feedback_ask_which(desk):
    found = await opened(desk)
    which = await desk.types("ANA", "met")
    assert isinstance(which, meetings.WhichMeeting) and {name for _, name in which.choices} == {"Bo", "Ben"}
    menu = await desk.types("ANA", "feedback")
    assert isinstance(menu, feedback_said.Menu) and {one for _, one, _ in menu.matches} == {"BO", "BEN"}
    await acts(desk, "ANA", meetings.LogMeeting(found["BO"].id))
    async with desk.turns.store.read() as db:
        assert await db.sessions.latest(found["BO"].id) and not await db.sessions.latest(found["BEN"].id)
    form = await desk.run("ANA", feedback.write, feedback_said.WriteFeedback(found["BEN"].id))
    assert "Ben alone reads this" in form.intro


async def test_the_two_check_ins_keep_to_two_messages_a_week(desk):
    await opened(desk)
    for _ in range(8):
        said = await desk.after(weeks=1)
        assert len([one for who, one in said if who == "ANA"]) <= 2


async def test_one_mentor_leaves_and_the_other_match_goes_on(desk):
    found = await opened(desk)
    await desk.run("BO", leaving.leave_now, Leave())
    said = await desk.after(days=1)
    (told,) = [one for who, one in said if who == "ANA"]
    assert isinstance(told, MatchEnded) and told.partner == "BO"
    assert set(await matches(desk)) == {"BEN"} and (await matches(desk))["BEN"].id == found["BEN"].id
    assert "waiting.news" not in [due.kind for due in await desk.due("ANA")]
    shown = str((await desk.run("ANA", home.draw)).draw(desk.turns.program))
    assert "<@BEN> is your mentor." in shown and "BO" not in shown


async def test_who_has_one_may_be_proposed_a_second_later_and_never_the_same(desk):
    await company(desk)
    await joined(desk, "CY", Role.MENTOR, "SQL")
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, preview.approved))
    await desk.after(minutes=10)
    first = set(await matches(desk))
    assert len(first) == 2  # as many as she may have, whoever else could
    await desk.run(sorted(first)[0], leaving.leave_now, Leave())
    again = await previewed(desk)
    (pair,) = again.pairs
    assert pair[1] == ({"Bo", "Ben", "Cy"} - {one.title() for one in first}).pop()


async def test_in_reverse_each_hears_that_the_junior_teaches(desk):
    put_in_force(desk, Format.REVERSE, ("seniority: off", "seniority: medium"))
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", seniority="4")
    await joined(desk, "BO", Role.MENTOR, "SQL", seniority="2")
    preview = await previewed(desk)
    assert preview.total == 1 and "the mentor a few steps behind" in words(desk, preview)
    await presses(desk, Publish(preview.round_id, 1))
    await desk.after(minutes=10)
    told = desk.text("ANA")
    assert "Your mentor could be <@BO>, who is junior to you" in told and "Here the junior teaches." in told
    assert "is a few steps behind you" in told
    await acts(desk, "ANA", LooksGood((await matches(desk))["BO"].id))
    await desk.after(minutes=1)
    told = desk.text("BO")
    assert "Would you be the mentor of <@ANA>?" in told and "Here the junior teaches." in told
    assert "is a few steps ahead of you" in told
    await acts(desk, "BO", Gladly((await matches(desk))["BO"].id))
    said = dict(await desk.after(minutes=1))
    assert "here the junior of the two teaches" in words(desk, said["room:ANA,BO"])
