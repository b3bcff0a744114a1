"""What the app has written to those on screen, elsewhere than where they look: shown until it is read or dismissed."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from bot.sandbox.page.scene import Place, Scene
from bot.sandbox.reading import Reading
from bot.sandbox.workspace import Post, Workspace

MOST_WORDS = 90


@dataclass(frozen=True)
class News:
    key: str
    words: str
    person: str
    place: str


def newest(workspace: Workspace, scenes: Sequence[Scene], dismissed: Container[str]) -> News | None:
    """The newest of them; what is written to everybody is no news to one."""
    unread = [
        (workspace.channels[place.id].posts_for(scene.me.id)[-1], scene, place)
        for scene in scenes
        for _, places in scene.sections
        for place in places
        if place.unread and place.kind != "public" and place.id != scene.at
    ]
    told = [_told(workspace, *one) for one in sorted(unread, key=lambda one: one[0].ts, reverse=True)]
    return next((news for news in told if news.key not in dismissed), None)


def _told(workspace: Workspace, post: Post, scene: Scene, place: Place) -> News:
    words = first_line(workspace, post, scene.me.id)
    where = "in your conversation with " if place.kind == "mpim" else "from "
    told = f"New for {scene.me.name.split()[0]} {where}{place.name}: “{words}”"
    return News(f"{scene.me.id} {place.id} {post.ts}", told, scene.me.id, place.id)


def first_line(workspace: Workspace, post: Post, reader: str) -> str:
    """How a message begins, as one person reads it, without its author."""
    words = Reading(workspace, reader).post(post).replace("*", "").partition("\n")[0]
    return words.partition(": ")[2][:MOST_WORDS]
