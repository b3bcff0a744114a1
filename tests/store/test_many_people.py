"""Asked about more people than a database takes in one statement, the store asks more than once."""

from bot.domain.people import Person
from bot.store.store import Store
from tests.conftest import MONDAY

MANY = [f"U{number:05}" for number in range(40_000)]


async def test_the_people_of_a_very_large_company_are_found_by_their_ids(store: Store) -> None:
    async with store.begin() as db:
        await db.people.put(Person(MANY[0], "Ana"), MONDAY)
        await db.people.put(Person(MANY[-1], "Bo"), MONDAY)
        assert {who: one.name for who, one in (await db.people.named(MANY)).items()} == {
            MANY[0]: "Ana",
            MANY[-1]: "Bo",
        }


async def test_what_waits_for_them_is_dropped_and_planned_anew(store: Store) -> None:
    async with store.begin() as db:
        await db.due.plan_all("waiting.news", MONDAY, ((who, who, 0) for who in (MANY[0], MANY[-1], "UBO")))
        await db.due.drop_for("waiting.news", MANY, "a newer round")
        [left] = await db.due.ids(MONDAY)
        assert await db.due.who(left) == "UBO"
        await db.due.plan_all("waiting.news", MONDAY, [(MANY[0], MANY[0], 0), ("UNEW", "UNEW", 0)])
        assert {await db.due.who(one) for one in await db.due.ids(MONDAY)} == {"UBO", "UNEW"}
