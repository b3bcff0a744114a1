"""How soon what is said goes out: answers first, nudges last, and nothing that makes no sense any more."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.due import Due
from bot.domain.letters import ANSWER, NEWS, NUDGE, PROMISED
from bot.domain.people import Status
from bot.messages.words import Busy
from bot.store.outbox import Letter
from bot.turn import Turn
from bot.turns import Act
from tests.conftest import Desk


async def letters(desk: Desk) -> list[Letter]:
    later = datetime.now(UTC) + timedelta(hours=1)
    async with desk.turns.store.begin() as db:
        return await db.outbox.claim(later, later, 10)


async def test_an_answer_goes_before_the_news_of_it(desk: Desk) -> None:
    async def acts(turn: Turn, _: None) -> None:
        turn.say("UBO", Busy())
        turn.reply(Busy())

    await desk.turns.run(acts, Act("UANA"), None)
    assert [(one.recipient, one.rank) for one in await letters(desk)] == [("UANA", ANSWER), ("UBO", NEWS)]


@pytest.mark.parametrize(("kind", "rank"), [("checkin.mentee", NUDGE), ("joining.opened", PROMISED)])
async def test_what_nobody_asked_for_gives_way_to_all_else_and_ends_when_it_is_stale(
    desk: Desk, kind: str, rank: int
) -> None:
    await desk.knows("UANA")
    async with desk.turns.store.begin() as db:
        await db.participants.put("UANA", status=Status.ACTIVE)
        await db.due.plan(kind, "1", desk.clock.now, who="UANA")
        [due_id] = await db.due.ids(desk.clock.now)

    async def reaches(turn: Turn, due: Due) -> None:
        assert await turn.reach(due, Busy())
        turn.say("UBO", Busy())

    await desk.turns.run_due(due_id, reaches)
    fresh = desk.turns.program.nudges[kind].fresh_for
    async with desk.turns.store.begin() as db:
        await db.outbox.drop_stale(datetime.now(UTC) + fresh - timedelta(minutes=1))
        assert await db.outbox.tally() == {"pending": 2}
    assert {one.recipient: one.rank for one in await letters(desk)} == {"UANA": rank, "UBO": NUDGE}


async def test_a_nudge_is_dropped_when_it_could_not_be_sent_in_its_time(desk: Desk) -> None:
    await desk.knows("UANA")
    async with desk.turns.store.begin() as db:
        await db.participants.put("UANA", status=Status.ACTIVE)
        await db.due.plan("checkin.mentee", "1", desk.clock.now, who="UANA")
        [due_id] = await db.due.ids(desk.clock.now)

    async def reaches(turn: Turn, due: Due) -> None:
        await turn.reach(due, Busy())

    await desk.turns.run_due(due_id, reaches)
    fresh = desk.turns.program.nudges["checkin.mentee"].fresh_for
    async with desk.turns.store.begin() as db:
        await db.outbox.drop_stale(datetime.now(UTC) + fresh + timedelta(minutes=1))
        assert await db.outbox.tally() == {"skipped": 1}
