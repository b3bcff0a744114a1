"""A draft of circles: one card each, and none opens below its least."""

from bot.domain.matches import State
from bot.domain.people import Role
from bot.messages import matching as rounds
from bot.messages.publishing import Published, Publishing
from bot.messages.words import NotForYou
from tests.flows.circles import MENTEES, company, proposed
from tests.flows.pairs import ADMINS, acts, joined, presses, previewed, words


async def shown(desk, round_id):
    """The draft as its card shows it."""
    await presses(desk, rounds.TurnPage(round_id, 0))
    return desk.rewritten[-1]


async def test_the_solver_s_circle_is_one_card_with_its_mentor_and_mentees(desk):
    await company(desk)
    preview = await previewed(desk)
    told = words(desk, preview)
    assert "Circle of Bo*: 4 people of 3 to 6" in told and "Publish 1 circle" in told
    assert all(f"*{who.title()}*" in told for who in MENTEES) and "as mentor" not in told
    assert preview.total == preview.approved == 1 and preview.circle == (3, 6)


async def test_a_drop_below_the_least_closes_the_circle_and_says_so(desk):
    await company(desk)
    preview = await previewed(desk)
    first, second, *_ = preview.pairs
    await presses(desk, rounds.Drop(preview.round_id, first[0], 0))
    assert "3 people of 3 to 6" in words(desk, desk.rewritten[-1])
    await presses(desk, rounds.Drop(preview.round_id, second[0], 0, edit=1))
    told = words(desk, desk.rewritten[-1])
    assert "Below 3, so this circle does not open" in told and "Publish 1 circle" not in told
    await presses(desk, rounds.Publish(preview.round_id, 1, edit=2))
    assert (await shown(desk, preview.round_id)).approved == 0  # nothing was published
    await presses(desk, rounds.UndoDrop(preview.round_id, second[0], 0, edit=2))
    assert "Publish 1 circle" in words(desk, desk.rewritten[-1])


async def test_a_whole_circle_is_dropped_and_put_back_with_one_press(desk):
    await company(desk)
    await joined(desk, "BEN", Role.MENTOR, "Public speaking", capacity=5)
    round_id = await proposed(desk, ("BO", MENTEES[:3]), ("BEN", MENTEES[3:]))
    await presses(desk, rounds.DropCircle(round_id, "BO", 0))
    told = words(desk, desk.rewritten[-1])
    assert "Circle of Bo*: nobody of 3 to 6" in told and "Undo drop: Bo" in str(
        desk.rewritten[-1].render(desk.turns.program).blocks
    )
    await presses(desk, rounds.DropCircle(round_id, "BO", 0))  # of an older draft
    assert "changed this in the meantime" in words(desk, desk.rewritten[-1])
    await presses(desk, rounds.DropCircle(round_id, "BO", 0, edit=1, dropped=False))
    assert "Publish 1 circle" in words(desk, desk.rewritten[-1])


async def test_somebody_else_drops_no_circle(desk):
    await company(desk)
    preview = await previewed(desk)
    answer = await acts(desk, "ANA", rounds.DropCircle(preview.round_id, "BO", 0), channel=ADMINS)
    assert isinstance(answer, NotForYou)
    assert (await shown(desk, preview.round_id)).approved == 1


async def test_publishing_counts_circles_and_begins_a_match_for_each_mentee(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, rounds.Publish(preview.round_id, preview.approved))
    (held,) = desk.rewritten
    assert isinstance(held, Publishing) and "publishes *1 circle*" in words(desk, held)
    await desk.after(minutes=10)
    told = next(one for one in desk.rewritten if isinstance(one, Published))
    assert "1 circle published" in words(desk, told) and "The mentor of a circle is asked once" in words(
        desk, told
    )
    async with desk.turns.store.read() as db:
        found = await db.matches.of_round(1)
        assert [one.state for one in found] == [State.MENTEE_ASKED] * 4 and all(
            one.in_circle for one in found
        )
    await desk.after(days=5)
    assert "*1 of 1 circle has started.*" in desk.text(ADMINS)


async def test_pages_hold_three_circles_each(desk):
    await company(desk)
    circles = []
    for n in range(4):
        await joined(desk, f"M{n}", Role.MENTOR, "SQL", capacity=3)
        mentees = tuple(f"E{n}{k}" for k in range(3))
        for who in mentees:
            await joined(desk, who, Role.MENTEE, "SQL")
        circles.append((f"M{n}", mentees))
    round_id = await proposed(desk, *circles)
    first = await shown(desk, round_id)
    assert len(first.pairs) == 9 and first.total == 4
    assert "Page 1 of 2" in words(desk, first) and "Publish 4 circles" in words(desk, first)
    await presses(desk, rounds.TurnPage(round_id, 1))
    assert len(desk.rewritten[-1].pairs) == 3
