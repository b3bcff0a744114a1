"""The page's addresses: what the browser asks, and who counts as played."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox.company import Company
from bot.sandbox.page.desk import Desk
from bot.sandbox.page.routes import add_page
from bot.sandbox.server import serving
from tests.sandbox.little_app import LittleApp, garden


class Window:
    """A browser without eyes."""

    def __init__(self, company: Company, app: LittleApp, desk: Desk, http: aiohttp.ClientSession) -> None:
        self.company, self.app, self.desk, self.http = company, app, desk, http
        self.space = company.workspace

    async def reads(self, query: str = "") -> str:
        async with self.http.get(f"/{query}") as answer:
            assert answer.status == 200
            return await answer.text()

    async def does(self, act: str, who: str = "UANA", **details: Any) -> Any:
        async with self.http.post("/sandbox/page/act", json={"as": who, "act": act, **details}) as answer:
            return await answer.json()

    async def turns(self, do: str, **details: Any) -> Any:
        async with self.http.post("/sandbox/page/bar", json={"do": do, **details}) as answer:
            return await answer.json()

    def invitation(self) -> dict[str, str]:
        post = self.space.direct("UANA").posts[0]
        return {"kind": "message", "id": post.ts, "channel": post.channel}


@pytest.fixture
async def window() -> AsyncIterator[Window]:
    company, app = garden()
    desks: list[Desk] = []

    def extend(server: Any, company: Company) -> None:
        desks.append(Desk(company, start=("UANA", "app")))
        add_page(server, desks[0])

    async with (
        serving(company.platform.options, extend, company=company),
        aiohttp.ClientSession(company.platform.base_url) as http,
    ):
        yield Window(company, app, desks[0], http)


async def test_the_first_address_is_the_start_and_others_say_who_and_where(window: Window) -> None:
    assert "The garden is open" in await window.reads()
    assert "A word for Bo" in await window.reads("?as=UBO")
    both = await window.reads("?as=UANA&at=C1&and=UBO")
    assert "Slack as Ana Lima" in both and "Slack as Bo Chen" in both
    assert "Slack as Ana Lima" in await window.reads("?as=NOBODY")


async def test_opening_a_place_is_told_to_the_app_and_reads_it(window: Window) -> None:
    await window.does("visit", at="home")
    await window.does("visit", at="app")
    await window.company.platform.courier.idle()
    tabs = [envelope.payload["event"]["tab"] for envelope in window.app.envelopes]
    assert sorted(tabs) == ["home", "messages"]
    assert window.space.unread("UANA") == 0


async def test_a_press_takes_along_what_stands_in_the_other_fields(window: Window) -> None:
    state = {"tool": {"tool": ["rake"]}}
    answer = await window.does(
        "press", surface=window.invitation(), block="ask", action="leave", words=None, state=state
    )
    assert answer["ok"]
    payload = window.app.envelopes[-1].payload
    assert payload["state"]["values"]["tool"]["tool"]["selected_option"]["value"] == "rake"


async def test_an_external_select_asks_the_app(window: Window) -> None:
    await window.does("shortcut", callback="plant")
    view = window.space.modal_of("UANA")
    assert view is not None
    surface = {"kind": "modal", "id": view.id, "channel": ""}
    answer = await window.does("ask", surface=surface, block="sort", action="it", text="be")
    assert [one["label"] for one in answer["options"]] == ["Bean"]
    await window.does("close", view=view.id, all=True)
    assert window.space.modal_of("UANA") is None


@pytest.mark.parametrize(
    ("act", "details", "words"),
    [
        ("press", {"surface": {"kind": "message", "id": "1.1", "channel": "C1"}}, "This message is gone."),
        ("submit", {"view": "V9", "state": {}}, "This form is closed."),
        ("say", {"who": "UNOBODY"}, "This person is not here any more."),
        ("dance", {}, "There is no act 'dance'."),
    ],
)
async def test_what_cannot_be_done_is_said_in_words(
    window: Window, act: str, details: dict[str, Any], words: str
) -> None:
    answer = (
        await window.does(act, block="b", action="a", at="app", text="hi", **details)
        if act != "say"
        else (await window.does("say", **details))
    )
    assert answer == {"ok": False, "said": words}


async def test_what_nobody_was_taught_is_not_asked_of_anybody(window: Window) -> None:
    assert await window.turns("errand", errand="fly") == {"ok": False, "said": "Nobody here does that."}


async def test_nobody_presses_what_only_another_sees(window: Window) -> None:
    view = window.space.homes["UANA"]
    surface = {"kind": "home", "id": view.id, "channel": ""}
    answer = await window.does("press", "UBO", surface=surface, block="b", action="a", words=None)
    assert answer == {"ok": False, "said": "This form is closed."}


async def test_only_json_of_this_page_is_taken(window: Window) -> None:
    async with window.http.post("/sandbox/page/act", data={"as": "UANA", "act": "say"}) as answer:
        assert answer.status == 415
    async with window.http.post("/sandbox/page/act", json=["say"]) as answer:
        assert answer.status == 400


async def test_whoever_is_looked_at_is_played_and_whoever_acted_stays_so(window: Window) -> None:
    played = window.space.played
    async with window.http.get("/sandbox/page/events?as=UANA&as=UBO") as following:
        window.space.changed.notify()
        assert await following.content.readline() == b"data: changed\n"
        assert played == {"UANA", "UBO"}
        await window.does("say", at="app", text="hello")
        following.close()
    await window.company.workspace.changed.until(lambda: played == {"UANA"}, within=0.1)
    while played != {"UANA"}:
        window.space.changed.notify()  # the server learns with its next word that the page is gone
        await window.reads()
    assert played == {"UANA"}


async def test_the_clock_moves_by_hours_and_to_the_next_message(window: Window) -> None:
    before = window.company.clock.now()
    await window.turns("move", hours=24)
    assert (window.company.clock.now() - before).days == 1

    async def act(now: Any) -> None:
        if now >= due:
            window.app.writes("UANA", "Still there?")

    due = window.company.clock.now().replace(day=29)
    window.company.clock.people_next = lambda: due
    window.company.clock.people_act = act
    window.desk.takes_over("UANA")
    assert (await window.turns("until"))["said"] == "Ana Lima: a new message from Garden. “Still there?”"
    assert window.company.clock.now().date() == due.date()


async def test_when_nothing_can_come_the_clock_stays_and_who_could_act_is_named(window: Window) -> None:
    clock, soon = window.company.clock, window.company.clock.now() + timedelta(minutes=5)
    said = (await window.turns("until", people=["UANA"]))["said"]
    assert said.startswith("Nothing is due for Ana. Ana could press ")
    clock.due_for = {"UHANA": soon, "UBO": soon}
    assert (await window.turns("until", people=["UANA"]))["said"].startswith("Nothing is due for Ana.")
    assert clock.now() < soon


async def test_the_clock_stops_where_it_is_asked_to(window: Window) -> None:
    clock, seen = window.company.clock, asyncio.Event()

    async def slowly(now: datetime) -> datetime:
        seen.set()
        await asyncio.sleep(0)
        return now + timedelta(hours=1)

    clock.followers.append(slowly)
    before = clock.now()
    moving = asyncio.create_task(window.turns("move", hours=24 * 300))
    await seen.wait()
    assert "Moving to" in await window.reads("")
    await window.turns("stop")
    assert (await moving)["said"] == "Stopped on the way."
    assert clock.now() < before + timedelta(days=300)


async def test_start_over_forgets_who_was_played(window: Window) -> None:
    window.desk.takes_over("UBO")
    assert (await window.turns("reset"))["restarted"]
    assert not window.desk.acted


async def test_the_traffic_log_shows_names_and_no_words(window: Window) -> None:
    await window.does("say", at="app", text="a secret")
    await window.company.platform.courier.idle()
    log = (await window.reads("?as=UBO&log=1")).split('id="log"')[1]
    assert "events_api" in log and "a secret" not in log


async def test_a_link_to_somebody_opens_the_direct_messages_with_them(window: Window) -> None:
    await window.company.ana.sees("The garden is open")
    assert "Message Bo Chen" in await window.reads("?as=UANA&at=UBO")
    assert (await window.does("say", at="UBO", text="Have you five minutes?"))["ok"]
    room = window.space.between("UBO", "UANA")
    assert [post.text for post in room.posts] == ["Have you five minutes?"]
    assert sorted(room.members) == ["UANA", "UBO"]
    assert "Have you five minutes?" in await window.reads(f"?as=UBO&at={room.id}")
    assert "Have you five minutes?" in await window.reads("?as=UBO&at=UANA")
    assert "Message Garden" in await window.reads("?as=UANA&at=UANA")
