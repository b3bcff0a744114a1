"""The page over HTTP: drawn at `/`, followed by server-sent events, played by two POST addresses."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.sandbox.company import Company
from bot.sandbox.page.desk import Desk
from bot.sandbox.page.drawing import HERE, draw_page
from bot.sandbox.page.played import Player
from bot.sandbox.page.waiting import Happened

STATIC = "/sandbox/page/static"
STILL_HERE = 15.0  # seconds between signs of life, so that a lost page is noticed
GATHER = 0.04  # changes within this time are one redrawing
GATHER_MOVING = 0.3  # while the clock moves, much changes that nobody can follow anyway
POLICY = "default-src 'self'; img-src * data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

_DESK = web.AppKey("desk", Desk)
_FOLLOWING: web.AppKey[set[asyncio.Task[Any]]] = web.AppKey("following", set[asyncio.Task[Any]])


def page(**more: Any) -> Callable[[web.Application, Company], None]:
    """The page as an extension of the sandbox's server; `more` are the fields of `Desk`, such as its start."""

    def extend(app: web.Application, company: Company) -> None:
        add_page(app, Desk(company, **more))

    return extend


def add_page(app: web.Application, desk: Desk) -> None:
    app[_DESK] = desk
    app[_FOLLOWING] = set()
    app.router.add_get("/", _page)
    app.router.add_get("/sandbox/page/events", _events)
    app.router.add_post("/sandbox/page/act", _act)
    app.router.add_post("/sandbox/page/bar", _bar)
    app.router.add_static(STATIC, HERE / "static")
    app.on_response_prepare.append(_always_fresh)
    app.on_shutdown.append(_send_away)


async def _page(request: web.Request) -> web.Response:
    desk = request.app[_DESK]
    scenes = desk.scenes(request.query)
    html = draw_page(scenes, desk.bar(request.query, scenes))
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return web.Response(text=html, content_type="text/html", headers=headers)


async def _always_fresh(request: web.Request, response: web.StreamResponse) -> None:
    """A browser asks again for styles and scripts: a stale one would play with a newer server."""
    if request.path.startswith(STATIC):
        response.headers["Cache-Control"] = "no-cache"


async def _events(request: web.Request) -> web.StreamResponse:
    """`data: changed` whenever something visible has changed; the people of this page count as played."""
    desk = request.app[_DESK]
    people = request.query.getall("as", [])
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    task = asyncio.current_task()
    assert task is not None
    request.app[_FOLLOWING].add(task)
    desk.sits_down(people)
    try:
        await _follow(desk, response)
    except (ConnectionError, asyncio.CancelledError):
        pass
    finally:
        desk.gets_up(people)
        request.app[_FOLLOWING].discard(task)
    return response


async def _follow(desk: Desk, response: web.StreamResponse) -> None:
    changed = desk.company.workspace.changed
    version = changed.version
    while True:
        try:
            async with asyncio.timeout(STILL_HERE):
                version = await changed.after(version)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        await asyncio.sleep(GATHER_MOVING if desk.company.clock.moving else GATHER)
        version = changed.version
        await response.write(b"data: changed\n\n")


async def _send_away(app: web.Application) -> None:
    """A page that follows for ever would hold up the server's end."""
    following = app[_FOLLOWING]
    for task in tuple(following):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _act(request: web.Request) -> web.Response:
    desk, act = request.app[_DESK], await _json(request)
    if act.get("as") not in desk.company.workspace.users:
        return web.json_response({"ok": False, "said": "This person is not here any more."})
    try:
        return web.json_response(await Player(desk, act["as"]).does(act))
    except (LookupError, ValueError) as refused:
        words = str(refused.args[0]) if refused.args else "That did not work."
        return web.json_response({"ok": False, "said": f"{words[:1].upper()}{words[1:]}."})


async def _bar(request: web.Request) -> web.Response:
    desk, wish = request.app[_DESK], await _json(request)
    if wish.get("do") == "reset":
        return web.json_response({"ok": True, "restarted": True, "said": await desk.reset()})
    if wish.get("do") == "stop":
        return web.json_response({"ok": True, "said": desk.stop()})
    if wish.get("do") == "dismiss":
        desk.dismiss(str(wish.get("news")))
        return web.json_response({"ok": True})
    if desk.company.clock.moving:
        return web.json_response({"ok": False, "said": "The clock is still moving."})
    on_screen = [str(one) for one in wish.get("people", [])]
    if wish.get("do") == "until":
        happened = await desk.until_something_happens(on_screen)
    elif wish.get("do") == "errand":
        if wish.get("errand") not in desk.errands:
            return web.json_response({"ok": False, "said": "Nobody here does that."})
        happened = await desk.errand(wish["errand"], on_screen)
    else:
        happened = Happened(await desk.move(float(wish.get("hours") or 0)))
    told = {"said": happened.words, "person": happened.person, "place": happened.place}
    return web.json_response({"ok": True, **told})


async def _json(request: web.Request) -> dict[str, Any]:
    """Only a page of this server may send JSON here: another site's form cannot."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send application/json")
    sent = await request.json()
    if not isinstance(sent, dict):
        raise web.HTTPBadRequest(text="send an object")
    return sent
