"""Whom what is due concerns: told to the sandbox, so that waiting as somebody runs to what comes next for them."""

from datetime import UTC, datetime, timedelta

from bot.domain.matches import State
from bot.store.store import Store
from bot.store.tables import MatchRow, RoundRow

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)


def at(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


async def a_match(store: Store, **more: object) -> int:
    async with store.engine.writes() as session:
        found = RoundRow(by="UHANA", state="published", asked_at=NOW, seed=1)
        session.add(found)
        await session.flush()
        row = MatchRow(
            round_id=found.id or 0, mentor="UBO", mentee="UANA", state=State.OPEN, published_at=NOW, **more
        )
        session.add(row)
        await session.flush()
        assert row.id is not None
        return row.id


async def test_what_is_asked_of_the_one_of_a_pair_concerns_both_of_them(store: Store) -> None:
    match = await a_match(store)
    async with store.begin() as db:
        await db.due.plan("checkin.mentee", "1", at(5), who="UANA", about=match)
        await db.due.plan("match.mentor_turn", "1", at(3), about=match)
        await db.due.plan("waiting.news", "1", at(1), who="UHANA", about=match)
    async with store.read() as db:
        assert await db.due.whose() == {"UHANA": at(1), "UANA": at(3), "UBO": at(3)}


async def test_what_is_said_in_a_channel_concerns_the_channel_and_a_publishing_everybody(
    store: Store,
) -> None:
    async with store.begin() as db:
        await db.settings.put("admin_channel", "CADMINS")
        await db.due.plan("checkin.silence", "1", at(2))
        await db.due.plan("match.publish", "1", at(4), about=1)
    async with store.read() as db:
        assert await db.due.whose() == {"CADMINS": at(2), "": at(4)}


async def test_a_time_that_suited_both_is_known_until_it_has_come(store: Store) -> None:
    await a_match(store, slot_at=at(20), slot_yes="UBO")
    async with store.read() as db:
        assert await db.due.agreed(NOW) == {}
    await a_match(store, slot_at=at(10), slot_yes="both")
    async with store.read() as db:
        assert await db.due.agreed(NOW) == {"UANA": at(10), "UBO": at(10)}
        assert await db.due.agreed(at(11)) == {}
