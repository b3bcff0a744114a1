"""A round as a file that proves itself: numbers for people, no words, and a pair that cannot be without saying why."""

import hashlib
import json
from typing import Any, Final

import numpy as np

from bot.domain.matching import Outcome, ReasonKind, Request
from bot.matching.board import COMMON, Board
from bot.matching.reasons import ENOUGH_WORDS
from bot.matching.solving import lay_out

FORMAT: Final = "mentorship round 1"


def export(request: Request, outcome: Outcome) -> dict[str, Any]:
    """The round for `python -m bot verify`. People are numbers, in the order of the lot."""
    laid, proof = lay_out(request), outcome.certificate
    if proof is None:
        raise ValueError("an outcome without its proof cannot be exported")
    on, weights = laid.board, laid.problem.objective
    rows = {one.id: row for row, one in enumerate(on.mentees)}
    columns = {one.id: column for column, one in enumerate(on.mentors)}
    pinned = sorted(laid.pins)
    goal = request.rules.points.get(ReasonKind.GOAL, 0) if on.said.shape[1] else 0
    file = {
        "format": FORMAT,
        "objective": {name: getattr(weights, name) for name in ("below", "point", "kept", "floor")},
        "needs": COMMON if ReasonKind.SKILLS in request.rules.must else 0,
        "words": {"points": goal, "most": ENOUGH_WORDS},
        "mentees": [
            {
                "worth": int(laid.problem.person[row]) if laid.problem.takes_part[row] else None,
                "price": proof.seats[one.id],
                "blocked": sorted(int(column) for column in on.barred[[row]].indices),
                "kept": sorted(int(column) for column in laid.problem.kept[[row]].indices),
                **_mentee(on, row),
            }
            for row, one in enumerate(on.mentees)
        ],
        "mentors": [
            {"places": int(laid.problem.places[column]), "price": proof.places[one.id], **_mentor(on, column)}
            for column, one in enumerate(on.mentors)
        ],
        "pinned": [[row, column] for row, column in pinned],
        "pairs": sorted([rows[one.mentee], columns[one.mentor], one.points] for one in outcome.proposals),
        "value": proof.value,
    }
    return {**file, "digest": digest_of(file)}


def digest_of(file: dict[str, Any]) -> str:
    """Stands for all of a round file but itself."""
    told = json.dumps({key: file[key] for key in sorted(file) if key != "digest"}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _mentee(on: Board, row: int) -> dict[str, Any]:
    columns = np.flatnonzero(on.worth[row])
    return {
        "wants": {str(column): int(on.worth[row, column]) for column in columns},
        "said": sorted(int(word) for word in on.said[[row]].indices),
        "team": int(on.teams[0][row]) if len(on.teams[0]) else -1,
    }


def _mentor(on: Board, column: int) -> dict[str, Any]:
    return {
        "has": [str(one) for one in np.flatnonzero(on.is_so[:, column])],
        "heard": sorted(int(word) for word in on.heard[:, [column]].tocoo().coords[0]),
        "team": int(on.teams[1][column]) if len(on.teams[1]) else -2,
    }
