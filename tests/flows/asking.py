"""Questions of the program team, for the tests of flows: asked in the admin channel, worked out here, read as words."""

import asyncio
import json

from bot.domain.people import Role
from bot.handlers.routes import routes
from bot.messages.base import Click, Filled, Later
from bot.turn import Pressed
from bot.turns import Act
from tests.flows.pairs import ADMINS, joined, opened_for_admins


async def answer(desk, result, who="HANA"):
    """What a window shows in the end."""
    if not isinstance(result, Later):
        return result
    return await filled(desk, result, who)


async def filled(desk, later, who="HANA"):
    """What takes the place of a window in the end; the work is done beside the loop, as in the worker."""
    json.dumps(later.view.draw(desk.turns.program))  # what is shown meanwhile
    found = await asyncio.to_thread(later.work, desk.turns.elsewhere, later.given)
    ended = await desk.turns.run(later.then, Act(who, pressed=Pressed(view="V1")), (later.view, found))
    return ended.result


async def types(desk, text, who="HANA", channel=ADMINS):
    return await answer(desk, await desk.commands(who, text, "/mentor-admin", channel), who)


async def asks(desk, click, who="HANA", channel=ADMINS):
    flow = routes().click(click.name)
    given = type(click).read(click.pack(), {})
    return await answer(desk, await desk.run(who, flow, given, channel=channel), who)


async def fills_in(desk, view, given, who="HANA"):
    """Submits a form of the program team's."""
    desk._clear()
    flow = routes().form(view.name)
    ended = await desk.turns.run(flow, Act(who, pressed=Pressed(view="V1")), Filled(view, given))
    await desk._lay_out()
    return await answer(desk, ended.result, who)


def words(desk, shown):
    """What a window or message says, and what can be pressed on it."""
    drawn = (
        shown.draw(desk.turns.program) if hasattr(shown, "draw") else shown.render(desk.turns.program).blocks
    )
    return json.dumps(drawn, ensure_ascii=False).replace("\\n", "\n")


def pressed(desk, shown, label):
    """The click of the button of that label."""
    for block in shown.draw(desk.turns.program)["blocks"]:
        for one in [*block.get("elements", ()), block.get("accessory", {})]:
            if one.get("type") == "button" and one["text"]["text"] == label:
                return Click.names[one["action_id"].split(":")[0]].read(one["value"], {})
    raise AssertionError(f"no button {label}")


async def contested(desk):
    """Ana and Ada both want SQL and Hiring; Bo suits both, Ben half; Cy wants what only Bo has; Eve waits for Chess."""
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", "Hiring")
    await joined(desk, "ADA", Role.MENTEE, "SQL", "Statistics")
    await joined(desk, "CY", Role.MENTEE, "Hiring")
    await joined(desk, "EVE", Role.MENTEE, "Chess")
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring")
    await joined(desk, "BEN", Role.MENTOR, "SQL", "Statistics")
