"""What makes meetings work for somebody is read by the partner of an open match alone, and only if they said so."""

from bot.messages.needs import Needs, ReadNeeds
from bot.messages.words import NotYours
from tests.flows.pairs import ROOM, acts, both_yes, match, opened, words

WORDS = "Captions, please"


async def tells(desk, who, **more):
    async with desk.turns.store.begin() as db:
        answers = await db.answers.of(who, "intake")
        await db.answers.put(who, "intake", 0, {**answers, **more}, state="done", now=desk.clock.now)


async def opened_after(desk):
    await desk.after(minutes=1)
    return await match(desk), dict(desk.said)[ROOM]


async def test_the_partner_reads_it_in_a_window_and_the_room_says_that_it_is_there(desk):
    await both_yes(desk)
    await tells(desk, "ANA", needs=WORDS)
    ours, room = await opened_after(desk)
    assert room.needs == ("ANA",)
    assert "noted what makes meetings work" in words(desk, room)
    assert WORDS not in words(desk, room)
    assert await acts(desk, "BO", ReadNeeds(ours.id)) == Needs(ours.id, "ANA", False, {"ANA": WORDS})
    assert await acts(desk, "ANA", ReadNeeds(ours.id)) == Needs(ours.id, "BO", True)


async def test_who_told_nothing_shares_nothing(desk):
    await both_yes(desk)
    ours, room = await opened_after(desk)
    assert room.needs == ()
    assert await acts(desk, "BO", ReadNeeds(ours.id)) == Needs(ours.id, "ANA")


async def test_it_can_be_taken_back(desk):
    ours, _ = await opened(desk)
    await tells(desk, "ANA", needs=WORDS)
    assert (await acts(desk, "BO", ReadNeeds(ours.id))).words
    await tells(desk, "ANA", needs=None)
    assert not (await acts(desk, "BO", ReadNeeds(ours.id))).words


async def test_nobody_else_reads_it_and_the_partner_not_before_it_opens(desk):
    await both_yes(desk)
    await tells(desk, "ANA", needs=WORDS)
    before = (await match(desk)).id
    assert await acts(desk, "BO", ReadNeeds(before)) == NotYours()
    ours, _ = await opened_after(desk)
    for who in ("BEN", "HANA", "NOBODY"):
        assert await acts(desk, who, ReadNeeds(ours.id)) == NotYours()
    assert await acts(desk, "BO", ReadNeeds(99)) == NotYours()
