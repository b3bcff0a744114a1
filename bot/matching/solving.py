"""The best matching of any format, with its reasons, its runners-up and its proof."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.matching import Outcome, Request
from bot.domain.program import Format
from bot.matching.circling import circling
from bot.matching.flow import Tell, nobody_asks
from bot.matching.mentoring import mentoring
from bot.matching.pairing import pairing

FORMATS: Final[Mapping[Format, Callable[[Request, Tell], Outcome]]] = {
    Format.ONE_TO_ONE: mentoring,
    Format.REVERSE: mentoring,
    Format.CIRCLES: circling,
    Format.PEERS: pairing,
}


def solve(request: Request, tell: Tell = nobody_asks) -> Outcome:
    """The answer to a request; the same for any order of its people. `tell` hears how many mentees were looked at."""
    return FORMATS[request.rules.format](request, tell)
