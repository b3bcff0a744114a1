"""Slack's payloads, read once: what happened, told in as few facts as the turn needs."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Self

from bot.messages.base import Given
from bot.messages.inputs import given_in
from bot.messages.pieces import INPUT, STAYS
from bot.turn import Pressed

Body = Mapping[str, Any]


_ID: Final = re.compile(r"[UW][A-Z0-9]{2,}")

SAID: Final = ("", "file_share", "me_message", "thread_broadcast")
"""The subtypes of a message in which a person says something anew."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody did. `what` is command, click, form, words or event; `name` is what it is routed by."""

    what: str
    name: str
    who: str
    team: str
    key: str
    text: str = ""
    given: Given = field(default_factory=dict)
    channel: str = ""
    pressed: Pressed | None = None
    trigger: str = ""
    response_url: str = ""
    view_id: str = ""
    view_type: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def packed(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def unpacked(cls, body: Mapping[str, Any]) -> Self:
        pressed = Pressed(**body["pressed"]) if body["pressed"] else None
        given = {key: tuple(v) if isinstance(v, list) else v for key, v in body["given"].items()}
        return cls(**{**body, "pressed": pressed, "given": given})

    @property
    def in_dm(self) -> bool:
        return self.channel.startswith("D")


def told_by_command(body: Body) -> Told:
    return Told(
        what="command",
        name=str(body["command"]),
        who=str(body["user_id"]),
        team=str(body.get("team_id", "")),
        key=str(body["trigger_id"]),
        text=str(body.get("text") or ""),
        channel=str(body.get("channel_id", "")),
        trigger=str(body["trigger_id"]),
        response_url=str(body.get("response_url", "")),
    )


def told_by_action(body: Body) -> Told | None:
    """The click, or None for an input that was merely touched."""
    action = body["actions"][0]
    name, value = str(action["action_id"]), str(action.get("value") or "")
    if name.startswith(INPUT):
        return None
    name, _, mark = name.partition(":")
    if name == "more":  # the choice behind `…` names its click itself
        name, _, value = str(action["selected_option"]["value"]).partition(" ")
    container, view = body.get("container", {}), body.get("view") or {}
    if view and not value:  # an input that decides what the form asks next: the form itself is the value
        value = json.dumps({"metadata": view.get("private_metadata", "")})
    state = (view or body).get("state", {}).get("values", {})
    return Told(
        what="click",
        name=name,
        who=str(body["user"]["id"]),
        team=str(body["user"].get("team_id") or body["team"]["id"]),
        key=str(body["trigger_id"]),
        text=value,
        given=given_in(state),
        channel=str(body.get("channel", {}).get("id", "")),
        pressed=Pressed(
            channel=str(container.get("channel_id", "")),
            ts=str(container.get("message_ts", "")),
            ephemeral=bool(container.get("is_ephemeral")),
            view=str(view.get("id", "")),
            stays=mark.endswith(STAYS),
        ),
        trigger=str(body["trigger_id"]),
        response_url=str(body.get("response_url") or ""),
        view_id=str(view.get("id", "")),
        view_type=str(view.get("type", "")),
    )


def told_by_view(body: Body) -> Told:
    view = body["view"]
    return Told(
        what="form",
        name=str(view["callback_id"]),
        who=str(body["user"]["id"]),
        team=str(body["user"].get("team_id") or body["team"]["id"]),
        key=str(body.get("trigger_id") or view["id"] + str(view.get("hash", ""))),
        text=str(view.get("private_metadata") or "{}"),
        given=given_in(view.get("state", {}).get("values", {})),
        pressed=Pressed(view=str(view["id"])),
        trigger=str(body.get("trigger_id", "")),
        view_id=str(view["id"]),
        view_type=str(view.get("type", "")),
        facts={"hash": str(view.get("hash", ""))},
    )


def told_by_event(body: Body) -> Told | None:
    """The event, or None where it is not for us: an edit, another bot's words, a message outside the DM."""
    event = body["event"]
    what, name = "event", str(event["type"])
    who = event.get("user", "")
    if name == "message":
        said = event.get("channel_type") == "im" and event.get("subtype", "") in SAID
        if not said or event.get("bot_id") or not who:
            return None
        what = "words"
    facts: dict[str, Any] = {}
    if isinstance(who, dict):  # user_change carries the whole user, of whom little is used
        facts, who = {"user": _used(who)}, who.get("id", "")
    return Told(
        what=what,
        name=name,
        who=str(who),
        team=str(body.get("team_id", "")),
        key=str(body["event_id"]),
        text=_unescaped(str(event.get("text") or "")),
        channel=str(event.get("channel", "")),
        facts=facts | {key: event[key] for key in ("tab", "event_ts") if key in event},
    )


USED: Final = (
    *("id", "team_id", "name", "real_name", "tz", "deleted", "is_bot"),
    *("is_restricted", "is_ultra_restricted", "is_stranger"),
)
USED_OF_PROFILE: Final = ("real_name", "display_name", "title")


def _used(user: Body) -> dict[str, Any]:
    """What `person_of` reads of Slack's user: no address, phone or picture is kept."""
    profile = user.get("profile") or {}
    used: dict[str, Any] = {key: user[key] for key in USED if key in user}
    return used | {"profile": {key: profile[key] for key in USED_OF_PROFILE if key in profile}}


def people_in(given: Given) -> set[str]:
    """The people picked in a form, by their ids."""
    picked = (one for value in given.values() if isinstance(value, tuple) for one in value)
    return {one for one in picked if _ID.fullmatch(one)}


_LINK: Final = re.compile(r"<((?:https?://|mailto:|tel:)[^<>|]+)(?:\|([^<>|]*))?>")


def _unescaped(text: str) -> str:
    """What was typed. Slack makes elements of links, and escapes these three; they are escaped anew when shown."""
    text = _LINK.sub(lambda link: link[2] if link[2] and link[1].endswith(link[2]) else link[1], text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
