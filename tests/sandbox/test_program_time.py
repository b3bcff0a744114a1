"""Program time: forward only, from one due moment to the next, followed in process and over a WebSocket."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp

from bot.sandbox.clock import Clock
from bot.sandbox.company import Company
from bot.sandbox.posting import new_post
from tests.sandbox.small_app import a_company

START = datetime(2040, 1, 2, 9, 0, tzinfo=UTC)


class Diary:
    """A follower with things to do at set moments; `then` may add more of them."""

    def __init__(self, *due: datetime) -> None:
        self.due = sorted(due)
        self.done: list[datetime] = []

    async def __call__(self, now: datetime) -> datetime | None:
        while self.due and self.due[0] <= now:
            self.done.append(self.due.pop(0))
        return self.due[0] if self.due else None


def near(moment: datetime, expected: datetime) -> bool:
    return abs(moment - expected) < timedelta(seconds=5)


async def test_it_starts_where_it_is_told_and_never_goes_back() -> None:
    clock = Clock(START)
    assert near(clock.now(), START)
    await clock.move_to(START - timedelta(days=9))
    assert near(clock.now(), START)
    await clock.move(days=1)
    assert near(clock.now(), START + timedelta(days=1))
    assert near(Clock(datetime(2020, 1, 1, tzinfo=UTC)).now(), datetime.now(UTC))


async def test_it_stops_at_everything_due_on_the_way() -> None:
    clock = Clock(START)
    first, second = (
        Diary(START + timedelta(days=1), START + timedelta(days=3)),
        Diary(START + timedelta(days=2)),
    )
    seen: list[datetime] = []

    async def watching(now: datetime) -> None:
        seen.append(now)
        return None

    clock.followers += [first, second, watching]
    await clock.move(days=10)
    days = [round((moment - START).total_seconds() / 86400) for moment in seen]
    assert days == [0, 1, 2, 3, 10]
    assert (len(first.done), len(second.done)) == (2, 1)


async def test_it_stops_early_when_something_happened() -> None:
    clock = Clock(START)
    diary = Diary(START + timedelta(days=1), START + timedelta(days=2))
    clock.followers.append(diary)
    await clock.move_to(START + timedelta(days=9), until=lambda: len(diary.done) == 1)
    assert near(clock.now(), START + timedelta(days=1))


async def test_a_follower_that_does_not_answer_in_time_stops_the_clock_and_nothing_due_is_run_past() -> None:
    clock = Clock(START, patience=0.01)

    async def stuck(now: datetime) -> None:
        await asyncio.Event().wait()

    clock.followers.append(stuck)
    await clock.move(days=1)
    assert clock.late_followers == 1
    assert near(clock.now(), START)


async def test_a_follower_whose_next_thing_is_already_due_does_not_hold_it_either() -> None:
    clock = Clock(START)

    async def behind(now: datetime) -> datetime:
        return now - timedelta(hours=1)

    clock.followers.append(behind)
    await clock.move(days=1)
    assert near(clock.now(), START + timedelta(days=1))


async def test_what_a_follower_plans_while_it_answers_hides_nothing_of_later() -> None:
    clock = Clock(START)
    diary = Diary(START + timedelta(hours=1), START + timedelta(days=1), START + timedelta(days=2))
    told: list[datetime] = []

    async def planning(now: datetime) -> datetime | None:
        """At each thing it does, something new is planned for that very moment, and told of as its next."""
        done = len(diary.done)
        next_due = await diary(now)
        if len(diary.done) > done:
            told.append(now)
            return now
        return next_due

    clock.followers.append(planning)
    await clock.move(days=60)
    assert near(told[1], START + timedelta(days=1))
    assert near(told[2], START + timedelta(days=2))


async def test_until_something_happens_ends_at_the_next_message() -> None:
    async with a_company(start=START) as company:

        def says(company: Company) -> None:
            new_post(company.platform, company.ana.dm, "How was it?", [])

        async def app(now: datetime) -> datetime | None:
            due = START + timedelta(days=3)
            if now >= due and not company.ana.posts():
                says(company)
            return due if now < due else None

        company.clock.followers.append(app)
        post = await company.until_something_happens(to={"UANA"})
        assert post is not None
        assert near(post.at, START + timedelta(days=3))
        assert await company.until_something_happens(timedelta(days=1)) is None
        assert near(company.clock.now(), START + timedelta(days=4))


async def test_a_follower_over_a_websocket_says_what_is_due_next() -> None:
    async with a_company(start=START) as company, aiohttp.ClientSession() as session:
        base = company.platform.base_url
        diary = Diary(START + timedelta(hours=1))
        moves: list[int] = []

        async def follow(socket: aiohttp.ClientWebSocketResponse) -> None:
            async for message in socket:
                frame = message.json()
                moves.append(frame["move"])
                due = await diary(datetime.fromisoformat(frame["now"]))
                await socket.send_json({"move": frame["move"], "next_due": due.isoformat() if due else None})

        socket = await session.ws_connect(f"{base}/sandbox/clock")
        following = asyncio.create_task(follow(socket))
        async with session.post(f"{base}/sandbox/clock/move", json={"days": 1}) as response:
            state = await response.json()
        assert state["followers"] == 1
        assert near(datetime.fromisoformat(state["now"]), START + timedelta(days=1))
        assert (len(diary.done), moves) == (1, [0, 1, 2, 3])
        await socket.close()
        await following
        for body in ({"to": "tomorrow"}, {"to": "2040-01-05T00:00:00"}, {"parsecs": 3}):
            async with session.post(f"{base}/sandbox/clock/move", json=body) as response:
                assert response.status == 400
        async with session.post(f"{base}/sandbox/clock/next", json={"days": 2}) as response:
            assert (await response.json())["happened"] is None
        async with session.get(f"{base}/sandbox/state") as response:
            assert (await response.json())["moving"] is False
        async with session.post(f"{base}/sandbox/play", json={"user": "UANA"}) as response:
            assert await response.json() == {"played": ["UANA"]}


async def test_a_follower_that_leaves_while_asked_is_let_go() -> None:
    async with a_company(start=START) as company, aiohttp.ClientSession() as session:
        socket = await session.ws_connect(f"{company.platform.base_url}/sandbox/clock")
        assert (await socket.receive_json())["move"] == 0
        moving = asyncio.create_task(company.after(days=1))
        assert (await socket.receive_json())["move"] == 1
        await socket.close()
        await moving
        assert company.clock.followers == []
