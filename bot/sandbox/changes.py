"""How a page, a test or a waiting person learns that something visible has changed."""

import asyncio
from collections.abc import Callable


class Changes:
    """Tells everyone who waits that something visible has changed."""

    def __init__(self) -> None:
        self.version = 0
        self.watchers: list[Callable[[], None]] = []
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        self.version += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        for watcher in list(self.watchers):
            watcher()

    async def after(self, version: int) -> int:
        """Return the newest version as soon as it is greater than `version`."""
        while self.version <= version:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            try:
                await waiter
            finally:
                self._waiting.discard(waiter)
        return self.version

    async def until(self, condition: Callable[[], bool], within: float) -> bool:
        """Wait until `condition()` holds; False when `within` seconds pass first."""
        try:
            async with asyncio.timeout(within):
                while True:
                    version = self.version
                    if condition():
                        return True
                    await self.after(version)
        except TimeoutError:
            return condition()
