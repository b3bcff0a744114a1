"""views.*: no scope is needed, but a fresh trigger is."""

from bot.sandbox.errors import SlackError
from bot.sandbox.payloads import view_object
from bot.sandbox.views import checked, open_view, publish_home, push_view, update_view
from bot.sandbox.webapi.call import Call, Json
from bot.sandbox.workspace import View


async def open_modal(call: Call) -> Json:
    body = checked(call.args.get("view"), "modal")
    trigger = call.platform.use_trigger(str(call.require("trigger_id")))
    return _shape(call, open_view(call.platform, body, trigger))


async def push(call: Call) -> Json:
    body = checked(call.args.get("view"), "modal")
    trigger = call.platform.use_trigger(str(call.require("trigger_id")))
    return _shape(call, push_view(call.platform, body, trigger))


async def update(call: Call) -> Json:
    body = checked(call.args.get("view"), "modal")
    return _shape(call, update_view(call.platform, _found(call), body, call.args.get("hash")))


def _found(call: Call) -> View:
    view_id, external_id = call.args.get("view_id"), call.args.get("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: view_id or external_id"])
    for stack in call.platform.workspace.modals.values():
        for view in stack:
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
    raise SlackError("not_found")


async def publish(call: Call) -> Json:
    user_id = str(call.require("user_id"))
    body = checked(call.args.get("view"), "home")
    if not call.platform.manifest.home_tab:
        raise SlackError("not_enabled")
    user = call.platform.workspace.user(user_id)
    if user is None or user.deleted:
        raise SlackError("invalid_arguments", ["[ERROR] invalid user_id [json-pointer:/user_id]"])
    return _shape(call, publish_home(call.platform, user_id, body, call.args.get("hash")))


def _shape(call: Call, view: View) -> Json:
    return {"view": view_object(call.platform.workspace, view)}
