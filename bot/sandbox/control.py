"""What steers the sandbox from outside Slack: the clock and its followers, faults, the state."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.company import Company

Json = dict[str, Any]


def add_routes(app: web.Application, company: Company) -> None:
    controls = Controls(company)
    app.router.add_get("/sandbox/clock", controls.follow)
    app.router.add_get("/sandbox/state", controls.state)
    app.router.add_post("/sandbox/clock/move", controls.move)
    app.router.add_post("/sandbox/clock/next", controls.until_something_happens)
    app.router.add_post("/sandbox/faults", controls.plan_fault)
    app.router.add_post("/sandbox/play", controls.play)


class Controls:
    def __init__(self, company: Company) -> None:
        self._company = company

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self._company.state())

    async def move(self, request: web.Request) -> web.Response:
        """`{"to": iso}` or `{"days": 1, "hours": 2, …}`."""
        body = await _body(request)
        try:
            now = self._company.clock.now()
            target = datetime.fromisoformat(body["to"]) if "to" in body else now + timedelta(**body)
            if target.tzinfo is None:
                raise ValueError("the time needs a zone")
        except (TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        await self._company.clock.move_to(target)
        return web.json_response(self._company.state())

    async def until_something_happens(self, request: web.Request) -> web.Response:
        """`{"days": 60, "to": [user ids]}`, both optional."""
        body = await _body(request)
        limit = timedelta(days=float(body.get("days", 60)))
        to = set(body["to"]) if body.get("to") else None
        post = await self._company.until_something_happens(limit, to)
        happened = {"channel": post.channel, "ts": post.ts} if post else None
        return web.json_response(self._company.state() | {"happened": happened})

    async def plan_fault(self, request: web.Request) -> web.Response:
        """`{"name": "chat.postMessage", "do": "429", "nth": 2, …}`, or `{"seed": 7, "rates": {…}}`."""
        body = await _body(request)
        try:
            if "seed" in body:
                self._company.faults.seeded(body["seed"], body["rates"])
            elif body.get("clear"):
                self._company.faults.clear()
            else:
                self._company.faults.plan(body.pop("name"), **body)
        except (KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response({"planned": len(self._company.faults.plans)})

    async def play(self, request: web.Request) -> web.Response:
        """`{"user": id}`: from now on somebody plays this person, and nothing acts for them."""
        body = await _body(request)
        self._company.workspace.played.add(str(body["user"]))
        return web.json_response({"played": sorted(self._company.workspace.played)})

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """A follower of program time: it gets {"move": n, "now": iso}, does what is due, and answers
        {"move": n, "next_due": iso or null}, and if it knows `due_for`: {user id, channel's id, or "" for anybody:
        iso}, and `agreed`, when people meet: {user id: iso}.
        Move 0 tells it the time it starts at."""
        follower = web.WebSocketResponse(heartbeat=30)
        await follower.prepare(request)
        answers: dict[int, asyncio.Future[datetime | None]] = {}
        moves = iter(range(1, 2**31))
        await follower.send_json({"move": 0, "now": self._company.clock.now().isoformat()})

        async def step(now: datetime) -> datetime | None:
            number = next(moves)
            answers[number] = asyncio.get_running_loop().create_future()
            try:
                await follower.send_json({"move": number, "now": now.isoformat()})
                return await answers[number]
            except ConnectionError:
                return None
            finally:
                del answers[number]

        followers = self._company.clock.followers
        followers.append(step)
        try:
            async for message in follower:
                if message.type == WSMsgType.TEXT:
                    self._take(answers, message.json())
        finally:
            followers.remove(step)
            for waiting in answers.values():
                if not waiting.done():
                    waiting.set_result(None)
        return follower

    def _take(self, answers: dict[int, asyncio.Future[datetime | None]], reply: Json) -> None:
        waiting = answers.get(reply.get("move", 0))
        if waiting is not None and not waiting.done():
            due, clock = reply.get("next_due"), self._company.clock
            if "due_for" in reply:
                clock.due_for = _times(reply["due_for"])
            clock.agreed = _times(reply.get("agreed", {}))
            waiting.set_result(datetime.fromisoformat(due) if due else None)


def _times(told: dict[str, str]) -> dict[str, datetime]:
    return {who: datetime.fromisoformat(at) for who, at in told.items()}


async def _body(request: web.Request) -> Json:
    """Only JSON is taken: a form on another site cannot send it."""
    if not request.can_read_body:
        return {}
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send application/json")
    body = await request.json()
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="send an object")
    return body
