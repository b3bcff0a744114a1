"""The bot as it is started: both ways in, its health, its claim code, its clock, and its end."""

import asyncio
import socket
from hashlib import sha256
from pathlib import Path
from typing import Literal

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot import app
from bot.clock import utc_now
from bot.handlers.server import PortTaken
from bot.slack.following import ClockFollower
from bot.store.columns import Seal
from bot.store.store import Store
from tests.ports import free_port
from tests.slack.at_work import at_work, conditions, eventually, sandbox, settings

Mode = Literal["socket", "http"]


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_command_is_answered_in_both_modes(tmp_path: Path, mode: Mode) -> None:
    async with at_work(tmp_path, mode) as work:
        await work.company.ana.types("/mentor help", channel="general")
        await work.company.ana.sees("/mentor")
        assert await work.health() == (
            200,
            {"ok": True, "mode": mode, "connected": True, "inbox": True, "sending": True, "ticking": True},
        )
        await work.stops()


async def test_health_turns_red_while_the_connection_is_lost_and_green_again(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        faults = work.company.faults
        faults.plan("socket.upgrade", do="refuse", times=3)
        await work.company.platform.socket_mode.disconnect()
        await eventually(work.is_ill)
        await eventually(work.is_well)
        assert [name for name, _ in faults.struck] == ["socket.upgrade"] * 3
        await work.company.ana.types("/mentor help")
        await work.company.ana.sees("/mentor")


async def test_without_configured_admins_a_code_is_printed_and_only_its_hash_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with at_work(tmp_path, admins=(), admin_channel=None) as work:
        printed = capsys.readouterr().out
        code = printed.split("/mentor-admin claim ")[1].split()[0]
        store = Store(work.config.async_database_url, Seal(work.config.key()), lambda: utc_now())
        async with store.read() as db:
            kept, until = (await db.settings.get("claim")).split()
            team = await db.settings.get("team_id")
        await store.close()
    assert kept == sha256(code.encode()).hexdigest()
    assert code not in kept
    assert "T" in until
    assert team == "T0SANDBOX"


async def test_configured_admins_need_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with at_work(tmp_path):
        assert "claim" not in capsys.readouterr().out


async def test_a_refused_token_ends_the_start_with_slacks_word(tmp_path: Path) -> None:
    async with sandbox() as company:
        wrong = settings(company, tmp_path, app_token="xapp-another")
        with pytest.raises(SlackApiError, match="invalid_auth"):
            await asyncio.wait_for(app.run(wrong, stop=asyncio.Event(), given=conditions()), 60)


async def test_a_slack_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    async with sandbox() as company:
        config = settings(company, tmp_path, slack_api_url="http://127.0.0.1:9/api/")
        running = asyncio.create_task(app.run(config, stop=asyncio.Event(), given=conditions()))
        done, _ = await asyncio.wait({running}, timeout=0.5)
        running.cancel()
        assert not done


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("fault", ["500", "429", "drop_before"])
async def test_a_slack_that_is_ill_at_the_start_is_asked_again(
    tmp_path: Path, method: str, fault: str
) -> None:
    async with sandbox() as company:
        company.faults.plan(method, do=fault)
        stop = asyncio.Event()
        running = asyncio.create_task(app.run(settings(company, tmp_path), stop=stop, given=conditions()))
        async with asyncio.timeout(60):
            await company.app_is_there()
        assert company.faults.struck == [(method, fault)]
        stop.set()
        await running


async def test_the_sandboxes_clock_is_followed_step_by_step(tmp_path: Path) -> None:
    async with sandbox() as company:
        config = settings(company, tmp_path)
        stop = asyncio.Event()
        running = asyncio.create_task(app.run(config, clock_from=company.platform.base_url, stop=stop))
        await company.app_is_there()
        await eventually(lambda: company.clock.followers)
        async with asyncio.timeout(60):
            await company.after(days=3)
        stop.set()
        await running
        assert company.clock.late_followers == 0


async def test_the_clock_is_found_again_when_the_sandbox_comes_back() -> None:
    moved: list[object] = []

    async def nothing_due() -> None:
        return None

    async with aiohttp.ClientSession() as session:
        follower = ClockFollower("", session, moved.append, nothing_due, pause=0.02)
        stop = asyncio.Event()
        running = None
        for _ in range(2):
            async with sandbox() as company:
                follower.address = company.platform.base_url
                running = running or asyncio.create_task(follower.run(stop))
                await eventually(lambda: follower.following)
                await company.after(hours=1)
            await eventually(lambda: not follower.following)
        stop.set()
        assert running
        await running
    assert len(moved) >= 4


async def test_in_socket_mode_a_taken_port_means_the_next_free_one(tmp_path: Path) -> None:
    """Nothing comes in there but the question of whether the bot is well: no reason not to start."""
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        async with at_work(tmp_path, port=port) as work:
            await work.company.ana.types("/mentor help", channel="general")
            await work.company.ana.sees("/mentor")
            async with aiohttp.ClientSession() as session:
                found = [await _is_well(session, port + more) for more in range(1, 20)]
    assert any(found)


async def _is_well(session: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            return (await answer.json()).get("mode") == "socket"
    except (aiohttp.ClientError, ValueError):
        return False


async def test_in_http_mode_a_taken_port_is_told_by_the_name_of_its_setting(tmp_path: Path) -> None:
    async with sandbox("http") as company:
        config = settings(company, tmp_path)
        with (
            socket.create_server(("127.0.0.1", config.port)),
            pytest.raises(PortTaken, match="MENTORBOT_PORT"),
        ):
            await asyncio.wait_for(app.run(config, stop=asyncio.Event(), given=conditions()), 60)
