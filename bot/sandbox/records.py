"""People, conversations, posts, views and the lines of the traffic log: plain records, changed by `workspace`.

`ts` is wire time, as Slack gives it; `at` is program time, which a page shows.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]  # block_id -> action_id -> what `state.values` holds
Kind = Literal["public", "private", "im", "mpim"]

SLACKBOT = "USLACKBOT"


@dataclass
class User:
    id: str
    name: str
    real_name: str
    title: str = ""
    department: str = ""
    site: str = ""
    tz: str | None = "Europe/London"
    manager: str | None = None
    locale: str = "en-GB"
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False

    @property
    def is_person(self) -> bool:
        return not self.is_bot and self.id != SLACKBOT


@dataclass(eq=False)
class File:
    """An upload: `data` once its bytes are there, `shared` once it was completed, a `mimetype` when it has arrived."""

    id: str
    name: str
    length: int
    alt: str = ""
    title: str = ""
    mimetype: str = ""
    data: bytes | None = None
    shared: bool = False

    @property
    def is_image(self) -> bool:
        return self.mimetype.startswith("image/")

    @property
    def address(self) -> str:
        """Where the page finds it."""
        return f"/sandbox/files/{self.id}"


@dataclass
class Post:
    """A message. `user` is its author; an ephemeral one is seen by `ephemeral_for` alone."""

    ts: str
    channel: str
    user: str
    text: str
    at: datetime
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    ephemeral_for: str | None = None
    edited: bool = False
    revision: int = 0
    values: dict[str, Values] = field(default_factory=dict)  # what each reader has typed or chosen in it
    warnings: dict[str, str] = field(default_factory=dict)  # Slack's own words beside a click that failed
    files: list[File] = field(default_factory=list)

    def visible_to(self, user_id: str) -> bool:
        return self.ephemeral_for in (None, user_id)


@dataclass
class Channel:
    id: str
    kind: Kind
    name: str = ""
    members: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)  # user -> ts of the newest post they have read
    topic: str = ""
    is_archived: bool = False
    is_ext_shared: bool = False

    def posts_for(self, user_id: str) -> list[Post]:
        return [post for post in self.posts if post.visible_to(user_id)]

    def unread(self, user_id: str) -> int:
        seen = self.read.get(user_id, "")
        return sum(post.ts > seen and post.user != user_id for post in self.posts_for(user_id))


@dataclass
class View:
    """A modal or a Home tab. `body` is what the app sent; `errors` and `notice` are what Slack adds."""

    id: str
    type: str  # "modal" | "home"
    user: str
    hash: str
    body: Json
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)  # block_id -> words beside the field
    notice: str = ""  # Slack's own words on top of the view, such as "We had some trouble connecting."
    root_view_id: str = ""
    previous_view_id: str | None = None
    external_id: str = ""

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks", []))

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))


@dataclass(frozen=True)
class Traffic:
    """One line of the traffic log: a method called or an envelope delivered. Never a token, never a text."""

    at: datetime
    direction: Literal["api", "delivery"]
    name: str
    outcome: str
    ms: float
    detail: str = ""
