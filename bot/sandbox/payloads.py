"""Payloads as Slack builds them: objects for people, conversations, messages and views, and the envelopes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.blockkit.state import state
from bot.sandbox.workspace import Channel, File, Post, User, View, Workspace

Json = dict[str, Any]


def user_object(workspace: Workspace, user: User, *, locale: bool = False) -> Json:
    """A user as users.info and the events give it."""
    about: Json = {
        "id": user.id,
        "team_id": "T0ELSEWHERE" if user.is_stranger else workspace.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
        "profile": _profile(user),
    }
    if user.deleted:
        return about
    about |= {
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_stranger": user.is_stranger,
    }
    if user.tz:
        offset = datetime.now(ZoneInfo(user.tz)).utcoffset()
        about |= {
            "tz": user.tz,
            "tz_label": user.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
        }
    if locale:
        about["locale"] = user.locale
    return about


def _profile(user: User) -> Json:
    first, _, last = user.real_name.partition(" ")
    return {
        "real_name": user.real_name,
        "display_name": user.name,
        "first_name": first,
        "last_name": last,
        "title": user.title,
        "image_72": "",
        "status_text": "",
    }


def profile_with_fields(user: User, *, labels: bool) -> Json:
    """A profile with this workspace's custom fields: Manager (a person), Department and Site (words)."""
    fields: Json = {}
    for key, label, value in (
        ("Xf0MANAGER", "Manager", user.manager),
        ("Xf0DEPT", "Department", user.department),
        ("Xf0SITE", "Site", user.site),
    ):
        if value:
            fields[key] = {"value": value, "alt": "", **({"label": label} if labels else {})}
    return {**_profile(user), "fields": fields}


def channel_object(workspace: Workspace, channel: Channel) -> Json:
    about: Json = {
        "id": channel.id,
        "created": 0,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_member": workspace.bot_user in channel.members,
        "context_team_id": workspace.team_id,
    }
    if channel.kind == "im":
        return about | {"user": next(member for member in channel.members if member != workspace.bot_user)}
    return about | {"name": channel.name, "topic": {"value": channel.topic}, "purpose": {"value": ""}}


def message_object(workspace: Workspace, post: Post, *, metadata: bool = False) -> Json:
    message: Json = {"type": "message", "ts": post.ts, "text": post.text, "team": workspace.team_id}
    if post.user:
        message["user"] = post.user
    if post.user == workspace.bot_user:
        message |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id}
    if post.blocks:
        message["blocks"] = post.blocks
    if post.thread_ts:
        message["thread_ts"] = post.thread_ts
    if post.edited:
        message["edited"] = {"user": post.user, "ts": post.ts}
    if metadata and post.metadata:
        message["metadata"] = post.metadata
    if post.files:
        message |= {"files": [file_object(file) for file in post.files], "upload": False}
    return message


def file_object(file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "size": file.length,
        "mode": "hosted",
    }


def view_object(workspace: Workspace, view: View) -> Json:
    body = view.body
    about: Json = {
        "id": view.id,
        "team_id": workspace.team_id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": state(view.blocks, view.values)},
        "hash": view.hash,
        "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(body.get("clear_on_close", False)),
        "notify_on_close": bool(body.get("notify_on_close", False)),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": workspace.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }
    return about


def interaction(workspace: Workspace, kind: str, user: User) -> Json:
    """What every interactive payload begins with."""
    return {
        "type": kind,
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "api_app_id": workspace.app_id,
        "token": "sandbox",
        "enterprise": None,
        "is_enterprise_install": False,
    }


def event_callback(workspace: Workspace, event: Json) -> Json:
    return {
        "type": "event_callback",
        "token": "sandbox",
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": event,
        "event_id": workspace.new_id("Ev"),
        "event_time": int(float(workspace.new_ts())),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def channel_name(channel: Channel) -> str:
    """The name that commands and actions carry."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
