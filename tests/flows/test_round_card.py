"""The card of a round in the admin channel, while it is on its way."""

from datetime import timedelta

from bot.handlers.routes import routes
from bot.turns import Act
from bot.worker import Solver
from tests.flows.pairs import ADMINS, Here, company


async def test_worked_out_while_its_card_is_being_sent_the_card_becomes_the_preview_all_the_same(desk):
    await company(desk)
    flow, given = routes().command("/mentor-admin", "match")
    await desk.turns.run(flow, Act("HANA", channel=ADMINS), given)
    wire = desk.turns.store.wire()
    async with desk.turns.store.begin() as db:
        [letter] = await db.outbox.claim(wire, wire + timedelta(seconds=60), 9)
    await Solver(desk.turns, Here()).solve_asked()
    async with desk.turns.store.begin() as db:
        await db.outbox.settle(letter, "sent", channel=ADMINS, ts="5.1")
    await desk._lay_out()
    assert desk.said == []
    assert [preview.total for preview in desk.rewritten] == [2]
