"""The door of the Web API: which method, whose token, which fault, how fast, and what is logged."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.errors import SlackError
from bot.sandbox.faults import Fault
from bot.sandbox.platform import Platform
from bot.sandbox.webapi import chat, conversations, files, people, views
from bot.sandbox.webapi.call import Call, Json, arguments


@dataclass(frozen=True)
class Method:
    run: Callable[[Call], Awaitable[Json]]
    app_token: bool = False


REFUSING = ("429", "500", "internal_error", "fatal_error", "file_uploads_disabled")
METHODS = {
    "auth.test": Method(people.auth_test),
    "apps.connections.open": Method(people.connections_open, app_token=True),
    "chat.postMessage": Method(chat.post_message),
    "chat.update": Method(chat.update),
    "chat.delete": Method(chat.delete),
    "chat.postEphemeral": Method(chat.post_ephemeral),
    "chat.getPermalink": Method(chat.get_permalink),
    "conversations.open": Method(conversations.open_conversation),
    "conversations.info": Method(conversations.info),
    "conversations.members": Method(conversations.members),
    "conversations.history": Method(conversations.history),
    "conversations.list": Method(people.conversations_of),
    "files.getUploadURLExternal": Method(files.get_upload_url),
    "files.completeUploadExternal": Method(files.complete_upload),
    "files.delete": Method(files.delete),
    "users.conversations": Method(people.conversations_of),
    "users.info": Method(people.info),
    "users.list": Method(people.list_users),
    "users.profile.get": Method(people.profile_get),
    "team.info": Method(people.team_info),
    "views.open": Method(views.open_modal),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
    "views.publish": Method(views.publish),
}


class WebApi:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def serve(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        started = time.monotonic()
        fault = self._platform.faults.take(name)
        response, outcome = await self._answer(request, name, fault)
        took = (time.monotonic() - started) * 1000
        self._platform.workspace.log(
            "api", name, outcome if not fault else f"{outcome} (fault: {fault.do})", took
        )
        response.headers["x-oauth-scopes"] = ",".join(sorted(self._platform.manifest.scopes))
        return response

    async def _answer(self, request: web.Request, name: str, fault: Fault | None) -> tuple[web.Response, str]:
        try:
            call = Call(self._platform, name, await arguments(request))
            method = self._method(name)
            self._check_token(request, call, method)
        except SlackError as error:
            return web.json_response(error.body), error.code
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_json"}), "invalid_json"
        self._platform.called[name] += 1
        if fault:
            return await self._faulty(request, call, method, fault)
        if wait := self._platform.pacing.wait(name, str(call.args.get("channel", ""))):
            return _rate_limited(wait)
        return await self._run(call, method)

    def _method(self, name: str) -> Method:
        if name not in METHODS:
            self._platform.unknown_methods.add(name)
            raise SlackError("unknown_method", req_method=name)
        return METHODS[name]

    def _check_token(self, request: web.Request, call: Call, method: Method) -> None:
        options = self._platform.options
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        token = token or str(call.args.pop("token", ""))
        right, other = (
            (options.app_token, options.bot_token)
            if method.app_token
            else (options.bot_token, options.app_token)
        )
        if not token:
            raise SlackError("not_authed")
        if token == other:
            raise SlackError("not_allowed_token_type")
        if token != right:
            raise SlackError("invalid_auth")

    async def _run(self, call: Call, method: Method) -> tuple[web.Response, str]:
        try:
            body = {"ok": True, **await method.run(call)}
        except SlackError as error:
            return web.json_response(error.body), " ".join([error.code, *error.pointers])
        return web.json_response(body), "ok"

    async def _faulty(
        self, request: web.Request, call: Call, method: Method, fault: Fault
    ) -> tuple[web.Response, str]:
        if fault.do in REFUSING:
            return await self._refused(call, method, fault)
        if fault.do in ("hold_before", "hold_after"):
            return await self._held(call, method, fault)
        if fault.do == "store_then_drop":
            await self._run(call, method)
        elif fault.do == "late":
            self._platform.courier.soon(self._later(call, method, fault.seconds))
        elif fault.do == "timeout":
            await asyncio.sleep(fault.seconds)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(), "no answer"

    async def _refused(self, call: Call, method: Method, fault: Fault) -> tuple[web.Response, str]:
        if fault.do == "429":
            return _rate_limited(fault.seconds)
        if fault.do == "500":
            return web.Response(status=500, text="internal server error"), "500"
        if fault.do == "fatal_error":  # in doubt: it was stored all the same
            await self._run(call, method)
        return web.json_response({"ok": False, "error": fault.do}), fault.do

    async def _held(self, call: Call, method: Method, fault: Fault) -> tuple[web.Response, str]:
        if fault.do == "hold_before":
            await asyncio.sleep(fault.seconds)
        answer = await self._run(call, method)
        if fault.do == "hold_after":
            await asyncio.sleep(fault.seconds)
        return answer

    async def _later(self, call: Call, method: Method, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._run(call, method)


def _rate_limited(wait: float) -> tuple[web.Response, str]:
    response = web.json_response({"ok": False, "error": "ratelimited"}, status=429)
    response.headers["Retry-After"] = str(max(1, math.ceil(wait)))
    return response, "ratelimited"
