"""The one place that reads the time, and program time, which the sandbox may move forward."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """Wire time: the machine's, as signatures, leases and pacing need it."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds that never go back, for measuring how long something took."""
    return time.monotonic()


class ProgramClock:
    """Program time, by which check-ins fall due: wire time, plus an offset that only grows."""

    def __init__(self, wire: Callable[[], datetime] = utc_now) -> None:
        self._wire = wire
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """The program's time, aware, in UTC."""
        return self._wire() + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Move forward to `moment`; a moment already past leaves the clock as it is."""
        self._ahead = max(self._ahead, moment - self._wire())
