"""Publishing a round: held back, undone, sent, and what has changed meanwhile."""

import pytest

from bot.domain.people import Role, Status
from bot.messages import matching as say
from bot.messages import publishing as published_said
from bot.messages.preview_pairs import Preview
from bot.messages.waiting import Waiting
from tests.flows.pairs import (
    company,
    joined,
    match,
    presses,
    previewed,
    published,
)


def counted(desk):
    (receipt,) = desk.rewritten
    return receipt.count, receipt.broken, receipt.left


async def rounds(desk, round_id=1):
    async with desk.turns.store.read() as db:
        return await db.rounds.get(round_id)


async def test_publishing_names_the_count_it_was_pressed_for(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, say.Drop(1, preview.pairs[0][0], 0), "HUGO")
    await presses(desk, say.Publish(1, 2))
    (now,) = desk.rewritten
    assert now.changed_by == "Hugo" and now.approved == 1
    assert (await rounds(desk)).state == "proposed"


async def test_nobody_hears_before_the_minutes_are_over(desk):
    await company(desk)
    await previewed(desk)
    await presses(desk, say.Publish(1, 2))
    assert isinstance(desk.rewritten[0], published_said.Publishing)
    assert "Hana publishes *2 pairs*" in desk.rewritten[0].render(desk.turns.program).text
    assert await desk.after(minutes=9, seconds=59) == []
    said = await desk.after(seconds=1)
    assert {to for to, _ in said} == {"ANA", "ADA", "CY"}
    assert counted(desk) == (2, 0, 1)


async def test_an_undone_publishing_was_never_heard_of(desk):
    await company(desk)
    await previewed(desk)
    await presses(desk, say.Publish(1, 2))
    await presses(desk, say.Undo(1), "HUGO")
    assert isinstance(desk.rewritten[0], Preview)
    assert await desk.after(days=3) == []
    await presses(desk, say.Publish(1, 2))
    assert len(await desk.after(minutes=10)) == 3


async def test_send_now_does_not_wait(desk):
    await company(desk)
    await previewed(desk)
    await presses(desk, say.Publish(1, 2))
    await presses(desk, say.SendNow(1))
    assert len(await desk.after(seconds=1)) == 3


async def test_buttons_of_a_published_round_say_that_it_is_published(desk):
    await published(desk)
    for click in (say.Publish(1, 2), say.Undo(1), say.SendNow(1), say.Drop(1, 1, 0), say.TurnPage(1, 0)):
        await presses(desk, click)
        assert desk.rewritten == [published_said.Published(2, format="one_to_one")]
    assert await desk.after(hours=1) == []


async def test_a_pair_that_can_no_longer_be_is_left_out(desk):
    await company(desk)
    await previewed(desk)
    await presses(desk, say.Publish(1, 2))
    async with desk.turns.store.begin() as db:
        await db.participants.put("BO", status=Status.LEFT)
    said = await desk.after(minutes=10)
    assert counted(desk) == (1, 1, 2)
    assert {to for to, message in said if isinstance(message, Waiting)} == {"ANA", "CY"}


async def test_a_mentor_is_given_no_more_than_they_can_take_in_two_rounds(desk):
    await published(desk)
    assert (await match(desk)).mentor == "BO"
    await joined(desk, "DI", Role.MENTEE, "Public speaking")
    preview = await previewed(desk)
    assert preview.total == 0
    await presses(desk, say.ShowWithout(preview.round_id))
    assert ("mentee", "nobody_offers", ("Cy", "Di"), 0) in desk.rewritten[0].lines


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("BO", {"avoid": ("ANA",)}),
        ("ANA", {"avoid": ("BO",)}),
        ("ANA", {"manager": "BO"}),
        ("ANA", {"role": "mentor"}),
        ("BO", {"capacity": 0}),
    ],
)
async def test_a_rule_that_came_between_two_meanwhile_drops_their_pair_and_says_why_to_nobody(
    desk, who, told
):
    await company(desk)
    await previewed(desk)
    await presses(desk, say.Publish(1, 2))
    async with desk.turns.store.begin() as db:
        answers = await db.answers.of(who, "intake")
        await db.answers.put(who, "intake", 0, {**answers, **told}, state="done", now=desk.clock.now)
        if "role" in told:
            await db.participants.put(who, status=Status.ACTIVE, role=Role(told["role"]))
    said = await desk.after(minutes=10)
    assert counted(desk) == (1, 1, 3)
    waiting = {to: message for to, message in said if isinstance(message, Waiting)}
    assert {"ANA", "BO", "CY"} == set(waiting)
    assert {waiting["ANA"].why, waiting["BO"].why} == {"dropped"}


async def test_one_team_is_a_rule_too(desk):
    await company(desk)
    await previewed(desk)
    await presses(desk, say.Publish(1, 2))
    async with desk.turns.store.begin() as db:
        for who, team in (("ANA", "Support"), ("BO", "support ")):
            answers = await db.answers.of(who, "intake")
            await db.answers.put(
                who, "intake", 0, {**answers, "team": team}, state="done", now=desk.clock.now
            )
    await desk.after(minutes=10)
    assert counted(desk) == (1, 1, 3)
