"""A matching explained: why a pair, what if, who for somebody now, who waits and what would help. Exact, and discreet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from bot.domain.criteria import points_of
from bot.domain.explaining import (
    AddPlace,
    Change,
    Forbid,
    Force,
    Move,
    Rule,
    Suggestion,
    Weigh,
    WhatIf,
    WhyPair,
    chains,
    differences,
    private,
)
from bot.domain.matching import Candidate, Outcome, Pair, Partner, Request, Tiers, line_above
from bot.domain.words import plain
from bot.matching.assigning import NOBODY, Flow
from bot.matching.board import Board, Points
from bot.matching.flow import solved
from bot.matching.objective import MOST_ROUNDS
from bot.matching.reasons import reasons, too_far_apart
from bot.matching.residual import FAR, Residual, Step
from bot.matching.rules import rules
from bot.matching.solving import Laid, digest, lay_out, solve

NEXT = 3  # partners told beside a pair


@dataclass(frozen=True, slots=True)
class Explainer:
    """A solved round, laid out once and asked often."""

    request: Request
    outcome: Outcome
    laid: Laid
    residual: Residual
    rows: dict[str, int]
    columns: dict[str, int]

    @property
    def board(self) -> Board:
        return self.laid.board

    def why(self, mentor: str, mentee: str) -> WhyPair:
        """Why these two are a pair, or are not; a pair that only a private wish keeps apart is told as that alone."""
        stands = self.rules_between(mentor, mentee)
        if mentor not in self.columns or mentee not in self.rows or stands == (Rule.PRIVATE,):
            return WhyPair(mentor=mentor, mentee=mentee, rules=stands)
        row, column = self.rows[mentee], self.columns[mentor]
        why = reasons(self.request, self.board.mentors[column], self.board.mentees[row])
        known = WhyPair(
            mentor=mentor,
            mentee=mentee,
            chosen=self._chosen(row) == column,
            rules=stands,
            points=sum(one.points for one in why),
            reasons=why,
            mentor_next=self.next_mentees(column, row),
            mentee_next=self.next_mentors(row, column),
        )
        found = None if stands or known.chosen else self.residual.forced(row, column)
        if not found:
            return known
        cost, steps = found
        least = int(self.residual.at_least(row)[column])
        return replace(
            known, at_least=self._tiers(least), cost=self._tiers(cost), moves=tuple(self._moves(steps))
        )

    def what_if(self, change: Change) -> WhatIf:
        """What a change would do to everybody."""
        match change:
            case Force(mentor, mentee):
                return self._what_if_forced(change, mentor, mentee)
            case Forbid(mentor, mentee):
                row = self.rows.get(mentee, NOBODY)
                if row == NOBODY or self._chosen(row) != self.columns.get(mentor, NOBODY):
                    return WhatIf(change)
                if not self.laid.problem.takes_part[row]:
                    return WhatIf(change, (Rule.LOCKED,))
                cost, steps = self.residual.parted(row)
                return self._told(change, -cost, steps)
            case AddPlace(mentor):
                column = self.columns.get(mentor, NOBODY)
                if column == NOBODY or self.laid.problem.places[column] <= 0:  # all of them locked
                    return self._solved_anew(change, _with_place(self.request, mentor))
                return self._told(change, *self.residual.widened(column))
            case Weigh(criterion, word, criteria):
                words = {**dict(criteria), criterion: word}
                must = tuple(sorted(name for name, said in words.items() if said == "must"))
                anew = replace(self.request.rules, points=points_of(words), must=must)
                return self._solved_anew(change, replace(self.request, rules=anew))

    def best_for(self, mentee: str, most: int = NEXT) -> tuple[Suggestion, ...]:
        """The mentors for one person now, those first that cost the others least and give this one most."""
        row = self.rows[mentee]
        if not self.laid.problem.takes_part[row]:
            return ()
        least = self.residual.at_least(row)[:-1]
        found: list[tuple[int, int, list[Step]]] = []
        for column in np.argsort(least, kind="stable"):
            settled = len(found) >= most and found[most - 1][0] <= least[column]
            if least[column] >= FAR or settled:
                break
            if way := self.residual.forced(row, int(column)):
                found = sorted([*found, (way[0], int(column), way[1])], key=lambda one: one[0])
        return tuple(self._suggestion(row, *one) for one in found[:most])

    def gains(self) -> tuple[tuple[str, Tiers], ...]:
        """What one more place with each mentor would gain, the most first; those with whom it gains nothing are left out."""
        prices = self.residual.flow.places
        order = [int(column) for column in np.argsort(-prices, kind="stable") if prices[column]]
        return tuple((self.board.mentors[column].id, self._tiers(int(prices[column]))) for column in order)

    def next_mentors(self, row: int, but: int = NOBODY) -> tuple[Partner, ...]:
        return _best(self.board.points(row, row + 1)[0], self.board.mentors, but)

    def next_mentees(self, column: int, but: int = NOBODY) -> tuple[Partner, ...]:
        return _best(self.board.points_with(column), self.board.mentees, but)

    def rules_between(self, mentor: str, mentee: str) -> tuple[Rule, ...]:
        """What stands between two people. A private wish is told only where nothing else does."""
        if mentor not in self.columns or mentee not in self.rows:
            return (Rule.NOT_SEEKING,)
        row, column = self.rows[mentee], self.columns[mentor]
        found = tuple(self._open_rules(row, column))
        if not found and private(self.board.mentors[column], self.board.mentees[row]):
            return (Rule.PRIVATE,)
        return found

    def _open_rules(self, row: int, column: int) -> Iterator[Rule]:
        asked, mentee, mentor = self.request, self.board.mentees[row], self.board.mentors[column]
        found = rules(self.board, np.array([row]), np.array([column]))
        above = {one.id: one.managers for one in asked.people}
        pairs = {(mentor.id, mentee.id), (mentee.id, mentor.id)}
        in_line = mentor.id in line_above(mentee, above) or mentee.id in line_above(mentor, above)
        one_team = bool(plain(mentor.team)) and plain(mentor.team) == plain(mentee.team)
        pinned = not self.laid.problem.takes_part[row] or self.laid.problem.places[column] <= 0
        standing = {
            Rule.THEMSELVES: mentor.id == mentee.id,
            Rule.REPORTING_LINE: in_line,
            Rule.SAME_TEAM: one_team and not asked.rules.same_team_allowed,
            Rule.FORBIDDEN: bool(pairs & asked.forbidden),
            Rule.MET_BEFORE: bool(found.repeated[0, 0]),
            Rule.NO_SHARED_SKILL: bool(found.unskilled[0, 0]),
            Rule.NO_SHARED_HOURS: too_far_apart(asked, mentee.tz, mentor.tz),
            Rule.MUST_MISSED: bool(found.missed[0, 0]),
            Rule.LOCKED: pinned and (row, column) not in self.laid.pins,
        }
        if (row, column) not in self.laid.pins:
            yield from (rule for rule, holds in standing.items() if holds)

    def _chosen(self, row: int) -> int:
        return dict(self.laid.pins).get(row, int(self.residual.flow.mate[row]))

    def _what_if_forced(self, change: Change, mentor: str, mentee: str) -> WhatIf:
        if stands := self.rules_between(mentor, mentee):
            return WhatIf(change, stands)
        row, column = self.rows[mentee], self.columns[mentor]
        found = None if (row, column) in self.laid.pins else self.residual.forced(row, column)
        return self._told(change, -found[0], found[1]) if found else WhatIf(change)

    def _solved_anew(self, change: Change, changed: Request) -> WhatIf:
        """A change that touches everybody: worked out afresh, and of the best answers the one that moves fewest."""
        table = tuple((one.mentor, one.mentee) for one in self.outcome.proposals)
        changed = replace(changed, previous=table)
        after = solve(changed)
        now = _values(changed, table), _values(changed, ((one.mentor, one.mentee) for one in after.proposals))
        gain = Tiers(*(b - a for a, b in zip(*map(_listed, now), strict=True)))
        return WhatIf(change, (), gain, chains(differences(self.outcome.proposals, after.proposals)))

    def _told(self, change: Change, gain: int, steps: Iterable[Step]) -> WhatIf:
        return WhatIf(change, (), self._tiers(gain), chains(self._moves(steps)))

    def _tiers(self, value: int) -> Tiers:
        return self.laid.problem.objective.tiers(value)

    def _suggestion(self, row: int, cost: int, column: int, steps: list[Step]) -> Suggestion:
        mentor, mentee = self.board.mentors[column], self.board.mentees[row]
        why = reasons(self.request, mentor, mentee)
        return Suggestion(
            mentor.id,
            mentee.id,
            sum(one.points for one in why),
            why,
            self._tiers(cost),
            tuple(self._moves(steps)),
        )

    def _moves(self, steps: Iterable[Step]) -> Iterator[Move]:
        for row, before, after in steps:
            points = self.board.points(row, row + 1)[0]
            names = [self.board.mentors[one].id if one != NOBODY else "" for one in (before, after)]
            worth = [int(points[one]) if one != NOBODY else 0 for one in (before, after)]
            yield Move(self.board.mentees[row].id, names[0], names[1], worth[0], worth[1])


def explainer(request: Request, outcome: Outcome) -> Explainer:
    """Lays a round out. An outcome of another request is worked out anew, with the fewest changes."""
    laid = lay_out(request)
    proof = outcome.certificate
    rows = {one.id: row for row, one in enumerate(laid.board.mentees)}
    columns = {one.id: column for column, one in enumerate(laid.board.mentors)}
    if proof is None or proof.digest != digest(request):
        table = tuple((one.mentor, one.mentee) for one in outcome.proposals)
        laid = lay_out(replace(request, previous=request.previous or table))
        flow = solved(laid.problem).flow
    else:
        flow = _read(laid, outcome, rows, columns)
    return Explainer(request, outcome, laid, Residual(laid.problem, flow), rows, columns)


def _read(laid: Laid, outcome: Outcome, rows: dict[str, int], columns: dict[str, int]) -> Flow:
    """The solution as it was told."""
    proof = outcome.certificate
    assert proof
    mate = np.full(len(rows), NOBODY, np.int64)
    for one in outcome.proposals:
        mate[rows[one.mentee]] = columns[one.mentor]
    mate[~laid.problem.takes_part] = NOBODY
    seats = np.array([proof.seats[one.id] for one in laid.board.mentees], np.int64)
    places = np.array([proof.places[one.id] for one in laid.board.mentors], np.int64)
    return Flow(mate, seats, places)


def _best(points: Points, people: Iterable[Candidate], but: int) -> tuple[Partner, ...]:
    known = list(people)
    order = [
        int(at) for at in np.argsort(-points, kind="stable")[: NEXT + 1] if points[at] >= 0 and at != but
    ]
    return tuple(Partner(known[at].id, int(points[at])) for at in order[:NEXT])


def _with_place(request: Request, mentor: str) -> Request:
    people = (replace(one, places=one.places + 1) if one.id == mentor else one for one in request.people)
    return replace(request, people=tuple(people))


def _values(request: Request, pairs: Iterable[Pair]) -> Tiers:
    """What a set of pairs is worth by a request's rules."""
    by_id = {one.id: one for one in request.people}
    known = list(pairs)
    points = [sum(one.points for one in reasons(request, by_id[a], by_id[b])) for a, b in known]
    people = sum(1 + min(by_id[mentee].priority, MOST_ROUNDS) for _, mentee in known)
    return Tiers(people, sum(one < request.rules.floor for one in points), sum(points))


def _listed(tiers: Tiers) -> tuple[int, int, int]:
    return tiers.people, tiers.below, tiers.points
