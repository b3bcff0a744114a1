"""The proof of a draft: shown in words, and sent as a file that proves itself."""

from dataclasses import replace

from bot.domain.matching import Certificate
from bot.domain.program import Format, Program
from bot.domain.rounds import Round, RoundState, outdated, version
from bot.flows.matching import cards
from bot.flows.matching.facts import Draft, asked_for, draft_of, locked_round
from bot.messages import proof as say
from bot.messages import review as pressed
from bot.messages.base import Result
from bot.store.store import Transaction
from bot.turn import Turn

SHOWN = (RoundState.PROPOSED, RoundState.PUBLISHING)


async def show(turn: Turn, click: pressed.ShowProof) -> Result:
    found = await locked_round(turn, click.round_id)
    proof = await turn.db.rounds.proof(found.id)
    if found.state not in SHOWN or proof is None:
        return await turn.answer(await cards.as_it_stands(turn, found))
    request = (await asked_for(turn.db, turn.program, found)).request
    pairs = await turn.db.rounds.pairs(found.id)
    return say.Proven(
        found.id,
        pairs=len(pairs),
        mentees=sum(one.seeks for one in request.people),
        points=sum(one.points for one in pairs),
        compared=proof.pairs,
        possible=proof.possible,
        locked=len(set(proof.pinned) & {(one.mentor, one.mentee) for one in pairs}),
        calm=found.calm,
        outdated=outdated(found, request, turn.program.matching),
        how=how_proven(request.rules.format, proof.certificate),
        lacking=_lacking(proof.certificate),
    )


def _lacking(certificate: Certificate) -> tuple[int, int]:
    """How many people more, and points, the best answer could have at most."""
    most, reached = certificate.most or certificate.tiers, certificate.tiers
    return most.people - reached.people, most.points - reached.points


def how_proven(form: Format, certificate: Certificate) -> str:
    """What can be said of it: by prices, by levels of prices, by the solver's own bound, or that it is only near it."""
    if certificate.most is not None:
        return form.value if certificate.proven else "nearly"
    return "levels" if certificate.further else "prices"


async def send_file(turn: Turn, click: pressed.GetRoundFile) -> Result:
    """Send the file to the admin who asked, and to nobody else."""
    found = await locked_round(turn, click.round_id)
    turn.say(turn.who, say.RoundFile(found.id))
    turn.db.audit.note(turn.who, "matching.round_file", turn.now, str(found.id))
    return say.FileComing()


async def provable(db: Transaction, program: Program, who: str, round_id: int) -> Draft | None:
    """The draft, if it can still be proven as it was worked out, and they are an admin still."""
    found: Round | None = await db.rounds.get(round_id)
    if found is None or found.state not in SHOWN or not await db.admins.has(who):
        return None
    known, proof = await draft_of(db, program, found), await db.rounds.proof(found.id)
    if proof is None or version(known.request) != found.version:
        return None
    return Draft(replace(known.request, pinned=proof.pinned), known.outcome)
