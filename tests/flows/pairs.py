"""A small company for the tests of matching: who joined, a round worked out here, and a match brought to a state."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.domain.matches import Match
from bot.domain.people import Person, Role, Status
from bot.handlers.routes import routes
from bot.messages.match import Gladly, LooksGood
from bot.messages.matching import PreviewMatch, Publish
from bot.turn import Pressed
from bot.turns import Act
from bot.worker import Solver, Worker
from tests.conftest import Desk

ADMINS = "CADMINS"
ROOM = "room:ANA,BO"


class Here(Worker):
    """Works a round out in this very process, while nothing else goes on: so nobody hears how far it is, however long
    it takes."""

    async def run(self, work: Any, given: Any) -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(work, given).result()


async def joined(desk: Desk, who: str, role: Role, *skills: str, tz: str = "UTC", **more: Any) -> None:
    answers = {
        "role": role.value,
        "wanted" if role is Role.MENTEE else "offered": tuple(skills),
        "goal": "speak without notes",
        "expertise": "nothing in particular",
        "capacity": 1,
        **more,
    }
    async with desk.turns.store.begin() as db:
        await db.people.put(Person(who, who.title(), title=f"Title of {who.title()}", tz=tz), desk.clock.now)
        await db.participants.put(who, status=Status.ACTIVE, role=role, joined_at=desk.clock.now)
        await db.answers.put(who, "intake", 0, answers, state="done", now=desk.clock.now)


async def opened_for_admins(desk: Desk) -> None:
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", ADMINS)
        await db.settings.put("program_channel", "CPROGRAM")
        for who in ("HANA", "HUGO"):
            await db.people.put(Person(who, who.title()), desk.clock.now)
            await db.admins.add(who, desk.clock.now)


async def company(desk: Desk) -> None:
    """Ana and Ada look for a mentor, Bo and Ben are mentors; Cy wants what nobody offers."""
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "Public speaking")
    await joined(desk, "BO", Role.MENTOR, "Public speaking")
    await joined(desk, "ADA", Role.MENTEE, "SQL")
    await joined(desk, "BEN", Role.MENTOR, "SQL")
    await joined(desk, "CY", Role.MENTEE, "Beekeeping")


async def presses(desk: Desk, click: Any, who: str = "HANA", channel: str = ADMINS) -> Any:
    """An admin presses a button in the admin channel, through the table of routes."""
    return await acts(desk, who, click, channel=channel)


async def at_home(desk: Desk, click: Any, who: str = "HANA") -> Any:
    """Somebody presses a button at their Home; what a window then shows."""
    desk._clear()
    flow = routes().click(click.name)
    ended = await desk.turns.run(flow, Act(who, pressed=Pressed(view="V1")), click)
    await desk._lay_out()
    return ended.result


async def acts(desk: Desk, who: str, click: Any, channel: str = "") -> Any:
    flow = routes().click(click.name)
    return await desk.run(who, flow, type(click).read(click.pack(), {}), channel=channel)


async def worked_out(desk: Desk) -> list[Any]:
    desk._clear()
    await Solver(desk.turns, Here()).solve_asked()
    await desk._lay_out()
    return [*desk.told(ADMINS), *desk.rewritten]


async def previewed(desk: Desk) -> Any:
    await presses(desk, PreviewMatch())
    (preview,) = await worked_out(desk)
    return preview


async def published(desk: Desk) -> list[tuple[str, Any]]:
    """The company's round, published; all that was said when its minutes were over."""
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, Publish(preview.round_id, preview.approved))
    return await desk.after(minutes=10)


async def match(desk: Desk, who: str = "ANA") -> Match:
    async with desk.turns.store.read() as db:
        found = [one for one in await db.matches.of_round(1) if who in one.people]
    return found[0]


async def change(desk: Desk, **values: Any) -> None:
    """Set columns of Ana's match."""
    async with desk.turns.store.begin() as db:
        await db.matches.change((await match(desk)).id, **values)


async def both_yes(desk: Desk) -> Match:
    await published(desk)
    ours = await match(desk)
    await acts(desk, "ANA", LooksGood(ours.id))
    await desk.after(minutes=1)
    await acts(desk, "BO", Gladly(ours.id))
    return ours


async def opened(desk: Desk) -> tuple[Match, Any]:
    """Ana and Bo under way, and what stands in their room."""
    await both_yes(desk)
    await desk.after(minutes=1)
    return await match(desk), dict(desk.said)[ROOM]


def words(desk: Desk, message: Any) -> str:
    return str(message.render(desk.turns.program).text)
