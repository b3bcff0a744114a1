from datetime import timedelta

import pytest

from bot.domain.home import Next, Step
from bot.domain.letters import Room
from bot.domain.matches import State
from bot.domain.people import Role, Status
from bot.flows import home
from bot.messages import home as say
from bot.messages.feedback import SendNextTime, SendNow
from bot.messages.next_step import Status as StatusSaid
from bot.messages.words import WentWrong
from tests.flows.company import paired, taking_part
from tests.flows.windows import in_window, written


async def home_of(desk, who):
    return await desk.turns.draw(home.draw, who, None)


def words_of(desk, view):
    return str(view.draw(desk.turns.program)["blocks"])


async def first_due(desk, who):
    return (await desk.due(who))[0]


async def test_a_stranger_is_invited_and_sees_nothing_of_the_program(desk):
    await desk.knows("ANA")
    async with desk.turns.store.begin() as db:
        await db.settings.put("joining", "open")
    view = await home_of(desk, "ANA")
    assert view.next == Next(Step.JOIN)
    assert (view.pairs, view.coming, view.counts, view.part_of_it) == ((), (), None, False)


async def test_a_mentee_sees_the_match_and_what_comes_next(desk):
    match = await paired(desk)
    view = await home_of(desk, "ANA")
    assert view.next == Next(Step.MEET, match.id, "BO", "mentee", asks=view.pairs[0].asks)
    assert "I ask you whether you and <@BO> met." in words_of(desk, view)
    assert "Nothing has a date" not in words_of(desk, view)
    assert [pair.partner for pair in view.pairs] == ["BO"]
    assert [(one.kind, one.partner) for one in view.coming] == [("checkin.mentee", "BO")]
    assert "<@BO> is your mentor." in words_of(desk, view)


async def test_a_mentor_sees_a_row_for_each_mentee(desk):
    await paired(desk)
    await paired(desk, mentee="CARL")
    view = await home_of(desk, "BO")
    assert [pair.partner for pair in view.pairs] == ["ANA", "CARL"]
    assert [(one.kind, one.partner, one.due_id) for one in view.coming] == [
        ("checkin.partner", "ANA", 0),
        ("checkin.partner", "CARL", 0),
    ]
    assert "I ask <@ANA> whether you two met; without an answer, I ask you: " in words_of(desk, view)
    assert "Wed 16 Jan, 10:00" in words_of(desk, view)
    assert "Skip" not in words_of(desk, view)  # it is not theirs
    assert "You mentor <@CARL>." in words_of(desk, view)


async def test_a_mentor_sees_nothing_of_a_match_before_they_are_asked(desk):
    match = await paired(desk, state=State.MENTEE_ASKED)
    async with desk.turns.store.begin() as db:
        await db.matches.change(match.id, mentor_letter="")
        await db.due.plan("match.mentor_turn", str(match.id), desk.clock.now, who="BO", about=match.id)
    view = await home_of(desk, "BO")
    assert (view.next, view.pairs, view.coming) == (Next(Step.WAIT), (), ())
    assert "ANA" not in words_of(desk, view)


async def test_only_an_admin_sees_the_program(desk):
    await paired(desk)
    await taking_part(desk, "DANA", role=Role.BOTH, status=Status.PAUSED)
    await taking_part(desk, "EVE", role=None, status=Status.JOINING)
    async with desk.turns.store.begin() as db:
        await db.admins.add("HANA", desk.clock.now)
        await db.settings.put("admin_channel", "CADMIN")
    counts = (await home_of(desk, "HANA")).counts
    assert (counts.mentees, counts.mentors, counts.both) == (1, 1, 1)
    assert (counts.unfinished, counts.paused, counts.under_way) == (1, 1, 1)
    assert counts.channel == "CADMIN"
    view = await home_of(desk, "ANA")
    assert view.counts is None
    assert "mentor-admin" not in words_of(desk, view)


async def test_home_is_drawn_when_its_tab_is_opened_and_not_for_the_messages_tab(desk):
    await desk.run("ANA", home.opened, {"tab": "messages"}, pressed=False)
    assert desk.homes == []
    await desk.run("ANA", home.opened, {"tab": "home"}, pressed=False)
    assert desk.homes == ["ANA"]
    await desk.run("ANA", home.refresh, say.Refresh())
    assert desk.homes == ["ANA"]


@pytest.mark.parametrize("words", ["status", "what's next?", "where do I stand"])
async def test_status_says_what_is_next(desk, words):
    match = await paired(desk)
    assert await desk.types("ANA", words) == StatusSaid("meet", match.id, "BO", "mentee", asks="2030-01-14")


async def test_a_pause_shows_until_when(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    view = await home_of(desk, "ANA")
    assert view.next.step is Step.RESUME
    assert [one.kind for one in view.coming] == ["pause.ends"]
    assert (await desk.commands("ANA", "status")).until == int(view.next.until.timestamp())


async def test_a_check_in_that_is_skipped_comes_round_by_the_rhythm(desk):
    await paired(desk)
    due = await first_due(desk, "ANA")
    assert await desk.run("ANA", home.skip, say.Skip(due.id)) is None
    assert desk.homes == ["ANA"]
    assert (await first_due(desk, "ANA")).due_at == due.due_at + timedelta(days=14)


async def test_a_reminder_that_is_skipped_does_not_come(desk):
    await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.due.plan("feedback.prompt", "1", desk.clock.now + timedelta(hours=2), who="BO", about=1)
    due = await first_due(desk, "BO")
    await desk.run("BO", home.skip, say.Skip(due.id))
    assert await desk.due("BO") == []
    await desk.run("BO", home.skip, say.Skip(due.id))  # pressed again on the old Home
    assert desk.homes == ["BO"]


async def test_nobody_skips_what_is_meant_for_another(desk):
    await paired(desk)
    due = await first_due(desk, "ANA")
    await desk.run("BO", home.skip, say.Skip(due.id))
    assert await first_due(desk, "ANA") == due
    assert await desk.run("BO", home.why, say.Why(due.id)) == say.WhyThis(due.id)


async def test_what_must_come_cannot_be_skipped(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    due = await first_due(desk, "ANA")
    await desk.run("ANA", home.skip, say.Skip(due.id))
    assert await first_due(desk, "ANA") == due


async def test_why_tells_the_rule_and_offers_fewer(desk):
    await paired(desk)
    due = await first_due(desk, "ANA")
    view = await desk.run("ANA", home.why, say.Why(due.id))
    assert (view.coming.partner, view.fewer) == ("BO", False)
    words = words_of(desk, view)
    assert desk.turns.program.nudges["checkin.mentee"].why in words
    assert "Fewer of these" in words
    assert view.again() == say.Why(due.id)
    assert await desk.run("ANA", home.why, say.Why(10_000)) == say.WhyThis(10_000)


async def test_why_names_the_number_of_those_who_asked_for_fewer(desk):
    await paired(desk)
    due = await first_due(desk, "ANA")
    assert "at most 2 times a week" in words_of(desk, await desk.run("ANA", home.why, say.Why(due.id)))
    await desk.run("ANA", home.fewer, say.Fewer())
    assert "at most once a week" in words_of(desk, await desk.run("ANA", home.why, say.Why(due.id)))


async def test_why_says_of_what_was_asked_for_that_it_does_not_count(desk):
    await taking_part(desk, "ANA")
    await desk.commands("ANA", "pause until 14 january")
    view = await desk.run("ANA", home.why, say.Why((await first_due(desk, "ANA")).id))
    assert "it does not count among what I write unasked" in words_of(desk, view)
    assert "times a week" not in words_of(desk, view)


async def test_fewer_messages_and_back_again(desk):
    await paired(desk)
    await desk.run("ANA", home.fewer, say.Fewer())
    assert desk.rewritten == [say.FewerNoted(1, fewer=True)]
    assert (await home_of(desk, "ANA")).fewer
    await desk.run("ANA", home.fewer, say.Fewer(fewer=False))
    assert desk.rewritten == [say.FewerNoted(2, fewer=False)]
    assert not (await home_of(desk, "ANA")).fewer


async def test_the_day_they_had_agreed_on_is_the_day_they_met(desk):
    match = await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.matches.change(match.id, slot_at=desk.clock.now + timedelta(days=2), slot_yes="both")
    await desk.after(days=5)
    await desk.types("ANA", "met")
    view = await home_of(desk, "ANA")
    assert (view.next.agreed, view.next.met) == ("2030-01-09", "2030-01-12")
    assert "met on Wednesday 9 January" in words_of(desk, view)
    assert "met on Wednesday 9 January" in (await desk.types("ANA", "status")).render(desk.turns.program).text
    await desk.after(days=9)
    await desk.types("ANA", "met")
    assert "On Monday 21 January I heard that you and" in words_of(desk, await home_of(desk, "ANA"))


async def test_after_a_meeting_and_feedback_home_says_so_to_both(desk):
    match = await paired(desk)
    await desk.types("ANA", "met")
    view = await home_of(desk, "ANA")
    assert (view.next.step, view.next.met, view.next.asks) == (Step.MEET, "2030-01-07", "2030-01-21")
    assert "On Monday 7 January I heard that you and" in words_of(desk, view)
    assert (
        "On Monday 7 January I heard that you and"
        in (await desk.types("ANA", "status")).render(desk.turns.program).text
    )
    desk.clock.forward(hours=9)  # in the evening
    feedback_id = await written(desk, match)
    await in_window(desk, "BO", SendNow(feedback_id))
    assert "Your feedback is on its way to them." in words_of(desk, await home_of(desk, "BO"))
    coming = [one for one in (await home_of(desk, "ANA")).coming if one.kind == "feedback.deliver"]
    assert [(one.partner, one.may_skip) for one in coming] == [("BO", False)]
    await desk.after(hours=15)
    view = await home_of(desk, "ANA")
    assert view.next.step is Step.READ
    assert "We met" in words_of(desk, view)


async def test_feedback_held_for_the_next_meeting_is_no_draft(desk):
    match = await paired(desk)
    await in_window(desk, "BO", SendNextTime(await written(desk, match)))
    view = await home_of(desk, "BO")
    assert view.next.step is Step.MEET
    assert "goes to them when you have met again" in words_of(desk, view)


async def test_the_home_of_a_partner_on_a_pause_says_so(desk):
    await paired(desk)
    await desk.commands("ANA", "pause until 14 january")
    assert "They are on a break until Monday 14 January." in words_of(desk, await home_of(desk, "BO"))


async def test_who_is_asked_for_a_yes_can_say_no_as_easily(desk):
    await paired(desk, state=State.MENTOR_ASKED)
    assert "Not this time" in words_of(desk, await home_of(desk, "BO"))
    assert "I have a concern" in words_of(desk, await home_of(desk, "ANA"))


async def test_an_admin_sees_the_program_first(desk):
    await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.admins.add("ANA", desk.clock.now)
    blocks = (await home_of(desk, "ANA")).draw(desk.turns.program)["blocks"]
    assert "The program" in blocks[1]["text"]["text"]


async def test_the_row_of_a_match_leads_to_its_conversation(desk):
    await paired(desk)
    assert (await home_of(desk, "ANA")).pairs[0].link == ""
    await desk.run("", lambda turn, _: _say_in_their_room(turn))
    assert (await home_of(desk, "ANA")).pairs[0].link == ""  # nobody knows which workspace this is
    async with desk.turns.store.begin() as db:
        await db.settings.put("team_id", "T1")
    view = await home_of(desk, "ANA")
    assert view.pairs[0].link == "https://slack.com/app_redirect?channel=Droom:ANA,BO&team=T1"
    assert "Open the conversation" in words_of(desk, view)
    await taking_part(desk, "CARL")
    assert "Open the conversation" not in words_of(desk, await home_of(desk, "CARL"))


async def _say_in_their_room(turn):
    turn.say(Room(("BO", "ANA")), WentWrong("r1"))
