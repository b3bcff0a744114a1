"""The points of every pair as one matrix, for whoever needs them all: small rounds, peers, circles, pictures."""

import numpy as np

from bot.domain.matching import Request
from bot.matching.board import board
from bot.matching.columns import Numbers, People


def scores(request: Request, mentees: People, mentors: People) -> Numbers:
    """The points of each pair, of which `reasons` are the parts: a row a mentee, a column a mentor, -1 where a pair
    cannot be."""
    return board(request, mentees, mentors).all_points().astype(np.int64)
