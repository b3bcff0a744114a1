"""The conversation of a pair or of a circle opens; a pair agrees on a first time."""

from datetime import date, datetime, timedelta

from bot.domain.calendar import first_meeting_slot
from bot.domain.checkins import first_checkin
from bot.domain.circles import READY, Circle, topics
from bot.domain.due import Due
from bot.domain.letters import Room
from bot.domain.matches import Match, State, shareable
from bot.messages import opening as say
from bot.messages.base import Message, Refused, Result
from bot.messages.circles import CircleOpened
from bot.messages.reasons import facts_of
from bot.messages.words import NotYours
from bot.turn import Turn

TWO_WEEKS = timedelta(days=14)


async def opens(turn: Turn, due: Due) -> None:
    """Open the group DM of the two, after what told each of them, and plan the first check-in."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state not in READY:
        return
    if match.in_circle:
        await _opens_circle(turn, due, match)
        return
    if not await turn.suits(due, (match.mentee, match.mentor)):
        return
    slot = await _slot(turn, match)
    match = await turn.db.matches.change(
        match.id, state=State.OPEN, opened_at=turn.now, slot_at=slot, slot_yes=""
    )
    turn.say(Room(match.people), await _opened(turn, match), after=match.mentor_letter or match.mentee_letter)
    await _plan_checkin(turn, match)
    await turn.db.due.plan("opening.passed", f"{match.id}", slot, about=match.id)
    for who in match.people:
        await turn.db.due.plan("match.stands", f"{match.id}:{who}", turn.now, about=match.id, again=True)
        await turn.refresh_home(who)


async def _opens_circle(turn: Turn, due: Due, match: Match) -> None:
    """Open the one conversation of all of a circle who can begin. While somebody's doubts are looked into without whom
    too few are left, it waits; whoever comes later comes into a new conversation of all, as Slack adds nobody to one."""
    matches = await turn.db.matches.circle(match.round_id, match.mentor)
    circle = Circle(matches, turn.program.matching.circle[0], away=await _away(turn, matches))
    ready = circle.ready
    if match not in ready or not circle.fills(ready):
        await turn.db.due.put_off(due, turn.now + timedelta(days=1), "the circle waits")
        await turn.db.circle_moves(match, turn.now)
        return
    everybody = sorted([*circle.opened, *ready], key=lambda one: one.id)
    people = (match.mentor, *(one.mentee for one in everybody))
    if not await turn.suits(due, people):
        return
    days: list[str] = []
    for one in ready:
        opened = await turn.db.matches.change(one.id, state=State.OPEN, opened_at=turn.now, slot_yes="")
        days.append(await _plan_checkin(turn, opened))
        for who in one.people:
            await turn.db.due.plan("match.stands", f"{one.id}:{who}", turn.now, about=one.id, again=True)
    joined = tuple(one.mentee for one in ready) if circle.opened else ()
    common = topics(everybody, turn.program)
    room = CircleOpened(match.id, match.mentor, people[1:], common, min(days), joined)
    turn.say(Room(people), room, after=match.mentor_letter)
    for who in people:
        await turn.refresh_home(who)


async def _away(turn: Turn, matches: list[Match]) -> frozenset[str]:
    told = [await turn.db.participants.get(one.mentee) for one in matches]
    return frozenset(one.id for one in told if one and one.paused_until and one.paused_until > turn.now)


async def passed(turn: Turn, due: Due) -> None:
    """Due `opening.passed`: they have met, or the time on the table has gone by; the room shows how it stands."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state is not State.OPEN:
        return
    met = await turn.db.sessions.latest(match.id) is not None
    before = match
    if not met and match.slot_yes != "both" and match.slot_at and match.slot_at <= turn.now:
        match = await _next_slot(turn, match)
    room = await _opened(turn, match, before)
    await turn.settle(f"opening:{match.id}", room, to=Room(match.people), for_good=False)


async def works(turn: Turn, click: say.SlotWorks) -> Result:
    """One says that the time suits them; when both have, it is agreed. A time that has gone by gives way to another."""
    match = await _ours(turn, click.match_id)
    if match.slot_yes == turn.who and _still(match, click.at) and click.at > turn.now.timestamp():
        return say.YouSaidSo(match.partner_of(turn.who))
    if _still(match, click.at) and match.slot_yes != "both" and click.at <= turn.now.timestamp():
        return await another(turn, say.AnotherTime(match.id, click.at))
    if _still(match, click.at) and match.slot_yes not in ("both", turn.who):
        both = bool(match.slot_yes)
        match = await turn.db.matches.change(match.id, slot_yes="both" if both else turn.who)
        if both:
            await _ask_after_it(turn, match)
            turn.say(Room(match.people), say.SlotAgreed(click.at, await _ask_day(turn, match), match.mentee))
            for who in match.people:
                await turn.refresh_home(who)
    return await turn.answer(await _as_it_stands(turn, match))


async def another(turn: Turn, click: say.AnotherTime) -> Result:
    """Propose the next time that suits both working days; after two weeks of them it is best left to the two."""
    before = match = await _ours(turn, click.match_id)
    if _still(match, click.at) and match.slot_yes != "both" and match.slot_at:
        match = await _next_slot(turn, match)
    return await turn.answer(await _as_it_stands(turn, match, before))


async def _next_slot(turn: Turn, match: Match) -> Match:
    """The next time on the table; none once it would be more than two weeks off, or they know each other so long."""
    slot = await _slot(turn, match)
    since = match.opened_at or turn.now
    ahead = (slot - turn.now).days <= 14 and turn.now - since <= TWO_WEEKS
    if ahead:
        await turn.db.due.plan("opening.passed", f"{match.id}", slot, about=match.id, again=True)
    return await turn.db.matches.change(match.id, slot_at=slot if ahead else None, slot_yes="")


async def _ours(turn: Turn, match_id: int) -> Match:
    """This person's match, locked, so that two who press at once both count. Raises `Refused`."""
    await turn.match_of(match_id)
    match = await turn.db.matches.locked(match_id)
    assert match is not None
    return match


def _still(match: Match, at: int) -> bool:
    """Whether this time is still the one on the table."""
    return match.state is State.OPEN and match.slot_at is not None and int(match.slot_at.timestamp()) == at


async def _as_it_stands(turn: Turn, match: Match, before: Match | None = None) -> Message:
    if match.state is not State.OPEN:
        raise Refused(NotYours())
    return await _opened(turn, match, before)


async def _opened(turn: Turn, match: Match, before: Match | None = None) -> say.Opened:
    """The room's card. `before` is the match as it was while another time stood there, perhaps gone by since."""
    was = before.slot_at if before and before.slot_at != match.slot_at else None
    lapsed = was if was and was <= turn.now else None
    yes = before.slot_yes if before else ""
    return say.Opened(
        match_id=match.id,
        mentor=match.mentor,
        mentee=match.mentee,
        reasons=facts_of(shareable(match.reasons, turn.program.form("intake"))),
        slot=int(match.slot_at.timestamp()) if match.slot_at else 0,
        slot_yes=match.slot_yes,
        ask_day=await _ask_day(turn, match),
        met=await turn.db.sessions.latest(match.id) is not None,
        lapsed=int(lapsed.timestamp()) if lapsed else 0,
        silent=match.partner_of(yes) if lapsed and yes else "",
        needs=tuple(one.id for one in await turn.db.participants.those(match.people) if one.needs),
        format=match.format,
    )


async def _ask_day(turn: Turn, match: Match) -> str:
    """The day (ISO) on which the mentee is asked how it goes."""
    return (await _first_checkin(turn, match))[0].isoformat()


async def _slot(turn: Turn, match: Match) -> datetime:
    """The next time that suits both, after the one proposed before."""
    after = max(turn.now, match.slot_at) if match.slot_at else turn.now
    zones = await turn.zone(match.mentee), await turn.zone(match.mentor)
    return first_meeting_slot(*zones, after, turn.program.day_starts, turn.program.day_ends)


async def _plan_checkin(turn: Turn, match: Match) -> str:
    """Plan the first check-in; its day (ISO)."""
    day, at = await _first_checkin(turn, match)
    await turn.db.due.plan("checkin.mentee", f"{match.id}:{day}", at, who=match.mentee, about=match.id)
    return day.isoformat()


async def _ask_after_it(turn: Turn, match: Match) -> None:
    """They have agreed on a first time: the question that waits comes the working day after it."""
    if await turn.db.due.next_of("checkin.mentee", match.id):
        _, at = await _first_checkin(turn, match)
        await turn.db.due.move("checkin.mentee", match.id, at, who=match.mentee, now=turn.now)


async def _first_checkin(turn: Turn, match: Match) -> tuple[date, datetime]:
    return first_checkin(match, match.opened_at or turn.now, turn.program, await turn.zone(match.mentee))
