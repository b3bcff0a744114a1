"""Why two people are a pair, or why somebody has nobody: answered in a window, worked out in the worker."""

from dataclasses import replace
from typing import Any

from bot.domain.explaining import WhyPair
from bot.domain.forms import mentioned
from bot.domain.questions import Known, OfPair, OfPerson
from bot.flows.matching import asked, asking
from bot.messages import asking as pressed
from bot.messages import why as say
from bot.messages.base import Filled, Later, Result
from bot.messages.inputs import only
from bot.turn import Turn


async def word(turn: Turn, text: str) -> Result:
    """`why @a @b`, `why @a`, or `why`, which asks whom it is about."""
    await turn.require_admin()
    people = mentioned(text)
    if len(people) == 2:
        return await pair(turn, pressed.WhyPair(*people))
    return await person(turn, pressed.WhyPerson(people[0])) if len(people) == 1 else say.AskWhyForm()


async def match(turn: Turn, text: str) -> Result:
    """`match @person`: the best three for one person now. `match` alone works out all pairs."""
    people = mentioned(text)
    return await person(turn, pressed.WhyPerson(people[0])) if people else await asking.preview(turn, text)


async def ask(turn: Turn, _: pressed.AskWhy) -> Result:
    await turn.require_admin()
    return say.AskWhyForm()


async def picked(turn: Turn, filled: Filled) -> Result:
    one, other = (only(filled.given.get(key)) for key in ("one", "other"))
    if other and other != one:
        return await pair(turn, pressed.WhyPair(one, other))
    return await person(turn, pressed.WhyPerson(one))


async def pair(turn: Turn, click: pressed.WhyPair) -> Result:
    await turn.require_admin()
    people = (click.mentor, click.mentee)
    view = say.WhyWindow(*people)
    for live in await turn.db.matches.of(click.mentor):
        if set(live.people) == set(people):
            told = tuple(live.reasons)
            points = sum(one.points for one in told)
            found = WhyPair(mentor=live.mentor, mentee=live.mentee, chosen=True, points=points, reasons=told)
            return replace(view, found=found, live=True, known=await asked.answered(turn, Known(), found))
    return Later(view, asked.worked_out, asked.Asking(OfPair(*people), people, turn.now), _told)


async def person(turn: Turn, click: pressed.WhyPerson) -> Result:
    await turn.require_admin()
    asking = asked.Asking(OfPerson(click.who), (click.who,), turn.now)
    return Later(say.PersonWindow(click.who), asked.worked_out, asking, _told)


async def _told(turn: Turn, given: tuple[say.WhyWindow | say.PersonWindow, tuple[Known, Any]]) -> Result:
    await turn.require_admin()
    view, (known, found) = given
    return replace(view, found=found, known=await asked.answered(turn, known, found))
