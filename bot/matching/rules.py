"""The hard rules: which pairs can be at all. Each rule is a mask over all pairs, true where it stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching import Pair, Request, barred
from bot.matching.scores import People, minutes_shared, skills_shared

Mask = NDArray[np.bool_]


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

    @property
    def open(self) -> Mask:
        return ~(self.unskilled | self.barred | self.repeated | self.apart)


def rules(request: Request, mentees: People, mentors: People) -> Rules:
    minutes = minutes_shared(request, mentees, mentors)
    standing_between = barred(
        mentees, mentors, forbidden=request.forbidden, same_team_allowed=request.rules.same_team_allowed
    )
    return Rules(
        unskilled=skills_shared(mentees, mentors) == 0,
        barred=_marked(mentees, mentors, standing_between),
        repeated=_marked(mentees, mentors, () if request.rules.repeat_allowed else request.past),
        apart=minutes < 60 * request.rules.min_shared_hours,
    )


def _marked(mentees: People, mentors: People, pairs: Iterable[Pair]) -> Mask:
    rows = {mentee.id: row for row, mentee in enumerate(mentees)}
    columns = {mentor.id: column for column, mentor in enumerate(mentors)}
    mask = np.zeros((len(mentees), len(mentors)), dtype=np.bool_)
    for mentor, mentee in pairs:
        if mentor in columns and mentee in rows:
            mask[rows[mentee], columns[mentor]] = True
    return mask
