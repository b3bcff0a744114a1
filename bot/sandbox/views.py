"""Modals and Homes: opening, pushing, updating, publishing, closing, with Slack's rules for each."""

from typing import Any

from bot.sandbox.blockkit.state import keep, with_ids
from bot.sandbox.errors import SlackError
from bot.sandbox.limits import Surface, refusal
from bot.sandbox.platform import Platform, Trigger
from bot.sandbox.workspace import View

Json = dict[str, Any]
DEEPEST_STACK = 3


def checked(body: Any, surface: Surface) -> Json:
    if not isinstance(body, dict):
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: view"])
    if refused := refusal(body, surface):
        raise SlackError(refused[0], refused[1])
    return body


def open_view(platform: Platform, body: Json, trigger: Trigger) -> View:
    """views.open: a new root, or one more on top when the click came from a modal."""
    stack = platform.workspace.modals.get(trigger.user, [])
    if any(view.id == trigger.view_id for view in stack):
        return push_view(platform, body, trigger)
    platform.workspace.modals[trigger.user] = []
    return _stacked(platform, body, trigger.user)


def push_view(platform: Platform, body: Json, trigger: Trigger) -> View:
    stack = platform.workspace.modals.get(trigger.user, [])
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise SlackError("push_limit_reached")
    return _stacked(platform, body, trigger.user)


def _stacked(platform: Platform, body: Json, user_id: str) -> View:
    workspace = platform.workspace
    _unique_external_id(platform, body, None)
    stack = workspace.modals.setdefault(user_id, [])
    view = View(workspace.new_id("V"), "modal", user_id, platform.new_hash(), _filled(platform, body))
    view.external_id = str(body.get("external_id", ""))
    view.root_view_id = stack[0].id if stack else view.id
    view.previous_view_id = stack[-1].id if stack else None
    stack.append(view)
    _shown(platform, user_id)
    return view


def update_view(platform: Platform, view: View, body: Json, hash: str | None = None) -> View:
    """Replace what a view shows. What the person typed stays where block_id and action_id are the same."""
    _same_hash(view, hash)
    _unique_external_id(platform, body, view)
    view.body = _filled(platform, body)
    view.external_id = str(body.get("external_id", ""))
    view.values = keep(view.blocks, view.values)
    view.hash = platform.new_hash()
    view.errors, view.notice = {}, ""
    _shown(platform, view.user)
    return view


def publish_home(platform: Platform, user_id: str, body: Json, hash: str | None = None) -> View:
    workspace = platform.workspace
    home = workspace.homes.get(user_id)
    if home is None:
        home = View(workspace.new_id("V"), "home", user_id, "", {})
        home.root_view_id = home.id
        workspace.homes[user_id] = home
    else:
        _same_hash(home, hash)
    return update_view(platform, home, body)


def close_view(platform: Platform, view: View, *, whole_stack: bool = False) -> list[View]:
    """Take a view, or the whole stack, away; returns what was closed, top first."""
    stack = platform.workspace.modals.get(view.user, [])
    if view not in stack:
        return []
    first = 0 if whole_stack else stack.index(view)
    closed = stack[first:][::-1]
    del stack[first:]
    _shown(platform, view.user)
    return closed


def _same_hash(view: View, hash: str | None) -> None:
    if hash is not None and hash != view.hash:
        raise SlackError("hash_conflict")


def _unique_external_id(platform: Platform, body: Json, own: View | None) -> None:
    external_id = body.get("external_id")
    if external_id and any(
        v.external_id == external_id and v is not own for v in platform.workspace.all_views()
    ):
        raise SlackError("duplicate_external_id")


def _filled(platform: Platform, body: Json) -> Json:
    return {**body, "blocks": with_ids(body["blocks"], platform.new_element_id)}


def _shown(platform: Platform, user_id: str) -> None:
    platform.workspace.shown(user_id)
    platform.workspace.changed.notify()
