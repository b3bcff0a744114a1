import sqlite3
from dataclasses import replace

import pytest

from bot.domain.matches import State
from bot.flows import forms
from bot.messages import concerns as say
from bot.messages.base import Filled
from bot.messages.forms import Questions
from bot.messages.match import AskedAgain, ConcernAsked, Gladly, LooksGood, MatchOver, NotThisTime
from bot.messages.receipt import NameUs
from bot.messages.words import NotForYou, NotYours
from tests.flows.pairs import ADMINS, ROOM, acts, match, presses, published, words

CANARY = "canary <!channel> اَلْعَرَبِيَّةُ 🐤"


async def fills(desk, who, share="no", said=CANARY):
    view = Questions("concern", (await match(desk)).id)
    given = {"share": share} | ({"words": said} if said else {})
    return await desk.run(who, forms.submit, Filled(view, given), pressed=False)


async def asked_both(desk):
    await published(desk)
    await acts(desk, "ANA", LooksGood((await match(desk)).id))
    await desk.after(minutes=1)
    return await match(desk)


async def opened(desk):
    ours = await asked_both(desk)
    await acts(desk, "BO", Gladly(ours.id))
    await desk.after(minutes=1)
    return await match(desk)


async def test_a_concern_holds_the_match_and_the_mentor_never_hears_of_it(desk):
    await published(desk)
    ours = await match(desk)
    view = await acts(desk, "ANA", ConcernAsked(ours.id))
    assert isinstance(view, Questions) and view.about == ours.id
    result = await fills(desk, "ANA")
    assert result == say.Taken(shared=False, held=True)
    assert (await match(desk)).state is State.HELD
    assert [to for to, _ in desk.said] == [ADMINS]
    card = desk.text(ADMINS)
    assert "This pair needs a look:* Ana with Bo as mentor" in card
    assert "canary" not in card and "concern" not in card.lower() and "Read what" not in card
    assert "The match is held" in words(desk, desk.rewritten[0])
    await desk.after(days=2)
    assert desk.told("BO") == [] and desk.told(ROOM) == []


async def test_words_stand_nowhere_but_sealed_and_in_the_view(desk):
    await published(desk)
    await fills(desk, "ANA", share="yes")
    path = str(desk.turns.store.engine.sql.url.database)
    dump = "\n".join(sqlite3.connect(path).iterdump())
    assert "canary" not in dump
    assert desk.told(ADMINS)[0].shared
    view = await presses(desk, say.ReadConcern(1))
    drawn = view.draw(desk.turns.program)
    assert CANARY in str(drawn["blocks"])
    assert "canary" not in drawn["private_metadata"]
    assert view.again() == say.ReadConcern(1)
    assert desk.told("ANA") == []
    await presses(desk, say.ReadConcern(1), "HUGO")
    await desk.after(minutes=1)
    assert desk.told("ANA") == [say.WordsOpened("HANA"), say.WordsOpened("HUGO")]
    await presses(desk, say.ReadConcern(1), "HUGO")
    assert await desk.after(minutes=1) == []
    async with desk.turns.store.read() as db:
        acts_noted = [act for _, _, act, _ in await db.audit.latest()]
    assert acts_noted.count("concerns.read") == 3


async def test_no_receipt_says_that_nobody_else_has_read_them(desk):
    assert "nobody else" not in words(desk, say.WordsOpened("HANA")).lower()


async def test_shared_words_are_closed_once_it_is_settled(desk):
    await opened(desk)
    await fills(desk, "ANA", share="yes")
    await presses(desk, say.Resume(1))
    assert await presses(desk, say.ReadConcern(1), "HUGO") == say.WordsClosed()
    assert await desk.after(minutes=1) == []


async def test_the_days_that_a_match_is_held_are_those_of_the_program(desk):
    await published(desk)
    program = desk.turns.program
    rule = replace(program.nudges["match.held"], after_days=5)
    desk.turns.program = replace(program, nudges={**program.nudges, "match.held": rule})
    taken = await fills(desk, "ANA")
    told = [words(desk, taken), words(desk, desk.rewritten[0]), desk.text(ADMINS)]
    assert all("five working days" in one and "three" not in one for one in told)


async def test_words_that_were_not_shared_open_for_nobody(desk):
    await published(desk)
    await fills(desk, "ANA", share="no")
    assert await presses(desk, say.ReadConcern(1)) == NotYours()
    assert isinstance(await presses(desk, say.ReadConcern(1), "ANA", "DANA"), NotForYou)
    assert await presses(desk, say.ReadConcern(9)) == NotYours()


async def test_sharing_nothing_shares_nothing(desk):
    await published(desk)
    assert await fills(desk, "ANA", share="yes", said="") == say.Taken(shared=False, held=True)


async def test_a_concern_raised_twice_is_one_case_and_can_be_shared_later(desk):
    await published(desk)
    await fills(desk, "ANA")
    await fills(desk, "ANA")
    assert desk.said == []
    await fills(desk, "ANA", share="yes")
    (card,) = desk.told(ADMINS)
    assert card.case_id == 1 and card.shared


async def test_a_mentor_declines_and_the_mentee_hears_only_when_it_is_decided(desk):
    ours = await asked_both(desk)
    await acts(desk, "BO", NotThisTime(ours.id))
    assert "Say more" in words(desk, desk.rewritten[0])
    assert [to for to, _ in desk.said] == [ADMINS]
    await acts(desk, "BO", NotThisTime(ours.id))
    assert desk.said == []
    assert await desk.after(hours=20) == []
    await presses(desk, say.EndMatch(1))
    assert "the match ended" in words(desk, desk.rewritten[0])
    await desk.after(hours=10)
    (told,) = desk.told("ANA")
    assert told == MatchOver("BO", "mentee") and desk.told("BO") == [MatchOver("ANA", "mentor")]
    assert "You stay on the list" in words(desk, told)
    await presses(desk, say.EndMatch(1), "HUGO")
    await desk.after(days=1)
    assert desk.told("ANA") == desk.told("BO") == desk.told(ROOM) == []


async def test_a_held_match_looks_to_the_other_like_any_that_waits(desk):
    ours = await asked_both(desk)
    await fills(desk, "ANA")
    await acts(desk, "BO", Gladly(ours.id))
    told = words(desk, desk.rewritten[0])
    assert "You hear from me when your conversation with <@ANA> opens" in told
    assert "held" not in told and "look" not in told
    await acts(desk, "BO", NameUs(ours.id, yes=True))
    assert (await match(desk)).mentor_public == "yes"
    await presses(desk, say.Resume(1))
    assert "the match goes on" in words(desk, desk.rewritten[0])
    ((to, again),) = await desk.after(minutes=1)
    assert (to, type(again), again.part) == ("ANA", AskedAgain, "mentee")
    await acts(desk, "ANA", LooksGood(ours.id))
    assert [to for to, _ in await desk.after(minutes=1)] == [ROOM]


async def test_a_match_whose_mentor_was_never_asked_ends_without_a_word_to_them(desk):
    await published(desk)
    await fills(desk, "ANA")
    await presses(desk, say.EndMatch(1))
    await desk.after(hours=1)
    assert desk.told("ANA") == [MatchOver("BO", "mentee")] and desk.told("BO") == []
    await presses(desk, say.Resume(1))
    assert (await match(desk)).state is State.ENDED


async def test_a_match_started_anyway_goes_on_where_it_was(desk):
    await published(desk)
    await fills(desk, "ANA")
    await presses(desk, say.Resume(1), "HUGO")
    assert "decided by Hugo" in words(desk, desk.rewritten[0])
    ours = await match(desk)
    assert (ours.state, ours.mentee_said) == (State.MENTEE_ASKED, "")
    ((to, again),) = await desk.after(minutes=1)
    assert (to, type(again), again.part) == ("ANA", AskedAgain, "mentee")
    await desk.after(hours=20)
    assert desk.told("BO") == []
    await desk.after(hours=4)
    assert len(desk.told("BO")) == 1


async def test_a_decline_that_was_settled_waits_for_whoever_has_not_answered(desk):
    await published(desk)
    await desk.after(days=1)
    ours = await match(desk)
    await acts(desk, "BO", NotThisTime(ours.id))
    await presses(desk, say.Resume(1))
    await desk.after(hours=20)
    assert desk.told(ROOM) == []
    await desk.after(hours=4)
    assert len(desk.told(ROOM)) == 1


async def test_a_decline_of_a_match_that_is_held_already_is_a_no_of_its_own(desk):
    ours = await asked_both(desk)
    await fills(desk, "ANA")
    await acts(desk, "BO", NotThisTime(ours.id))
    assert "Say more" in words(desk, desk.rewritten[0])
    assert [card.case_id for card in desk.told(ADMINS)] == [2]
    assert ((await match(desk)).mentee_said, (await match(desk)).mentor_said) == ("no", "no")
    await presses(desk, say.Resume(1))
    assert "waits for the other card" in words(desk, desk.rewritten[0])
    assert (await match(desk)).state is State.HELD
    assert await desk.after(hours=1) == []
    await presses(desk, say.Resume(2))
    assert "the match goes on" in words(desk, desk.rewritten[0])
    assert sorted(to for to, _ in await desk.after(minutes=1)) == ["ANA", "BO"]
    await acts(desk, "BO", NotThisTime(ours.id))
    assert (await match(desk)).state is State.HELD
    await desk.after(days=8)
    assert (await match(desk)).state is State.ENDED


async def test_an_answer_before_one_is_asked_again_is_enough(desk):
    ours = await asked_both(desk)
    await fills(desk, "ANA")
    await presses(desk, say.Resume(1))
    await acts(desk, "ANA", LooksGood(ours.id))
    assert await desk.after(minutes=1) == []
    await desk.after(days=2)
    assert len(desk.told(ROOM)) == 1


async def test_what_nobody_decides_ends_after_three_working_days(desk):
    await asked_both(desk)
    await fills(desk, "ANA")
    await desk.after(days=4)
    assert (await match(desk)).state is State.ENDED
    assert "as nobody had decided in time" in desk.text(ADMINS)
    assert desk.told("ANA") == [MatchOver("BO", "mentee")] and len(desk.told("BO")) == 1


async def test_a_concern_about_an_open_match_changes_nothing_until_it_is_looked_at(desk):
    ours = await opened(desk)
    assert await fills(desk, "ANA") == say.Taken(shared=False, held=False)
    assert (await match(desk)).state is State.OPEN
    assert "They go on meeting meanwhile" in desk.text(ADMINS)
    await presses(desk, say.EndMatch(1))
    await desk.after(hours=1)
    assert desk.told("BO") == [MatchOver("ANA", "mentor", started=True)]
    assert [due for due in await desk.due("ANA") if due.kind.startswith("checkin")] == []
    assert ours.opened_at


async def test_an_open_match_can_be_settled(desk):
    await opened(desk)
    await fills(desk, "ANA")
    await presses(desk, say.Resume(1))
    assert "it is settled, and they go on meeting" in words(desk, desk.rewritten[0])
    assert (await match(desk)).state is State.OPEN
    assert await desk.after(minutes=1) == []


@pytest.mark.parametrize("who", ["CY", "BO"])
async def test_nobody_else_can_raise_or_decline(desk, who):
    await published(desk)
    ours = await match(desk)
    assert await acts(desk, who, ConcernAsked(ours.id)) == NotYours()
    assert await acts(desk, who, NotThisTime(ours.id)) == NotYours()
    assert await fills(desk, who) == NotYours()
    assert await acts(desk, "ANA", NotThisTime(ours.id)) == NotYours()


async def test_a_form_for_a_match_that_ended_meanwhile_keeps_nothing(desk):
    await published(desk)
    ours = await match(desk)
    async with desk.turns.store.begin() as db:
        await db.matches.end(ours.id, "left", desk.clock.now)
    assert await fills(desk, "ANA") == NotYours()
    async with desk.turns.store.read() as db:
        assert await db.answers.of("ANA", "concern", ours.id) == {}
    await acts(desk, "ANA", LooksGood(ours.id))
    assert "has ended" in words(desk, desk.rewritten[0])


async def test_only_admins_decide(desk):
    await published(desk)
    await fills(desk, "ANA")
    for click in (say.EndMatch(1), say.Resume(1)):
        assert isinstance(await presses(desk, click, "ANA", "DANA"), NotForYou)
    assert await presses(desk, say.EndMatch(7)) == NotYours()
    assert (await match(desk)).state is State.HELD
