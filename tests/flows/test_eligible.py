"""Whom the program takes: departments and sites named in its file, and what those hear who are left out."""

from dataclasses import replace

from bot.domain.people import Person, Role
from bot.messages import matching as say
from bot.messages.waiting import Waiting
from tests.flows.pairs import joined, opened_for_admins, presses, previewed


async def takes(desk, **rules):
    program = desk.turns.program
    desk.turns.program = replace(program, matching=replace(program.matching, **rules))


async def test_only_the_departments_that_the_program_takes_are_matched_and_the_others_hear_why(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", department=" sales")
    await joined(desk, "BO", Role.MENTOR, "SQL", department="Sales")
    await joined(desk, "CY", Role.MENTEE, "SQL", department="Law")
    await joined(desk, "DI", Role.MENTOR, "SQL")
    await takes(desk, departments=("Sales", "Design"))
    draft = await previewed(desk)
    assert [(pair[1], pair[2]) for pair in draft.pairs] == [("Bo", "Ana")]
    assert draft.without == 2
    await presses(desk, say.ShowWithout(draft.round_id))
    text = desk.rewritten[0].render(desk.turns.program).text
    assert "not among those the program takes, or not known" in text
    await presses(desk, say.Publish(draft.round_id, 1))
    said = await desk.after(minutes=10)
    heard = {to: message.why for to, message in said if isinstance(message, Waiting)}
    assert heard == {"CY": "not_eligible", "DI": "not_eligible"}
    assert "within some departments or sites" in desk.text("CY")


async def test_a_site_that_slack_knows_counts(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL")
    await joined(desk, "BO", Role.MENTOR, "SQL", site="Lisbon")
    async with desk.turns.store.begin() as db:
        await db.people.put(Person("ANA", "Ana", site="Lisbon"), desk.clock.now)
    await takes(desk, sites=("Lisbon",))
    assert len((await previewed(desk)).pairs) == 1


async def test_the_first_draft_is_as_calm_as_the_file_says(desk):
    await opened_for_admins(desk)
    await takes(desk, calm=True)
    draft = await previewed(desk)
    async with desk.turns.store.read() as db:
        assert (await db.rounds.get(draft.round_id)).calm
