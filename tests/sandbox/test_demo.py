"""A company from a file, acts in words, and the whole sandbox from files."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.demo import Demo
from bot.sandbox.run import START_OVER, Files, run
from bot.sandbox.script import perform
from tests.ports import free_port
from tests.sandbox.small_app import Seen, a_company, actions, button, modal, options, running, words_input

Json = dict[str, Any]
START = datetime(2040, 1, 2, 9, 0, tzinfo=UTC)

COMPANY = """
people:
  - {real_name: Hana Horn, title: HR lead, is_admin: true}
  - {real_name: Ivo Ivory, manager: hana, joins: true, goal: To write tests}
  - {real_name: Jo Joy, tz: Asia/Tokyo, joins: true, goal: To speak up, is_restricted: true}
channels:
  - {name: lobby, topic: Hello}
  - {name: leads, id: CLEADS, private: true, members: [hana]}
  - {name: quiet, app: false}
script:
  - {who: hana, types: /raw open, in: leads}
  - each: joins
    at_once: 2
    do:
      - {types: /greet join}
      - answers:
          until: All done
          to:
            Who are you?: First
            Your goal?: {types: "{goal}"}
            A form?: {clicks: Open, then: x}
"""


def asking(app: AsyncApp, seen: Seen) -> None:
    """Asks two questions in the DM, one by a button, one in words."""

    @app.command("/raw")
    async def raw(ack: Any, body: Any) -> None:
        await seen.note(body)
        await ack("Opened")

    @app.command("/greet")
    async def greet(ack: Any, body: Any, client: Any) -> None:
        await ack("I have written to you")
        blocks = [actions(button("First", "first"), button("Second", "second"))]
        await client.chat_postMessage(
            channel=body["user_id"], text="Who are you?", blocks=[*said("Who are you?"), *blocks]
        )

    @app.action("first")
    async def first(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text="Your goal?",
            blocks=said("Your goal?"),
        )

    @app.event({"type": "message", "subtype": None})  # type: ignore[dict-item]
    async def words(event: Any, client: Any) -> None:
        await seen.note(event)
        await client.chat_postMessage(channel=event["channel"], text="All done")


def said(text: str) -> list[Json]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]


async def test_a_company_comes_in_by_the_same_doors_as_any_person() -> None:
    async with running("socket", asking) as it:
        demo = Demo(it.company, yaml.safe_load(COMPANY))
        demo.settle_in()
        workspace = it.company.workspace
        assert workspace.users["UIVO"].manager == "UHANA"
        assert "UJO" not in workspace.channel_named("lobby").members
        assert workspace.channels["CLEADS"].kind == "private"
        assert workspace.bot_user not in workspace.channel_named("quiet").members
        await demo.perform()
        assert (demo.progress.done, demo.progress.total, demo.progress.problems) == (3, 3, [])
        assert it.seen.bodies[0]["channel_id"] == "CLEADS"
        assert {event["text"] for event in it.seen.bodies[1:]} == {"To write tests", "To speak up"}


async def test_what_does_not_work_in_the_script_is_told() -> None:
    async with a_company() as company:
        demo = Demo(
            company, {"script": [{"who": "ana", "goes": "nowhere"}, {"each": ["bo"], "do": [{"jumps": 1}]}]}
        )
        demo.settle_in()
        await demo.perform()
        assert demo.progress.ready
        assert [problem.split(":")[0] for problem in demo.progress.problems] == ["UANA", "UBO"]


async def test_each_kind_of_act_can_be_written_in_a_file() -> None:
    def register(app: AsyncApp, seen: Seen) -> None:
        @app.shortcut("open_it")
        async def opened(ack: Any, body: Any, client: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(words_input("goal", "Goal")))

        @app.view("a_form")
        async def submitted(ack: Any, body: Any) -> None:
            await seen.note(body)
            await ack(response_action="errors", errors={"goal": "No."}) if len(
                seen.bodies
            ) == 1 else await ack()

    async with running("socket", register) as it:
        for act in (
            {"opens": "home"}, {"opens": "dm"}, {"goes": "general"}, {"types": "hello", "in": "random"},
            {"shortcut": "open_it"}, {"selects": {"Goal": "{name}"}},
        ):  # fmt: skip
            await perform(it.company.ana, act, {"name": "Ana"})
        with pytest.raises(AssertionError, match="was not taken"):
            await perform(it.company.ana, {"submits": True})
        await perform(it.company.ana, {"fills": {"Goal": "more"}, "submits": True})
        await perform(it.company.ana, {"sees": "hello"})
        await perform(it.company.ana, {"shortcut": "open_it"})
        await perform(it.company.ana, {"closes": True})
        values = [body["view"]["state"]["values"]["goal"]["words"]["value"] for body in it.seen.bodies]
        assert values == ["Ana", "more"]


async def test_the_whole_sandbox_runs_from_files_and_starts_over(tmp_path: Path) -> None:
    files = Files(tmp_path / "company.yml", tmp_path / "autopilot.yml", tmp_path / "tour.yml")
    assert files.company and files.autopilot and files.tour
    files.company.write_text(COMPANY)
    files.autopilot.write_text(yaml.safe_dump({"rules": [{"label": "First", "after": "2h"}]}))
    steps = [{"title": "Look", "text": "x", "go": "lobby", "done_when": {"sees": "y"}}]
    starts = [{"label": "Hana", "as": "hana", "go": "lobby"}]
    files.tour.write_text(yaml.safe_dump({"starts": starts, "tours": [{"steps": steps}]}))
    stop, port = asyncio.Event(), free_port()
    running_now = asyncio.create_task(run(options(), files, stop, port=port))
    base = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as session:
        await answering_at(session, f"{base}/healthz")
        async with session.get(base) as page:
            assert "Hana" in await page.text()
        client = AsyncWebClient(
            token="xoxb-sandbox", base_url=f"{base}/api/", session=session, retry_handlers=[]
        )
        app, seen = AsyncApp(client=client), Seen()
        asking(app, seen)
        handler = AsyncSocketModeHandler(app, "xapp-sandbox")
        await handler.connect_async()
        await seen.until(3)
        await handler.close_async()
        async with session.post(f"{base}/sandbox/page/bar", json={"do": "reset"}) as response:
            assert response.status == 200
    assert await running_now == START_OVER


async def answering_at(session: aiohttp.ClientSession, url: str) -> None:
    async def answers() -> bool:
        try:
            async with session.get(url) as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    async with asyncio.timeout(60):
        while not await answers():  # noqa: ASYNC110 - a server about to start has no event to wait for
            await asyncio.sleep(0.01)
