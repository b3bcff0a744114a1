"""What one window shows: the workspace as one person sees it from one place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.page.reader import Reader
from bot.sandbox.workspace import SLACKBOT, Channel, Post, User, View, Workspace

_TOGETHER = timedelta(minutes=5)
_COLOURS = 8


@dataclass(frozen=True)
class Face:
    """A person or an app, as small as an avatar."""

    id: str
    name: str
    title: str = ""
    unread: int = 0
    is_app: bool = False
    note: str = ""
    played: bool = False

    @property
    def initials(self) -> str:
        words = self.name.replace("-", " ").split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 and not self.is_app else "")).upper()

    @property
    def colour(self) -> int:
        return sum(map(ord, self.id)) % _COLOURS


@dataclass(frozen=True)
class Place:
    """An entry of the sidebar. `id` is what the address says: a channel's id, or `app` before there is a DM."""

    id: str
    name: str
    kind: str
    unread: int = 0
    faces: tuple[Face, ...] = ()
    topic: str = ""


@dataclass(frozen=True)
class Line:
    """A message with its author; `joined` to the one above when the same author wrote both."""

    post: Post
    face: Face
    joined: bool = False
    new_day: str = ""


@dataclass(frozen=True)
class Scene:
    key: str
    me: Face
    team: str
    reader: Reader
    sections: tuple[tuple[str, tuple[Place, ...]], ...]
    at: str
    place: Place | None
    tab: str
    lines: tuple[Line, ...]
    app: Face
    home: View | None = None
    modals: Sequence[View] = ()
    commands: Sequence[tuple[str, str]] = field(default_factory=tuple)
    shortcuts: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def rail(self) -> list[tuple[str, str, str, bool, int]]:
        """Name, icon, place, whether we are there, and unread: the strip at the very left."""
        channels, people, apps = (places for _, places in self.sections)
        first = channels[0].id if channels else self.at
        here = self.place.kind if self.place else ""
        return [
            ("Home", "⌂", first, here in ("public", "private"), sum(place.unread for place in channels)),
            (
                "DMs",
                "✉︎",
                people[0].id if people else apps[0].id,
                here in ("im", "mpim"),
                sum(p.unread for p in people),
            ),
            ("App", "✦", apps[0].id if apps[0].unread else "home", here == "app", apps[0].unread),
        ]

    @property
    def modal(self) -> View | None:
        return self.modals[-1] if self.modals else None


def look(workspace: Workspace, user_id: str, at: str, *, key: str = "one", now: datetime) -> Scene:
    """The window of this person at this place; an unknown place falls back to the app's DM."""
    me = workspace.users[user_id]
    sections = _sections(workspace, me)
    places = {place.id: place for _, some in sections for place in some}
    app_place = sections[-1][1][0]
    if at in ("home", "app", workspace.bot_user, workspace.app_id):
        place: Place | None = app_place
    else:
        place = places.get(at) or _direct_with(places, at) or _to_be_begun(workspace, me, at) or app_place
    reader = _reader(workspace, me, app_place.id, now)
    tab = "home" if at == "home" else "messages"
    return Scene(
        key=key,
        me=face(me),
        team=workspace.team_name,
        reader=reader,
        sections=sections,
        at=at if at == "home" else place.id if place else at,
        place=place,
        tab=tab,
        lines=_lines(workspace, place, me, reader) if place and tab == "messages" else (),
        app=face(workspace.users[workspace.bot_user]),
        home=workspace.homes.get(user_id),
        modals=tuple(workspace.modals.get(user_id, ())),
    )


def face(user: User, unread: int = 0, note: str = "") -> Face:
    return Face(user.id, user.real_name or user.name, user.title, unread, user.is_bot, note)


def _reader(workspace: Workspace, me: User, app_dm: str, now: datetime) -> Reader:
    places = {
        channel.id: channel.name
        for channel in workspace.channels.values()
        if channel.name and (channel.kind == "public" or me.id in channel.members)
    }
    people = {user.id: user.real_name or user.name for user in workspace.users.values()}
    return Reader(now, me.tz or "UTC", people, places, app_dm)


def _sections(workspace: Workspace, me: User) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    mine = [_place(workspace, channel, me) for channel in workspace.conversations_of(me.id)]
    channels = sorted((p for p in mine if p.kind in ("public", "private")), key=lambda place: place.name)
    people = tuple(place for place in mine if place.kind in ("im", "mpim"))
    app = next((place for place in mine if place.kind == "app"), None) or Place(
        "app",
        face(workspace.users[workspace.bot_user]).name,
        "app",
        faces=(face(workspace.users[workspace.bot_user]),),
    )
    return (("Channels", tuple(channels)), ("Direct messages", people), ("Apps", (app,)))


def _place(workspace: Workspace, channel: Channel, me: User) -> Place:
    others = tuple(
        face(workspace.users[member])
        for member in channel.members
        if member != me.id and member in workspace.users
    )
    unread = channel.unread(me.id)
    if channel.kind == "im" and workspace.bot_user in channel.members:
        return Place(channel.id, others[0].name, "app", unread, others)
    if channel.kind in ("im", "mpim"):
        named = [other for other in others if not other.is_app] or others
        return Place(channel.id, ", ".join(other.name for other in named), channel.kind, unread, others)
    return Place(channel.id, channel.name, channel.kind, unread, others, channel.topic)


def _direct_with(places: dict[str, Place], user_id: str) -> Place | None:
    return next(
        (place for place in places.values() if place.kind == "im" and place.faces[0].id == user_id), None
    )


def _to_be_begun(workspace: Workspace, me: User, user_id: str) -> Place | None:
    """The direct messages with somebody to whom no word was written yet."""
    other = workspace.users.get(user_id)
    if other is None or other.is_bot or other is me:
        return None
    return Place(other.id, face(other).name, "im", faces=(face(other),))


def _lines(workspace: Workspace, place: Place, me: User, reader: Reader) -> tuple[Line, ...]:
    channel = workspace.channels.get(place.id)
    lines: list[Line] = []
    above: Post | None = None
    for post in channel.posts_for(me.id) if channel else ():
        author = workspace.users.get(post.user) or workspace.users[SLACKBOT]
        new_day = "" if above and _same_day(reader, above, post) else reader.day(post.at)
        joined = not new_day and above is not None and _one_breath(above, post)
        lines.append(Line(post, face(author), joined, new_day))
        above = post
    return tuple(lines)


def _same_day(reader: Reader, above: Post, post: Post) -> bool:
    return reader.here(above.at).date() == reader.here(post.at).date()


def _one_breath(above: Post, post: Post) -> bool:
    same = above.user == post.user and bool(above.ephemeral_for) == bool(post.ephemeral_for)
    return same and post.at - above.at < _TOGETHER
