"""Draws the page: the Jinja environment, and what its templates are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from bot.sandbox.errands import Errand
from bot.sandbox.page.mrkdwn import draw_mrkdwn
from bot.sandbox.page.news import News
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.scene import Face, Scene
from bot.sandbox.page.surface import Json, Surface
from bot.sandbox.workspace import Post, View

HERE = Path(__file__).parent
RESET: Json = {
    "title": {"text": "Start over?"},
    "text": {
        "text": "Every message and every answer in this sandbox is forgotten, and program time starts again."
    },
    "confirm": {"text": "Start over"},
    "deny": {"text": "Keep playing"},
    "style": "danger",
}


@dataclass(frozen=True)
class Step:
    """A step of the tour; `person` and `place` say where *Take me there* leads, `began` where it stood before."""

    title: str
    text: str = ""
    person: str = ""
    place: str = ""
    done: bool = False
    errand: str = ""
    began: str = ""

    @property
    def words(self) -> Markup:
        return draw_mrkdwn(self.text, Reader())


@dataclass(frozen=True)
class Start:
    """Where somebody may begin: as whom, and where."""

    label: str
    person: str
    place: str


@dataclass(frozen=True)
class Joining:
    """The demo company on its way in."""

    words: str
    done: int
    total: int


@dataclass(frozen=True)
class LogLine:
    when: str
    way: str
    name: str
    outcome: str
    ms: int
    detail: str = ""
    bad: bool = False


@dataclass(frozen=True)
class Bar:
    """What stands around the windows: everything here belongs to the sandbox, not to Slack."""

    now_words: str
    tz: str
    people: Sequence[Face]
    conversations: Sequence[tuple[str, str]] = ()
    steps: Sequence[Step] = ()
    errands: Mapping[str, Errand] = field(default_factory=dict)
    mine: Face | None = None
    mine_at: str = ""
    away: bool = False
    is_there: bool = False
    news: News | None = None
    log: Sequence[LogLine] = ()
    starts: Sequence[Start] = ()
    joining: Joining | None = None
    moving: bool = False
    moving_to: str = ""
    city: str = ""
    tour_open: bool = True
    log_open: bool = False
    year: int = 0
    reset_confirm: Json = field(default_factory=lambda: RESET)

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def current(self) -> int:
        """The first step that is not done; steps may be done in any order."""
        return next((n for n, step in enumerate(self.steps) if not step.done), -1)

    @property
    def doing(self) -> str:
        """What a colleague does at this moment because the visitor asked for it."""
        return next((one.doing for one in self.errands.values() if one.doing), "")

    def surface(self, scene: Scene, thing: Post | View) -> Surface:
        """The surface of a message, a modal or a Home for the person of this scene."""
        people = [(face.id, face.name) for face in self.people]
        if isinstance(thing, Post):
            state = thing.values.get(scene.me.id, {})
            return Surface(
                scene.key,
                "message",
                thing.ts,
                scene.reader,
                thing.channel,
                state,
                {},
                people,
                self.conversations,
            )
        return Surface(
            scene.key,
            thing.type,
            thing.id,
            scene.reader,
            "",
            thing.values,
            thing.errors,
            people,
            self.conversations,
        )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def draw_page(scenes: Sequence[Scene], bar: Bar) -> str:
    title = " and ".join(scene.me.name for scene in scenes)
    unread = sum(scene.me.unread for scene in scenes)
    mark = f"({unread}) " if unread else ""
    return (
        _environment()
        .get_template("page.html")
        .render(scenes=scenes, bar=bar, title=f"{mark}{title} – sandbox")
    )
