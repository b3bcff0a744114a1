"""The parts of the sandbox, put together: one workspace with one app in it."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Literal

from bot.sandbox.clock import PATIENCE, Clock
from bot.sandbox.delivery import Courier
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import Faults
from bot.sandbox.http_delivery import HttpDelivery
from bot.sandbox.manifest import Manifest
from bot.sandbox.pacing import Limits, Pacing
from bot.sandbox.payloads import event_callback
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.workspace import Post, Workspace

Json = dict[str, Any]
RESPONSE_USES, RESPONSE_SECONDS = 5, 30 * 60


@dataclass(frozen=True)
class Options:
    """What a sandbox is started with. Times are wire seconds; tests make them short."""

    manifest: Manifest
    team_id: str = "T0SANDBOX"
    team_name: str = "Sandbox"
    bot_token: str = "xoxb-sandbox"  # noqa: S105 - opens nothing but this sandbox
    app_token: str = "xapp-sandbox"  # noqa: S105
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105
    mode: Literal["socket", "http"] = "socket"
    app_url: str = ""
    ack_within: float = 3.0
    trigger_seconds: float = 3.0
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    limits: Limits = field(default_factory=Limits)
    start: datetime | None = None
    patience: float = PATIENCE
    file_seconds: float = 0.3  # until a shared file stands in its conversation


@dataclass
class Trigger:
    user: str
    expires: float
    view_id: str = ""  # the modal or Home it came from
    used: bool = False


@dataclass
class ResponseUrl:
    """Where the app may answer one interaction, five times within thirty minutes."""

    user: str
    channel: str
    expires: float
    post: Post | None = None
    uses: int = 0


class Platform:
    """Slack, as far as one app can see it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.manifest = options.manifest
        self.clock = Clock(options.start, patience=options.patience)
        self.workspace = Workspace(
            options.team_id, options.team_name, bot_name=options.manifest.name, now=self.clock.now
        )
        self.faults = Faults()
        self.pacing = Pacing(options.limits)
        self.courier = Courier(
            self.workspace, self.faults, ack_within=options.ack_within, event_retries=options.event_retries
        )
        self.socket_mode = SocketMode(self.faults, self.workspace.app_id)
        self.http = HttpDelivery(options.app_url, options.signing_secret)
        self.courier.transport = self.socket_mode if options.mode == "socket" else self.http
        self.base_url = "http://127.0.0.1"
        self.called: Counter[str] = Counter()
        self.used_scopes: set[str] = set()
        self.unknown_methods: set[str] = set()
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self._numbers = count(1)

    # What only the platform hands out

    def new_trigger(self, user_id: str, view_id: str = "") -> str:
        trigger_id = f"{next(self._numbers)}.{time.time_ns()}.sandbox"
        expires = time.monotonic() + self.options.trigger_seconds
        self.triggers[trigger_id] = Trigger(user_id, expires, view_id)
        return trigger_id

    def use_trigger(self, trigger_id: str) -> Trigger:
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if trigger.expires < time.monotonic():
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, user_id: str, channel_id: str, post: Post | None = None) -> str:
        key = f"{next(self._numbers)}"
        expires = time.monotonic() + RESPONSE_SECONDS
        self.response_urls[key] = ResponseUrl(user_id, channel_id, expires, post)
        return f"{self.base_url}/response/{key}"

    def event(self, name: str, event: Json) -> None:
        """Send an event, if the app has subscribed to it and may see it."""
        scopes = self.manifest.scopes_for(name)
        if scopes is not None:
            self.used_scopes |= scopes
            stamped = {**event, "event_ts": self.workspace.new_ts()}
            self.courier.event(event_callback(self.workspace, stamped))

    def new_element_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers)}"

    def new_hash(self) -> str:
        return f"{self.workspace.new_ts()}.{next(self._numbers)}"

    async def close(self) -> None:
        await self.courier.close()
        await self.socket_mode.disconnect()
        await self.http.close()
