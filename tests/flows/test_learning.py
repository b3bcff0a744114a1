"""What has worked so far: told to the program team, and taken over only if they say so."""

from datetime import timedelta

from bot.domain.matches import State
from bot.domain.matching import Reason, ReasonKind
from bot.messages.learning import ShowWorked, TakenOver, TakeOver, Worked
from bot.messages.rules_changed import RulesChanged
from bot.messages.words import NotForYou
from tests.flows.pairs import ADMINS, acts, opened_for_admins, presses


async def past(desk, count):
    """Pairs of ten weeks ago: those with more points for hours met more often, and half of their meetings came late."""
    await opened_for_admins(desk)
    opened = desk.clock.now - timedelta(weeks=10)
    async with desk.turns.store.begin() as db:
        round_id = (await db.rounds.ask("HANA", 1, opened)).id
        for n in range(count):
            reasons = (Reason(ReasonKind.SHARED_HOURS, 10 * n), Reason(ReasonKind.SKILLS, 7 * n % 5))
            match = await db.matches.add(round_id, f"MENTOR{n}", f"MENTEE{n}", reasons, "two_weeks", opened)
            await db.matches.change(match.id, state=State.OPEN, opened_at=opened)
            for meeting in range(n // 3):
                await db.sessions.add(match.id, f"MENTEE{n}", opened + timedelta(days=meeting))
                await db.sessions.add(match.id, f"MENTEE{n}", opened + timedelta(weeks=9))


async def words_of(desk, name):
    desk._clear()
    async with desk.turns.store.read() as db:
        return (await db.rules.latest()).changes.criteria.get(name)


async def test_with_few_pairs_it_says_so_and_suggests_nothing(desk):
    await past(desk, 5)
    (told,) = [await desk.commands("HANA", "worked", "/mentor-admin", ADMINS)]
    assert told == Worked(5, 0.4, number=0)
    assert "Too few to say: 5 pairs" in told.render(desk.turns.program).text


async def test_a_clear_link_is_told_and_taken_over_by_one_press(desk):
    await past(desk, 30)
    told = await desk.commands("HANA", "worked", "/mentor-admin", ADMINS)
    assert told.meetings == sum(n // 3 for n in range(30)) / 30  # what came after eight weeks is not counted
    assert [one[0] for one in told.links] == ["shared_hours"] and told.open == ("skills",)
    assert told.steps == (("shared_hours", "low", "medium"),)
    await presses(desk, TakeOver(told.number))
    assert desk.rewritten == [TakenOver()]
    assert [type(one) for one in desk.told(ADMINS)] == [RulesChanged]
    assert await words_of(desk, "shared_hours") == "medium"


async def test_pressed_twice_or_late_it_changes_nothing_more(desk):
    await past(desk, 30)
    await presses(desk, TakeOver(0))
    assert await words_of(desk, "shared_hours") == "medium"
    await presses(desk, TakeOver(0))
    (again,) = desk.rewritten
    assert isinstance(again, Worked) and again.number == 1
    assert again.steps == (("shared_hours", "medium", "high"),) and not desk.told(ADMINS)


async def test_only_the_program_team_sees_it(desk):
    await past(desk, 30)
    assert isinstance(await acts(desk, "ANA", ShowWorked()), NotForYou)
    assert isinstance(await acts(desk, "ANA", TakeOver(0), channel=ADMINS), NotForYou)
    assert await words_of(desk, "shared_hours") is None
