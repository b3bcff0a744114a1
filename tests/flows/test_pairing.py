"""A pair made by hand: locked in the draft, or in a new one; nobody hears of it."""

from bot.domain.people import Person, Role, Status
from bot.messages.asking import PairThem
from bot.messages.matching import Publish, Working
from bot.messages.pairing import CannotPair, PairHow, PairStaged
from bot.messages.publishing import Publishing
from bot.messages.review import Impossible, Reworked
from bot.messages.words import NotForYou
from tests.flows.asking import asks, contested, types
from tests.flows.pairs import ADMINS, at_home, joined, presses, previewed, worked_out


async def pairs(desk):
    (preview,) = await worked_out(desk)
    return {(pair[1], pair[2]) for pair in preview.pairs}


async def test_without_a_draft_one_is_begun_with_the_pair_in_it(desk):
    await contested(desk)
    assert await at_home(desk, PairThem("BO", "ADA")) == PairStaged("Bo", "Ada")
    ((where, message),) = desk.said
    assert where == ADMINS and isinstance(message, Working)
    assert ("Bo", "Ada") in await pairs(desk)


async def test_while_it_is_worked_out_the_pair_is_in_what_comes_of_it(desk):
    await contested(desk)
    await at_home(desk, PairThem("BO", "ADA"))
    assert await at_home(desk, PairThem("BEN", "ANA")) == PairStaged("Ben", "Ana")
    assert desk.said == []
    assert {("Bo", "Ada"), ("Ben", "Ana")} <= await pairs(desk)


async def test_in_a_draft_it_is_locked_and_the_rest_worked_out_round_it(desk):
    await contested(desk)
    await previewed(desk)
    assert await at_home(desk, PairThem("ADA", "BO")) == Reworked("Bo", "Ada")  # named the wrong way round
    assert ("Bo", "Ada") in await pairs(desk)


async def test_a_draft_that_is_being_published_stays_as_it_is(desk):
    await contested(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, preview.approved, edit=preview.edit))
    assert isinstance(await at_home(desk, PairThem("BO", "ADA")), Publishing)


async def test_what_cannot_be_says_why_and_a_private_wish_no_more_than_that(desk):
    await contested(desk)
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", avoid=("ANA",))
    async with desk.turns.store.begin() as db:
        await db.people.put(Person("ADA", "Ada", manager="BEN"), desk.clock.now)
        await db.participants.put("EVE", status=Status.PAUSED)
    assert await at_home(desk, PairThem("BO", "ANA")) == Impossible("Bo", "Ana", private=True)
    assert await at_home(desk, PairThem("BEN", "ADA")) == Impossible("Ben", "Ada")
    cannot = await at_home(desk, PairThem("BO", "EVE"))
    assert cannot == CannotPair("Bo", "Eve", (("Eve", "paused"),))
    assert "Eve is on a pause." in cannot.render(desk.turns.program).text
    assert desk.said == []
    async with desk.turns.store.read() as db:
        assert await db.rounds.under_way() is None


async def test_the_word_needs_two_people(desk):
    await contested(desk)
    for text in ("pair", "pair <@UBO|bo>", "pair Bo Ana"):
        assert await types(desk, text) == PairHow()
    await joined(desk, "UBO", Role.MENTOR, "SQL")
    await joined(desk, "UANA", Role.MENTEE, "SQL")
    assert await types(desk, "pair <@UBO|bo> <@UANA|ana>") == PairStaged("Ubo", "Uana")


async def test_others_are_refused(desk):
    await contested(desk)
    for who, channel in (("ANA", ADMINS), ("HANA", "CGENERAL")):
        assert isinstance(await asks(desk, PairThem("BO", "ADA"), who, channel), NotForYou)
        assert isinstance(await types(desk, "pair", who, channel), NotForYou)
