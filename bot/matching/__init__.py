"""Who is matched with whom: the best pairs there are, the proof of it, and every answer why. Pure: no I/O, no clock.

`solve(request)` gives the best matching by the request's rules: pins and forbidden pairs hold; as many mentees as
possible have a mentor, those first who waited longest; as few matches as possible lie below the floor; the points of
all pairs are the most there are; and the fewest pairs of the proposal on the table change. The outcome carries its
proof (`Certificate`), and the same request gives the same outcome on every machine, in whatever order people come.

Whoever asks more than once about one round keeps an `explainer(request, outcome)`; the functions here make one each
time. All of them take and give frozen values that travel to another process (`bot.domain.matching`,
`bot.domain.explaining`).

    why(request, outcome, mentor, mentee)       why they are a pair, or what it would cost everybody if they were
    what_if(request, outcome, change)           what a change would gain or lose, and who would move, as chains
    best_for(request, outcome, mentee)          one person now: the best three, each with the effect on others
    waiting(request, outcome)                   who has nobody, why, and what would help
    gains(request, outcome)                     what one more place with each mentor is worth
    export(request, outcome)                    the round as a file that proves itself (`python -m bot verify`)
    scores(request, mentees, mentors)           the points of all pairs, -1 where a pair cannot be
"""

from bot.domain.explaining import Change, Suggestion, Waiting, WhatIf, WhyPair, differences
from bot.domain.matching import Outcome, Request, Tiers
from bot.matching.explaining import Explainer, explainer
from bot.matching.round_file import export
from bot.matching.scores import scores
from bot.matching.solving import solve
from bot.matching.waiting import waiting as _waiting

__all__ = [
    "Explainer",
    "best_for",
    "differences",
    "explainer",
    "export",
    "gains",
    "scores",
    "solve",
    "waiting",
    "what_if",
    "why",
]


def why(request: Request, outcome: Outcome, mentor: str, mentee: str) -> WhyPair:
    return explainer(request, outcome).why(mentor, mentee)


def what_if(request: Request, outcome: Outcome, change: Change) -> WhatIf:
    return explainer(request, outcome).what_if(change)


def best_for(request: Request, outcome: Outcome, mentee: str) -> tuple[Suggestion, ...]:
    return explainer(request, outcome).best_for(mentee)


def waiting(request: Request, outcome: Outcome) -> tuple[Waiting, ...]:
    return tuple(_waiting(explainer(request, outcome)))


def gains(request: Request, outcome: Outcome) -> tuple[tuple[str, Tiers], ...]:
    return explainer(request, outcome).gains()
