"""What is measured, each in a process of its own: python -m tests.bench.server bolt|bot PORT DATABASE ROUTES

`bolt` is a bare Bolt app with default settings; `bot` is the bot's own way in, from its web server to the inbox.
GET /cpu tells the processor seconds used so far, and whether any turn is still under way.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import utc_now
from bot.handlers.door import Door
from bot.handlers.inbox import Keeper
from bot.handlers.server import web_app
from bot.handlers.showing import Showing
from bot.handlers.table import Routes, word
from bot.messages.base import Message, Result
from bot.programs.reading import standard
from bot.store.columns import Seal
from bot.store.store import Store
from bot.turn import Turn
from bot.turns import Turns

TOKEN = "xoxb-1"
SECRET = "a secret that only this bench knows"


async def authorize(**_: object) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="U1", bot_token=TOKEN)


async def nothing(turn: Turn, given: Any) -> Result:
    return None


async def not_heard(turn: Turn, text: str) -> tuple[bool, Result]:
    return False, None


async def everybody(who: str, team: str) -> str:
    return ""


async def nobody_told(turn: Turn, message: Message) -> None:
    return None


def bare_bolt() -> web.Application:
    bolt = AsyncApp(authorize=authorize, signing_secret=SECRET)

    @bolt.command("/mentor")
    async def command(ack: AsyncAck) -> None:
        await ack()

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_post("/slack/events", events)
    return app


async def the_bot(database: str, how_many: int) -> tuple[web.Application, Callable[[], int]]:
    store = Store(f"sqlite+aiosqlite:///{database}", Seal(b"k" * 32), utc_now)
    await store.prepare()
    client = AsyncWebClient(token=TOKEN, retry_handlers=[])
    turns = Turns(store, utc_now, Random(1), standard(), {}, lambda: None)
    words = [word(f"word{number}", nothing) for number in range(how_many)]
    routes = Routes(words, heard=not_heard, lost=nothing, admin_lost=nothing)
    door = Door(turns, routes, Showing(client, turns), Keeper(store, utc_now), everybody, nobody_told)
    bolt = AsyncApp(
        client=client,
        authorize=authorize,
        signing_secret=SECRET,
        process_before_response=True,
        request_verification_enabled=False,
    )
    door.listen(bolt)
    return web_app(lambda: {"ok": True}, bolt, SECRET, utc_now), lambda: len(door._tasks)


async def serve(kind: str, port: int, database: str, how_many: int) -> None:
    under_way: Callable[[], int] = lambda: 0  # noqa: E731
    if kind == "bolt":
        app = bare_bolt()
    else:
        app, under_way = await the_bot(database, how_many)

    async def cpu(_: web.Request) -> web.Response:
        return web.json_response({"cpu": time.process_time(), "under_way": under_way()})

    app.router.add_get("/cpu", cpu)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
