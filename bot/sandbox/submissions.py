"""Submitting and closing a modal: the form's own checks, the app's answer, and what becomes of the stack."""

from typing import Any

from bot.sandbox.delivery import Answer, Envelope
from bot.sandbox.errors import SlackError
from bot.sandbox.fields import field_errors
from bot.sandbox.payloads import interaction, view_object
from bot.sandbox.platform import Platform, Trigger
from bot.sandbox.views import checked, close_view, push_view, update_view
from bot.sandbox.workspace import User, View

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


class Submissions:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._workspace = platform.workspace

    async def submit(self, user: User, view: View) -> bool:
        if "submit" not in view.body:
            raise ValueError("this view has nothing to submit")
        view.notice, view.errors = "", field_errors(view)
        self._workspace.changed.notify()
        if view.errors:
            return False
        payload = interaction(self._workspace, "view_submission", user)
        payload |= {
            "trigger_id": self._platform.new_trigger(user.id, view.id),
            "view": view_object(self._workspace, view),
            "response_urls": [],
        }
        answer = await self._platform.courier.deliver(Envelope("interactive", payload))
        return self._take(user, view, answer)

    def _take(self, user: User, view: View, answer: Answer) -> bool:
        """True when the form was taken; otherwise the view stays, with words on it."""
        body = answer.body or {}
        try:
            if not answer.ok:
                raise SlackError(answer.error)
            if view in self._workspace.modals.get(user.id, []):  # it may have been closed meanwhile
                self._follow(user, view, body)
        except SlackError as error:
            view.notice = TROUBLE
            self._workspace.warnings += error.messages
        self._workspace.changed.notify()
        return not view.notice and body.get("response_action") != "errors"

    def _follow(self, user: User, view: View, body: Json) -> None:
        do = body.get("response_action")
        if do is None:
            close_view(self._platform, view)
        elif do == "clear":
            close_view(self._platform, view, whole_stack=True)
        elif do == "update":
            update_view(self._platform, view, checked(body.get("view"), "modal"))
        elif do == "push":
            push_view(self._platform, checked(body.get("view"), "modal"), Trigger(user.id, 0.0))
        elif do == "errors":
            self._show_errors(view, body.get("errors"))
        else:
            raise SlackError("invalid_response_action", [f"[ERROR] unknown response_action: {do}"])

    def _show_errors(self, view: View, errors: Any) -> None:
        if not isinstance(errors, dict) or not errors:
            raise SlackError("invalid_arguments", ["[ERROR] errors must name at least one input block"])
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        for block_id in errors.keys() - inputs:
            self._workspace.warnings.append(
                f"an error for {block_id} is not shown: no input block has this block_id"
            )
        view.errors = {block_id: str(words) for block_id, words in errors.items() if block_id in inputs}
        if not view.errors:
            raise SlackError("invalid_arguments")
        self._workspace.shown(view.user)

    async def close(self, user: User, view: View) -> None:
        """Press × or Cancel; the app hears of it where it asked to."""
        whole = bool(view.body.get("clear_on_close", False))
        for closed in close_view(self._platform, view, whole_stack=whole):
            if closed.body.get("notify_on_close"):
                payload = interaction(self._workspace, "view_closed", user)
                payload |= {"view": view_object(self._workspace, closed), "is_cleared": whole}
                await self._platform.courier.deliver(Envelope("interactive", payload))
