"""A tiny real Bolt app, and a sandbox to try it in, in both modes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.company import Company
from bot.sandbox.manifest import Manifest, parse_manifest
from bot.sandbox.platform import Options
from bot.sandbox.server import serving
from bot.sandbox.workspace import User

Json = dict[str, Any]

DECLARED: Json = {
    "display_information": {"name": "Small App"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": "small-app"},
        "slash_commands": [
            {"command": "/greet", "description": "Greets", "should_escape": True},
            {"command": "/raw", "description": "Not escaped"},
        ],
        "shortcuts": [
            {"name": "Open", "type": "global", "callback_id": "open_it", "description": "Opens"},
            {"name": "Save", "type": "message", "callback_id": "save_it", "description": "Saves"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands", "chat:write", "im:write", "im:history", "mpim:write", "users:read", "users.profile:read",
                "channels:read", "groups:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "message.im", "user_change", "team_join", "member_joined_channel"]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}  # fmt: skip


def small_manifest() -> Manifest:
    return parse_manifest(DECLARED)


def options(**changes: Any) -> Options:
    return Options(
        **{"manifest": small_manifest(), "ack_within": 1.0, "event_retries": (0.0, 0.01, 0.02), **changes}
    )


def people(company: Company) -> None:
    add = company.workspace.add_user
    add(
        User(
            "UANA",
            "ana",
            "Ana Lima",
            title="Engineer",
            tz="Europe/Lisbon",
            manager="UBO",
            department="Payments",
        )
    )
    add(User("UBO", "bo", "Bo Berg", title="Lead", tz="Asia/Kolkata"))
    add(User("UGUEST", "gus", "Gus Guest", is_restricted=True))
    add(User("UGONE", "gone", "Gone Girl", deleted=True))
    company.workspace.add_channel("general", ["UANA", "UBO", "UBOT"], id="CGENERAL")
    company.workspace.add_channel("random", ["UANA", "UBO"], id="CRANDOM")
    company.workspace.add_channel("secret", ["UBO"], "private", id="CSECRET")


@asynccontextmanager
async def a_company(**changes: Any) -> AsyncIterator[Company]:
    async with serving(options(**changes)) as company:
        people(company)
        yield company


@dataclass
class Caller:
    """Calls the Web API as an SDK does."""

    company: Company
    session: aiohttp.ClientSession
    token: str = "xoxb-sandbox"

    async def __call__(self, method: str, **args: Any) -> Json:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        url = f"{self.company.platform.base_url}/api/{method}"
        async with self.session.post(url, json=args, headers=headers) as response:
            return {"status": response.status, "headers": response.headers, **await response.json()}


@asynccontextmanager
async def calling(**changes: Any) -> AsyncIterator[Caller]:
    async with a_company(**changes) as company, aiohttp.ClientSession() as session:
        yield Caller(company, session)


Register = Callable[[AsyncApp, "Seen"], None]


@dataclass
class Seen:
    """What the app met, and a way to wait for it."""

    bodies: list[Json] = field(default_factory=list)
    more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def note(self, body: Json) -> None:
        async with self.more:
            self.bodies.append(body)
            self.more.notify_all()

    async def until(self, count: int) -> list[Json]:
        async with asyncio.timeout(60), self.more:
            await self.more.wait_for(lambda: len(self.bodies) >= count)
        return self.bodies


@dataclass
class Running:
    company: Company
    app: AsyncApp
    seen: Seen
    client: AsyncWebClient
    socket: AsyncSocketModeHandler | None = None


@asynccontextmanager
async def running(mode: str, register: Register, **changes: Any) -> AsyncIterator[Running]:
    """The sandbox with a Bolt app connected to it."""
    async with (
        serve_app_first(mode) as (late, url),
        a_company(mode=mode, app_url=url, **changes) as company,
        aiohttp.ClientSession() as session,
    ):
        client = AsyncWebClient(
            token="xoxb-sandbox",
            base_url=f"{company.platform.base_url}/api/",
            session=session,
            retry_handlers=[],
        )
        app = AsyncApp(
            client=client, signing_secret="sandbox-signing-secret", process_before_response=mode == "http"
        )
        seen = Seen()
        register(app, seen)
        late.append(app)
        handler = AsyncSocketModeHandler(app, "xapp-sandbox") if mode == "socket" else None
        if handler:
            await handler.connect_async()
            await company.platform.socket_mode.connected.wait()
        try:
            yield Running(company, app, seen, client, handler)
        finally:
            await company.platform.courier.close()
            if handler:
                await handler.close_async()


@asynccontextmanager
async def serve_app_first(mode: str) -> AsyncIterator[tuple[list[AsyncApp], str]]:
    late: list[AsyncApp] = []
    if mode == "socket":
        yield late, ""
        return

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await late[0].async_dispatch(await to_bolt_request(request)))

    api = web.Application()
    api.router.add_post("/slack/events", events)
    runner = web.AppRunner(api, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield late, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


def button(text: str, action_id: str, value: str = "") -> Json:
    element: Json = {"type": "button", "text": {"type": "plain_text", "text": text}, "action_id": action_id}
    return element | ({"value": value} if value else {})


def actions(*elements: Json, block_id: str = "acts") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def words_input(block_id: str, label: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "words", **more.pop("element", {})}
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": element,
        **more,
    }


def modal(*blocks: Json, title: str = "A form", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "a_form",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks),
        **more,
    }


async def until(look: Callable[[], Any]) -> Any:
    """Wait for what no change in the workspace announces."""
    async with asyncio.timeout(60):
        while not (seen := look()):  # noqa: ASYNC110 - two parties and no shared event
            await asyncio.sleep(0.005)
    return seen
