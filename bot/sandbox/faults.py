"""Faults on demand: at the nth call of a method, at the nth delivery of a kind, or by seed.

Web API methods:  429, 500, fatal_error (stored, then an error), timeout (no answer), drop_before (cut before
                  storing), store_then_drop (stored, then cut), late (cut, and stored `seconds` later),
                  hold_before, hold_after (`seconds` pass before or after storing, then all is well),
                  file_uploads_disabled (a workspace that takes no files).
Deliveries (slash_commands, interactive, events_api):  lost_ack, duplicate, reorder, disconnect.
socket.upgrade:  refuse.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

CALL_FAULTS = frozenset(
    {
        *("429", "500", "fatal_error", "internal_error", "timeout", "drop_before", "store_then_drop", "late"),
        *("hold_before", "hold_after", "file_uploads_disabled"),
    }
)
DELIVERY_FAULTS = frozenset({"lost_ack", "duplicate", "reorder", "disconnect", "refuse"})

Hook = Callable[[dict[str, Any]], Awaitable[None] | None]


@dataclass
class Plan:
    """One fault waiting for its call: `nth` counts from the moment it was planned."""

    name: str
    do: str
    nth: int = 1
    times: int = 1
    seconds: float = 1.0
    met: int = 0

    def strikes(self) -> bool:
        self.met += 1
        return self.nth <= self.met < self.nth + self.times

    @property
    def over(self) -> bool:
        return self.met >= self.nth + self.times - 1


@dataclass(frozen=True)
class Fault:
    do: str
    seconds: float = 1.0


class Faults:
    """The plans, and the two moments at which a test may step in (and kill the app)."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self.struck: list[tuple[str, str]] = []
        self.before_store: list[Hook] = []
        self.after_store: list[Hook] = []
        self._rng = random.Random(0)  # noqa: S311 - chance for tests, no secret
        self._rates: dict[str, dict[str, float]] = {}

    def plan(self, name: str, *, do: str, nth: int = 1, times: int = 1, seconds: float = 1.0) -> Plan:
        if do not in CALL_FAULTS | DELIVERY_FAULTS:
            raise ValueError(f"unknown fault {do!r}; there are {sorted(CALL_FAULTS | DELIVERY_FAULTS)}")
        plan = Plan(name, do, nth, times, seconds)
        self.plans.append(plan)
        return plan

    def seeded(self, seed: int, rates: dict[str, dict[str, float]]) -> None:
        """`rates` maps a method or delivery to the chance of each fault: {"chat.postMessage": {"429": 0.05}}."""
        self._rng = random.Random(seed)  # noqa: S311
        self._rates = rates

    def clear(self) -> None:
        self.plans.clear()
        self._rates = {}

    def take(self, name: str) -> Fault | None:
        """What happens at this call. Every plan for it counts the call; the first that strikes wins."""
        striking = [plan for plan in self.plans if plan.name == name and plan.strikes()]
        self.plans = [plan for plan in self.plans if not plan.over]
        fault = Fault(striking[0].do, striking[0].seconds) if striking else self._by_chance(name)
        if fault:
            self.struck.append((name, fault.do))
        return fault

    def _by_chance(self, name: str) -> Fault | None:
        drawn = self._rng.random() if name in self._rates else 1.0
        for do, chance in self._rates.get(name, {}).items():
            if drawn < chance:
                return Fault(do)
            drawn -= chance
        return None


async def run_hooks(hooks: list[Hook], call: dict[str, Any]) -> None:
    for hook in list(hooks):
        answer = hook(call)
        if answer is not None and asyncio.iscoroutine(answer):
            await answer
