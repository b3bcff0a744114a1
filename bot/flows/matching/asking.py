"""Asking for a round, and what becomes of it when it is worked out."""

from dataclasses import dataclass, replace

from bot.domain.matching import Pair
from bot.domain.program import Program
from bot.domain.rounds import Round, RoundState, version
from bot.flows.matching import cards, saving
from bot.flows.matching.edits import name_of
from bot.flows.matching.facts import Asked, asked_for, locked_round
from bot.messages import matching as say
from bot.messages.base import Result
from bot.messages.review import TOO_MANY, Cancelled, NotWorkedOut
from bot.store.rounds import Ready, Row
from bot.store.store import Transaction
from bot.turn import Turn


@dataclass(frozen=True, slots=True)
class Solved:
    """What was worked out, and from which version of people and rules."""

    round_id: int
    version: int
    pinned: tuple[Pair, ...]
    ready: Ready
    too_many: bool = False
    """It could not be worked out, as there are too many people for what counts."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the working out of a round is, from 0 to 1, and how many seconds that took."""

    round_id: int
    part: float
    seconds: float = 0


async def preview(turn: Turn, _: object) -> Result:
    """Ask for a round. Its card says that it is worked out, and becomes the preview."""
    await turn.require_admin()
    found = await turn.db.rounds.under_way()
    current = await turn.db.rounds.locked(found.id) if found else None
    if current and current.state is RoundState.PUBLISHING:
        return await turn.answer(await cards.as_it_stands(turn, current))
    if current and current.state is RoundState.PROPOSED:
        await turn.db.rounds.change(current.id, state=RoundState.REPLACED)
        await cards.put(turn, current, say.Replaced(), anew=False)
    under_way = current and current.state is RoundState.ASKED
    asked = current if current and under_way else await _ask(turn, current)
    people = await cards.people_in(turn)
    if turn.pressed and asked.card == turn.pressed.place != ("", ""):
        return await turn.answer(say.Working(people))
    if not under_way:
        await cards.put(turn, asked, say.Working(people))
        at_home = turn.pressed is not None and turn.pressed.view
        if not at_home:  # the card comes right below, and becomes the result
            return None
    return await turn.answer(say.Asked(people, await turn.db.settings.way_to_admins()))


async def _ask(turn: Turn, before: Round | None) -> Round:
    """A new round. The message that was pressed becomes its card, where it is one that everybody of the team sees."""
    place = turn.pressed.place if turn.pressed else ("", "")
    return await cards.ask(turn, before, place, calm=before.calm if before else turn.program.matching.calm)


async def next_asked(db: Transaction, program: Program) -> Asked | None:
    """The round that waits to be worked out, with all that this needs."""
    asked = await db.rounds.asked()
    return await asked_for(db, program, asked) if asked else None


async def still_asked(db: Transaction, round_id: int) -> bool:
    """Whether a round is still to be worked out, and nobody has stopped it."""
    found = await db.rounds.get(round_id)
    return found is not None and found.state is RoundState.ASKED


async def same(db: Transaction, program: Program, solved: Solved) -> bool:
    """Whether people and rules are those it was worked out from; if not, it is worked out again."""
    asked = await db.rounds.get(solved.round_id)
    now = await asked_for(db, program, asked) if asked else None
    if now is None:
        return False
    return version(now.request) == solved.version and now.request.pinned == solved.pinned


async def keep(turn: Turn, lot: tuple[int, tuple[Row, ...], bool]) -> None:
    """Store some of the pairs of a large round, so that nobody waits for the database until all are."""
    round_id, proposals, first = lot
    if await still_asked(turn.db, round_id):
        await turn.db.rounds.keep(round_id, proposals, first=first)


async def propose(turn: Turn, solved: Solved) -> None:
    """Store what was worked out, but the pairs that are kept already, and show it."""
    asked = await turn.db.rounds.locked(solved.round_id)
    if asked is None or asked.state is not RoundState.ASKED:
        return
    if solved.too_many:
        await _comes_to_nothing(turn, asked, TOO_MANY)
        return
    proposed = await turn.db.rounds.propose(asked.id, solved.ready, solved.version)
    before = await turn.db.rounds.get(asked.before) if asked.before else None
    await saving.settle_told(turn, before, worked=True)
    await cards.put(turn, proposed, await cards.preview(turn, proposed))


async def tell_progress(turn: Turn, far: Progress) -> None:
    """Let the card of a round that takes long say how far it is."""
    asked = await turn.db.rounds.locked(far.round_id)
    if asked and asked.state is RoundState.ASKED:
        people = await cards.people_in(turn)
        left = round(far.seconds / far.part - far.seconds) if far.part else 0
        working = say.Working(people, round(far.part * people), left, asked.id)
        await cards.put(turn, asked, working, anew=False)


async def cancel(turn: Turn, click: say.CancelWorking) -> Result:
    """Stop a round that is worked out; the draft before it stands as it was. The solver sees it, and ends its work."""
    asked = await locked_round(turn, click.round_id)
    if asked.state is not RoundState.ASKED:
        return await turn.answer(await cards.as_it_stands(turn, asked))
    turn.db.audit.note(turn.who, "matching.cancel", turn.now, str(asked.id))
    draft = await _given_up(turn, asked, RoundState.REPLACED)
    if draft is None:
        return await turn.answer(Cancelled(await name_of(turn, turn.who)))
    return await turn.answer(await cards.preview(turn, draft, stopped=True))


async def failed(turn: Turn, given: tuple[int, str]) -> None:
    """Set a round aside that could not be worked out, and say so; the draft before it stands as it was."""
    round_id, ref = given
    asked = await turn.db.rounds.locked(round_id)
    if asked and asked.state is RoundState.ASKED:
        await _comes_to_nothing(turn, asked, ref)


async def _comes_to_nothing(turn: Turn, asked: Round, ref: str) -> None:
    draft = await _given_up(turn, asked, RoundState.FAILED)
    if draft is None:
        await cards.put(turn, replace(asked, state=RoundState.FAILED), NotWorkedOut(ref))
    else:
        await cards.put(turn, draft, await cards.preview(turn, draft, failed=ref))


async def _given_up(turn: Turn, asked: Round, state: RoundState) -> Round | None:
    """Nothing comes of a round that was asked for, nor of what was decided for it. The draft before it, which stands
    again, on its card; None where there was none."""
    await turn.db.rounds.change(asked.id, state=state)
    await turn.db.rulings.remove_of(asked.id)
    before = await turn.db.rounds.locked(asked.before) if asked.before else None
    if before is None or before.state is not RoundState.REPLACED:
        return None
    place = await cards.place(turn, asked)
    if not place[1]:  # its own card is under way yet
        await cards.put(turn, asked, say.Replaced(), anew=False)
    channel, ts = place if place[1] else before.card
    return await turn.db.rounds.change(before.id, state=RoundState.PROPOSED, card_channel=channel, card_ts=ts)
