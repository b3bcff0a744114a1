"""Whose tour the visitor takes, and whether they look at what it is about or have gone elsewhere."""

from collections.abc import Mapping, Sequence

from bot.sandbox.page.drawing import Start, Step
from bot.sandbox.page.scene import Face, Scene, face
from bot.sandbox.workspace import Workspace


def whose(workspace: Workspace, starts: Sequence[Start], query: Mapping[str, str]) -> Face | None:
    """Who they chose to play, else who they came as, else the first."""
    able = [start.person for start in starts]
    asked = [query.get("mine"), query.get("as"), *able]
    found = next((one for one in asked if one in able), None)
    return face(workspace.users[found]) if found else None


def taken_by(me: Face, mine: Face | None, starts: Sequence[Start]) -> str:
    """Whose steps are shown: those of who is played, if they have a tour of their own to begin."""
    return me.id if mine is None or me.id in {start.person for start in starts} else mine.id


def is_away(mine: Face | None, scenes: Sequence[Scene], steps: Sequence[Step]) -> bool:
    """Whether they look at somebody else, or at what neither they nor their tour have to do with."""
    own = next((scene for scene in scenes if mine and scene.me.id == mine.id), None)
    if mine is None or own is None:
        return mine is not None
    in_talk = own.place is None or own.place.kind in ("app", "mpim")
    now = next((step for step in steps if not step.done), None)
    began_here = now is not None and now.began == own.at
    return not (in_talk or began_here or is_there(own, steps))


def where(mine: Face, steps: Sequence[Step]) -> str:
    """Where their tour goes on: at the step that comes next, if it is theirs; else where they have something to read."""
    now = next((step for step in steps if not step.done), None)
    return now.place if now and now.person == mine.id else ""


def is_there(scene: Scene, steps: Sequence[Step]) -> bool:
    """Whether this window shows what the step is about that comes next."""
    now = next((step for step in steps if not step.done), None)
    if now is None or now.person != scene.me.id or scene.place is None:
        return False
    in_app = scene.place.kind == "app" and scene.tab == "messages"
    return now.place == scene.at or (now.place == "app" and in_app)
