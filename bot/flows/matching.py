"""A matching round: asked for, worked out, looked at and published, all in the admin channel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.calendar import local_date
from bot.domain.forms import Audience
from bot.domain.matching import Outcome, Request, Why
from bot.domain.people import Participant, Person, Status
from bot.domain.program import Program
from bot.domain.rounds import DROPPED, LeftOver, ProposedPair, Round, RoundState, Scene, request, version
from bot.messages import matching as say
from bot.messages.base import Message, Refused, Result
from bot.messages.publishing import Published, Publishing
from bot.messages.reasons import facts_of
from bot.messages.words import AdminWentWrong, NotYours
from bot.store.store import Transaction
from bot.turn import Turn

EACH_LOT = 2**31


@dataclass(frozen=True, slots=True)
class Asked:
    """A round to be worked out."""

    round_id: int
    request: Request


@dataclass(frozen=True, slots=True)
class Solved:
    """What was worked out, and from which version of people and rules."""

    round_id: int
    version: int
    outcome: Outcome


async def preview(turn: Turn, _: object) -> Result:
    """Ask for a round. The pairs appear in the admin channel when they are worked out."""
    await turn.require_admin()
    under_way = await turn.db.rounds.under_way()
    current = await turn.db.rounds.locked(under_way.id) if under_way else None
    if current and current.state is RoundState.PUBLISHING:
        return await turn.answer(await _as_it_stands(turn, current))
    if current and current.state is RoundState.PROPOSED:
        await turn.db.rounds.change(current.id, state=RoundState.REPLACED)
    asked = current if current and current.state is RoundState.ASKED else None
    asked = asked or await turn.db.rounds.ask(turn.who, turn.rng.randrange(EACH_LOT), turn.now)
    people = (await _asked(turn.db, turn.program, asked)).request.people
    if turn.pressed and not turn.pressed.ephemeral:  # it is rewritten once the pairs are there
        await turn.db.rounds.change(asked.id, card_channel=turn.pressed.channel, card_ts=turn.pressed.ts)
    turn.db.audit.note(turn.who, "matching.preview", turn.now, str(asked.id))
    return await turn.answer(say.Working(len(people)))


async def next_asked(db: Transaction, program: Program) -> Asked | None:
    """The round that waits to be worked out, with all that this needs."""
    asked = await db.rounds.asked()
    return await _asked(db, program, asked) if asked else None


async def propose(turn: Turn, solved: Solved) -> None:
    """Store what was worked out and show it, unless people or rules changed meanwhile: then it is asked again."""
    asked = await turn.db.rounds.locked(solved.round_id)
    if asked is None or asked.state is not RoundState.ASKED:
        return
    now = await _asked(turn.db, turn.program, asked)
    if version(now.request) != solved.version:
        return
    proposed = await turn.db.rounds.propose(asked.id, solved.outcome, solved.version)
    if asked.card[1]:
        await turn.rewrite_at(*asked.card, say.WorkedOut(len(now.request.people)))
    if channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, await _preview(turn, proposed))


async def failed(turn: Turn, given: tuple[int, str]) -> None:
    """Set a round aside that could not be worked out, and say so."""
    round_id, ref = given
    await turn.db.rounds.change(round_id, state=RoundState.FAILED)
    if channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, AdminWentWrong(ref, "matching"))


async def turn_page(turn: Turn, click: say.TurnPage) -> Result:
    found = await _round(turn, click.round_id)
    return await turn.answer(await _as_it_stands(turn, found, click.page))


async def drop(turn: Turn, click: say.Drop) -> Result:
    return await _mark(turn, click.round_id, click.pair_id, click.page, dropped=True)


async def undo_drop(turn: Turn, click: say.UndoDrop) -> Result:
    return await _mark(turn, click.round_id, click.pair_id, click.page, dropped=False)


async def allow(turn: Turn, click: say.Allow) -> Result:
    """A pair that was dropped in an earlier working out may be proposed again, the next time it is worked out."""
    found = await _round(turn, click.round_id)
    for pair in await turn.db.rounds.dropped_earlier():
        if pair.id == click.pair_id and found.state is RoundState.PROPOSED:
            await turn.db.rounds.drop(pair.round_id, pair.id, dropped=False)
            turn.db.audit.note(turn.who, "matching.undo_drop", turn.now, str(pair.id))
    return await turn.answer(await _as_it_stands(turn, found, click.page))


async def publish(turn: Turn, click: say.Publish) -> Result:
    """Hold the round back for some minutes; until then nobody but the program team hears of it."""
    found = await _round(turn, click.round_id)
    if found.state is not RoundState.PROPOSED:
        return await turn.answer(await _as_it_stands(turn, found))
    approved = [pair for pair in await turn.db.rounds.pairs(found.id) if not pair.dropped]
    if not approved or (len(approved) != click.count and not click.anyway):
        return await turn.answer(await _preview(turn, found, changed=True))
    if not click.anyway and version((await _asked(turn.db, turn.program, found)).request) != found.version:
        return await turn.answer(say.Outdated(found.id, len(approved)))
    at = turn.now + timedelta(minutes=turn.program.undo_minutes)
    channel, ts = (turn.pressed.channel, turn.pressed.ts) if turn.pressed else ("", "")
    held = await turn.db.rounds.change(
        found.id,
        state=RoundState.PUBLISHING,
        publish_at=at,
        by=turn.who,
        card_channel=channel,
        card_ts=ts,
    )
    await turn.db.due.move("match.publish", found.id, at, now=turn.now)
    turn.db.audit.note(turn.who, "matching.publish", turn.now, str(found.id))
    return await turn.answer(await _as_it_stands(turn, held))


async def undo(turn: Turn, click: say.Undo) -> Result:
    found = await _held_back(turn, click.round_id)
    undone = found.state is RoundState.PUBLISHING
    if undone:
        await turn.db.due.drop("match.publish", about=found.id, reason="undone")
        found = await turn.db.rounds.change(found.id, state=RoundState.PROPOSED, publish_at=None)
        turn.db.audit.note(turn.who, "matching.undo", turn.now, str(found.id))
    shown = await _preview(turn, found, undone=True) if undone else await _as_it_stands(turn, found)
    return await turn.answer(shown)


async def send_now(turn: Turn, click: say.SendNow) -> Result:
    found = await _held_back(turn, click.round_id)
    if found.state is RoundState.PUBLISHING:
        await turn.db.due.move("match.publish", found.id, turn.now, now=turn.now)
        found = await turn.db.rounds.change(found.id, publish_at=turn.now)
        turn.db.audit.note(turn.who, "matching.send_now", turn.now, str(found.id))
    return await turn.answer(await _as_it_stands(turn, found))


async def _held_back(turn: Turn, round_id: int) -> Round:
    """A round that may be about to be published: its due row is locked first, in the order the ticker takes them."""
    await turn.require_admin()
    await turn.db.due.locked("match.publish", round_id)
    return await _round(turn, round_id)


async def _round(turn: Turn, round_id: int) -> Round:
    """The round as it is now, which nobody else changes meanwhile. Raises `Refused`."""
    await turn.require_admin()
    found = await turn.db.rounds.locked(round_id)
    if found is None:
        raise Refused(NotYours())
    return found


async def _mark(turn: Turn, round_id: int, pair_id: int, page: int, *, dropped: bool) -> Result:
    found = await _round(turn, round_id)
    if found.state is RoundState.PROPOSED:
        await turn.db.rounds.drop(round_id, pair_id, dropped=dropped)
        turn.db.audit.note(
            turn.who, "matching.drop" if dropped else "matching.undo_drop", turn.now, str(pair_id)
        )
    return await turn.answer(await _as_it_stands(turn, found, page))


async def _asked(db: Transaction, program: Program, asked: Round) -> Asked:
    participants = {one.id: one for one in await db.participants.of_status(Status.ACTIVE)}
    scene = Scene(await db.people.named(participants), participants, await db.matches.live())
    day = local_date(asked.asked_at, "UTC")
    asked_for = request(scene, await db.matches.past_pairs(), program, day, asked.seed)
    dropped = frozenset((pair.mentor, pair.mentee) for pair in await db.rounds.dropped_earlier())
    return Asked(asked.id, replace(asked_for, forbidden=dropped))


async def _as_it_stands(turn: Turn, found: Round, page: int = 0) -> Message:
    """What the message of a round says now."""
    match found.state:
        case RoundState.PROPOSED:
            return await _preview(turn, found, page)
        case RoundState.PUBLISHING:
            approved = sum(not pair.dropped for pair in await turn.db.rounds.pairs(found.id))
            by = await turn.db.people.get(found.by)
            at = int(found.publish_at.timestamp()) if found.publish_at else 0
            return Publishing(found.id, approved, at, by.name if by else found.by)
        case RoundState.PUBLISHED:
            return Published(len(await turn.db.matches.of_round(found.id)))
        case RoundState.ASKED:
            return say.Working(len((await _asked(turn.db, turn.program, found)).request.people))
        case _:
            return say.Replaced()


async def _preview(
    turn: Turn, found: Round, page: int = 0, *, changed: bool = False, undone: bool = False
) -> say.Preview:
    pairs = await turn.db.rounds.pairs(found.id)
    left = await turn.db.rounds.left_over(found.id)
    pages = max(1, -(-len(pairs) // say.PAIRS_A_PAGE))
    page = min(max(0, page), pages - 1)
    shown = pairs[page * say.PAIRS_A_PAGE : (page + 1) * say.PAIRS_A_PAGE]
    earlier = (await turn.db.rounds.dropped_earlier())[: say.NAMES_A_REASON]
    ids = {who for pair in (*shown, *earlier) for who in (pair.mentor, pair.mentee)}
    people = await turn.db.people.named(ids | {one.who for one in left})
    wishes = await _wishes(turn)
    return say.Preview(
        round_id=found.id,
        pairs=tuple(_pair_line(pair, people, wishes) for pair in shown),
        left=_left_lines([_known(one, earlier) for one in left], people),
        total=len(pairs),
        approved=sum(not pair.dropped for pair in pairs),
        page=page,
        changed=changed,
        earlier=tuple(
            say.EarlierLine(pair.id, _name(pair.mentor, people), _name(pair.mentee, people))
            for pair in earlier
        ),
        undone=undone,
    )


async def _wishes(turn: Turn) -> dict[str, Participant]:
    """What people told, where the questions say that the program team sees both wishes and offers."""
    intake = turn.program.form("intake")
    asked = [intake.question(key) for key in ("wanted", "offered")]
    if not all(question and Audience.PROGRAM_TEAM in question.seen_by for question in asked):
        return {}
    return {one.id: one for one in await turn.db.participants.of_status(Status.ACTIVE, Status.PAUSED)}


def _name(who: str, people: dict[str, Person]) -> str:
    return people[who].name if who in people else who


def _pair_line(pair: ProposedPair, people: dict[str, Person], told: dict[str, Participant]) -> say.PairLine:
    reasons = facts_of(pair.reasons[:3])
    mentor, mentee = _name(pair.mentor, people), _name(pair.mentee, people)
    wanted = told[pair.mentee].wanted if pair.mentee in told else ()
    offered = told[pair.mentor].offered if pair.mentor in told else ()
    return say.PairLine(pair.id, mentor, mentee, pair.points, reasons, pair.dropped, wanted, offered)


def _known(one: LeftOver, earlier: Sequence[ProposedPair]) -> LeftOver:
    """Whom a drop of the program team's own keeps back is kept back by no private rule."""
    dropped = any(one.who in (pair.mentor, pair.mentee) for pair in earlier)
    return replace(one, why=DROPPED) if dropped and one.why == Why.FORBIDDEN else one


def _left_lines(left: Sequence[LeftOver], people: dict[str, Person]) -> tuple[say.LeftLine, ...]:
    """People grouped by side and reason, mentees first."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in sorted(left, key=lambda one: one.side.value):
        groups.setdefault((one.side.value, one.why), []).append(_name(one.who, people))
    most = say.NAMES_A_REASON
    return tuple(
        say.LeftLine(side, why, tuple(names[:most]), len(names[most:]))
        for (side, why), names in groups.items()
    )
