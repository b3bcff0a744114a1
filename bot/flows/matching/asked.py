"""A question about the matching, with all that its answer needs: of the draft, or of the pairs as they would be now."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.matching import Request
from bot.domain.people import Status
from bot.domain.questions import Answered, Known, Question, Sitting, strings
from bot.domain.rounds import Round, RoundState, outdated
from bot.flows.matching.facts import asked_for, draft_of, locks
from bot.turn import Turn

DRAFT = (RoundState.PROPOSED, RoundState.PUBLISHING)
ABSENT = {
    Status.INTERESTED: "stranger",
    Status.JOINING: "joining",
    Status.PAUSED: "paused",
    Status.LEFT: "left",
}


async def about(turn: Turn, question: Question, *people: str) -> tuple[Sitting, Known]:
    """`people` are those whom the question names: where one of them is not in the round, it is said why."""
    found = await turn.db.rounds.under_way()
    has_mentor = frozenset(who for match in await turn.db.matches.live() for who in match.served)
    if found and found.state in DRAFT:
        draft = await draft_of(turn.db, turn.program, found)
        known = Known(
            round_id=found.id, edit=found.edit, stale=outdated(found, draft.request, turn.program.matching)
        )
        sitting = Sitting(draft.request, draft.outcome, question, has_mentor)
    else:
        asked = found or Round(id=0, by="", state=RoundState.ASKED, asked_at=turn.now)
        sitting = Sitting((await asked_for(turn.db, turn.program, asked)).request, None, question, has_mentor)
        known = Known()
    absent = {who: why for who in people if (why := await _absent(turn, sitting, who))}
    locked = tuple(one.pair for one in await locks(turn) if set(one.pair) & set(people))
    return sitting, await named(
        turn, replace(known, absent=absent, locked=locked), (*people, *strings(locked))
    )


async def answered(turn: Turn, known: Known, found: Answered) -> Known:
    """With the names of all whom an answer tells of."""
    return await named(turn, known, strings(found))


async def named(turn: Turn, known: Known, people: Iterable[str]) -> Known:
    found = await turn.db.people.named(set(people) - {""})
    return replace(known, names={**known.names, **{who: one.name for who, one in found.items()}})


async def _absent(turn: Turn, sitting: Sitting, who: str) -> str:
    """Why somebody is not in the round; "" if they are."""
    if _in_round(sitting.request, who):
        return ""
    told = await turn.db.participants.get(who)
    if told is None or told.status in ABSENT:
        return ABSENT[told.status] if told else "stranger"
    if told.seeks and who in sitting.has_mentor:
        return "mentor"
    return "full" if told.gives else ""


def _in_round(request: Request, who: str) -> bool:
    return any(one.id == who and (one.seeks or one.places) for one in request.people)


def in_order(request: Request, mentor: str, mentee: str) -> tuple[str, str]:
    """Two people as mentor and mentee; the other way round where only that can be."""
    seeks = {one.id for one in request.people if one.seeks}
    places = {one.id for one in request.people if one.places}
    as_told = mentee in seeks and mentor in places
    return (mentee, mentor) if not as_told and mentor in seeks and mentee in places else (mentor, mentee)
