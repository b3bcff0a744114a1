"""files.*: an address to upload to, the bytes, and the sharing, which shows up a moment later as it does in Slack."""

import asyncio
import json
import mimetypes
from pathlib import PurePath
from typing import Any

from aiohttp import web

from bot.sandbox.errors import SlackError
from bot.sandbox.faults import run_hooks
from bot.sandbox.platform import Platform
from bot.sandbox.posting import new_post
from bot.sandbox.webapi.call import Call, Json
from bot.sandbox.workspace import Channel, File, Post

LONGEST_ALT, LONGEST_NAME = 1000, 255
LARGEST = 32 * 1024 * 1024


async def get_upload_url(call: Call) -> Json:
    call.needs("files:write")
    name, alt = str(call.require("filename")), str(call.args.get("alt_txt") or "")
    length = str(call.require("length"))
    if not length.isdigit() or not 0 < int(length) <= LARGEST:
        raise SlackError("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_arguments", ["[ERROR] is too long [json-pointer:/filename]"])
    if len(alt) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    workspace = call.platform.workspace
    file = File(workspace.new_id("F"), name, int(length), alt=alt)
    workspace.files[file.id] = file
    return {"upload_url": f"{call.platform.base_url}/upload/v1/{file.id}", "file_id": file.id}


async def receive(platform: Platform, request: web.Request) -> web.Response:
    """The bytes, raw or as a form. An address takes them as long as they were not shared."""
    file = platform.workspace.files.get(request.match_info["file"])
    if file is None or file.shared:
        return web.Response(status=404, text="no such upload")
    data = await _bytes(request)
    if len(data) != file.length:
        return web.Response(status=400, text=f"expected {file.length} bytes, got {len(data)}")
    file.data = data
    return web.Response(text=f"OK - {file.length}")


async def _bytes(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


async def complete_upload(call: Call) -> Json:
    """Share the files in one message. The answer comes before it: without a `ts`, and without any type."""
    call.needs("files:write")
    files = [_uploaded(call, one) for one in _asked(call.args.get("files"))]
    if any(file.shared for file in files):
        raise SlackError("file_already_completed")
    channel = _target(call) if call.args.get("channel_id") else None
    comment = str(call.args.get("initial_comment") or "")
    about = {"channel": channel.id if channel else "", "files": [file.name for file in files]}
    await run_hooks(call.platform.faults.before_store, about)
    for file, one in zip(files, _asked(call.args.get("files")), strict=True):
        file.title, file.shared = str(one.get("title") or file.name), True
    if channel:
        call.platform.courier.soon(_arrive(call.platform, channel, comment, files))
    await run_hooks(call.platform.faults.after_store, about)
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


def _asked(files: Any) -> list[Json]:
    """`[{"id": …, "title": …}]`, as JSON or as text of it."""
    try:
        found = json.loads(files) if isinstance(files, str) else files
    except ValueError:
        found = None
    if (
        not isinstance(found, list)
        or not found
        or not all(isinstance(one, dict) and one.get("id") for one in found)
    ):
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: files [json-pointer:/files]"])
    return found


def _uploaded(call: Call, one: Json) -> File:
    file = call.platform.workspace.files.get(str(one["id"]))
    if file is None or file.data is None:
        raise SlackError("file_not_found")
    return file


def _target(call: Call) -> Channel:
    """A conversation by its id alone: a person's id does not name their DM here."""
    channel = call.channel(key="channel_id")
    if channel.is_archived:
        raise SlackError("is_archived")
    users = call.platform.workspace.users
    if channel.kind == "im" and any(users[member].deleted for member in channel.members if member in users):
        raise SlackError("channel_not_found")
    return channel


async def _arrive(platform: Platform, channel: Channel, comment: str, files: list[File]) -> None:
    await asyncio.sleep(platform.options.file_seconds)
    for file in files:
        file.mimetype = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    new_post(platform, channel, comment, [], files=files)


async def delete(call: Call) -> Json:
    call.needs("files:write")
    file = call.platform.workspace.files.pop(str(call.require("file")), None)
    if file is None:
        raise SlackError("file_not_found")
    for channel in call.platform.workspace.channels.values():
        for post in [one for one in channel.posts if file in one.files]:
            _without(call.platform, post, file)
    return {}


def _without(platform: Platform, post: Post, file: File) -> None:
    post.files.remove(file)
    if post.files or post.text:
        platform.workspace.touch(post)
    else:
        platform.workspace.remove_post(post)


async def serve(platform: Platform, request: web.Request) -> web.Response:
    """A shared file, for the page: images are shown, all else is downloaded."""
    file = platform.workspace.files.get(request.match_info["file"])
    if file is None or file.data is None or not file.shared:
        raise web.HTTPNotFound(text="there is no such file")
    shown = "inline" if file.is_image else "attachment"
    name = "".join(letter for letter in PurePath(file.name).name if letter.isalnum() or letter in "-_. ")
    headers = {
        "Content-Disposition": f'{shown}; filename="{name.encode("ascii", "ignore").decode()}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return web.Response(body=file.data, content_type=file.mimetype, headers=headers)
