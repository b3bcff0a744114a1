"""conversations.*: opening DMs and group DMs, looking at a conversation, reading a DM back."""

from bot.sandbox.errors import SlackError
from bot.sandbox.payloads import channel_object, message_object
from bot.sandbox.webapi.call import HISTORY_SCOPES, READ_SCOPES, Call, Json, flag
from bot.sandbox.workspace import User

MOST_USERS = 8


async def open_conversation(call: Call) -> Json:
    if call.args.get("channel"):
        channel = call.channel()
    else:
        users = _users(call)
        call.needs("im:write" if len(users) == 1 else "mpim:write")
        channel = call.platform.workspace.direct(*[user.id for user in users])
    if flag(call.args.get("return_im")):
        return {"channel": channel_object(call.platform.workspace, channel)}
    return {"channel": {"id": channel.id}}


def _users(call: Call) -> list[User]:
    asked = call.args.get("users")
    ids = asked if isinstance(asked, list) else [user for user in str(asked or "").split(",") if user]
    if not ids:
        raise SlackError("users_list_not_supplied")
    if len(ids) > MOST_USERS:
        raise SlackError("too_many_users")
    return [_reachable(call, str(user_id).strip()) for user_id in dict.fromkeys(ids)]


def _reachable(call: Call, user_id: str) -> User:
    user = call.platform.workspace.user(user_id)
    if user is None:
        raise SlackError("user_not_found")
    if user.deleted:
        raise SlackError("user_disabled")
    if user.is_stranger:
        raise SlackError("user_not_visible")
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    return user


async def info(call: Call) -> Json:
    channel = call.channel(member=False)
    call.needs(READ_SCOPES[channel.kind])
    about = channel_object(call.platform.workspace, channel)
    if flag(call.args.get("include_num_members")):
        about["num_members"] = len(channel.members)
    return {"channel": about}


async def members(call: Call) -> Json:
    channel = call.channel(member=False)
    call.needs(READ_SCOPES[channel.kind])
    page, metadata = call.page(channel.members, call.number("limit", 100))
    return {"members": page, "response_metadata": metadata}


async def history(call: Call) -> Json:
    """Newest first; `oldest` and `latest` are left out themselves unless `inclusive`."""
    channel = call.channel()
    call.needs(HISTORY_SCOPES[channel.kind])
    limit = call.number("limit", 100, 999)
    oldest, latest = _moment(call, "oldest", "0"), _moment(call, "latest", "9999999999")
    both_ends = flag(call.args.get("inclusive"))
    found = [
        post
        for post in reversed(channel.posts)
        if post.ephemeral_for is None
        and post.thread_ts in (None, post.ts)
        and (oldest < float(post.ts) < latest or (both_ends and float(post.ts) in (oldest, latest)))
    ]
    page, metadata = call.page(found, limit)
    whole = flag(call.args.get("include_all_metadata"))
    return {
        "messages": [message_object(call.platform.workspace, post, metadata=whole) for post in page],
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
        "response_metadata": metadata,
    }


def _moment(call: Call, key: str, default: str) -> float:
    try:
        return float(call.args.get(key) or default)
    except ValueError:
        raise SlackError(f"invalid_ts_{key}") from None
