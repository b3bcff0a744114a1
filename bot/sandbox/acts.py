"""Everything a person can do in Slack, by explicit ids: what a page calls, and what `acting` builds on."""

from collections import Counter
from typing import Any

from bot.sandbox.blockkit.state import STATE_KEYS, chosen, find, state
from bot.sandbox.composer import linked, split_command
from bot.sandbox.delivery import Answer, Envelope
from bot.sandbox.errors import SlackError
from bot.sandbox.payloads import channel_name, interaction, message_object, view_object
from bot.sandbox.platform import Platform, ResponseUrl
from bot.sandbox.posting import tell
from bot.sandbox.response_urls import respond
from bot.sandbox.submissions import Submissions
from bot.sandbox.workspace import SLACKBOT, Channel, Post, User, View

Json = dict[str, Any]
Place = Post | View
TROUBLE = "We had some trouble connecting. Try again?"


class Acts:
    """Raises LookupError for what is not there (any more), ValueError for what Slack would not let through."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.workspace = platform.workspace
        self.counts: Counter[str] = Counter()  # clicks, choices, submits, typed lines: by person
        self.typed: dict[str, list[str]] = {}  # every line, by person
        self._submissions = Submissions(platform)

    def _person(self, user_id: str, *, counted: bool = True) -> User:
        user = self.workspace.users[user_id]
        if user.deleted:
            raise ValueError(f"{user.real_name}'s account is deactivated")
        if counted:
            self.counts[user_id] += 1
            self.workspace.acted(user_id)
        return user

    # Typing

    async def act_type(self, user_id: str, channel_id: str, line: str) -> None:
        """A line in the composer: a slash command, or a message."""
        self.typed.setdefault(user_id, []).append(line)
        if line.startswith("/"):
            await self.act_command(user_id, channel_id, line)
        else:
            await self.act_message(user_id, channel_id, line)

    async def act_command(self, user_id: str, channel_id: str, line: str) -> None:
        user, channel = self._person(user_id), self.workspace.channels[channel_id]
        name, words = split_command(line)
        command = self.platform.manifest.commands.get(name)
        if command is None or "commands" not in self.platform.manifest.scopes:
            self._slackbot_says(user, channel, f"{name} is not a valid command.")
            return
        self.platform.used_scopes.add("commands")
        text = linked(self.workspace, words, names=True) if command.should_escape else words
        payload: Json = {
            "token": "sandbox",
            "team_id": self.workspace.team_id,
            "team_domain": self.workspace.team_domain,
            "channel_id": channel.id,
            "channel_name": channel_name(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": name,
            "text": text,
            "api_app_id": self.workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self.platform.new_response_url(user.id, channel.id),
            "trigger_id": self.platform.new_trigger(user.id),
        }
        answer = await self.platform.courier.deliver(Envelope("slash_commands", payload))
        self._show_command_answer(user, channel, name, answer)

    def _show_command_answer(self, user: User, channel: Channel, name: str, answer: Answer) -> None:
        if not answer.ok:
            error = "operation_timeout" if answer.error == "http_timeout" else "dispatch_failed"
            self._slackbot_says(user, channel, f'{name} failed with the error "{error}"')
        elif answer.body and (answer.body.get("text") or answer.body.get("blocks")):
            try:
                respond(self.platform, ResponseUrl(user.id, channel.id, 0.0), answer.body)
            except SlackError as error:
                self.workspace.warnings += error.messages
                self._slackbot_says(user, channel, f'{name} failed with the error "{error.code}"')

    def _slackbot_says(self, user: User, channel: Channel, text: str) -> None:
        post = Post(self.workspace.new_ts(), channel.id, SLACKBOT, text, self.workspace.now())
        post.ephemeral_for = user.id
        self.workspace.add_post(post)

    async def act_message(self, user_id: str, channel_id: str, text: str) -> Post:
        user, channel = self._person(user_id), self.workspace.channels[channel_id]
        if user_id not in channel.members:
            raise ValueError(f"{user.real_name} is not in {channel.name}")
        to_app = channel.kind == "im" and self.workspace.bot_user in channel.members
        if to_app and self.platform.manifest.messages_read_only:
            raise ValueError("Sending messages to this app has been turned off.")
        post = self.workspace.add_post(
            Post(
                self.workspace.new_ts(),
                channel_id,
                user_id,
                linked(self.workspace, text),
                self.workspace.now(),
            )
        )
        tell(self.platform, post)
        return post

    # Clicking and choosing

    def act_value(self, user_id: str, place: Place, block_id: str, action_id: str, raw: Any) -> None:
        """Type into a field or choose in it, without the app hearing of it yet."""
        _, element = self._element(place, block_id, action_id)
        if element["type"] not in STATE_KEYS:
            raise ValueError(f"{action_id} is no field")
        self._values(user_id, place).setdefault(block_id, {})[action_id] = chosen(element, raw)
        if isinstance(place, View):
            place.errors.pop(block_id, None)
        self.workspace.changed.notify()

    async def act_click(
        self, user_id: str, place: Place, block_id: str, action_id: str, raw: Any = None
    ) -> bool:
        """Press a button or choose in a select; False when the app did not answer.

        A choice in an input block is kept until the form is submitted, unless it has `dispatch_action`.
        """
        user = self._person(user_id)
        block, element = self._element(place, block_id, action_id)
        action: Json = {"type": element["type"], "action_id": action_id, "block_id": block_id}
        if element["type"] in ("button", "icon_button"):
            action |= {key: element[key] for key in ("text", "value", "style") if key in element}
        elif element["type"] == "overflow":
            action["selected_option"] = chosen({**element, "type": "static_select"}, raw)["selected_option"]
        else:
            self.act_value(user_id, place, block_id, action_id, raw)
            action |= self._values(user_id, place)[block_id][action_id]
            if block["type"] == "input" and not block.get("dispatch_action"):
                return True
        payload = interaction(self.workspace, "block_actions", user) | self._where(user, place)
        payload["actions"] = [action | {"action_ts": self.workspace.new_ts()}]
        answer = await self.platform.courier.deliver(Envelope("interactive", payload))
        self._note_trouble(user_id, place, answer)
        return answer.ok

    def _element(self, place: Place, block_id: str, action_id: str) -> tuple[Json, Json]:
        if found := find(place.blocks, block_id, action_id):
            return found
        raise LookupError(f"there is no {action_id} in {block_id} here any more")

    def _values(self, user_id: str, place: Place) -> dict[str, dict[str, Json]]:
        return place.values if isinstance(place, View) else place.values.setdefault(user_id, {})

    def _where(self, user: User, place: Place) -> Json:
        """Container, state and handles of a click: from a view, or from a message."""
        if isinstance(place, View):
            view = view_object(self.workspace, place)
            return {
                "container": {"type": "view", "view_id": place.id},
                "trigger_id": self.platform.new_trigger(user.id, place.id),
                "view": view,
                "state": view["state"],
            }
        channel = self.workspace.channels[place.channel]
        ephemeral = place.ephemeral_for is not None
        where: Json = {
            "container": {
                "type": "message",
                "message_ts": place.ts,
                "channel_id": channel.id,
                "is_ephemeral": ephemeral,
            },
            "trigger_id": self.platform.new_trigger(user.id),
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "state": {"values": state(place.blocks, self._values(user.id, place))},
            "response_url": self.platform.new_response_url(user.id, channel.id, place),
        }
        return where if ephemeral else where | {"message": message_object(self.workspace, place)}

    def _note_trouble(self, user_id: str, place: Place, answer: Answer) -> None:
        words = "" if answer.ok else TROUBLE
        if isinstance(place, View):
            place.notice = words
        elif words:
            place.warnings[user_id] = words
        else:
            place.warnings.pop(user_id, None)
        self.workspace.changed.notify()

    async def act_suggest(
        self, user_id: str, place: Place, block_id: str, action_id: str, typed: str
    ) -> list[Json]:
        """The options of an external select for what was typed so far."""
        user = self._person(user_id, counted=False)
        _, element = self._element(place, block_id, action_id)
        if len(typed) < element.get("min_query_length", 3):
            return []
        payload = interaction(self.workspace, "block_suggestion", user) | self._where(user, place)
        payload |= {"action_id": action_id, "block_id": block_id, "value": typed}
        payload.pop("trigger_id")
        answer = await self.platform.courier.deliver(Envelope("options", payload))
        body = answer.body or {}
        groups = [option for group in body.get("option_groups", []) for option in group["options"]]
        return [*body.get("options", []), *groups][:100]

    # Forms

    async def act_submit(
        self, user_id: str, view_id: str, values: dict[str, dict[str, Any]] | None = None
    ) -> bool:
        """Press Submit, after typing `values` ({block_id: {action_id: raw}}); True when the form was taken."""
        user, view = self._person(user_id), self._open_view(user_id, view_id)
        for block_id, fields in (values or {}).items():
            for action_id, raw in fields.items():
                self.act_value(user_id, view, block_id, action_id, raw)
        return await self._submissions.submit(user, view)

    async def act_close(self, user_id: str, view_id: str) -> None:
        await self._submissions.close(self._person(user_id, counted=False), self._open_view(user_id, view_id))

    def _open_view(self, user_id: str, view_id: str) -> View:
        for view in self.workspace.modals.get(user_id, []):
            if view.id == view_id:
                return view
        raise LookupError("this form is closed")

    # Places

    async def act_home(self, user_id: str) -> None:
        """Open the app's Home tab."""
        self._opened(user_id, "home")

    async def act_messages(self, user_id: str) -> Channel:
        """Open the app's Messages tab, the DM with it."""
        channel = self._opened(user_id, "messages")
        self.workspace.mark_read(user_id, channel.id)
        return channel

    def _opened(self, user_id: str, tab: str) -> Channel:
        user = self._person(user_id, counted=False)
        channel = self.workspace.direct(user.id)
        event: Json = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": tab}
        home = self.workspace.homes.get(user_id)
        if home is not None and tab == "home":
            event["view"] = view_object(self.workspace, home)
        self.platform.event("app_home_opened", event)
        return channel

    async def act_shortcut(self, user_id: str, callback_id: str, post: Post | None = None) -> bool:
        """A global shortcut, or with `post` a message shortcut; only what the manifest declares exists."""
        user = self._person(user_id)
        declared = self.platform.manifest.shortcuts.get(callback_id)
        if declared is None or (declared["type"] == "message") != (post is not None):
            raise LookupError(f"there is no such shortcut: {callback_id}")
        payload = interaction(self.workspace, "message_action" if post else "shortcut", user)
        payload |= {"callback_id": callback_id, "action_ts": self.workspace.new_ts()}
        payload["trigger_id"] = self.platform.new_trigger(user.id)
        if post:
            where = self._where(user, post)
            payload |= {key: where[key] for key in ("channel", "response_url", "message") if key in where}
            payload["message_ts"] = post.ts
        return (await self.platform.courier.deliver(Envelope("interactive", payload))).ok
