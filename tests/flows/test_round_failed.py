"""A round that cannot be worked out, by a bug: it is said, and the draft before it stands again."""

from datetime import timedelta

from bot.flows.matching import asking, working
from bot.handlers.routes import routes
from bot.matching.objective import TooMany
from bot.messages import matching as say
from bot.messages.preview_pairs import Preview
from bot.messages.review import TOO_MANY, NotWorkedOut
from bot.turns import Act
from bot.worker import Solver
from tests.flows.pairs import ADMINS, Here, company, presses, previewed, words, worked_out


async def test_a_round_that_cannot_be_worked_out_is_set_aside_with_a_reference(desk):
    await company(desk)

    await presses(desk, say.PreviewMatch())
    (card,) = await breaks(desk)
    assert isinstance(card, NotWorkedOut)
    assert "Buttons: Work it out again" in words(desk, card)
    await presses(desk, say.TurnPage(1, 0))
    assert desk.rewritten == [say.Replaced()]
    assert (await previewed(desk)).total == 2


async def test_the_draft_stands_again_where_a_newer_one_could_not_be_worked_out(desk):
    await company(desk)
    before = await previewed(desk)
    await presses(desk, say.Drop(1, before.pairs[0][0], 0))
    await presses(desk, say.PreviewMatch())
    (card,) = await breaks(desk)
    assert (card.round_id, card.approved, card.total) == (1, 1, 2)
    assert f"I could not work it out again (the log has it under *{card.failed}*)" in words(desk, card)
    await presses(desk, say.Publish(1, 1, edit=card.edit))
    assert desk.rewritten[0].count == 1


async def test_too_many_people_at_once_is_said_with_a_way_on(desk, monkeypatch):
    def too_many(request, tell):
        raise TooMany("12000 people")

    monkeypatch.setattr(working, "solve", too_many)
    await company(desk)
    await presses(desk, say.PreviewMatch())
    (card,) = await worked_out(desk)
    assert card == NotWorkedOut(TOO_MANY)
    assert "too many people" in words(desk, card) and "What counts" in words(desk, card)
    monkeypatch.undo()
    first = await previewed(desk)
    monkeypatch.setattr(working, "solve", too_many)
    await presses(desk, say.PreviewMatch())
    (card,) = await worked_out(desk)
    assert (card.round_id, card.failed) == (first.round_id, TOO_MANY)
    assert "The draft is as it was before" in words(desk, card) and "log" not in words(desk, card)


async def test_a_card_under_way_does_not_say_for_ever_that_it_is_worked_out(desk):
    await company(desk)
    await previewed(desk)
    flow, given = routes().command("/mentor-admin", "match")
    asked = await desk.turns.run(flow, Act("HANA", channel=ADMINS), given)
    assert asked.result is None
    async with desk.turns.store.begin() as db:
        wire = desk.turns.store.wire()
        letters = await db.outbox.claim(wire, wire + timedelta(hours=1), 50)
    await Solver(desk.turns, Broken()).solve_asked()
    async with desk.turns.store.begin() as db:
        for letter in letters:
            await db.outbox.settle(letter, "sent", channel=ADMINS, ts="9.9")
    desk._clear()
    await desk._lay_out()
    assert say.Replaced() in desk.rewritten
    assert [one.failed != "" for one in desk.rewritten if isinstance(one, Preview)] == [True]


async def test_what_was_stopped_meanwhile_has_not_failed(desk):
    await company(desk)
    await presses(desk, say.PreviewMatch())
    await presses(desk, say.CancelWorking(1))
    await desk.run("", asking.failed, (1, "3f2a91"))
    assert desk.rewritten == []


class Broken(Here):
    async def solve(self, errand):
        raise ZeroDivisionError


async def breaks(desk):
    desk._clear()
    await Solver(desk.turns, Broken()).solve_asked()
    await desk._lay_out()
    return desk.rewritten
