"""A criterion begins to count: how many have not told what it needs is said, and they are asked once."""

from bot.domain.people import Role, Status
from bot.flows import joining
from bot.messages import rules as say
from bot.messages.asking_more import AskedForMore, AskForMore, MoreAsked
from bot.messages.joining import ChangeAnswers
from bot.messages.words import NotForYou
from tests.flows.pairs import ADMINS, company, joined, presses
from tests.flows.test_rules import opened, picked, submits


async def test_whoever_has_not_told_what_begins_to_count_is_counted_and_asked_once(desk):
    await company(desk)
    await joined(desk, "TOLD", Role.MENTEE, "SQL", aims=("lead",))
    view = await opened(desk)
    assert view.silent[""] == 6 and view.silent["aims"] == 5
    assert "Asked once it counts. 5 of 6 have not told me yet." in str(view.draw(desk.turns.program))
    again = await presses(desk, say.Weigh(view.draw(desk.turns.program)["private_metadata"]))
    assert again.silent == view.silent
    await submits(desk, view, picked(view, aims="medium"))
    (told,) = desk.told(ADMINS)
    assert (told.begun, told.number, told.silent) == (("aims",), 1, (5, 6))
    text = told.render(desk.turns.program).text
    assert "5 of 6 have not yet: *Ask them* asks each once." in text and "Ask them" in text
    ask = AskForMore(1, "aims")
    for _ in range(2):
        shown = await presses(desk, ask) or desk.rewritten[0]
        assert shown == AskedForMore(5)
    said = dict(await desk.after(days=1))
    assert set(said) == {"ANA", "ADA", "BO", "BEN", "CY"}
    assert said["ANA"] == MoreAsked(("aims",))
    form = await desk.run("ANA", joining.change, ChangeAnswers())
    assert "aims" in [block.get("block_id") for block in form.draw(desk.turns.program)["blocks"][1:]]
    assert await desk.after(days=6) == []
    assert isinstance(await presses(desk, ask, "BO"), NotForYou)


async def test_whoever_told_it_meanwhile_or_left_is_not_asked(desk):
    await company(desk)
    view = await opened(desk)
    await submits(desk, view, picked(view, aims="medium"))
    await presses(desk, AskForMore(1, "aims"))
    await joined(desk, "ANA", Role.MENTEE, "SQL", aims=("lead",))
    async with desk.turns.store.begin() as db:
        await db.participants.put("BO", status=Status.LEFT)
        await db.participants.remove("BEN")
    assert {who for who, _ in await desk.after(days=1)} == {"ADA", "CY"}


async def test_nobody_is_asked_for_what_counts_no_more(desk):
    await company(desk)
    await submits(desk, view := await opened(desk), picked(view, aims="medium"))
    await presses(desk, AskForMore(1, "aims,never_was"))
    view = await opened(desk)
    await submits(desk, view, picked(view, aims="off"))
    assert desk.told(ADMINS)[0].silent == (0, 6 - 1)
    assert await desk.after(days=1) == []
