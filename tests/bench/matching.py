"""Matching measured: scoring against a plain loop, the certified round against the bare assignment, and whys.

    python -m tests.bench.matching          the rows of `make bench`
    python -m tests.bench.matching groups   the rows of circles and peers alone
    python -m tests.bench.matching large    a company of 100,000, once

Seconds are processor seconds of one thread, so that they hold on a busy machine too.
"""

import heapq
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from bot.matching.explaining import explainer
from bot.matching.laying import lay_out
from bot.matching.peers import peers
from bot.matching.solving import solve
from tests.bench.table import Row, row, table
from tests.matching.oracle import parts
from tests.matching.rounds import company, everybody_both, in_circles

T = TypeVar("T")

ONE_THREAD = "OPENBLAS_NUM_THREADS"
RUNS = 5
BIG_RUNS = 3


@dataclass(frozen=True)
class Figures:
    """What one size came to: seconds, and megabytes at the highest."""

    round_: float
    bare: float
    points: int
    people: int
    greedy_points: int
    greedy_people: int
    rounds: int
    megabytes: int


def timed(work: Callable[[], T], runs: int) -> tuple[float, T]:
    """The median of the seconds of some runs, and what the last of them came to."""
    found = []
    for _ in range(runs):
        began = time.process_time()
        came_to = work()
        found.append(time.process_time() - began)
    return statistics.median(found), came_to


def seconds(work: Callable[[], Any], runs: int) -> float:
    return timed(work, runs)[0]


def greedy(points: Any, places: list[int]) -> tuple[int, int]:
    """Points and people of the obvious way: the best pair that is left, again and again."""
    order = np.argsort(-points, axis=None, kind="stable")
    left, seated, total = list(places), set(), 0
    for place in order:
        at_mentee, at_mentor = divmod(int(place), points.shape[1])
        if points[at_mentee, at_mentor] < 0:
            break
        if at_mentee not in seated and left[at_mentor]:
            seated.add(at_mentee)
            left[at_mentor] -= 1
            total += int(points[at_mentee, at_mentor])
    return total, len(seated)


def greedy_by_mentee(problem: Any) -> tuple[int, int]:
    """The same for companies whose matrix is too large to be sorted: a heap of each mentee's best that is left."""
    board, places = problem.board, problem.places.copy()
    heap = []
    for at_mentee in range(len(board.mentees)):
        points = board.points(at_mentee, at_mentee + 1)[0]
        heap.append((-int(points.max()), at_mentee))
    heapq.heapify(heap)
    total = people = 0
    while heap:
        told, at_mentee = heapq.heappop(heap)
        points = board.points(at_mentee, at_mentee + 1)[0]
        points[places <= 0] = -1
        best = int(points.max())
        if best < 0:
            continue
        if best < -told:
            heapq.heappush(heap, (-best, at_mentee))
            continue
        places[int(points.argmax())] -= 1
        total, people = total + best, people + 1
    return total, people


def of_size(people: int, runs: int, dense: bool) -> Figures:
    """A whole certified round, and the bare assignment on the matrix that is ready."""
    request = company(people)
    took, outcome = timed(lambda: solve(request), runs)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert outcome.certificate
    bare, by_greed = 0.0, (0, 0)
    problem = lay_out(request).problem
    if dense:
        points = problem.board.all_points()
        worth = np.where(points < 0, 0, points + 1000.0 * people)
        worth = worth[:, np.repeat(np.arange(points.shape[1]), problem.places)]
        bare = seconds(lambda: linear_sum_assignment(worth, maximize=True), runs)
        by_greed = greedy(points, problem.places.tolist())
    elif people <= 20_000:
        by_greed = greedy_by_mentee(problem)
    return Figures(
        took, bare, outcome.value, len(outcome.proposals), *by_greed, outcome.certificate.rounds, megabytes
    )


def scoring(people: int) -> tuple[float, float]:
    """Seconds a pair: ours, and a plain double loop's (over some of the mentees)."""
    request = company(people)
    board = lay_out(request).board
    board.all_points()
    pairs = len(board.mentees) * len(board.mentors)
    ours = seconds(board.all_points, RUNS) / pairs
    some = board.mentees[:20]
    plain = seconds(lambda: [sum(parts(request, a, b).values()) for b in some for a in board.mentors], 1)
    return ours, plain / (len(some) * len(board.mentors))


def whys(people: int, asked: int = 40) -> float:
    """Seconds of an exact `why not`, the median of as many pairs, drawn evenly."""
    request = company(people)
    known = explainer(request, solve(request))
    found = []
    for number in range(asked):
        at_mentee = number * len(known.board.mentees) // asked
        nexts = known.next_mentors(at_mentee)
        if nexts:
            mentor, mentee = nexts[-1].id, known.board.mentees[at_mentee].id
            began = time.process_time()
            known.why(mentor, mentee)
            found.append(time.process_time() - began)
    return statistics.median(found)


def grouped(people: int) -> dict[str, float]:
    """Seconds of a whole round of circles, of peers, and of peers of whom few can be paired; all of them proven."""
    found = {}
    for name, request in (
        ("circles", in_circles(company(people))),
        ("peers", everybody_both(company(people))),
    ):
        outcome = solve(request)
        assert outcome.certificate
        assert outcome.certificate.proven
        found[name] = seconds(lambda asked=request: solve(asked), RUNS)  # type: ignore[misc]
    rng = np.random.default_rng(7)
    few = np.where(
        rng.random((people, people)) < 0.005, rng.integers(1, 1001, (people, people)) + 1001 * people, 0
    )
    few = np.maximum(few, few.T)
    np.fill_diagonal(few, 0)
    found["sparse"] = seconds(lambda: peers(few), RUNS)
    return found


def apart(work: Callable[..., Any], *given: Any) -> Any:
    """Done in a process of its own: memory is measured by itself, and one thread does the sums."""
    os.environ[ONE_THREAD] = "1"
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def told(people: int, one: Figures) -> str:
    return (
        f"{people:,} people: {one.round_:.2f} s, {one.rounds} looks, {one.megabytes} MB; {one.people:,} matched with "
        f"{one.points:,} points; greedy: {one.greedy_people:,} with {one.greedy_points:,}"
    )


def groups() -> list[Row]:
    """Circles and peers: printed beside what they aim for, without a bar."""
    took = apart(grouped, 1000)
    return [
        row("certified circles, 1,000 people (aim: 2 s)", took["circles"], "s", 2.0, "none", met=lambda _: True),
        row("certified peers, 1,000 people (aim: 0.2 s)", took["peers"], "s", 0.2, "none", met=lambda _: True),
        row("peers solved, 1,000 people with ten choices each (aim: 0.2 s)", took["sparse"], "s", 0.2, "none",
            met=lambda _: True),
    ]  # fmt: skip


def measure() -> list[Row]:
    """The rows of `make bench`."""
    ours, plain = apart(scoring, 1000)
    thousand, five = apart(of_size, 1000, RUNS, True), apart(of_size, 5000, RUNS, True)
    twenty = apart(of_size, 20_000, BIG_RUNS, False)
    why_small, why_big = apart(whys, 1000), apart(whys, 20_000)
    for people, one in ((1000, thousand), (5000, five), (20_000, twenty)):
        print(told(people, one))
    return [
        row("scoring a pair, 1,000 people (baseline: a plain Python double loop)", plain / ours, "times", 200.0,
            "ratio >= 1", met=lambda ratio: ratio >= 1),
        row("certified round, 1,000 people (baseline: bare linear_sum_assignment)", thousand.round_, "s",
            thousand.bare, "ratio <= 6", met=lambda ratio: ratio <= 6),
        row("certified round, 5,000 people (baseline: bare linear_sum_assignment)", five.round_, "s", five.bare,
            "ratio <= 1.5", met=lambda ratio: ratio <= 1.5),
        row("certified round, 20,000 people (baseline: ours of 5,000)", twenty.round_, "s", five.round_,
            "ratio <= 12", met=lambda ratio: ratio <= 12),
        row("points, 5,000 people (baseline: greedy)", five.points, "points", five.greedy_points, "ratio >= 1",
            met=lambda ratio: ratio >= 1),
        row("people matched, 5,000 people (baseline: greedy)", five.people, "people", five.greedy_people,
            "ratio >= 1", met=lambda ratio: ratio >= 1),
        row("exact why not, 1,000 people (aim: 50 ms)", why_small * 1000, "ms", 50.0, "none", met=lambda _: True),
        row("exact why not, 20,000 people (aim: 300 ms)", why_big * 1000, "ms", 300.0, "none", met=lambda _: True),
        *groups(),
    ]  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:] == ["large"]:
        found = apart(of_size, 100_000, 1, False)
        print(told(100_000, found))
        sys.exit(0 if found.megabytes <= 1536 else 1)
    print(table(groups() if sys.argv[1:] == ["groups"] else measure()))
