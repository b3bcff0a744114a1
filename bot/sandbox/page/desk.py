"""The desk at which the page is played: what it shows, who plays whom, and what the tools above it do."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.sandbox.company import Company
from bot.sandbox.errands import Errand
from bot.sandbox.page import touring
from bot.sandbox.page.drawing import Bar, Joining, LogLine, Start, Step
from bot.sandbox.page.news import newest
from bot.sandbox.page.reader import Reader
from bot.sandbox.page.scene import Scene, face, look
from bot.sandbox.page.waiting import Happened, hear_of, wait_for
from bot.sandbox.workspace import Channel, Traffic, User

LOG_LINES = 120
TO_JOIN = 60.0  # seconds in which the demo company should have come in
SLOTS = (("one", "as", "at"), ("two", "and", "there"))


async def _nothing() -> None:
    return None


@dataclass
class Desk:
    """`start` is who the first view opens as, and where; the callables come from the tour and the demo company."""

    company: Company
    start: tuple[str, str] = ("", "app")
    steps: Callable[[str], Sequence[Step]] = lambda _person: ()
    starts: Sequence[Start] = ()
    errands: Mapping[str, Errand] = field(default_factory=dict)
    joining: Callable[[], Joining | None] = lambda: None
    start_over: Callable[[], Awaitable[None]] = _nothing
    present: Counter[str] = field(default_factory=Counter)  # on whose window somebody is looking right now
    acted: set[str] = field(default_factory=set)  # for whom somebody has acted: theirs until Start over
    dismissed: set[str] = field(default_factory=set)  # news that somebody does not want to be shown

    def __post_init__(self) -> None:
        self.company.clock.on_move.append(self.company.workspace.changed.notify)

    def cast(self) -> set[str]:
        """Those whom somebody plays, or may begin as, or is going to on the first tour."""
        on_tour = {step.person for step in self.steps(self.start[0]) if step.person}
        return self.acted | on_tour | {start.person for start in self.starts}

    # Who plays whom: nobody who is played here acts by themselves

    def sits_down(self, people: Sequence[str]) -> None:
        self.present.update(people)
        self.company.workspace.played.update(people)

    def gets_up(self, people: Sequence[str]) -> None:
        self.present.subtract(people)
        for person in people:
            if self.present[person] <= 0 and person not in self.acted:
                self.company.workspace.played.discard(person)

    def takes_over(self, person: str) -> None:
        self.acted.add(person)
        self.company.workspace.played.add(person)

    # What is shown

    def scenes(self, query: Mapping[str, str]) -> list[Scene]:
        """One window, or two when the address names a second person."""
        workspace = self.company.workspace
        people = [user.id for user in workspace.people() if not user.deleted]
        shown = []
        for key, who, where in SLOTS:
            person = query.get(who) or (self.start[0] if key == "one" else "")
            if person not in people:
                if key == "two" or not people:
                    continue
                person = people[0]
            at = query.get(where) or self._first_place(person)
            scene = look(workspace, person, at, key=key, now=workspace.now())
            shown.append(replace(scene, commands=self._commands(), shortcuts=self._shortcuts()))
        return shown

    def _first_place(self, person: str) -> str:
        """Where a person looks first: their newest unread message, one to them before a channel's; else their start,
        else the app."""
        workspace = self.company.workspace
        unread = [channel for channel in workspace.conversations_of(person) if channel.unread(person)]
        if unread:
            to_them = [channel for channel in unread if channel.kind in ("im", "mpim")]
            return max(to_them or unread, key=lambda channel: channel.posts_for(person)[-1].ts).id
        known = bool(workspace.direct(person).posts) or bool(workspace.modals.get(person))
        return "app" if known or person != self.start[0] else self.start[1]

    def _commands(self) -> list[tuple[str, str]]:
        commands = self.company.platform.manifest.commands.values()
        return [(one.name, f"{one.usage_hint} · {one.description}".strip(" ·")) for one in commands]

    def _shortcuts(self) -> list[tuple[str, str]]:
        declared = self.company.platform.manifest.shortcuts.items()
        return [(callback, one["name"]) for callback, one in declared if one["type"] == "global"]

    def _part(self, user: User) -> str:
        """What the workspace knows of somebody's part: they are in a private channel with the app."""
        workspace = self.company.workspace

        def shared_with_app(channel: Channel) -> bool:
            return channel.kind == "private" and workspace.bot_user in channel.members

        return "program team" if any(map(shared_with_app, workspace.conversations_of(user.id))) else ""

    def bar(self, query: Mapping[str, str], scenes: Sequence[Scene]) -> Bar:
        workspace, clock = self.company.workspace, self.company.clock
        reader = scenes[0].reader if scenes else Reader(workspace.now())
        log_open = query.get("log") == "1"
        cast = self.cast()
        mine = touring.whose(self.company.workspace, self.starts, query)
        steps = self.steps(touring.taken_by(scenes[0].me, mine, self.starts)) if scenes else ()
        people = [
            replace(
                face(user, workspace.unread(user.id), self._part(user)),
                title=", ".join(filter(None, (user.title, user.department))),
                played=user.id in cast,
            )
            for user in workspace.people()
            if not user.deleted
        ]
        lines = list(workspace.traffic)[: -LOG_LINES - 1 : -1] if log_open else ()
        return Bar(
            now_words=reader.moment(workspace.now()),
            year=reader.here(workspace.now()).year,
            tz=reader.tz,
            city=reader.city,
            people=sorted(people, key=lambda one: (one.id not in cast, -one.unread, one.name)),
            conversations=[(channel_id, f"#{name}") for channel_id, name in reader.places.items()],
            steps=steps,
            errands=self.errands,
            mine=mine,
            mine_at=touring.where(mine, self.steps(mine.id)) if mine else "",
            away=touring.is_away(mine, scenes, steps),
            is_there=bool(scenes) and touring.is_there(scenes[0], steps),
            news=newest(workspace, scenes, self.dismissed),
            log=[_log_line(reader, line) for line in lines],
            starts=self.starts,
            joining=self.joining(),
            moving=clock.moving,
            moving_to=reader.moment(clock.target) if clock.target else "",
            tour_open=query.get("tour") != "0",
            log_open=log_open,
        )

    # The tools

    async def move(self, hours: float) -> str:
        clock = self.company.clock
        target = clock.now() + timedelta(hours=hours)
        await clock.move_to(target)
        return "Time has moved." if clock.now() >= target else "Stopped on the way."

    def stop(self) -> str:
        self.company.clock.stop()
        return "Stopping…"

    async def until_something_happens(self, on_screen: Sequence[str]) -> Happened:
        """To what next concerns those on screen."""
        known = [one for one in dict.fromkeys(on_screen) if one in self.company.workspace.users]
        return await wait_for(self.company, known or sorted(self.cast()))

    async def errand(self, name: str, on_screen: Sequence[str]) -> Happened:
        """Let a colleague do what the tour waits for, once all who come in by themselves are there."""
        await self.company.workspace.changed.until(lambda: self.joining() is None, TO_JOIN)
        return await hear_of(self.company, on_screen, self.errands[name])

    def dismiss(self, key: str) -> None:
        self.dismissed.add(key)
        self.company.workspace.changed.notify()

    async def reset(self) -> str:
        self.acted.clear()
        await self.start_over()
        return "Starting over…"


def _log_line(reader: Reader, line: Traffic) -> LogLine:
    here = reader.here(line.at)
    way = "app → Slack" if line.direction == "api" else "Slack → app"
    bad = line.outcome != "ok"
    return LogLine(f"{here:%a %H:%M:%S}", way, line.name, line.outcome, round(line.ms), line.detail, bad)
