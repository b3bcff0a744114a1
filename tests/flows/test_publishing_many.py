"""A large round is published in few statements: while its turn has the write lock, nobody's command is written down."""

from sqlalchemy import event

from bot.domain.people import Role
from bot.handlers.routes import DUE
from bot.messages.matching import Publish
from tests.conftest import Desk
from tests.flows.pairs import joined, opened_for_admins, presses, previewed

PAIRS, WITHOUT = 30, 10
FEW = 40


async def test_thirty_pairs_cost_no_more_statements_than_three(desk: Desk) -> None:
    await opened_for_admins(desk)
    for number in range(PAIRS):
        await joined(desk, f"E{number}", Role.MENTEE, "SQL")
        await joined(desk, f"R{number}", Role.MENTOR, "SQL")
    for number in range(WITHOUT):
        await joined(desk, f"L{number}", Role.MENTEE, "Beekeeping")
    await previewed(desk)
    await presses(desk, Publish(1, PAIRS))
    desk.clock.forward(minutes=10)
    [due] = [one for one in await desk.due("") if one.kind == "match.publish"]
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    engine = desk.turns.store.engine.sql.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await desk.turns.run_due(due.id, DUE["match.publish"])
    event.remove(engine, "before_cursor_execute", note)
    assert 0 < len(said) <= FEW, "\n".join(one.split("(")[0].replace("\n", " ") for one in said)
    async with desk.turns.store.read() as db:
        assert len(await db.matches.live()) == PAIRS
        waiting = await db.due.ids(desk.clock.now)
        assert len(waiting) == PAIRS + WITHOUT
        assert len({(await db.due.who(one)) for one in waiting}) == PAIRS + WITHOUT
