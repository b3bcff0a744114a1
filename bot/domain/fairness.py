"""How departments and sites fare in a round: no small group can be read or worked out, and chance is not called unfair."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, lgamma
from typing import Final

from bot.domain.matching import Candidate, Outcome, Request
from bot.domain.questions import Fares, GroupSeen, served

SHOWN_FROM: Final = 5
"""People a group must have for its figures to be shown."""

CHANCE: Final = 0.05
"""How often chance alone may make one of all groups look worse served."""

Members = Mapping[str, list[Candidate]]


def fares(request: Request, outcome: Outcome, has_mentor: frozenset[str]) -> Fares:
    """How those fare who look for somebody, or have somebody: all of them, and by department and site."""
    points = {who: one.points for one in outcome.proposals for who in served(one, request.rules)}
    people = [one for one in request.people if one.seeks or one.id in has_mentor]

    def seen(kind: str, name: str, members: Sequence[Candidate], together: int = 0) -> GroupSeen:
        proposed = [points[one.id] for one in members if one.id in points]
        matched = sum(one.id in points or one.id in has_mentor for one in members)
        mean = round(sum(proposed) / len(proposed)) if proposed else 0
        return GroupSeen(kind, name, len(members), matched, mean, together)

    groups = []
    for kind in ("department", "site"):
        by_name: dict[str, list[Candidate]] = {}
        for one in people:
            by_name.setdefault(str(getattr(one, kind)).strip(), []).append(one)
        groups += [seen(kind, *each) for each in _parts(by_name)]
    everybody = seen("", "", people)
    worse = tuple(one for one in groups if _at_most(one.matched, one, everybody) < CHANCE / len(groups))
    telling = any(_at_most(0, one, everybody) < CHANCE / len(groups) for one in groups)
    return Fares(everybody, tuple(groups), worse, telling)


def _parts(by_name: Members) -> Iterator[tuple[str, list[Candidate], int]]:
    """The groups that can be shown, and the small ones as one. Those are two at least, and people enough, so that none
    can be worked out from the others: where they are not, the next smallest is put with them."""
    by_size = sorted(by_name, key=lambda name: (len(by_name[name]), name))
    few = sum(len(by_name[name]) < SHOWN_FROM for name in by_size)
    while 0 < few < len(by_size) and (
        few < 2 or sum(len(by_name[one]) for one in by_size[:few]) < SHOWN_FROM
    ):
        few += 1
    if set(by_name) <= {""} or few == len(by_size):
        return
    yield from ((name, by_name[name], 0) for name in sorted(by_size[few:]))
    if few:
        yield "", [one for name in by_size[:few] for one in by_name[name]], few


def _at_most(matched: int, group: GroupSeen, everybody: GroupSeen) -> float:
    """How likely it is that so many of a group have somebody, or fewer, if only chance chose who has."""
    alone, others = everybody.people - everybody.matched, group.people
    least = max(0, others - alone)
    ways = (
        exp(_ways(everybody.matched, n) + _ways(alone, others - n) - _ways(everybody.people, others))
        for n in range(least, min(matched, everybody.matched) + 1)
    )
    return sum(ways)


def _ways(of: int, taken: int) -> float:
    """The logarithm of how many ways there are to take some."""
    return lgamma(of + 1) - lgamma(taken + 1) - lgamma(of - taken + 1)
