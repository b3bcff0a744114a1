"""People and pairs for the tests of flows."""

from datetime import timedelta

from bot.domain.matches import State
from bot.domain.people import Role, Status


async def taking_part(desk, *people, status=Status.ACTIVE, role=Role.MENTEE, tz="UTC"):
    await desk.knows(*people, tz=tz)
    async with desk.turns.store.begin() as db:
        for who in people:
            await db.participants.put(who, status=status, role=role, joined_at=desk.clock.now)


async def paired(desk, mentee="ANA", mentor="BO", *, state=State.OPEN, tz="UTC"):
    """A match of the two that both know of, its first check-in planned in a week."""
    await taking_part(desk, mentee, tz=tz)
    await taking_part(desk, mentor, role=Role.MENTOR, tz=tz)
    now = desk.clock.now
    async with desk.turns.store.begin() as db:
        a_round = await db.rounds.ask("HANA", 1, now)
        match = await db.matches.add(a_round.id, mentor, mentee, (), "two_weeks", now)
        letters = {"mentee_letter": "a", "mentor_letter": "b"}
        opened = {"opened_at": now} if state is State.OPEN else {}
        match = await db.matches.change(match.id, state=state, **letters, **opened)
        await db.due.plan(
            "checkin.mentee", f"{match.id}:x", now + timedelta(days=7), who=mentee, about=match.id
        )
    return match


async def participant(desk, who):
    async with desk.turns.store.read() as db:
        return await db.participants.get(who)


async def match_now(desk, match):
    async with desk.turns.store.read() as db:
        return await db.matches.get(match.id)
