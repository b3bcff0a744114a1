from bot.domain.people import Role
from bot.handlers.routes import routes
from bot.messages import matching as say
from bot.messages import publishing as published_said
from bot.messages.match import MenteeAsked
from bot.messages.waiting import Waiting
from bot.messages.words import AdminWentWrong, NotForYou, NotYours
from bot.worker import Solver, Worker
from tests.flows.pairs import (
    ADMINS,
    Here,
    company,
    joined,
    opened_for_admins,
    presses,
    previewed,
    worked_out,
)


async def rounds(desk, round_id=1):
    async with desk.turns.store.read() as db:
        return await db.rounds.get(round_id)


async def test_a_preview_is_asked_for_worked_out_and_shown_to_the_program_team_alone(desk):
    await company(desk)
    assert await presses(desk, say.PreviewMatch()) is None
    assert desk.rewritten == [say.Working(5)]
    (preview,) = await worked_out(desk)
    assert {to for to, _ in desk.said} == {ADMINS}
    assert [(pair[1], pair[2]) for pair in preview.pairs] == [("Ben", "Ada"), ("Bo", "Ana")]
    assert preview.left == (("mentee", "nobody_offers", ("Cy",), 0),)
    words = desk.text(ADMINS)
    assert "could teach Public speaking" in words
    assert "their working days overlap by 8 hours" in words
    assert "of 100" in words
    assert "Publish 2 pairs" in words
    assert "<@" not in words


async def test_the_command_is_refused_elsewhere_and_to_others(desk):
    await company(desk)
    for who, channel in (("ANA", ADMINS), ("HANA", "CGENERAL"), ("ANA", "DANA")):
        for click in (say.PreviewMatch(), say.Publish(1, 2), say.Drop(1, 1, 0), say.Undo(1), say.SendNow(1)):
            assert isinstance(await presses(desk, click, who, channel), NotForYou)
    assert await rounds(desk) is None


async def test_a_round_that_never_was(desk):
    await company(desk)
    assert await presses(desk, say.Publish(77, 2)) == NotYours()


async def test_two_admins_ask_at_once_and_get_one_round(desk):
    await company(desk)
    await presses(desk, say.PreviewMatch())
    await presses(desk, say.PreviewMatch(), "HUGO")
    assert desk.rewritten == [say.Working(5)]
    assert len(await worked_out(desk)) == 1
    assert await rounds(desk, 2) is None


async def test_a_dropped_pair_is_not_published_and_can_be_put_back(desk):
    await company(desk)
    preview = await previewed(desk)
    pair = preview.pairs[1][0]
    await presses(desk, say.Drop(1, pair, 0))
    assert desk.rewritten[0].approved == 1
    assert "Dropped: *Ana* with *Bo* as mentor" in desk.rewritten[0].render(desk.turns.program).text
    await presses(desk, say.UndoDrop(1, pair, 0))
    assert desk.rewritten[0].approved == 2
    await presses(desk, say.Drop(1, pair, 0))
    await presses(desk, say.Publish(1, 1))
    said = await desk.after(minutes=10)
    assert [to for to, message in said if isinstance(message, MenteeAsked)] == ["ADA"]
    assert {to for to, message in said if isinstance(message, Waiting)} == {"ANA", "BO", "CY"}


async def test_a_newer_preview_replaces_the_older_one(desk):
    await company(desk)
    await previewed(desk)
    assert (await previewed(desk)).round_id == 2
    await presses(desk, say.Publish(1, 2))
    assert desk.rewritten == [say.Replaced()]
    await presses(desk, say.Publish(2, 2))
    await presses(desk, say.PreviewMatch(), "HUGO")
    assert isinstance(desk.rewritten[0], published_said.Publishing)


async def test_an_outdated_preview_says_so_and_offers_a_fresh_one(desk):
    await company(desk)
    await previewed(desk)
    await joined(desk, "DI", Role.MENTOR, "Beekeeping")
    await presses(desk, say.Publish(1, 2))
    assert desk.rewritten == [say.Outdated(1, 2)]
    assert "Work it out again" in desk.rewritten[0].render(desk.turns.program).text
    assert (await rounds(desk)).state == "proposed"
    await presses(desk, say.Publish(1, 2, anyway=True))
    assert isinstance(desk.rewritten[0], published_said.Publishing)


async def test_people_who_change_while_it_is_worked_out_are_asked_again(desk):
    await company(desk)

    class Late(Here):
        changes = 1

        async def solve(self, request):
            if self.changes:
                self.changes -= 1
                await joined(desk, "DI", Role.MENTOR, "Beekeeping")
            return await super().solve(request)

    await presses(desk, say.PreviewMatch())
    assert await Solver(desk.turns, Late()).solve_asked() == 2
    await desk._lay_out()
    (preview,) = desk.told(ADMINS)
    assert preview.total == 3


async def test_a_round_that_cannot_be_worked_out_is_set_aside_with_a_reference(desk):
    await company(desk)

    class Broken(Here):
        async def solve(self, request):
            raise ZeroDivisionError

    await presses(desk, say.PreviewMatch())
    await Solver(desk.turns, Broken()).solve_asked()
    await desk._lay_out()
    (card,) = desk.told(ADMINS)
    assert isinstance(card, AdminWentWrong)
    await presses(desk, say.TurnPage(1, 0))
    assert desk.rewritten == [say.Replaced()]
    assert (await previewed(desk)).total == 2


async def test_it_is_worked_out_in_a_process_of_its_own(desk):
    await company(desk)
    await presses(desk, say.PreviewMatch())
    worker = Worker()
    try:
        assert await Solver(desk.turns, worker).solve_asked() == 1
    finally:
        worker.close()


async def test_many_pairs_come_in_pages(desk):
    await opened_for_admins(desk)
    for n in range(23):
        await joined(desk, f"E{n}", Role.MENTEE, "SQL")
        await joined(desk, f"R{n}", Role.MENTOR, "SQL")
    preview = await previewed(desk)
    assert (len(preview.pairs), preview.total) == (10, 23)
    assert "Page 1 of 3" in desk.text(ADMINS)
    await presses(desk, say.TurnPage(1, 2))
    assert len(desk.rewritten[0].pairs) == 3
    assert "Publish 23 pairs" in desk.rewritten[0].render(desk.turns.program).text
    await presses(desk, say.TurnPage(1, 99))
    assert desk.rewritten[0].page == 2


async def test_nobody_to_pair_is_told_with_what_helps(desk):
    await opened_for_admins(desk)
    preview = await previewed(desk)
    assert preview.total == 0
    assert "Publish" not in desk.text(ADMINS)
    await presses(desk, say.Publish(1, 0))
    assert isinstance(desk.rewritten[0], say.Preview)


async def test_a_private_rule_is_never_told(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", avoid=("BO",))
    await joined(desk, "BO", Role.MENTOR, "SQL")
    await previewed(desk)
    assert desk.text(ADMINS).count("not possible under a private rule") == 2
    await presses(desk, say.Publish(1, 0))


async def test_a_hostile_name_rings_nobody(desk):
    await company(desk)
    await joined(desk, "ANA", Role.MENTEE, "<!channel>")
    await joined(desk, "BO", Role.MENTOR, "<!channel>")
    await previewed(desk)
    assert "<!channel>" not in desk.text(ADMINS)
    assert "&lt;!channel&gt;" in desk.text(ADMINS)


def test_every_click_of_a_round_has_its_flow():
    for name in ("preview", "page", "drop", "undo_drop", "publish", "undo", "send_now"):
        assert routes().click(f"matching.{name}")
