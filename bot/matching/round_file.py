"""A round as a file that proves itself: numbers for people, no words, and a pair that cannot be without saying why.

A round in which a mentee may have several mentors is a list of levels, each a whole file of its own. Circles and peers
have no prices; their file holds what is needed to see that all pairs keep the rules, and what they are worth.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from bot.domain.matching import Certificate, Outcome, Pair, Proposal, ReasonKind, Request
from bot.domain.program import Format
from bot.matching.board import Board
from bot.matching.columns import COMMON
from bot.matching.flow import Problem
from bot.matching.laying import Laid, Place, lay_out
from bot.matching.levels import without
from bot.matching.reasons import ENOUGH_WORDS, points_each_way

FORMAT: Final = "mentorship round 1"
NOT_ASKED: Final[Mapping[str, Any]] = {"wants": {}, "said": [], "kept": [], "blocked": []}


def export(request: Request, outcome: Outcome) -> dict[str, Any]:
    """The round for `python -m bot verify`. People are numbers, in the order of the lot."""
    laid, proof = lay_out(request), outcome.certificate
    if proof is None:
        raise ValueError("an outcome without its proof cannot be exported")
    if proof.most is not None:
        return _signed(_groups(laid, outcome))
    found = list(_levels(laid, proof, outcome.proposals))
    return found[0] if request.rules.most_mentors == 1 else {"format": FORMAT, "levels": found}


def _levels(laid: Laid, proof: Certificate, proposals: Iterable[Proposal]) -> Iterator[dict[str, Any]]:
    """Each level on the places that those before it left, and without the pairs they made."""
    at = _places(laid.board, proposals)
    later = {pair for one in proof.further for pair in one.pairs}
    has, problem, pins, done = laid.has, laid.problem, laid.pins, list(laid.pins)
    for number, one in enumerate((proof, *proof.further)):
        chosen = [at[pair] for pair in (one.pairs if number else at.keys() - later)]
        problem = replace(problem, takes_part=has == number)
        yield _signed(_level(problem, pins, one, chosen))
        new = [(row, column) for row, column, _ in chosen if (row, column) not in pins]
        done, pins = done + new, ()
        has = has + np.bincount([row for row, _ in new], minlength=len(has))
        taken = np.bincount([column for _, column in new], minlength=len(problem.places))
        problem = replace(problem, places=problem.places - taken, board=without(laid.board, done))


def _places(on: Board, proposals: Iterable[Proposal]) -> dict[Pair, tuple[int, int, int]]:
    """Row, column and points of every proposal."""
    rows = {one.id: row for row, one in enumerate(on.mentees)}
    columns = {one.id: column for column, one in enumerate(on.mentors)}
    return {
        (one.mentor, one.mentee): (rows[one.mentee], columns[one.mentor], one.points) for one in proposals
    }


def _level(
    problem: Problem, pins: tuple[Place, ...], proof: Certificate, chosen: Iterable[tuple[int, int, int]]
) -> dict[str, Any]:
    on = problem.board
    mentees = [
        {
            "worth": int(problem.person[row]) if problem.takes_part[row] else None,
            "price": proof.seats[one.id],
            "kept": sorted(int(column) for column in problem.kept[[row]].indices),
            **_mentee(on, row),
        }
        for row, one in enumerate(on.mentees)
    ]
    pinned = {row for row, _ in pins}
    for row in np.flatnonzero(~problem.takes_part):
        if row not in pinned:  # had a mentor before, or had none: nothing is asked of them here
            mentees[row] |= NOT_ASKED
    return {
        "format": FORMAT,
        **_judged(problem),
        "mentees": mentees,
        "mentors": [
            {"places": int(problem.places[column]), "price": proof.places[one.id], **_mentor(on, column)}
            for column, one in enumerate(on.mentors)
        ],
        "pinned": [[row, column] for row, column in sorted(pins)],
        "pairs": sorted(list(one) for one in chosen),
        "value": proof.value,
    }


def _groups(laid: Laid, outcome: Outcome) -> dict[str, Any]:
    """Circles and peers. Of peers everybody stands on both sides, and `back` is what goes the other way."""
    on, rules = laid.board, laid.request.rules
    pairs = sorted(list(one) for one in _places(on, outcome.proposals).values())
    return {
        "format": FORMAT,
        "kind": rules.format.value,
        "circle": list(rules.circle),
        **_judged(laid.problem),
        "mentees": [_mentee(on, row) for row in range(len(on.mentees))],
        "mentors": [{"places": one.places, **_mentor(on, at)} for at, one in enumerate(on.mentors)],
        "pinned": [pair[:2] for pair in pairs if (pair[0], pair[1]) in laid.pins],
        "pairs": pairs,
    }


def _judged(problem: Problem) -> dict[str, Any]:
    asked, weights = problem.board.request, problem.objective
    worded = any(words.said.shape[1] for words in problem.board.words)
    return {
        "objective": {name: getattr(weights, name) for name in ("below", "point", "kept", "floor")},
        "needs": COMMON if ReasonKind.SKILLS in asked.rules.must else 0,
        "words": {
            "points": points_each_way(asked).get(ReasonKind.GOAL, 0) if worded else 0,
            "most": ENOUGH_WORDS,
        },
    }


def _signed(file: dict[str, Any]) -> dict[str, Any]:
    return {**file, "digest": digest_of(file)}


def digest_of(file: dict[str, Any]) -> str:
    """Stands for all of a round file but itself."""
    told = json.dumps({key: file[key] for key in sorted(file) if key != "digest"}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _mentee(on: Board, row: int) -> dict[str, Any]:
    columns = np.flatnonzero(on.worth[row])
    said = [sorted(int(word) for word in words.said[[row]].indices) for words in on.words]
    return {
        "wants": {str(column): int(on.worth[row, column]) for column in columns},
        "said": said[0],
        **({"also_said": said[1]} if said[1:] else {}),
        "blocked": sorted(int(column) for column in on.barred[[row]].indices),
        "team": int(on.teams[0][row]) if len(on.teams[0]) else -1,
    }


def _mentor(on: Board, column: int) -> dict[str, Any]:
    """A mentor has a column or has not; of peers, `worth` is what it is worth the other way."""
    columns = np.flatnonzero(on.is_so[:, column])
    heard = [sorted(int(word) for word in words.heard[:, [column]].tocoo().coords[0]) for words in on.words]
    peers = on.request.rules.format is Format.PEERS
    return {
        "has": [str(one) for one in columns],
        **({"worth": [int(on.is_so[one, column]) for one in columns]} if peers else {}),
        "heard": heard[0],
        **({"also_heard": heard[1]} if heard[1:] else {}),
        "team": int(on.teams[1][column]) if len(on.teams[1]) else -2,
    }
