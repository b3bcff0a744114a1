"""What an app sends to a `response_url`, or as the answer to a command: posts that need no membership."""

import time
from typing import Any

from aiohttp import web

from bot.sandbox.errors import SlackError
from bot.sandbox.platform import RESPONSE_USES, Platform, ResponseUrl
from bot.sandbox.posting import content, new_post, rewrite, take_away

Json = dict[str, Any]


async def serve(platform: Platform, request: web.Request) -> web.Response:
    url = platform.response_urls.get(request.match_info["key"])
    started = time.monotonic()
    try:
        if url is None or url.expires < time.monotonic():
            raise SlackError("expired_url")
        if url.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        url.uses += 1
        respond(platform, url, await request.json())
    except SlackError as error:
        platform.workspace.log("api", "response_url", error.code, (time.monotonic() - started) * 1000)
        return web.json_response(error.body, status=404 if error.code.endswith("_url") else 400)
    platform.workspace.log("api", "response_url", "ok", (time.monotonic() - started) * 1000)
    return web.Response(text="ok")


def respond(platform: Platform, url: ResponseUrl, body: Json) -> None:
    """Show an answer: instead of the clicked message, for everyone, or (by default) for this person alone."""
    if body.get("delete_original"):
        if url.post is not None and url.post in platform.workspace.channels[url.channel].posts:
            take_away(platform, url.post)
        return
    text, blocks = content(platform, body)
    if body.get("replace_original") and url.post is not None:
        rewrite(platform, url.post, text, blocks)
        return
    for_all = body.get("response_type") == "in_channel"
    channel = platform.workspace.channels[url.channel]
    new_post(platform, channel, text, blocks, ephemeral_for=None if for_all else url.user)
    platform.workspace.shown(url.user)
