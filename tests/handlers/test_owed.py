"""What could not be written down is written down as soon as it can be, and once."""

import asyncio

from bot.handlers.owed import Owed
from bot.store.engine import Unsaved
from tests.slack.at_work import eventually


class Database:
    """Refuses so many times."""

    def __init__(self, refusals: int) -> None:
        self.refusals, self.written = refusals, 0

    async def write(self) -> bool:
        if self.refusals:
            self.refusals -= 1
            raise Unsaved("full")
        self.written += 1
        return True


async def test_what_can_be_done_is_done_at_once() -> None:
    assert await Owed().pay(Database(0).write) is True


async def test_what_cannot_be_done_now_is_done_later_and_once() -> None:
    owed, database = Owed(pause=0.01), Database(4)
    assert await owed.pay(database.write) is None
    assert await owed.pay(database.write) is None
    await eventually(lambda: database.written == 2)
    await owed.end()
    assert database.written == 2


async def test_a_bug_in_one_holds_back_no_other() -> None:
    owed, first, second = Owed(pause=0.01), Database(2), Database(2)
    later = iter([Unsaved("full"), ZeroDivisionError()])

    async def turns_bad() -> None:
        raise next(later)

    await owed.pay(first.write)
    await owed.pay(turns_bad)
    await owed.pay(second.write)
    await eventually(lambda: second.written == 1)
    await owed.end()
    assert (first.written, second.written, list(later)) == (1, 1, [])


async def test_at_the_end_it_is_tried_once_more_and_then_given_up() -> None:
    owed, soon, never = Owed(pause=60), Database(2), Database(1000)
    await owed.pay(soon.write)
    await eventually(lambda: soon.refusals == 0)
    await owed.pay(never.write)
    async with asyncio.timeout(60):
        await owed.end()
    assert (soon.written, never.written) == (1, 0)
