"""Windows, and feedback written in them, for the tests of flows."""

from itertools import count

from bot.domain.matches import State
from bot.flows import forms
from bot.handlers import routes
from bot.messages import feedback as say
from bot.messages.base import Filled
from bot.turn import Pressed
from bot.turns import Act

PLACES = count()
CANARY = "xylophone-canary"
WORDS = {
    "situation": f"On Tuesday, {CANARY} <!channel>",
    "behavior": "you asked what I read from each chart.",
    "impact": "I felt at ease to say so. ‮🎈",
}


async def press(desk, who, click, **more):
    return await desk.run(who, routes.routes().click(click.name), click, **more)


async def submits(desk, who, view, given):
    """Submit a form, as the door does; what the window then shows."""
    desk._clear()
    place = next(PLACES)
    ended = await desk.turns.submit(forms.submit, Act(who, f"K{place}"), Filled(view, given), f"V{place}", 10)
    await desk._lay_out()
    return ended.result


async def in_window(desk, who, click):
    """Press a button in a window."""
    desk._clear()
    flow, act = routes.routes().click(click.name), Act(who, pressed=Pressed(view="V1"))
    ended = await desk.turns.run(flow, act, click)
    await desk._lay_out()
    return ended.result


async def written(desk, match, author="BO", words=WORDS):
    """Feedback that its author sees in the preview; its id."""
    view = await press(desk, author, say.WriteFeedback(match.id))
    preview = await submits(desk, author, view, words)
    assert isinstance(preview, say.Preview)
    return preview.feedback_id


async def delivered(desk, match, author="BO", words=WORDS):
    feedback_id = await written(desk, match, author, words)
    await in_window(desk, author, say.SendNow(feedback_id))
    await desk.after(minutes=1)
    return feedback_id


async def stored(desk, feedback_id):
    async with desk.turns.store.read() as db:
        return await db.feedback.get(feedback_id)


async def end(desk, match):
    async with desk.turns.store.begin() as db:
        await db.matches.change(match.id, state=State.ENDED)


async def sessions(desk, match):
    async with desk.turns.store.read() as db:
        return await db.sessions.count(match.id)
