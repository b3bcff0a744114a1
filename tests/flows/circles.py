"""A circle for the tests of flows: Bo, who could teach public speaking, and those who would like to learn it."""

from typing import Any

from bot.domain.matches import Match
from bot.domain.matching import Outcome, Proposal, Reason, ReasonKind
from bot.domain.people import Role
from bot.domain.program import Format
from bot.domain.rounds import RoundState
from bot.messages.match import Gladly, LooksGood
from bot.messages.matching import Publish
from bot.programs.reading import read, standard_text
from bot.store.rounds import ready
from tests.conftest import Desk
from tests.flows.pairs import acts, joined, opened_for_admins, presses

MENTEES = ("ADA", "ANA", "CY", "DEE")
ROOM = "room:ADA,ANA,BO,CY,DEE"


def put_in_force(desk: Desk, form: Format, *swaps: tuple[str, str]) -> None:
    """Let the desk's program be the standard one in another format."""
    text = standard_text()
    for old, new in (("format: one_to_one", f"format: {form}"), *swaps):
        assert old in text, old
        text = text.replace(old, new, 1)
    desk.turns.written = desk.turns.program = read(text)


async def company(desk: Desk, mentees: tuple[str, ...] = MENTEES) -> None:
    put_in_force(desk, Format.CIRCLES)
    await opened_for_admins(desk)
    await joined(desk, "BO", Role.MENTOR, "Public speaking", "SQL", capacity=5)
    for who in mentees:
        await joined(desk, who, Role.MENTEE, "Public speaking")


async def proposed(desk: Desk, *circles: tuple[str, tuple[str, ...]]) -> int:
    """A draft with these circles (a mentor and the mentees); its id."""
    reason = Reason(ReasonKind.SKILLS, 640, ("Public speaking",))
    outcome = Outcome(
        tuple(Proposal(mentor, who, 640, (reason,)) for mentor, mentees in circles for who in mentees),
        (),
        640,
    )
    async with desk.turns.store.begin() as db:
        asked = await db.rounds.ask("HANA", 1, desk.clock.now)
        found = await db.rounds.propose(asked.id, ready(desk.turns.store.address.seal, asked.id, outcome), 0)
        assert found.state is RoundState.PROPOSED
    return found.id


async def published(desk: Desk, mentees: tuple[str, ...] = MENTEES) -> list[tuple[str, Any]]:
    await company(desk, mentees)
    round_id = await proposed(desk, ("BO", mentees))
    await presses(desk, Publish(round_id, len(mentees), anyway=True))
    return await desk.after(minutes=10)


async def of(desk: Desk, who: str) -> Match:
    async with desk.turns.store.read() as db:
        return next(one for one in await db.matches.of_round(1) if who == one.mentee)


async def all_say_yes(desk: Desk, *mentees: str) -> None:
    for who in mentees or MENTEES:
        await acts(desk, who, LooksGood((await of(desk, who)).id))


async def opened(desk: Desk) -> Any:
    """All of them under way, and what stands in their room."""
    await published(desk)
    await all_say_yes(desk)
    await desk.after(minutes=1)
    await acts(desk, "BO", Gladly((await of(desk, "ADA")).id))
    await desk.after(minutes=1)
    return dict(desk.said)[ROOM]
