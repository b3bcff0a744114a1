"""What a round is worked out from."""

from dataclasses import dataclass, replace

from bot.domain.calendar import local_date
from bot.domain.drafts import ruled
from bot.domain.matching import Outcome, Proposal, Request, Unmatched, Why
from bot.domain.people import Status
from bot.domain.program import Program
from bot.domain.rounds import LeftOver, Round, Scene, not_eligible, request
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


async def draft_of(db: Transaction, program: Program, found: Round) -> Draft:
    """A draft as it was worked out, for those who explain it; with its proof, as long as nobody has changed since."""
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
    return Draft(replace(wanted, pinned=proof.pinned) if proof else wanted, outcome)


async def locked_round(turn: Turn, round_id: int) -> Round:
    """The round as it is now, which nobody else changes meanwhile. Raises `Refused`."""
    await turn.require_admin()
    found = await turn.db.rounds.locked(round_id)
    if found is None:
        raise Refused(NotYours())
    return found
