"""A question about the matching, with all that its answer needs: of the draft, or of the pairs as they would be now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.domain.explaining import Forbid, Force
from bot.domain.matching import Request
from bot.domain.people import Status
from bot.domain.program import Program
from bot.domain.questions import Answered, Known, Question, Sitting, strings
from bot.domain.rounds import Round, RoundState, outdated
from bot.flows.matching.facts import asked_for, draft_of, locks
from bot.matching import answering
from bot.store.store import Elsewhere, Transaction
from bot.turn import Turn

DRAFT = (RoundState.PROPOSED, RoundState.PUBLISHING)
ABSENT = {
    Status.INTERESTED: "stranger",
    Status.JOINING: "joining",
    Status.PAUSED: "paused",
    Status.LEFT: "left",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A question and when it was asked. `people` are those whom it names: where one of them is not in the round, it is
    said why."""

    question: Question
    people: tuple[str, ...]
    at: datetime


def worked_out(where: Elsewhere, asking: Asking) -> tuple[Known, Answered]:
    """Read and answered: in the worker, which keeps the round laid out between two questions."""
    sitting, known = where.look(partial(about, asking=asking))
    return known, answering.answered(sitting)


async def about(db: Transaction, program: Program, asking: Asking) -> tuple[Sitting, Known]:
    """All that an answer needs. Two people are put in order, as mentor and mentee."""
    found = await db.rounds.under_way()
    has_mentor = frozenset(who for match in await db.matches.live() for who in match.served)
    known, outcome = Known(), None
    if found and found.state in DRAFT:
        draft = await draft_of(db, program, found)
        request, outcome = draft.request, draft.outcome
        stale = outdated(found, request, program.matching)
        known = Known(round_id=found.id, edit=found.edit, stale=stale)
    else:
        asked = found or Round(id=0, by="", state=RoundState.ASKED, asked_at=asking.at)
        request = (await asked_for(db, program, asked)).request
    sitting = Sitting(request, outcome, _in_order(request, asking.question), has_mentor)
    absent = {who: why for who in asking.people if (why := await _absent(db, sitting, who))}
    locked = tuple(one.pair for one in await locks(db) if set(one.pair) & set(asking.people))
    known = replace(known, absent=absent, locked=locked)
    return sitting, await named(db, known, (*asking.people, *strings(locked)))


async def answered(turn: Turn, known: Known, found: Answered) -> Known:
    """With the names of all whom an answer tells of."""
    return await named(turn.db, known, strings(found))


async def named(db: Transaction, known: Known, people: Iterable[str]) -> Known:
    found = await db.people.named(set(people) - {""})
    return replace(known, names={**known.names, **{who: one.name for who, one in found.items()}})


async def _absent(db: Transaction, sitting: Sitting, who: str) -> str:
    """Why somebody is not in the round; "" if they are."""
    if _in_round(sitting.request, who):
        return ""
    told = await db.participants.get(who)
    if told is None or told.status in ABSENT:
        return ABSENT[told.status] if told else "stranger"
    if told.seeks and who in sitting.has_mentor:
        return "mentor"
    return "full" if told.gives else ""


def _in_round(request: Request, who: str) -> bool:
    return any(one.id == who and (one.seeks or one.places) for one in request.people)


def _in_order(request: Request, question: Question) -> Question:
    """Two people as mentor and mentee; the other way round where only that can be."""
    if not isinstance(question, (Force, Forbid)):
        return question
    mentor, mentee = question.mentor, question.mentee
    seeks = {one.id for one in request.people if one.seeks}
    places = {one.id for one in request.people if one.places}
    as_told = mentee in seeks and mentor in places
    turned = not as_told and mentor in seeks and mentee in places
    return replace(question, mentor=mentee, mentee=mentor) if turned else question
