"""The conversation of a pair opens, and they agree on a first time."""

from bot.domain.calendar import Slot, first_meeting_slot
from bot.domain.checkins import next_checkin
from bot.domain.due import Due
from bot.domain.matches import Match, State, shareable
from bot.messages import opening as say
from bot.messages.base import Message, Refused, Result
from bot.messages.match import Receipt
from bot.messages.reasons import facts_of
from bot.messages.words import NotYours
from bot.turn import Room, Turn

READY = (State.MENTOR_ASKED, State.AGREED)


async def opens(turn: Turn, due: Due) -> None:
    """Open the group DM of the two, after what told each of them, and plan the first check-in."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state not in READY:
        return
    if not await turn.suits(due, (match.mentee, match.mentor)):
        return
    slot = await _slot(turn, match)
    match = await turn.db.matches.change(
        match.id, state=State.OPEN, opened_at=turn.now, slot_at=slot.start, slot_yes=""
    )
    turn.say(Room(match.people), await _opened(turn, match), after=match.mentor_letter or match.mentee_letter)
    await _plan_checkin(turn, match)
    for who in match.people:
        await _settle(turn, match, who)
        await turn.refresh_home(who)


async def works(turn: Turn, click: say.SlotWorks) -> Result:
    """One says that the time suits them; when both have, it is agreed. A time that has gone by gives way to another."""
    match = await _ours(turn, click.match_id)
    if match.slot_yes == turn.who and _still(match, click.at):
        return None  # they have said so, and it shows
    if _still(match, click.at) and match.slot_yes != "both" and click.at <= turn.now.timestamp():
        return await another(turn, say.AnotherTime(match.id, click.at))
    if _still(match, click.at) and match.slot_yes not in ("both", turn.who):
        both = bool(match.slot_yes)
        match = await turn.db.matches.change(match.id, slot_yes="both" if both else turn.who)
        if both:
            turn.say(Room(match.people), say.SlotAgreed(click.at, ask_day=await _ask_day(turn, match)))
            for who in match.people:
                await turn.refresh_home(who)
    return await turn.answer(await _as_it_stands(turn, match))


async def another(turn: Turn, click: say.AnotherTime) -> Result:
    """Propose the next time that suits both working days; after two weeks of them it is best left to the two."""
    match = await _ours(turn, click.match_id)
    if _still(match, click.at) and match.slot_yes != "both" and match.slot_at:
        slot = await _slot(turn, match)
        ahead = (slot.start - turn.now).days <= 14
        match = await turn.db.matches.change(match.id, slot_at=slot.start if ahead else None, slot_yes="")
    return await turn.answer(await _as_it_stands(turn, match))


async def _ours(turn: Turn, match_id: int) -> Match:
    """This person's match, locked, so that two who press at once both count. Raises `Refused`."""
    await turn.match_of(match_id)
    match = await turn.db.matches.locked(match_id)
    assert match is not None
    return match


def _still(match: Match, at: int) -> bool:
    """Whether this time is still the one on the table."""
    return match.state is State.OPEN and match.slot_at is not None and int(match.slot_at.timestamp()) == at


async def _as_it_stands(turn: Turn, match: Match) -> Message:
    if match.state is not State.OPEN:
        raise Refused(NotYours())
    return await _opened(turn, match)


async def _opened(turn: Turn, match: Match) -> say.Opened:
    return say.Opened(
        match_id=match.id,
        mentor=match.mentor,
        mentee=match.mentee,
        reasons=facts_of(shareable(match.reasons, turn.program.form("intake"))),
        slot=int(match.slot_at.timestamp()) if match.slot_at else 0,
        slot_yes=match.slot_yes,
        ask_day=await _ask_day(turn, match),
    )


async def _ask_day(turn: Turn, match: Match) -> str:
    """The day (ISO) on which the mentee is asked how it goes."""
    days = turn.program.rhythm(match.rhythm).days
    day, _ = next_checkin(match.opened_at or turn.now, days, await turn.zone(match.mentee))
    return day.isoformat()


async def _slot(turn: Turn, match: Match) -> Slot:
    """The next time that suits both, after the one proposed before."""
    after = max(turn.now, match.slot_at) if match.slot_at else turn.now
    zones = await turn.zone(match.mentee), await turn.zone(match.mentor)
    return first_meeting_slot(*zones, after, turn.program.day_starts, turn.program.day_ends)


async def _plan_checkin(turn: Turn, match: Match) -> None:
    rhythm = turn.program.rhythm(match.rhythm)
    day, at = next_checkin(turn.now, rhythm.days, await turn.zone(match.mentee))
    await turn.db.due.plan("checkin.mentee", f"{match.id}:{day}", at, who=match.mentee, about=match.id)


async def _settle(turn: Turn, match: Match, who: str) -> None:
    """Let the question that somebody was asked say how it ended."""
    channel, ts = await turn.db.outbox.place(match.letter_of(who))
    if ts:
        receipt = Receipt(
            match_id=match.id,
            partner=match.partner_of(who),
            part=match.part_of(who),
            state=match.state.value,
            said=match.said_by(who),
            asked=True,
            public=match.public_of(who),
            place=await turn.db.settings.get("program_channel"),
        )
        await turn.rewrite_at(channel, ts, receipt)
