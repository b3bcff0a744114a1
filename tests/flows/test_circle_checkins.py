"""Check-ins in a circle: each mentee keeps their own, and the mentor is asked once for all."""

from datetime import timedelta

from bot.domain.checkins import Said
from bot.flows import home
from bot.messages import checkins as say
from bot.messages import meetings
from bot.messages.home import Home
from bot.messages.match import Gladly, NotThisTime
from bot.messages.next_step import next_buttons
from bot.messages.pairs import ShowPairs
from bot.messages.rhythm import SetRhythm
from bot.messages.times import SuggestTime
from tests.flows.circles import MENTEES, all_say_yes, of, opened, published
from tests.flows.pairs import acts, presses, words


async def under_way(desk):
    """The circle open, and each of its mentees asked for the first time."""
    await opened(desk)
    said = await desk.after(days=14)
    return [(who, one) for who, one in said if isinstance(one, say.DidYouMeet)]


async def latest(desk, who):
    async with desk.turns.store.read() as db:
        return await db.checkins.latest((await of(desk, who)).id)


async def test_each_mentee_is_asked_for_themselves(desk):
    asked = await under_way(desk)
    assert sorted(who for who, _ in asked) == sorted(MENTEES)
    assert "Did you and the circle of <@BO> meet?" in words(desk, asked[0][1])


async def test_the_mentor_is_asked_once_and_answers_for_all_who_were_silent(desk):
    await under_way(desk)
    await acts(desk, "DEE", say.WeMet((await latest(desk, "DEE")).id))
    assert "That counts for" not in words(desk, desk.rewritten[0])
    said = await desk.after(days=3)
    asked = [(who, one) for who, one in said if isinstance(one, say.DidYouMeet) and who == "BO"]
    assert len(asked) == 1 and "Did you and your circle meet?" in words(desk, asked[0][1])
    await acts(desk, "BO", say.WeMet(asked[0][1].checkin_id))
    assert "You and your circle met. That counts for all of it." in "".join(
        words(desk, one) for one in desk.rewritten if isinstance(one, meetings.Met)
    )
    for who in MENTEES:
        assert (await latest(desk, who)).said is Said.MET
    async with desk.turns.store.read() as db:
        assert await db.sessions.count((await of(desk, "DEE")).id) == 1  # told of before, and the same one
        assert await db.sessions.count((await of(desk, "ANA")).id) == 1


async def test_nobody_gets_more_than_two_unasked_messages_a_week(desk):
    await under_way(desk)
    said = await desk.after(days=4)
    for who in ("BO", *MENTEES):
        assert len([one for to, one in said if to == who]) <= 2


async def test_a_mentee_s_answer_is_their_own(desk):
    await under_way(desk)
    await acts(desk, "ANA", say.NotYet((await latest(desk, "ANA")).id))
    (help_,) = [one for one in desk.rewritten if isinstance(one, say.NotYetHelp)]
    assert "Suggest a time" not in words(desk, help_)
    assert (await latest(desk, "ADA")).waits
    assert await acts(desk, "ANA", SuggestTime(help_.checkin_id)) is None
    assert [to for to, _ in desk.said if to.startswith("room")] == []
    await acts(desk, "ANA", SetRhythm(help_.checkin_id, "monthly"))
    assert [to for to, _ in desk.said if to.startswith("room")] == []
    assert (await of(desk, "ADA")).rhythm == "two_weeks"


async def test_the_mentor_says_not_yet_or_planned_for_all(desk):
    await under_way(desk)
    said = await desk.after(days=3)
    (asked,) = [one for who, one in said if isinstance(one, say.DidYouMeet) and who == "BO"]
    await acts(desk, "BO", say.NotYet(asked.checkin_id))
    assert {(await latest(desk, who)).said for who in MENTEES} == {Said.NOT_YET}


async def test_the_mentor_plans_for_all(desk):
    await under_way(desk)
    said = await desk.after(days=3)
    (asked,) = [one for who, one in said if isinstance(one, say.DidYouMeet) and who == "BO"]
    await acts(desk, "BO", say.ItsPlanned(asked.checkin_id))
    day = desk.clock.now.date() + timedelta(days=4)
    await desk.types("BO", day.isoformat())
    assert {(await latest(desk, who)).said for who in MENTEES} == {Said.PLANNED}
    said = await desk.after(days=6)
    assert [who for who, one in said if isinstance(one, say.DidYouMeet)] == ["BO"]  # who planned it


async def test_met_typed_by_the_mentor_is_of_the_whole_circle(desk):
    await opened(desk)
    await desk.types("BO", "met")
    for who in MENTEES:
        assert (await latest(desk, who)).said is Said.MET
    said = await desk.after(days=1)
    assert {who for who, _ in said} <= set(MENTEES)  # feedback is theirs to begin


async def test_home_shows_the_mentor_one_circle(desk):
    await published(desk)
    await all_say_yes(desk)
    await desk.after(minutes=1)
    look: Home = await desk.run("BO", home.draw)
    (pair,) = look.pairs
    assert pair.partners == MENTEES and look.next.circle == "mentor"
    assert "You could lead a circle." in str(look.draw(desk.turns.program))
    names = [type(click) for _, click in next_buttons(look.next)]
    assert names[:2] == [Gladly, NotThisTime]
    await acts(desk, "BO", Gladly(pair.match_id))
    await desk.after(minutes=1)
    seen: Home = await desk.run("BO", home.draw)
    told = str(seen.draw(desk.turns.program))
    assert "You lead a circle with <@ADA>, <@ANA>, <@CY> and <@DEE>." in told
    assert "I ask each mentee of your circle whether you met" in told
    theirs = str((await desk.run("ANA", home.draw)).draw(desk.turns.program))
    assert "You are in the circle of <@BO>." in theirs and "CY" not in theirs
    assert "your circle" in words(desk, await desk.types("BO", "status"))


async def test_the_program_team_reads_of_whose_circle_each_is(desk):
    await under_way(desk)
    await presses(desk, ShowPairs())
    told = words(desk, desk.rewritten[0])
    assert all(f"*{who.title()}* in the circle of *Bo*" in told for who in MENTEES)
