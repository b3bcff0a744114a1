"""Faults on demand at chosen calls, by seed, and the two moments around storing."""

from typing import Any

import aiohttp
import pytest

from bot.sandbox.faults import Faults
from tests.sandbox.small_app import Caller, calling


async def outcome(call: Caller) -> str:
    try:
        answer = await call("chat.postMessage", channel="UANA", text="x")
    except aiohttp.ContentTypeError:
        return "not json"
    except (aiohttp.ClientError, ConnectionError):
        return "no answer"
    return "ok" if answer["ok"] else str(answer["error"])


@pytest.mark.parametrize(
    ("do", "expected", "stored"),
    [
        ("429", "ratelimited", 0),
        ("500", "not json", 0),
        ("internal_error", "internal_error", 0),
        ("fatal_error", "fatal_error", 1),
        ("drop_before", "no answer", 0),
        ("store_then_drop", "no answer", 1),
        ("timeout", "no answer", 0),
        ("hold_before", "ok", 1),
        ("hold_after", "ok", 1),
    ],
)
async def test_the_second_call_fails_as_planned_and_the_third_works(
    do: str, expected: str, stored: int
) -> None:
    async with calling() as call:
        call.company.faults.plan("chat.postMessage", nth=2, do=do, seconds=0.01)
        assert [await outcome(call) for _ in range(3)] == ["ok", expected, "ok"]
        assert len(call.company.ana.posts()) == 2 + stored
        assert call.company.faults.struck == [("chat.postMessage", do)]


async def test_a_late_post_is_stored_after_the_answer_was_lost() -> None:
    async with calling() as call:
        call.company.faults.plan("chat.postMessage", do="late", seconds=0.05)
        assert await outcome(call) == "no answer"
        assert call.company.ana.posts() == []
        await call.company.ana.sees("small-app: x")


async def test_a_test_may_step_in_before_and_after_storing() -> None:
    async with calling() as call:
        seen: list[tuple[str, int]] = []
        faults = call.company.faults

        async def after(about: dict[str, Any]) -> None:
            seen.append((about["ts"][:1], len(call.company.ana.posts())))

        faults.before_store.append(lambda about: seen.append(("before", len(call.company.ana.posts()))))
        faults.after_store.append(after)
        assert await outcome(call) == "ok"
        assert seen == [("before", 0), ("1", 1)]


def test_chance_is_the_same_for_the_same_seed() -> None:
    def drawn(seed: int) -> list[str]:
        faults = Faults()
        faults.seeded(seed, {"m": {"429": 0.3, "500": 0.3}})
        return [fault.do if (fault := faults.take("m")) else "" for _ in range(60)]

    assert drawn(1) == drawn(1) != drawn(2)
    assert {"429", "500", ""} == set(drawn(1))


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        Faults().plan("chat.postMessage", do="explode")


async def test_faults_are_planned_over_http_too() -> None:
    async with calling() as call:
        url = f"{call.company.platform.base_url}/sandbox/faults"
        async with call.session.post(url, json={"name": "chat.postMessage", "do": "429"}) as response:
            assert await response.json() == {"planned": 1}
        assert await outcome(call) == "ratelimited"
        for body in ({"name": "x", "do": "explode"}, {"do": "429"}):
            async with call.session.post(url, json=body) as response:
                assert response.status == 400
        async with call.session.post(url, json={"seed": 1, "rates": {"chat.postMessage": {"429": 1.0}}}):
            assert await outcome(call) == "ratelimited"
        async with call.session.post(url, json={"clear": True}):
            assert await outcome(call) == "ok"
