"""A little app in the same process, to be played with through the page: it answers as an app of Slack's would."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.blockkit.state import with_ids
from bot.sandbox.company import Company
from bot.sandbox.delivery import Answer, Envelope
from bot.sandbox.manifest import parse_manifest
from bot.sandbox.platform import Options
from bot.sandbox.views import open_view, push_view
from bot.sandbox.workspace import Post, User, View

Json = dict[str, Any]
START = datetime(2030, 11, 26, 8, 5, tzinfo=UTC)  # a Tuesday

MANIFEST = parse_manifest(
    {
        "display_information": {"name": "Garden"},
        "features": {
            "bot_user": {"display_name": "Garden"},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {
                    "command": "/garden",
                    "description": "Everything about the garden",
                    "usage_hint": "help, plant",
                },
                {"command": "/garden-admin", "description": "For gardeners"},
            ],
            "shortcuts": [{"name": "Plant something", "type": "global", "callback_id": "plant"}],
        },
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]},
            "interactivity": {"is_enabled": True},
        },
        "oauth_config": {"scopes": {"bot": ["chat:write", "im:history", "commands"]}},
    }
)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def field_of(label: str, block_id: str, kind: str, **more: Any) -> Json:
    element = {
        "type": kind,
        "action_id": "it",
        **{k: v for k, v in more.items() if k not in ("optional", "hint")},
    }
    block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    return block | {k: v for k, v in more.items() if k in ("optional", "hint")}


FORM = {
    "type": "modal",
    "callback_id": "planting",
    "title": plain("Plant something"),
    "submit": plain("Plant"),
    "close": plain("Not now"),
    "blocks": [
        {"type": "section", "text": mrkdwn("Takes *one minute*.")},
        field_of(
            "What shall grow?", "what", "plain_text_input", multiline=True, hint=plain("One word is enough")
        ),
        field_of("Where?", "where", "radio_buttons", options=[option("Bed"), option("Pot")]),
        field_of(
            "Tools",
            "tools",
            "multi_static_select",
            optional=True,
            placeholder=plain("Select tools"),
            options=[option(f"Tool {n}") for n in range(12)],
        ),
        field_of("Sort", "sort", "external_select", min_query_length=0, placeholder=plain("Select a sort")),
        field_of(
            "Helpers", "helpers", "multi_users_select", optional=True, placeholder=plain("Select people")
        ),
        field_of("Day", "day", "datepicker", optional=True, placeholder=plain("Select a day")),
        field_of("Colours", "colours", "checkboxes", optional=True, options=[option("Red"), option("Blue")]),
        field_of("How many?", "many", "number_input", is_decimal_allowed=False, min_value="1"),
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "button", "action_id": "advice", "text": plain("Advice")}],
        },
    ],
}
ADVICE = {
    "type": "modal",
    "title": plain("Advice"),
    "blocks": [{"type": "section", "text": mrkdwn("Water it.")}],
}
INVITATION = [
    {"type": "header", "text": plain("The garden is open :seedling:")},
    {
        "type": "section",
        "text": mrkdwn("Hello <@UANA>, there is *room* for you until <!date^1922000000^{date_long}|x>."),
    },
    {
        "type": "actions",
        "block_id": "ask",
        "elements": [
            {"type": "button", "action_id": "plant", "text": plain("Plant something"), "style": "primary"},
            {
                "type": "button",
                "action_id": "leave",
                "text": plain("Leave"),
                "style": "danger",
                "confirm": {
                    "title": plain("Leave the garden?"),
                    "text": plain("Your bed goes to somebody else."),
                    "confirm": plain("Leave it"),
                    "deny": plain("Stay"),
                },
            },
            {"type": "overflow", "action_id": "later", "options": [option("Tomorrow"), option("Never")]},
        ],
    },
    {
        "type": "section",
        "block_id": "tool",
        "text": mrkdwn("Your tool"),
        "accessory": {
            "type": "static_select",
            "action_id": "tool",
            "placeholder": plain("Select a tool"),
            "options": [option("Spade"), option("Rake")],
        },
    },
    {"type": "context", "elements": [mrkdwn("Seen by: the gardeners")]},
]


@dataclass
class LittleApp:
    """Records what reached it; says what it did in the DM of whoever acted."""

    company: Company
    envelopes: list[Envelope] = field(default_factory=list)
    silent: bool = False

    async def disconnect(self) -> None:
        return None

    async def send(self, envelope: Envelope) -> Answer:
        if self.silent:
            await asyncio.Event().wait()
        self.envelopes.append(envelope)
        payload = envelope.payload
        if envelope.kind == "options":
            return Answer(
                {"options": [option(word) for word in ("Rose", "Bean") if payload["value"] in word.lower()]}
            )
        if envelope.kind == "slash_commands":
            return Answer({"response_type": "ephemeral", "text": "Only you see this."})
        if payload["type"] == "view_submission":
            return self._submitted(payload)
        if payload["type"] == "block_actions":
            self._pressed(payload)
        elif payload["type"] == "shortcut":
            self._open(payload, FORM)
        elif payload.get("event", {}).get("type") == "message":
            self.writes(payload["event"]["user"], f"You wrote: {payload['event']['text']}")
        return Answer()

    def _submitted(self, payload: Json) -> Answer:
        values = payload["view"]["state"]["values"]
        if values["what"]["it"]["value"] == "weeds":
            return Answer({"response_action": "errors", "errors": {"what": "Anything but weeds, please."}})
        self.writes(payload["user"]["id"], f"Planted: {values['what']['it']['value']}")
        return Answer()

    def _pressed(self, payload: Json) -> None:
        action = payload["actions"][0]
        if action["action_id"] == "plant":
            self._open(payload, FORM)
        elif action["action_id"] == "advice":
            push_view(self.company.platform, ADVICE, self.company.platform.use_trigger(payload["trigger_id"]))
        else:
            chosen = (action.get("selected_option") or {}).get("value", "")
            self.writes(payload["user"]["id"], f"Pressed: {action['action_id']} {chosen}".strip())

    def _open(self, payload: Json, form: Json) -> None:
        open_view(self.company.platform, form, self.company.platform.use_trigger(payload["trigger_id"]))

    def writes(self, user: str, text: str, blocks: list[Json] | None = None, channel: str = "") -> Post:
        workspace = self.company.workspace
        place = channel or workspace.direct(user).id
        filled = with_ids(blocks or [], self.company.platform.new_element_id)
        post = Post(workspace.new_ts(), place, workspace.bot_user, text, workspace.now(), filled)
        return workspace.add_post(post)


def garden() -> tuple[Company, LittleApp]:
    """A company of three with an invitation, a Home and something unread."""
    company = Company(Options(MANIFEST, team_name="Northwind", start=START, ack_within=0.4))
    workspace = company.workspace
    for user_id, name, title in (
        ("UANA", "Ana Lima", "Data analyst"),
        ("UBO", "Bo Chen", "Engineer"),
        ("UHANA", "Hana Novak", "HR lead"),
    ):
        workspace.add_user(User(user_id, name.split()[0].lower(), name, title=title, tz="Europe/Berlin"))
    workspace.add_channel("general", ["UANA", "UBO", "UHANA"], id="C1")
    workspace.add_channel("gardeners", ["UHANA", workspace.bot_user], "private", id="C2")
    app = LittleApp(company)
    company.platform.courier.transport = app
    app.writes("UANA", "The garden is open", INVITATION)
    app.writes("UBO", "A word for Bo")
    home = {"type": "home", "blocks": with_ids(INVITATION[:2], company.platform.new_element_id)}
    workspace.homes["UANA"] = View("VHOME", "home", "UANA", "h", home)
    return company, app
