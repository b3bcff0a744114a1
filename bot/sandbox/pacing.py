"""Slack's rate limits, in wire time: buckets that fill at a steady rate."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

TIERS = {  # calls a minute, per method
    "users.list": 20, "conversations.open": 50, "conversations.info": 50, "conversations.list": 20,
    "conversations.history": 50, "users.conversations": 50, "chat.update": 50, "chat.delete": 50,
    "users.info": 100, "users.profile.get": 100, "conversations.members": 100, "chat.postEphemeral": 100,
    "files.getUploadURLExternal": 100, "files.completeUploadExternal": 100, "files.delete": 50,
    "views.open": 100, "views.push": 100, "views.update": 100, "views.publish": 100,
}  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """None means no limit. `like_slack()` gives what Slack documents."""

    channel_burst: int = 0
    channel_rate: float | None = None  # posts a second in one channel
    workspace_burst: int = 0
    workspace_rate: float | None = None  # posts a second in all
    per_minute: dict[str, int] = field(default_factory=dict)


def like_slack() -> Limits:
    return Limits(
        channel_burst=5, channel_rate=1.0, workspace_burst=40, workspace_rate=5.0, per_minute=dict(TIERS)
    )


@dataclass
class Bucket:
    size: float
    rate: float
    level: float
    filled_at: float

    def wait(self, now: float) -> float:
        """Seconds until one more fits; 0 when it fits now."""
        self.level = min(self.size, self.level + (now - self.filled_at) * self.rate)
        self.filled_at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate


class Pacing:
    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._monotonic = monotonic
        self._buckets: dict[str, Bucket] = {}

    def wait(self, method: str, channel: str = "") -> float:
        """Seconds the caller must wait (Retry-After), or 0 and the call is counted."""
        now, buckets = self._monotonic(), []
        if method == "chat.postMessage":
            if self.limits.channel_rate:
                key = f"channel {channel}"
                buckets.append(self._bucket(key, self.limits.channel_burst, self.limits.channel_rate, now))
            if self.limits.workspace_rate:
                buckets.append(
                    self._bucket("team", self.limits.workspace_burst, self.limits.workspace_rate, now)
                )
        elif method in self.limits.per_minute:
            most = self.limits.per_minute[method]
            buckets.append(self._bucket(f"method {method}", most, most / 60, now))
        if longest := max((bucket.wait(now) for bucket in buckets), default=0.0):
            return longest
        for bucket in buckets:
            bucket.level -= 1
        return 0.0

    def _bucket(self, key: str, burst: int, rate: float, now: float) -> Bucket:
        return self._buckets.setdefault(key, Bucket(max(1, burst), rate, max(1, burst), now))
