"""What a change costs everybody together, and who moves: read off the prices where they tell, else worked out anew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from bot.domain.explaining import Move, differences
from bot.domain.matching import Outcome, Pair, Proposal, Request, Tiers
from bot.domain.program import Format
from bot.matching.assigning import NOBODY
from bot.matching.laying import Laid, as_told
from bot.matching.objective import MOST_ROUNDS
from bot.matching.reasons import reasons
from bot.matching.residual import FAR, Residual, Step
from bot.matching.solving import solve
from bot.matching.telling import best_of_row

LOOKED_AT: Final = 5  # partners whose whole cost is worked out, where each takes a round of its own


@dataclass(frozen=True, slots=True)
class Changed:
    """What everybody together gains (below zero: loses), and at least loses where that is known; and who moves."""

    gain: Tiers
    moves: tuple[Move, ...]
    at_least: Tiers | None = None

    @property
    def cost(self) -> Tiers:
        return negative(self.gain)


class Costs(Protocol):
    """Rows and columns are of the board. `forced` is None where the pair cannot come about."""

    def forced(self, row: int, column: int) -> Changed | None: ...

    def parted(self, row: int, column: int) -> Changed: ...

    def widened(self, column: int) -> Changed: ...

    def cheapest(self, row: int, most: int) -> list[tuple[int, Changed]]:
        """The mentors for one mentee that cost the others least, the cheapest first."""

    def gains(self) -> tuple[tuple[str, Tiers], ...]:
        """What one more place with each mentor would gain, the most first."""


@dataclass(frozen=True, slots=True)
class ByPrices:
    """One mentor for each mentee: the cheapest way through the residual graph is exact."""

    laid: Laid
    residual: Residual

    def forced(self, row: int, column: int) -> Changed | None:
        found = self.residual.forced(row, column)
        if found is None:
            return None
        least = int(self.residual.at_least(row)[column])
        return self._changed(-found[0], found[1], self._tiers(least))

    def parted(self, row: int, column: int) -> Changed:
        cost, steps = self.residual.parted(row)
        return self._changed(-cost, steps)

    def widened(self, column: int) -> Changed:
        return self._changed(*self.residual.widened(column))

    def cheapest(self, row: int, most: int) -> list[tuple[int, Changed]]:
        least = self.residual.at_least(row)[:-1]
        found: list[tuple[int, int, list[Step]]] = []
        for column in np.argsort(least, kind="stable"):
            settled = len(found) >= most and found[most - 1][0] <= least[column]
            if least[column] >= FAR or settled:
                break
            if way := self.residual.forced(row, int(column)):
                found = sorted([*found, (way[0], int(column), way[1])], key=lambda one: one[0])
        return [(column, self._changed(-cost, steps)) for cost, column, steps in found[:most]]

    def gains(self) -> tuple[tuple[str, Tiers], ...]:
        prices, mentors = self.residual.flow.places, self.laid.board.mentors
        order = [int(column) for column in np.argsort(-prices, kind="stable") if prices[column]]
        return tuple((mentors[column].id, self._tiers(int(prices[column]))) for column in order)

    def _changed(self, gain: int, steps: Iterable[Step], at_least: Tiers | None = None) -> Changed:
        return Changed(self._tiers(gain), tuple(self._moves(steps)), at_least)

    def _tiers(self, value: int) -> Tiers:
        return self.laid.problem.objective.tiers(value)

    def _moves(self, steps: Iterable[Step]) -> Iterator[Move]:
        on = self.laid.board
        for row, before, after in steps:
            points = on.points(row, row + 1)[0]
            names = [on.mentors[one].id if one != NOBODY else "" for one in (before, after)]
            worth = [int(points[one]) if one != NOBODY else 0 for one in (before, after)]
            yield Move(on.mentees[row].id, names[0], names[1], worth[0], worth[1])


@dataclass(frozen=True, slots=True)
class Anew:
    """Circles, peers, and several mentors for each mentee: the round is solved once more with the change."""

    laid: Laid
    outcome: Outcome

    def forced(self, row: int, column: int) -> Changed | None:
        request, pair = self.laid.request, self._pair(row, column)
        after = self._solved(replace(request, pinned=(*request.pinned, pair)))
        return None if pair in after.refused else changed(request, self.outcome, after)

    def parted(self, row: int, column: int) -> Changed:
        request = self.laid.request
        out = request.forbidden | {self._pair(row, column)}
        return changed(request, self.outcome, self._solved(replace(request, forbidden=out)))

    def widened(self, column: int) -> Changed:
        request = self.laid.request
        wider = with_place(request, self.laid.board.mentors[column].id)
        return changed(request, self.outcome, self._solved(wider))

    def cheapest(self, row: int, most: int) -> list[tuple[int, Changed]]:
        """Of those only who fit best."""
        at = {one.id: column for column, one in enumerate(self.laid.board.mentors)}
        near = [at[one.id] for one in best_of_row(self.laid.board, row, most=LOOKED_AT)]
        found = [(column, told) for column in near if (told := self.forced(row, column))]
        return sorted(found, key=lambda one: _order(one[1].gain), reverse=True)[:most]

    def gains(self) -> tuple[tuple[str, Tiers], ...]:
        """By the prices of the first level; circles and peers have none."""
        proof = self.outcome.certificate
        if proof is None or proof.most is not None:
            return ()
        tiers = self.laid.problem.objective.tiers
        order = sorted(proof.places.items(), key=lambda one: (-one[1], one[0]))
        return tuple((mentor, tiers(price)) for mentor, price in order if price)

    def _pair(self, row: int, column: int) -> Pair:
        on = self.laid.board
        return as_told(self.laid.request, (on.mentors[column].id, on.mentees[row].id))

    def _solved(self, request: Request) -> Outcome:
        """Of the best answers that which moves fewest."""
        return solve(replace(request, previous=pairs_of(self.outcome)))


def pairs_of(outcome: Outcome) -> tuple[Pair, ...]:
    return tuple((one.mentor, one.mentee) for one in outcome.proposals)


def with_place(request: Request, mentor: str, more: int = 1) -> Request:
    people = (replace(one, places=one.places + more) if one.id == mentor else one for one in request.people)
    return replace(request, people=tuple(people))


def changed(request: Request, before: Outcome, after: Outcome) -> Changed:
    """What two answers differ by, both judged by this request, and every pair of theirs too."""
    old, new = judged(request, pairs_of(before)), judged(request, pairs_of(after))
    now, then = _worth(request, old), _worth(request, new)
    gain = Tiers(then.people - now.people, then.below - now.below, then.points - now.points)
    peers = request.rules.format is Format.PEERS
    return Changed(gain, differences(old, new, peers=peers))


def judged(request: Request, pairs: Iterable[Pair]) -> list[Proposal]:
    """Pairs with their points by a request's rules."""
    by_id = {one.id: one for one in request.people}
    found = []
    for mentor, mentee in pairs:
        why = reasons(request, by_id[mentor], by_id[mentee])
        found.append(Proposal(mentor, mentee, sum(one.points for one in why), why))
    return found


def values(request: Request, pairs: Iterable[Pair]) -> Tiers:
    """What a set of pairs is worth by a request's rules."""
    return _worth(request, judged(request, pairs))


def _worth(request: Request, pairs: list[Proposal]) -> Tiers:
    waited = {one.id: one.priority for one in request.people}
    served = [one.mentee for one in pairs]
    if request.rules.format is Format.PEERS:
        served += [one.mentor for one in pairs]
    people = sum(1 + min(waited[who], MOST_ROUNDS) for who in served)
    return Tiers(
        people, sum(one.points < request.rules.floor for one in pairs), sum(one.points for one in pairs)
    )


def negative(tiers: Tiers) -> Tiers:
    return Tiers(-tiers.people, -tiers.below, -tiers.points, -tiers.kept)


def _order(tiers: Tiers) -> tuple[int, ...]:
    return tiers.people, -tiers.below, tiers.points, tiers.kept
