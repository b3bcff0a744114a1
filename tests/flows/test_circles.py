"""A circle from its publishing to its room: each mentee is asked alone, the mentor once for all."""

import pytest

from bot.domain.matches import State
from bot.domain.people import Role, Status
from bot.flows import concerns as flows
from bot.flows import home, leaving, pausing
from bot.messages import circles as say
from bot.messages import concerns
from bot.messages.leaving import Leave, MatchEnded
from bot.messages.match import AskedAgain, Gladly, LooksGood, MatchOver, MenteeAsked, NotThisTime
from bot.messages.matching import Publish
from bot.messages.pausing import PauseFor
from bot.messages.receipt import NameUs, Receipt
from bot.messages.words import NotYours
from bot.turn import Finished
from tests.flows.circles import MENTEES, ROOM, all_say_yes, company, of, opened, proposed, published
from tests.flows.pairs import ADMINS, acts, joined, presses, words


async def states(desk):
    async with desk.turns.store.read() as db:
        return [one.state for one in await db.matches.of_round(1)]


async def raises(desk, who, **answers):
    """Somebody has a concern about the circle."""
    about = (await of(desk, who)).id
    return await desk.run(who, flows.raised, Finished("concern", about, answers))


async def test_each_mentee_is_asked_alone_and_hears_that_it_is_a_circle(desk):
    await published(desk)
    for who in MENTEES:
        (asked,) = desk.told(who)
        assert isinstance(asked, MenteeAsked) and asked.circle == 4
        assert "Your mentor could be <@BO>, in a circle of 4" in words(desk, asked)
        assert not any(other in words(desk, asked) for other in set(MENTEES) - {who})
    assert desk.told("BO") == [] and await desk.due("BO") == []


async def test_the_mentor_is_asked_once_when_every_mentee_has_had_their_time(desk):
    await published(desk)
    await all_say_yes(desk, "ADA", "ANA", "CY")
    assert desk.told("BO") == [] and await desk.after(minutes=1) == []
    said = await desk.after(days=1)
    (asked,) = [message for who, message in said if who == "BO"]
    assert isinstance(asked, say.CircleAsked) and asked.mentees == MENTEES
    told = words(desk, asked)
    assert "Would you lead a circle of 4?" in told and "Public speaking" in told
    assert "speak without notes" not in told  # a goal stays with the one who told it
    assert await states(desk) == [State.MENTOR_ASKED] * 4


async def test_one_room_opens_for_all_and_each_mentee_keeps_a_check_in_of_their_own(desk):
    room = await opened(desk)
    assert isinstance(room, say.CircleOpened) and set(room.mentees) == set(MENTEES)
    assert [to for to, message in desk.said if isinstance(message, say.CircleOpened)] == [ROOM]
    told = words(desk, room)
    assert "I can post here, but I cannot read what you write." in told
    assert "Public speaking" in told and "speak without notes" not in told
    assert await states(desk) == [State.OPEN] * 4
    for who in MENTEES:
        assert [due.kind for due in await desk.due(who) if due.kind.startswith("checkin")] == [
            "checkin.mentee"
        ]
    shown = [one for one in desk.rewritten if isinstance(one, Receipt) and one.part == "mentor"]
    assert "Your circle with <@ADA>, <@ANA>, <@CY> and <@DEE> is open" in words(desk, shown[-1])
    assert words(desk, room.alone()) != told and "one conversation for you all" in words(desk, room.alone())


async def test_silence_of_all_is_a_yes(desk):
    await published(desk)
    said = await desk.after(days=3)
    assert [to for to, message in said if isinstance(message, say.CircleOpened)] == [ROOM]


async def test_who_said_no_before_the_mentor_was_asked_is_not_in_it(desk):
    await published(desk)
    await raises(desk, "DEE")
    assert "Dee" in desk.text(ADMINS) and "in the circle of Bo" in desk.text(ADMINS)
    await all_say_yes(desk, "ADA", "ANA", "CY")
    await desk.after(minutes=1)
    (asked,) = desk.told("BO")
    assert asked.mentees == ("ADA", "ANA", "CY")
    await acts(desk, "BO", Gladly((await of(desk, "ADA")).id))
    said = await desk.after(minutes=1)
    assert [to for to, _ in said] == ["room:ADA,ANA,BO,CY"]


async def test_a_mentee_whose_doubts_were_settled_comes_later_into_a_new_room(desk):
    await test_who_said_no_before_the_mentor_was_asked_is_not_in_it(desk)
    await presses(desk, concerns.Resume(1))
    await desk.after(minutes=1)
    assert [type(one) for one in desk.told("DEE")] == [AskedAgain]
    await acts(desk, "DEE", LooksGood((await of(desk, "DEE")).id))
    await desk.after(minutes=1)
    (asked,) = desk.told("BO")
    assert asked.later and asked.mentees == ("DEE",)
    assert "One more for your circle?" in words(desk, asked)
    await acts(desk, "BO", Gladly((await of(desk, "DEE")).id))
    said = dict(await desk.after(minutes=1))
    assert said[ROOM].joined == ("DEE",) and "Welcome <@DEE>!" in words(desk, said[ROOM])
    assert await states(desk) == [State.OPEN] * 4


async def test_too_few_left_and_the_rest_hear_kindly_that_it_did_not_fill(desk):
    await published(desk, ("ADA", "ANA", "CY"))
    await all_say_yes(desk, "ADA")
    await raises(desk, "CY")
    await all_say_yes(desk, "ANA")
    assert await desk.after(hours=1) == []  # two are left, and the program team may settle it yet
    assert (await of(desk, "ADA")).state is State.MENTEE_ASKED
    await presses(desk, concerns.EndMatch(1))
    await desk.after(minutes=1)
    assert await states(desk) == [State.ENDED] * 3
    for who in ("ADA", "ANA"):
        (told,) = desk.told(who)
        assert told == say.Unfilled("BO", "mentee") and "did not fill" in words(desk, told)
    assert [type(one) for one in desk.told("CY")] == [MatchOver]
    assert desk.told("BO") == []  # who never heard of it
    assert "A circle did not fill, and needs a look" in desk.text(ADMINS)
    assert "that of Bo, with Ada and Ana left" in desk.text(ADMINS)
    assert "waiting.news" in [due.kind for due in await desk.due("ADA")]


async def test_a_circle_that_shrinks_after_its_mentor_said_yes_does_not_open(desk):
    await published(desk, ("ADA", "ANA", "CY"))
    await desk.after(days=1)
    await acts(desk, "BO", Gladly((await of(desk, "ADA")).id))
    await desk.run("CY", leaving.leave_now, Leave())
    await desk.after(minutes=1)
    assert await states(desk) == [State.ENDED] * 3
    assert say.Unfilled("ANA", "mentor") in desk.told("BO") or say.Unfilled("ADA", "mentor") in desk.told(
        "BO"
    )
    assert await desk.after(days=3) is not None
    assert not [one for _, one in desk.said if isinstance(one, say.CircleOpened)]


async def test_the_mentor_declines_once_for_all_and_one_card_says_so(desk):
    await published(desk)
    await desk.after(days=1)
    await acts(desk, "BO", NotThisTime((await of(desk, "ADA")).id))
    assert await states(desk) == [State.HELD] * 4
    (card,) = desk.told(ADMINS)
    assert "This circle needs a look" in words(desk, card) and "Ada, Ana, Cy and Dee" in words(desk, card)
    assert all(desk.told(who) == [] for who in MENTEES)
    await desk.after(hours=1)
    await presses(desk, concerns.EndMatch(card.case_id))
    said = await desk.after(minutes=1)
    assert await states(desk) == [State.ENDED] * 4
    assert sorted(who for who, one in said if isinstance(one, MatchOver)) == [
        *MENTEES[:2],
        "BO",
        *MENTEES[2:],
    ]
    assert "Your circle will not start" in desk.text("BO")
    assert "The circle of <@BO> will not start for you" in desk.text("ADA")


async def test_what_its_mentor_declined_can_be_settled_and_is_asked_once_more(desk):
    await published(desk)
    await desk.after(days=1)
    await acts(desk, "BO", NotThisTime((await of(desk, "ADA")).id))
    (card,) = desk.told(ADMINS)
    await presses(desk, concerns.Resume(card.case_id))
    await desk.after(minutes=1)
    (asked,) = desk.told("BO")
    assert isinstance(asked, AskedAgain) and asked.partners == MENTEES
    assert "Your circle could start after all" in words(desk, asked)
    await acts(desk, "BO", Gladly(asked.match_id))
    said = await desk.after(days=2)
    assert ROOM in dict(said)


async def test_nobody_decides_about_a_declined_circle_and_all_are_back_on_the_list(desk):
    await published(desk)
    await desk.after(days=1)
    await acts(desk, "BO", NotThisTime((await of(desk, "ADA")).id))
    said = await desk.after(days=7)
    assert await states(desk) == [State.ENDED] * 4
    assert len([one for who, one in said if who == "BO" and isinstance(one, MatchOver)]) == 1
    assert len([one for who, one in said if isinstance(one, concerns.Decided)]) == 1


async def test_the_mentor_s_answer_counts_though_the_first_of_them_has_left(desk):
    await published(desk)
    await desk.after(days=1)
    first = (await of(desk, "ADA")).id
    await desk.run("ADA", leaving.leave_now, Leave())
    await acts(desk, "BO", Gladly(first))
    assert [one.mentor_said for one in [await of(desk, who) for who in MENTEES[1:]]] == ["yes"] * 3
    said = await desk.after(days=2)
    assert "room:ANA,BO,CY,DEE" in dict(said)


async def test_declined_though_the_first_of_them_has_left(desk):
    await published(desk)
    await desk.after(days=1)
    first = (await of(desk, "ADA")).id
    await desk.run("ADA", leaving.leave_now, Leave())
    await acts(desk, "BO", NotThisTime(first))
    assert (await of(desk, "ANA")).state is State.HELD


@pytest.mark.parametrize("click", [Gladly, NotThisTime, LooksGood, lambda one: NameUs(one, yes=True)])
async def test_somebody_else_can_press_nothing(desk, click):
    await published(desk)
    await desk.after(days=1)
    await joined(desk, "EVE", Role.MENTEE, "SQL")
    before = await states(desk)
    about = (await of(desk, "ADA")).id
    assert await acts(desk, "EVE", click(about)) == NotYours()
    assert await acts(desk, "ANA", Gladly(about)) == NotYours()
    assert await acts(desk, "ANA", NotThisTime(about)) == NotYours()
    assert await states(desk) == before


async def test_everybody_finds_the_room_with_one_press_also_when_somebody_has_left(desk):
    await opened(desk)
    async with desk.turns.store.begin() as db:
        await db.settings.put("team_id", "T1")
    await desk.run("DEE", leaving.leave_now, Leave())
    await desk.after(minutes=1)
    for who in ("BO", "ANA"):
        (pair,) = (await desk.run(who, home.draw)).pairs
        assert ROOM in pair.link  # where the desk's conversations stand


async def test_pressed_twice_it_acts_once(desk):
    await opened(desk)
    await acts(desk, "BO", Gladly((await of(desk, "ANA")).id))
    assert "is open" in words(desk, desk.rewritten[0])
    assert await desk.after(minutes=5) == []


async def test_one_who_leaves_ends_their_own_part_only(desk):
    await opened(desk)
    await desk.run("DEE", leaving.leave_now, Leave())
    await desk.after(minutes=1)
    assert await states(desk) == [State.OPEN] * 3 + [State.ENDED]
    assert [type(one) for one in desk.told("BO")] == [MatchEnded]
    assert "your circle goes on" in desk.text("BO")
    assert desk.told("ADA") == []


async def test_one_on_a_pause_is_not_waited_for_and_comes_later(desk):
    await published(desk)
    await all_say_yes(desk, "ADA", "ANA", "CY")
    await desk.run("DEE", pausing.pause_for, PauseFor("in 1 week"))
    await desk.after(minutes=1)
    (asked,) = desk.told("BO")
    assert asked.mentees == ("ADA", "ANA", "CY")


async def test_the_mentor_may_be_named_with_those_who_said_yes(desk):
    await published(desk)
    await all_say_yes(desk)
    assert "when new circles are announced" in words(desk, desk.rewritten[0])
    await desk.after(minutes=1)
    await acts(desk, "BO", Gladly((await of(desk, "ADA")).id))
    await acts(desk, "BO", NameUs((await of(desk, "ADA")).id, yes=True))
    await acts(desk, "ANA", NameUs((await of(desk, "ANA")).id, yes=True))
    said = dict(await desk.after(days=5))
    assert "Bo with Ana" in words(desk, said["CPROGRAM"]) and "Ada" not in words(desk, said["CPROGRAM"])


async def test_a_circle_below_its_least_is_not_published(desk):
    await company(desk)
    await joined(desk, "BEN", Role.MENTOR, "Public speaking", capacity=5)
    round_id = await proposed(desk, ("BO", ("ADA", "ANA", "CY")), ("BEN", ("DEE",)))
    await presses(desk, Publish(round_id, 3, anyway=True))
    await desk.after(minutes=10)
    async with desk.turns.store.read() as db:
        assert {one.mentor for one in await db.matches.live()} == {"BO"}
        told = await db.participants.get("DEE")
        assert told and told.status is Status.ACTIVE
