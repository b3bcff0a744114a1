"""Program time: at or after wire time's start, moved forward only, and followed by the app.

A follower does everything that is due at the new time and then says when its next thing is due; the clock
walks from one such moment to the next, so that nothing happens late or in the wrong order.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

Follower = Callable[[datetime], Awaitable[datetime | None]]
Act = Callable[[datetime], Awaitable[None]]

PATIENCE = 60.0  # seconds that a follower may take for one step before the clock stops there
MOST_ASKED_AGAIN = 100  # in a row, of a follower whose next thing came due while it answered
MOST_STEPS = 20_000  # a follower whose next thing is always a moment away must not hold the page for ever


def wire_now() -> datetime:
    return datetime.now(UTC)


def _full_minute(moment: datetime) -> datetime:
    """What is due within one minute is one step."""
    return moment if not moment.second else moment + timedelta(seconds=60 - moment.second)


class Clock:
    """`now()` runs as wire time does, ahead of it by all that it was moved."""

    def __init__(
        self,
        start: datetime | None = None,
        *,
        wire: Callable[[], datetime] = wire_now,
        patience: float = PATIENCE,
    ) -> None:
        self._wire = wire
        self._ahead = max(start - wire(), timedelta()) if start else timedelta()
        self._patience = patience
        self.followers: list[Follower] = []
        self.people_next: Callable[[], datetime | None] = lambda: None  # when somebody acts by themselves
        self.people_next_of: Callable[[set[str]], datetime | None] = lambda _people: None
        self.people_act: Act | None = None
        self.on_move: list[Callable[[], None]] = []
        self.late_followers = 0
        self.due_for: dict[str, datetime] | None = (
            None  # by user's or channel's id, "" for anybody: if a follower tells
        )
        self.agreed: dict[str, datetime] = {}  # by user id: when they have agreed to meet
        self.target: datetime | None = None  # where it is on its way to
        self._stopped = False
        self._moving = asyncio.Lock()

    def now(self) -> datetime:
        return self._wire() + self._ahead

    @property
    def moving(self) -> bool:
        return self._moving.locked()

    async def move_to(self, target: datetime, until: Callable[[], bool] | None = None) -> None:
        """Walk to `target`, or stop early, after the step at which `until()` holds."""
        async with self._moving:
            self.target, self._stopped = target, False
            try:
                await self._walk(target, until)
            finally:
                self.target = None
        for told in self.on_move:
            told()

    async def _walk(self, target: datetime, until: Callable[[], bool] | None) -> None:
        late, again = self.late_followers, 0
        due = await self._ask()
        for _ in range(MOST_STEPS):
            if self.late_followers > late:
                return  # whoever is late may have something due on the way
            now = self.now()
            # What a follower planned for this very moment hides what it would tell of later: it is asked again, here.
            overdue = again < MOST_ASKED_AGAIN and any(moment <= now for moment in due)
            again = again + 1 if overdue else 0
            step = now if overdue else self._next_step(now, target, due)
            self._jump(step)
            if self.people_act and not overdue:
                await self.people_act(self.now())
            late = self.late_followers
            due = await self._ask()
            stopped = (
                self._stopped or self.late_followers > late
            )  # who is late may have something due on the way
            if step >= target or stopped or (until is not None and until()):
                return

    def _next_step(self, now: datetime, target: datetime, due: list[datetime]) -> datetime:
        upcoming = [moment for moment in (*due, self.people_next()) if moment and now < moment <= target]
        return min(_full_minute(min(upcoming)), target) if upcoming else target

    def stop(self) -> None:
        """Go no further than the step under way."""
        self._stopped = True

    async def move(self, **by: float) -> None:
        await self.move_to(self.now() + timedelta(**by))

    async def settle(self) -> None:
        """Let everyone do what is due now, without moving."""
        await self.move_to(self.now())

    def _jump(self, moment: datetime) -> None:
        self._ahead += max(moment - self.now(), timedelta())

    async def _ask(self) -> list[datetime]:
        now = self.now()
        answers = await asyncio.gather(*(self._ask_one(follower, now) for follower in list(self.followers)))
        return [answer for answer in answers if answer is not None]

    async def _ask_one(self, follower: Follower, now: datetime) -> datetime | None:
        try:
            async with asyncio.timeout(self._patience):
                return await follower(now)
        except TimeoutError:
            self.late_followers += 1
            return None
