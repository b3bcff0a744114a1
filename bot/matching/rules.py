"""The hard rules: which pairs can be at all. Each rule is a mask over pairs, true where it stands in the way."""

from dataclasses import dataclass

import numpy as np

from bot.domain.matching import ReasonKind
from bot.matching.board import Board, Mask
from bot.matching.columns import COMMON, MISSED, Numbers, product


@dataclass(frozen=True, slots=True)
class Rules:
    """Where a rule stands in the way of a pair, a row a mentee, a column a mentor."""

    unskilled: Mask
    """The mentor offers nothing of what the mentee wants."""
    barred: Mask
    """Themselves, the reporting line, one team, a wish not to be paired, or a pair the program team forbade."""
    repeated: Mask
    apart: Mask
    """Too few shared working hours."""
    missed: Mask
    """Another must that is not met."""

    @property
    def open(self) -> Mask:
        return ~(self.unskilled | self.barred | self.repeated | self.apart | self.missed)


def rules(board: Board, rows: Numbers, columns: Numbers) -> Rules:
    """What stands between these mentees and these mentors."""
    asked, skills = board.request, board.skill_columns
    worth, is_so = board.worth[rows], board.is_so[:, columns]
    marks = board.barred[rows][:, columns].toarray()
    between = marks == 1
    if len(board.teams[0]):
        between |= board.teams[0][rows, None] == board.teams[1][columns]
    shared = np.zeros(marks.shape, np.float32)
    if ReasonKind.SKILLS in asked.rules.must:
        shared = product(worth[:, :skills], is_so[:skills]) - COMMON
    minutes, of_mentee, of_mentor = board.minutes
    apart = minutes[of_mentee[rows]][:, of_mentor[columns]] < 60 * asked.rules.min_shared_hours
    missed = product(worth[:, skills:], is_so[skills:]) < -MISSED // 2
    return Rules(shared < 0, between, marks == 2, apart, missed & ~apart)
