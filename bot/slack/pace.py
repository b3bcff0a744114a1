"""How fast the bot may post: a bucket for each channel, one for the workspace, and Slack's own word for each method."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second and how many may go at once. Slack: about one a second and channel, several hundred a minute."""

    channel_rate: float = 1.0
    channel_burst: float = 5.0
    workspace_rate: float = 4.0
    workspace_burst: float = 8.0


@dataclass(slots=True)
class Bucket:
    rate: float
    burst: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more may go."""
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.left >= 1 else (1 - self.left) / self.rate


@dataclass(slots=True)
class Pace:
    """`clock` is monotonic seconds."""

    rates: Rates
    clock: Callable[[], float]
    _channels: dict[str, Bucket] = field(default_factory=dict)
    _workspace: Bucket | None = None
    _blocked: dict[str, float] = field(default_factory=dict)

    def wait(self, method: str, channel: str) -> float:
        """Seconds to wait before this call; 0 takes its place in the buckets."""
        now = self.clock()
        if (blocked := self._blocked.get(method, now) - now) > 0:
            return blocked
        if method != "chat.postMessage":
            return 0.0
        rates = self.rates
        if self._workspace is None:
            self._workspace = Bucket(rates.workspace_rate, rates.workspace_burst, rates.workspace_burst, now)
        if len(self._channels) > 5000:
            self._channels.clear()
        own = self._channels.setdefault(
            channel, Bucket(rates.channel_rate, rates.channel_burst, rates.channel_burst, now)
        )
        wait = max(self._workspace.wait(now), own.wait(now))
        if wait == 0.0:
            self._workspace.left -= 1
            own.left -= 1
        return wait

    def block(self, method: str, seconds: float) -> None:
        """Slack asked us to leave this method alone for so long."""
        self._blocked[method] = max(self._blocked.get(method, 0.0), self.clock() + seconds)
