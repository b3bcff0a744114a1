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


def swaps(given: Pairing) -> tuple[WhyPair, ...]:
    """The next-best partners of both, those that cost least first. What a rule stands between is left out."""
    explains = explainer(given.request, given.outcome)
    now = explains.why(given.mentor, given.mentee)
    pairs = [
        *((one.id, given.mentee) for one in now.mentee_next),
        *((given.mentor, one.id) for one in now.mentor_next),
    ]
    found = [explains.why(mentor, mentee) for mentor, mentee in pairs]
    possible = [one for one in found if one.possible and one.cost and not one.chosen]
    return tuple(
        sorted(
            possible, key=lambda one: (one.cost.people, one.cost.below, one.cost.points) if one.cost else ()
        )
    )
