"""Whom else the two of a pair could be paired with, and what each choice would cost everybody."""

from dataclasses import dataclass

from bot.domain.explaining import WhyPair
from bot.domain.matching import Outcome, Request
from bot.matching.explaining import explainer


@dataclass(frozen=True, slots=True)
class Pairing:
    """A pair of a solved round."""

    request: Request
    outcome: Outcome
    mentor: str
    mentee: str


def _parts(given: Pairing, one: WhyPair) -> bool:
    """Whether the pair is no more where this one is."""
    pair = {given.mentor, given.mentee}
    return any({move.mentee, move.before} == pair for move in one.moves)


def swaps(given: Pairing) -> tuple[WhyPair, ...]:
    """The next-best partners of both, those that cost least first. What a rule stands between is left out, and so is
    what would leave the two together, as a mentor with several places might take one more."""
    explains = explainer(given.request, given.outcome)
    now = explains.why(given.mentor, given.mentee)
    pairs = [
        *((one.id, given.mentee) for one in now.mentee_next),
        *((given.mentor, one.id) for one in now.mentor_next),
    ]
    found = [explains.why(mentor, mentee) for mentor, mentee in pairs]
    possible = [one for one in found if one.possible and one.cost and not one.chosen and _parts(given, one)]
    return tuple(
        sorted(
            possible, key=lambda one: (one.cost.people, one.cost.below, one.cost.points) if one.cost else ()
        )
    )
