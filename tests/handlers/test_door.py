"""The door: told twice is done once, and what cannot be written down is said, not lost."""

import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.app import running
from bot.clock import utc_now
from bot.domain.people import person_of
from bot.handlers.payloads import people_in, told_by_event
from bot.messages.words import AlreadySent
from bot.sandbox.company import Company
from bot.store.columns import Seal
from bot.store.engine import Unsaved
from bot.store.inbox import Arrival
from bot.store.store import Store
from bot.turns import Act, Ended, Turns
from tests.ports import free_port
from tests.slack.at_work import AtWork, at_work, conditions, eventually, sandbox, settings


def answers(company: Company, who: str) -> int:
    bot = company.workspace.bot_user
    return len([post for post in company.member(who).posts() if post.user == bot])


async def inbox(work: AtWork) -> dict[str, int]:
    store = Store(work.config.async_database_url, Seal(work.config.key()), utc_now)
    async with store.read() as db:
        tally = await db.inbox.tally()
    await store.close()
    return tally


async def all_done(work: AtWork) -> bool:
    return set(await inbox(work)) == {"done"}


@pytest.mark.parametrize("mode", ["socket", "http"])
@pytest.mark.parametrize("fault", ["duplicate", "lost_ack"])
async def test_words_that_slack_tells_twice_are_answered_once(tmp_path: Path, mode: str, fault: str) -> None:
    async with at_work(tmp_path, "socket" if mode == "socket" else "http") as work:
        work.company.faults.plan("events_api", do=fault)
        await work.company.ana.types("help")
        await work.company.ana.sees("/mentor")
        await work.company.ben.types("help")
        await work.company.ben.sees("/mentor")
        await work.stops()
        assert answers(work.company, "ana") == 1
        assert [name for name, _ in work.company.faults.struck] == ["events_api"]
        assert await inbox(work) == {"done": 2}


async def test_what_was_answered_is_not_answered_again_after_a_restart(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        await work.company.ana.types("/mentor help")
        await work.company.ana.sees("/mentor")
        await work.stops()
        again, stop = replace(work.config, port=free_port()), asyncio.Event()
        started = asyncio.create_task(app.run(again, stop=stop, given=conditions()))
        await work.company.platform.socket_mode.connected.wait()
        await work.company.ben.types("/mentor help")
        await work.company.ben.sees("/mentor")
        stop.set()
        await started
        assert answers(work.company, "ana") == 1


async def test_two_commands_at_once_are_two(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        await asyncio.gather(*(work.company.ana.types("/mentor help") for _ in range(2)))
        await eventually(lambda: answers(work.company, "ana") == 2)
        await work.stops()
        assert answers(work.company, "ana") == 2
        assert await inbox(work) == {"done": 2}


async def test_while_another_process_holds_the_database_a_command_says_so_and_changes_nothing(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as work:
        await work.company.ben.types("/mentor help")
        await work.company.ben.sees("/mentor")
        await eventually(lambda: all_done(work))
        other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
        await eventually(lambda: _took_the_lock(other))
        await work.company.ana.types("/mentor join", channel="general")
        await work.company.ana.sees("nothing was changed")
        other.execute("ROLLBACK")
        other.close()
        assert await inbox(work) == {"done": 1}
        await work.company.ana.types("/mentor help", channel="general")
        await work.company.ana.sees("/mentor")
        await eventually(work.is_well)


async def test_what_was_told_to_try_again_is_closed_and_never_done_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path) as work:
        await work.company.ana.types("/mentor help", channel="general")
        await work.company.ana.sees("/mentor")

        async def full(*_: Any) -> None:
            raise Unsaved("the disk is full")

        with monkeypatch.context() as patched:
            patched.setattr(Turns, "_run", full)
            await work.company.ana.types("/mentor privacy", channel="general")
            await work.company.ana.sees("nothing was changed")
        assert await inbox(work) == {"done": 1, "refused": 1}
        await work.stops()
        again, stop = replace(work.config, port=free_port()), asyncio.Event()
        started = asyncio.create_task(app.run(again, stop=stop, given=conditions()))
        await work.company.platform.socket_mode.connected.wait()
        await work.company.ben.types("/mentor help")
        await work.company.ben.sees("/mentor")
        stop.set()
        await started
        assert not work.company.ana.can_read("What I keep")


async def test_what_cannot_even_be_closed_is_closed_and_said_when_the_database_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path) as work:
        await work.company.ana.types("help")
        await work.company.ana.sees("/mentor")
        begin = Store.begin

        def full(store: Store, patience: float = 10.0, *, urgent: bool = False) -> Any:
            if urgent:  # the inbox alone is still written
                return begin(store, patience, urgent=urgent)
            raise Unsaved("the disk is full")

        with monkeypatch.context() as patched:
            patched.setattr(Store, "begin", full)
            await work.company.ana.types("privacy")
            await eventually(lambda: is_waiting(work))
        await work.company.ana.sees("nothing was changed")
        assert (await inbox(work))["refused"] == 1


async def is_waiting(work: AtWork) -> bool:
    return "waiting" in await inbox(work)


async def test_a_row_that_cannot_be_read_back_does_not_stop_the_start(tmp_path: Path) -> None:
    async with at_work(tmp_path) as work:
        await work.stops()
    store = Store(work.config.async_database_url, Seal(work.config.key()), utc_now)
    async with store.begin() as db:
        for key, body in (("K1", {"of": "another release"}), ("K2", None)):
            await db.inbox.add([Arrival(key, "command", body)], utc_now())
        await db.inbox.add([Arrival("K3", "command", {})], utc_now())
        await db.inbox.showing("K3", {"who": "UANA", "message": "no.such", "facts": {}})
    other = Store(work.config.async_database_url, Seal(b"x" * 32), utc_now)
    async with other.begin() as db:
        await db.inbox.add([Arrival("K4", "command", {})], utc_now())
        await db.inbox.add([Arrival("K5", "command", {})], utc_now())
        await db.inbox.showing("K5", {"who": "UANA"})
    await other.close()
    await store.close()
    async with (
        sandbox() as company,
        running(settings(company, tmp_path), conditions()) as bot,
        bot.store.read() as db,
    ):
        assert await db.inbox.tally() == {"failed": 4, "done": 1}


async def test_a_rewriting_that_slack_does_not_take_is_said_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turn is done: whatever becomes of showing it, nobody is told that nothing was changed."""
    async with at_work(tmp_path) as work:
        await work.company.ana.types("/mentor help", channel="general")
        await work.company.ana.sees("[Talk to a person]")
        gone = work.company.platform.new_response_url
        away = "http://127.0.0.1:9/"
        monkeypatch.setattr(work.company.platform, "new_response_url", lambda *w: away + gone(*w)[-4:])
        real = Turns._turn

        async def rewrites(turns: Turns, db: Any, flow: Any, act: Act, given: Any, **how: Any) -> Ended:
            ended = await real(turns, db, flow, act, given, **how)
            return Ended(rewritten=AlreadySent()) if act.key else ended

        monkeypatch.setattr(Turns, "_turn", rewrites)
        await work.company.ana.clicks("Talk to a person")
        await work.company.ana.sees("already sent")
        assert not work.company.ana.can_read("nothing was changed")


def _took_the_lock(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


def test_of_slacks_user_only_what_is_used_is_kept() -> None:
    user = {
        "id": "UANA",
        "tz": "UTC",
        "profile": {"email": "canary@acme", "title": "Analyst", "phone": "canary"},
    }
    body = {"event": {"type": "user_change", "user": user}, "team_id": "T1", "event_id": "E1"}
    told = told_by_event(body)
    assert told is not None
    assert told.facts["user"] == {"id": "UANA", "tz": "UTC", "profile": {"title": "Analyst"}}
    known = {**user, "name": "ana", "is_restricted": True, "team_id": "T2", "real_name": "Ana"}
    again = told_by_event({**body, "event": {"type": "user_change", "user": known}})
    assert again is not None
    assert person_of(again.facts["user"], "T1") == person_of(known, "T1")


def test_people_picked_in_a_form_are_found_by_their_ids() -> None:
    given = {"manager": ("UBOSS",), "wanted": ("SQL", "UX"), "goal": "U0SAIDSO", "avoid": ("UA1", "W2B")}
    assert people_in(given) == {"UBOSS", "UA1", "W2B"}
