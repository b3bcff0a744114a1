"""What is lacking in the program, worked out in the worker and shown to the program team in a window."""

from dataclasses import replace

from bot.domain.forms import Audience
from bot.domain.questions import Gaps, GapsSeen, Known
from bot.flows.matching import asked
from bot.messages import gaps as say
from bot.messages.base import Later, Result
from bot.turn import Turn


async def show(turn: Turn, _: object) -> Result:
    await turn.require_admin()
    question = turn.program.form("intake").question("wanted")
    named = question is not None and Audience.PROGRAM_TEAM in question.seen_by
    return Later(say.GapsWindow(named=named), asked.worked_out, asked.Asking(Gaps(), (), turn.now), _told)


async def _told(turn: Turn, given: tuple[say.GapsWindow, tuple[Known, GapsSeen]]) -> Result:
    await turn.require_admin()
    view, (known, found) = given
    return replace(view, found=found, known=await asked.answered(turn, known, found))
