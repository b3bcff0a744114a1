"""What a round is worked out from."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.calendar import local_date
from bot.domain.drafts import Ruling, RulingKind, ruled
from bot.domain.matching import Outcome, Pair, Proposal, Request, Unmatched, Why
from bot.domain.people import Status
from bot.domain.program import Program
from bot.domain.rounds import LeftOver, Round, Scene, not_eligible, request
from bot.matching.costs import judged
from bot.messages.base import Refused
from bot.messages.words import NotYours
from bot.store.store import Transaction
from bot.turn import Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """A round to be worked out."""

    round_id: int
    request: Request
    left_out: tuple[LeftOver, ...] = ()
    """Whom the program's rules leave out altogether."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and what it was worked out from."""

    request: Request
    outcome: Outcome


async def asked_for(db: Transaction, program: Program, asked: Round) -> Asked:
    """The round as it would be asked for now: a draft in its own format, whatever the program's is by now."""
    program = program.in_format(asked.format)
    participants = {one.id: one for one in await db.participants.of_status(Status.ACTIVE)}
    staged = await db.rounds.staged(but=asked.id)
    scene = Scene(
        await db.people.named(participants),
        participants,
        await db.matches.live(),
        staged,
        await db.nevers.pairs(),
        await db.rounds.waited(),
    )
    day = local_date(asked.asked_at, "UTC")
    wanted = request(scene, await db.matches.past_pairs(), program, day, asked.seed)
    dropped = {(pair.mentor, pair.mentee) for pair in await db.rounds.dropped_earlier()}
    table = await db.rounds.table(asked.before) if asked.before else []
    whole = ruled(wanted, await db.rulings.standing(), dropped, table, calm=asked.calm)
    return Asked(asked.id, whole, tuple(not_eligible(scene, program.matching, asked.id)))


async def points_between(turn: Turn, found: Round, pairs: Collection[Pair]) -> dict[Pair, int]:
    """What these pairs would come to by the rules of now; those left out of whom one takes no part."""
    ids = {who for pair in pairs for who in pair}
    told = {one.id: one for one in await turn.db.participants.those(ids)} if ids else {}
    scene = Scene(await turn.db.people.named(ids), told, ())
    day = local_date(found.asked_at, "UTC")
    few = request(scene, frozenset(), turn.program.in_format(found.format), day, found.seed)
    return {(one.mentor, one.mentee): one.points for one in judged(few, [p for p in pairs if _both(few, p)])}


def _both(request: Request, pair: Pair) -> bool:
    return set(pair) <= {one.id for one in request.people}


async def draft_of(db: Transaction, program: Program, found: Round) -> Draft:
    """A draft for those who explain it: what it was worked out as, and what is locked now, which may be more or less
    than what its proof was given."""
    proof = await db.rounds.proof(found.id)
    wanted = (await asked_for(db, program, found)).request
    pairs = await db.rounds.pairs(found.id)
    left = await db.rounds.left_over(found.id)
    outcome = Outcome(
        proposals=tuple(Proposal(a.mentor, a.mentee, a.points, a.reasons, a.runners_up) for a in pairs),
        unmatched=tuple(Unmatched(one.who, one.side, Why(one.why)) for one in left if one.why in set(Why)),
        value=sum(one.points for one in pairs),
        certificate=proof.certificate if proof else None,
    )
    return Draft(wanted, outcome)


async def locks(db: Transaction) -> list[Ruling]:
    """The locks that stand, the draft's own and those that came after it was worked out."""
    return [one for one in await db.rulings.standing() if one.kind is RulingKind.LOCKED]


async def locked_round(turn: Turn, round_id: int) -> Round:
    """The round as it is now, which nobody else changes meanwhile. Raises `Refused`."""
    await turn.require_admin()
    found = await turn.db.rounds.locked(round_id)
    if found is None:
        raise Refused(NotYours())
    return found
