"""users.*, auth.test, team.info, apps.connections.open."""

from bot.sandbox.errors import SlackError
from bot.sandbox.payloads import channel_object, profile_with_fields, user_object
from bot.sandbox.webapi.call import READ_SCOPES, Call, Json, flag


async def auth_test(call: Call) -> Json:
    workspace = call.platform.workspace
    return {
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_name,
        "user": workspace.bot_name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


async def connections_open(call: Call) -> Json:
    if call.platform.options.mode != "socket":
        raise SlackError("forbidden_team")
    address = call.platform.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/socket?ticket={call.platform.socket_mode.new_ticket()}"}


async def info(call: Call) -> Json:
    call.needs("users:read")
    user = call.user()
    if user.is_stranger:
        raise SlackError("user_not_visible")
    return {"user": user_object(call.platform.workspace, user, locale=flag(call.args.get("include_locale")))}


async def list_users(call: Call) -> Json:
    call.needs("users:read")
    if "limit" not in call.args:
        raise SlackError("limit_required")
    workspace = call.platform.workspace
    page, metadata = call.page(list(workspace.users.values()), call.number("limit", 200))
    locale = flag(call.args.get("include_locale"))
    members = [user_object(workspace, user, locale=locale) for user in page]
    return {"members": members, "cache_ts": 0, "response_metadata": metadata}


async def profile_get(call: Call) -> Json:
    call.needs("users.profile:read")
    return {"profile": profile_with_fields(call.user(), labels=flag(call.args.get("include_labels")))}


async def team_info(call: Call) -> Json:
    call.needs("team:read")
    workspace = call.platform.workspace
    return {"team": {"id": workspace.team_id, "name": workspace.team_name, "domain": workspace.team_domain}}


async def conversations_of(call: Call) -> Json:
    """users.conversations and conversations.list; the latter also shows public channels the app is not in."""
    kinds = {"public_channel": "public", "private_channel": "private", "mpim": "mpim", "im": "im"}
    asked = [kind.strip() for kind in str(call.args.get("types") or "public_channel").split(",")]
    if not set(asked) <= kinds.keys():
        raise SlackError("invalid_types")
    for kind in asked:
        call.needs(READ_SCOPES[kinds[kind]])
    workspace = call.platform.workspace
    member = str(call.args.get("user") or workspace.bot_user)
    found = [
        channel
        for channel in workspace.channels.values()
        if channel.kind in {kinds[kind] for kind in asked}
        and (workspace.bot_user in channel.members or channel.kind == "public")
        and (call.method == "conversations.list" or member in channel.members)
        and not (flag(call.args.get("exclude_archived")) and channel.is_archived)
    ]
    page, metadata = call.page(found, call.number("limit", 100))
    return {
        "channels": [channel_object(workspace, channel) for channel in page],
        "response_metadata": metadata,
    }
