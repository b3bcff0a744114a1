"""chat.*: posting, updating, deleting, ephemerals, links to messages."""

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.faults import run_hooks
from bot.sandbox.limits import UPDATE_TEXT
from bot.sandbox.payloads import message_object
from bot.sandbox.posting import content, new_post, rewrite, take_away
from bot.sandbox.webapi.call import Call, Json
from bot.sandbox.workspace import Channel, Post


async def post_message(call: Call) -> Json:
    call.needs("chat:write")
    channel = _target(call)
    text, blocks = content(call.platform, call.args)
    metadata = _metadata(call.args)
    thread_ts = call.args.get("thread_ts")
    if thread_ts and call.platform.workspace.post(channel.id, str(thread_ts)) is None:
        raise SlackError("thread_not_found")
    faults, about = call.platform.faults, {"channel": channel.id, "metadata": metadata}
    await run_hooks(faults.before_store, about)
    post = new_post(call.platform, channel, text, blocks, metadata=metadata, thread_ts=thread_ts)
    await run_hooks(faults.after_store, {**about, "ts": post.ts})
    return {"channel": channel.id, "ts": post.ts, "message": message_object(call.platform.workspace, post)}


def _target(call: Call) -> Channel:
    """A conversation by id, or the DM of a person by theirs."""
    asked, workspace = str(call.require("channel")), call.platform.workspace
    if user := workspace.user(asked):
        if user.is_bot:
            raise SlackError("cannot_dm_bot")
        channel = workspace.direct(user.id) if not user.deleted else None
    else:
        channel = call.channel()
    if channel is None or (channel.kind == "im" and any(_gone(call, member) for member in channel.members)):
        raise SlackError("channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind == "im" and not call.platform.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return channel


def _gone(call: Call, user_id: str) -> bool:
    user = call.platform.workspace.user(user_id)
    return user is None or user.deleted


def _metadata(args: Json) -> Json | None:
    metadata: Any = args.get("metadata")
    if metadata in (None, ""):
        return None
    if metadata == {}:
        return {}
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
    return metadata


async def update(call: Call) -> Json:
    call.needs("chat:write")
    channel, post = _own_post(call, "cant_update_message")
    text, blocks = content(call.platform, call.args)
    if len(text) > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    if "metadata" in call.args:
        post.metadata = _metadata(call.args) or None
    rewrite(call.platform, post, text, blocks)
    workspace = call.platform.workspace
    return {"channel": channel.id, "ts": post.ts, "text": text, "message": message_object(workspace, post)}


async def delete(call: Call) -> Json:
    call.needs("chat:write")
    channel, post = _own_post(call, "cant_delete_message")
    take_away(call.platform, post)
    return {"channel": channel.id, "ts": post.ts}


def _own_post(call: Call, otherwise: str) -> tuple[Channel, Post]:
    """A stored message of the app's own; a person's id does not name their DM here."""
    channel = call.channel()
    post = call.platform.workspace.post(channel.id, str(call.require("ts")))
    if post is None or post.ephemeral_for is not None:
        raise SlackError("message_not_found")
    if post.user != call.platform.workspace.bot_user:
        raise SlackError(otherwise)
    return channel, post


async def post_ephemeral(call: Call) -> Json:
    call.needs("chat:write")
    channel, user = call.channel(), str(call.require("user"))
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    text, blocks = content(call.platform, call.args)
    post = new_post(call.platform, channel, text, blocks, ephemeral_for=user)
    return {"message_ts": post.ts}


async def get_permalink(call: Call) -> Json:
    channel = call.channel()
    ts = str(call.require("message_ts"))
    if call.platform.workspace.post(channel.id, ts) is None:
        raise SlackError("message_not_found")
    address = f"{call.platform.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}
