"""Putting messages into conversations, rewriting and removing them; the app hears of its own ones too."""

from typing import Any

from bot.sandbox.blockkit.state import keep, with_ids
from bot.sandbox.errors import SlackError
from bot.sandbox.limits import MESSAGE_TEXT, refusal
from bot.sandbox.payloads import message_object
from bot.sandbox.platform import Platform
from bot.sandbox.workspace import Channel, File, Post

Json = dict[str, Any]
EVENTS = {
    "im": "message.im",
    "mpim": "message.mpim",
    "public": "message.channels",
    "private": "message.groups",
}


def content(platform: Platform, args: Json) -> tuple[str, list[Json]]:
    """Checked text and blocks. Blocks without text are let through, as Slack does, and noted."""
    blocks, text = args.get("blocks") or [], args.get("text") or ""
    if not isinstance(text, str) or not (text.strip() or blocks):
        raise SlackError("no_text")
    if refused := refusal({"text": text, "blocks": blocks}, "message"):
        raise SlackError(refused[0], refused[1])
    if not text.strip():
        platform.workspace.warnings.append(
            "a message with blocks has no text: nothing to read in a notification"
        )
    return text[:MESSAGE_TEXT], with_ids(blocks, platform.new_element_id)


def new_post(
    platform: Platform,
    channel: Channel,
    text: str,
    blocks: list[Json],
    *,
    metadata: Json | None = None,
    thread_ts: Any = None,
    ephemeral_for: str | None = None,
    files: list[File] | None = None,
) -> Post:
    """Store a post by the app."""
    workspace = platform.workspace
    post = Post(workspace.new_ts(), channel.id, workspace.bot_user, text, workspace.now(), blocks)
    post.metadata, post.ephemeral_for = metadata or None, ephemeral_for
    post.thread_ts, post.files = str(thread_ts) if thread_ts else None, files or []
    workspace.add_post(post)
    tell(platform, post)
    return post


def rewrite(platform: Platform, post: Post, text: str, blocks: list[Json]) -> None:
    before = message_object(platform.workspace, post)
    post.text, post.blocks, post.edited = text, blocks, True
    post.values = {user: keep(blocks, values) for user, values in post.values.items()}
    post.warnings.clear()
    platform.workspace.touch(post)
    tell(platform, post, "message_changed", previous_message=before)


def take_away(platform: Platform, post: Post) -> None:
    before = message_object(platform.workspace, post)
    platform.workspace.remove_post(post)
    tell(platform, post, "message_deleted", previous_message=before)


def tell(platform: Platform, post: Post, subtype: str = "", **more: Json) -> None:
    """The event of a message, which Slack sends for everybody's, the app's own included."""
    channel = platform.workspace.channels[post.channel]
    if platform.workspace.bot_user not in channel.members or post.ephemeral_for is not None:
        return
    message = message_object(platform.workspace, post)
    event: Json = (
        {"type": "message", "subtype": subtype, "message": message, "ts": post.ts, **more}
        if subtype
        else message
    )
    event |= {
        "channel": channel.id,
        "channel_type": {"public": "channel", "private": "group"}.get(channel.kind, channel.kind),
    }
    if post.user != platform.workspace.bot_user:
        event["client_msg_id"] = platform.new_element_id("msg-")
    platform.event(EVENTS[channel.kind], event)
