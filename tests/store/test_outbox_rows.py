"""The outbox in the database: claims, order, doubt, and one settlement for each claim."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.store.looking import Look
from bot.store.outbox import Letter
from bot.store.store import Store

NOW = datetime.now(UTC) + timedelta(hours=1)
LEASE = NOW + timedelta(seconds=60)


async def put(store: Store, *recipients: str, **more: object) -> list[str]:
    async with store.begin() as db:
        return [db.outbox.put("post", who, "x", {}, said_at=NOW, **more) for who in recipients]  # type: ignore[arg-type]


async def claim(store: Store, now: datetime = NOW, limit: int = 50) -> list[Letter]:
    async with store.begin() as db:
        return await db.outbox.claim(now, now + timedelta(seconds=60), limit)


async def settle(store: Store, letter: Letter, state: str, **how: object) -> bool:
    async with store.begin() as db:
        return await db.outbox.settle(letter, state, **how)  # type: ignore[arg-type]


async def test_claimers_at_once_never_take_the_same_letter(store: Store) -> None:
    await put(store, *(f"U{number}" for number in range(60)))
    taken: list[str] = []

    async def claimer() -> None:
        while letters := await claim(store, limit=7):
            taken.extend(letter.id for letter in letters)

    await asyncio.gather(*(claimer() for _ in range(4)))
    assert len(taken) == len(set(taken)) == 60


async def test_one_recipient_is_told_one_thing_after_the_other(store: Store) -> None:
    ids = await put(store, "UANA", "UANA", "UBEN")
    first = await claim(store)
    assert [letter.id for letter in first] == [ids[0], ids[2]]
    assert await claim(store) == []
    await settle(store, first[0], "doubt", not_before=LEASE)
    assert await claim(store) == []  # what is in doubt still holds back what comes after
    async with store.read() as db:
        doubtful = await db.outbox.doubtful(LEASE)
    assert [letter.id for letter in doubtful] == [ids[0]]
    await settle(store, doubtful[0], "sent")
    assert [letter.id for letter in await claim(store)] == [ids[1]]


async def test_a_letter_waits_for_the_one_it_comes_after_whoever_that_is_for(store: Store) -> None:
    [first] = await put(store, "UANA")
    [second] = await put(store, "UBEN", after=first)
    [letter] = await claim(store)
    assert letter.id == first
    await settle(store, letter, "dead", reason="for a test")
    assert [letter.id for letter in await claim(store)] == [second]


async def test_a_claim_is_settled_once_and_a_lapsed_one_not_at_all(store: Store) -> None:
    await put(store, "UANA")
    [letter] = await claim(store)
    async with store.begin() as db:
        assert await db.outbox.fenced(letter, NOW)
        assert not await db.outbox.fenced(letter, LEASE + timedelta(seconds=1))
        assert await db.outbox.expire(LEASE + timedelta(seconds=1), LEASE) == 1
        assert not await db.outbox.fenced(letter, NOW)
    assert not await settle(store, letter, "sent")
    async with store.read() as db:
        assert await db.outbox.tally() == {"doubt": 1}


async def test_what_makes_no_sense_any_more_is_dropped_and_counted(store: Store) -> None:
    await put(store, "UANA", expires_at=NOW)
    await put(store, "UANA", expires_at=LEASE)
    async with store.begin() as db:
        await db.outbox.drop_stale(NOW + timedelta(seconds=1))
    assert len(await claim(store)) == 1
    async with store.read() as db:
        assert await db.outbox.tally() == {"skipped": 1, "sending": 1}
        assert not await db.outbox.idle()


async def test_of_rewrites_of_one_message_only_the_latest_is_sent(store: Store) -> None:
    for number in range(3):
        async with store.begin() as db:
            db.outbox.replace("rewrite", "DANA", "x", {"n": number}, said_at=NOW, ts="1.1")
    [letter] = await claim(store)
    assert letter.facts == {"n": 2}


async def test_the_sender_knows_what_is_due_and_when_to_look_again(store: Store) -> None:
    async def look(now: datetime = NOW) -> Look:
        async with store.read() as db:
            return await db.outbox.look(now)

    assert not (await look()).due
    await put(store, "UANA")
    assert await look() == Look(pending=True, doubtful=False, lapsed=False, next_at=None)
    [letter] = await claim(store)
    assert await look() == Look(pending=False, doubtful=False, lapsed=False, next_at=LEASE)
    assert (await look(LEASE + timedelta(seconds=1))).lapsed
    await settle(store, letter, "doubt", not_before=LEASE)
    assert (await look()).next_at == LEASE and not (await look()).due
    assert (await look(LEASE)).doubtful


async def test_what_rewrites_a_letter_under_way_learns_where_it_came_to_stand(store: Store) -> None:
    [first] = await put(store, "CTEAM", dedupe="card:1:asked")
    [letter] = await claim(store)
    async with store.begin() as db:
        assert await db.outbox.recall("card:1:", "CTEAM") == ([], [first])
        db.outbox.replace("rewrite", "CTEAM", "y", {}, said_at=NOW, channel="CTEAM", after=first)
    assert await claim(store) == []
    await settle(store, letter, "sent", channel="CTEAM", ts="7.1")
    [rewrite] = await claim(store)
    assert (rewrite.verb, rewrite.kind, rewrite.channel, rewrite.ts) == ("rewrite", "y", "CTEAM", "7.1")


async def test_where_nothing_came_to_stand_nothing_is_rewritten(store: Store) -> None:
    [first] = await put(store, "CTEAM")
    [letter] = await claim(store)
    async with store.begin() as db:
        db.outbox.replace("rewrite", "CTEAM", "y", {}, said_at=NOW, channel="CTEAM", after=first)
    await settle(store, letter, "dead", reason="for a test")
    assert await claim(store) == []
    async with store.read() as db:
        assert await db.outbox.tally() == {"dead": 1, "skipped": 1}
