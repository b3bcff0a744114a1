"""A mentor for each mentee, then a second one where places are left, and so on: the best of each level, with its proof.

So nobody has a second mentor while somebody who has none could have taken the place; and where mentees have one at
most, there is one level.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from bot.matching.assigning import NOBODY
from bot.matching.board import Board
from bot.matching.columns import Numbers
from bot.matching.flow import Found, Problem, Tell, solved
from bot.matching.laying import Laid, Place


@dataclass(frozen=True, slots=True)
class Level:
    """`added`: it comes after another one."""

    problem: Problem
    found: Found
    added: bool = False

    @property
    def pairs(self) -> list[Place]:
        mate = self.found.flow.mate
        return [(row, int(column)) for row, column in enumerate(mate) if column != NOBODY]


def levels(laid: Laid, tell: Tell) -> Iterator[Level]:
    """At each level those take part who have just as many mentors as there are levels before it."""
    problem, has, before = laid.problem, laid.has, list(laid.pins)
    for number in range(laid.request.rules.most_mentors):
        if number:
            takes_part = has == number
            if not takes_part.any():
                return
            problem = replace(problem, takes_part=takes_part, board=without(laid.board, before))
        level = Level(problem, solved(problem, tell), number > 0)
        yield level
        mate = level.found.flow.mate
        has = has + (mate != NOBODY)
        taken: Numbers = np.bincount(mate[mate != NOBODY], minlength=len(problem.places))
        before += level.pairs
        problem = replace(problem, places=problem.places - taken)


def without(board: Board, pairs: list[Place]) -> Board:
    """The board on which these pairs cannot be once more."""
    at = np.array(pairs, np.int64).reshape(-1, 2)
    given = csr_array((np.ones(len(at), np.int32), (at[:, 0], at[:, 1])), shape=board.barred.shape)
    return replace(board, barred=csr_array(board.barred.maximum(given)))
