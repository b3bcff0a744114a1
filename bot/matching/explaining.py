"""A matching explained: why a pair, what if, who for somebody now, who waits and what would help. Exact, and discreet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from bot.domain.barred import line_above
from bot.domain.criteria import points_of, told_for
from bot.domain.explaining import (
    AddPlace,
    Change,
    Forbid,
    Force,
    Rule,
    Suggestion,
    Weigh,
    WhatIf,
    WhyPair,
    chains,
    private,
)
from bot.domain.matching import Outcome, Pair, Partner, Request, Tiers
from bot.domain.program import Format
from bot.domain.words import plain
from bot.matching.assigning import NOBODY, Flow
from bot.matching.board import Board
from bot.matching.costs import Anew, ByPrices, Changed, Costs, changed, pairs_of, with_place
from bot.matching.flow import solved
from bot.matching.laying import Laid, Place, as_told, digest, lay_out
from bot.matching.reasons import reasons, too_far_apart
from bot.matching.residual import Residual
from bot.matching.rules import rules
from bot.matching.solving import solve
from bot.matching.telling import best, best_of_row

NEXT = 3  # partners told beside a pair


@dataclass(frozen=True, slots=True)
class Explainer:
    """A solved round, laid out once and asked often."""

    request: Request
    outcome: Outcome
    laid: Laid
    chosen: frozenset[Place]
    costs: Costs
    rows: dict[str, int]
    columns: dict[str, int]

    @property
    def board(self) -> Board:
        return self.laid.board

    def why(self, mentor: str, mentee: str) -> WhyPair:
        """Why these two are a pair, or are not; a pair that only a private wish keeps apart is told as that alone."""
        mentor, mentee = as_told(self.request, (mentor, mentee))
        stands = self.rules_between(mentor, mentee)
        if mentor not in self.columns or mentee not in self.rows or stands == (Rule.PRIVATE,):
            return WhyPair(mentor=mentor, mentee=mentee, rules=stands)
        row, column = self.rows[mentee], self.columns[mentor]
        why = reasons(self.request, self.board.mentors[column], self.board.mentees[row])
        known = WhyPair(
            mentor=mentor,
            mentee=mentee,
            chosen=(row, column) in self.chosen,
            rules=stands,
            points=sum(one.points for one in why),
            reasons=why,
            mentor_next=self.next_mentees(column, row),
            mentee_next=self.next_mentors(row, column),
        )
        if stands or known.chosen:
            return known
        if (found := self.costs.forced(row, column)) is None:
            return replace(known, rules=(Rule.NOT_FILLED,))
        return replace(known, at_least=found.at_least, cost=found.cost, moves=found.moves)

    def what_if(self, change: Change) -> WhatIf:
        """What a change would do to everybody."""
        match change:
            case Force(mentor, mentee):
                return self._what_if_forced(change, as_told(self.request, (mentor, mentee)))
            case Forbid(mentor, mentee):
                mentor, mentee = as_told(self.request, (mentor, mentee))
                place = self.rows.get(mentee, NOBODY), self.columns.get(mentor, NOBODY)
                if place not in self.chosen:
                    return WhatIf(change)
                if place in self.laid.pins:
                    return WhatIf(change, (Rule.LOCKED,))
                return _told(change, self.costs.parted(*place))
            case AddPlace(mentor, places):
                column = self.columns.get(mentor, NOBODY)
                locked = column == NOBODY or self.laid.problem.places[column] <= 0
                if locked or places > 1:
                    return self._solved_anew(change, with_place(self.request, mentor, places))
                return _told(change, self.costs.widened(column))
            case Weigh(criterion, word, criteria):
                words = {**dict(criteria), criterion: word}
                must = tuple(sorted(name for name, said in words.items() if said == "must"))
                anew = replace(self.request.rules, points=points_of(words), must=must)
                found = self._solved_anew(change, replace(self.request, rules=anew))
                return replace(found, told=told_for(criterion, self.request.people))

    def best_for(self, mentee: str, most: int = NEXT) -> tuple[Suggestion, ...]:
        """The mentors for one person now, those first that cost the others least and give this one most."""
        row = self.rows[mentee]
        if self._locked_row(row):
            return ()
        return tuple(self._suggestion(row, *one) for one in self.costs.cheapest(row, most))

    def gains(self) -> tuple[tuple[str, Tiers], ...]:
        """What one more place with each mentor would gain, the most first; those with whom it gains nothing are left out,
        and of circles and peers, which have no prices, all."""
        return self.costs.gains()

    def next_mentors(self, row: int, but: int = NOBODY) -> tuple[Partner, ...]:
        """The best for a mentee besides whomever they have in this round, and one more."""
        return best_of_row(self.board, row, (*self._mentors_of(row), self._self(row), but))

    def next_mentees(self, column: int, but: int = NOBODY) -> tuple[Partner, ...]:
        return best(self.board.points_with(column), self.board.mentees, (*self.mentees_of(column), but))

    def has(self, mentor: str) -> tuple[str, ...]:
        """Whom a mentor has in this round, by id."""
        column = self.columns.get(mentor, NOBODY)
        return tuple(sorted(self.board.mentees[row].id for row in self.mentees_of(column)))

    def mentees_of(self, column: int) -> tuple[int, ...]:
        """Whom a mentor has in this round; of peers either may stand first."""
        found = [row for row, one in self.chosen if one == column]
        return (*found, *((one for row, one in self.chosen if row == column) if self._peers else ()))

    def _mentors_of(self, row: int) -> tuple[int, ...]:
        found = [column for one, column in self.chosen if one == row]
        return (*found, *((one for one, column in self.chosen if column == row) if self._peers else ()))

    def rules_between(self, mentor: str, mentee: str) -> tuple[Rule, ...]:
        """What stands between two people. A private wish is told only where nothing else does."""
        absent = (Rule.NOT_SEEKING,) if mentee not in self.rows else ()
        if absent := (*absent, *((Rule.NO_PLACE,) if mentor not in self.columns else ())):
            return absent
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
        standing = {
            Rule.THEMSELVES: mentor.id == mentee.id,
            Rule.ALREADY: mentor.id in mentee.mentors,
            Rule.REPORTING_LINE: in_line,
            Rule.SAME_TEAM: one_team and not asked.rules.same_team_allowed,
            Rule.FORBIDDEN: bool(pairs & asked.forbidden),
            Rule.MET_BEFORE: bool(found.repeated[0, 0]),
            Rule.NO_SHARED_SKILL: bool(found.unskilled[0, 0]),
            Rule.NO_SHARED_HOURS: too_far_apart(asked, mentee.tz, mentor.tz),
            Rule.MUST_MISSED: bool(found.missed[0, 0]),
            Rule.LOCKED: self._locked_row(row) or self._locked_column(column),
        }
        if (row, column) not in self.laid.pins:
            yield from (rule for rule, holds in standing.items() if holds)

    def _locked_row(self, row: int) -> bool:
        """Whether all that this mentee may have is locked."""
        locked = sum(row == one or (self._peers and row == other) for one, other in self.laid.pins)
        return (
            bool(locked) and locked + len(self.board.mentees[row].mentors) >= self.request.rules.most_mentors
        )

    def _locked_column(self, column: int) -> bool:
        return self.laid.problem.places[column] <= 0 or (self._peers and self._locked_row(column))

    @property
    def _peers(self) -> bool:
        return self.request.rules.format is Format.PEERS

    def _self(self, row: int) -> int:
        return row if self._peers else NOBODY

    def _what_if_forced(self, change: Change, pair: Pair) -> WhatIf:
        if stands := self.rules_between(*pair):
            return WhatIf(change, stands)
        row, column = self.rows[pair[1]], self.columns[pair[0]]
        if (row, column) in self.chosen:
            return WhatIf(change)
        found = self.costs.forced(row, column)
        return _told(change, found) if found else WhatIf(change, (Rule.NOT_FILLED,))

    def _solved_anew(self, change: Change, asked: Request) -> WhatIf:
        """A change that touches everybody: worked out afresh, and of the best answers the one that moves fewest."""
        asked = replace(asked, previous=pairs_of(self.outcome))
        return _told(change, changed(asked, self.outcome, solve(asked)))

    def _suggestion(self, row: int, column: int, told: Changed) -> Suggestion:
        mentor, mentee = self.board.mentors[column], self.board.mentees[row]
        why = reasons(self.request, mentor, mentee)
        return Suggestion(mentor.id, mentee.id, sum(one.points for one in why), why, told.cost, told.moves)


def _told(change: Change, found: Changed) -> WhatIf:
    return WhatIf(change, (), found.gain, chains(found.moves))


def explainer(request: Request, outcome: Outcome) -> Explainer:
    """Lays a round out. An outcome of another request is worked out anew, with the fewest changes."""
    laid = lay_out(request)
    rows = {one.id: row for row, one in enumerate(laid.board.mentees)}
    columns = {one.id: column for column, one in enumerate(laid.board.mentors)}
    proof = outcome.certificate
    known = proof is not None and proof.digest == digest(request)
    table = replace(request, previous=pairs_of(outcome) or request.previous)
    if request.rules.format in (Format.CIRCLES, Format.PEERS) or request.rules.most_mentors > 1:
        told = outcome if known else solve(table)
        places = {(rows[one.mentee], columns[one.mentor]) for one in told.proposals}
        return Explainer(request, outcome, laid, frozenset(places), Anew(laid, told), rows, columns)
    if known:
        flow = _read(laid, outcome, rows, columns)
    else:
        laid = lay_out(table)
        flow = solved(laid.problem).flow
    chosen = {(row, int(column)) for row, column in enumerate(flow.mate) if column != NOBODY}
    costs = ByPrices(laid, Residual(laid.problem, flow))
    return Explainer(request, outcome, laid, frozenset(chosen | set(laid.pins)), costs, rows, columns)


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
