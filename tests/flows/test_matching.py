from bot.domain.people import Role, Status
from bot.flows.matching import asking, reviewing
from bot.handlers.routes import routes
from bot.messages import matching as say
from bot.messages import publishing as published_said
from bot.messages.match import MenteeAsked
from bot.messages.preview_pairs import Preview
from bot.messages.waiting import Waiting
from bot.messages.words import NotForYou, NotYours
from bot.worker import Solver, Worker
from tests.flows.pairs import (
    ADMINS,
    Here,
    acts,
    at_home,
    company,
    joined,
    opened_for_admins,
    presses,
    previewed,
    words,
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
    assert desk.said == []  # the very message that was pressed becomes the preview
    assert [(pair[1], pair[2]) for pair in preview.pairs] == [("Ben", "Ada"), ("Bo", "Ana")]
    assert preview.without == 1
    told = words(desk, preview)
    assert "topics: Public speaking" in told
    assert "their working days overlap by 8 hours" in told
    assert "of 100" not in told
    assert "*Good fit* (2 pairs)" in told
    assert "Publish 2 pairs" in told
    assert "<@" not in told


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
    await acts(desk, "HUGO", say.PreviewMatch(), channel=ADMINS)
    assert desk.rewritten == [say.Asked(5)]
    await desk.run("HUGO", asking.preview, "", channel=ADMINS, pressed=False)
    assert (desk.said, desk.ended.result) == ([], say.Asked(5))
    assert len(await worked_out(desk)) == 1
    assert await rounds(desk, 2) is None


async def test_a_dropped_pair_is_not_published_and_can_be_put_back(desk):
    await company(desk)
    preview = await previewed(desk)
    pair = preview.pairs[1][0]
    await presses(desk, say.Drop(1, pair, 0))
    assert desk.rewritten[0].approved == 1
    assert "Dropped: *Ana* with *Bo* as mentor" in desk.rewritten[0].render(desk.turns.program).text
    await presses(desk, say.UndoDrop(1, pair, 0, edit=1))
    assert desk.rewritten[0].approved == 2
    await presses(desk, say.Drop(1, pair, 0, edit=2))
    await presses(desk, say.Publish(1, 1, edit=3))
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

        async def solve(self, errand):
            solved = await super().solve(errand)
            if self.changes:
                self.changes -= 1
                await joined(desk, "DI", Role.MENTOR, "Beekeeping")
            return solved

    await presses(desk, say.PreviewMatch())
    desk._clear()
    assert await Solver(desk.turns, Late()).solve_asked() == 2
    await desk._lay_out()
    (preview,) = desk.rewritten
    assert preview.total == 3


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
    assert "Page 1 of 3" in words(desk, preview)
    await presses(desk, say.TurnPage(1, 2))
    assert len(desk.rewritten[0].pairs) == 3
    assert "Publish 23 pairs" in desk.rewritten[0].render(desk.turns.program).text
    await presses(desk, say.TurnPage(1, 99))
    assert desk.rewritten[0].page == 2


async def test_nobody_to_pair_is_told_with_what_helps(desk):
    await opened_for_admins(desk)
    preview = await previewed(desk)
    assert preview.total == 0
    assert "Publish 0" not in words(desk, preview)
    await presses(desk, say.Publish(1, 0))
    assert isinstance(desk.rewritten[0], Preview)


async def test_a_private_rule_is_never_told(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", avoid=("BO",))
    await joined(desk, "BO", Role.MENTOR, "SQL")
    await previewed(desk)
    await presses(desk, say.ShowWithout(1))
    assert words(desk, desk.rewritten[0]).count("reporting line, one team, or a private rule") == 2
    await presses(desk, say.Publish(1, 0))


async def test_a_hostile_name_rings_nobody(desk):
    await company(desk)
    await joined(desk, "ANA", Role.MENTEE, "<!channel>")
    await joined(desk, "BO", Role.MENTOR, "<!channel>")
    told = words(desk, await previewed(desk))
    assert "<!channel>" not in told
    assert "&lt;!channel&gt;" in told


def test_every_click_of_a_round_has_its_flow():
    for name in ("preview", "page", "without", "person", "drop", "undo_drop", "publish", "undo", "send_now"):
        assert routes().click(f"matching.{name}")


async def test_asked_by_a_word_the_card_is_posted_and_becomes_the_preview(desk):
    await company(desk)
    assert await desk.commands("HANA", "match", "/mentor-admin", ADMINS) is None
    assert desk.said == [(ADMINS, say.Working(5))]
    assert "Working out the best pairs for 5 people …" in desk.text(ADMINS)
    (preview,) = await worked_out(desk)
    assert desk.said == [] and preview.total == 2
    assert await desk.commands("HANA", "match", "/mentor-admin", ADMINS) is None
    assert desk.rewritten == [say.Replaced()]  # the older one says that a newer one is there
    assert desk.said == [(ADMINS, say.Working(5))]


async def test_asked_at_home_it_says_where_the_pairs_appear(desk):
    await company(desk)
    async with desk.turns.store.begin() as db:
        await db.settings.put("team_id", "T1")
    shown = await at_home(desk, say.PreviewMatch())
    assert shown == say.Asked(5, f"https://slack.com/app_redirect?channel={ADMINS}&team=T1")
    assert desk.said == [(ADMINS, say.Working(5))]
    assert isinstance(await at_home(desk, say.PreviewMatch(), "ANA"), NotForYou)


async def test_a_person_is_found_with_their_pair_or_with_why_there_is_none(desk):
    await company(desk)
    await joined(desk, "DI", Role.MENTEE, "SQL")
    preview = await previewed(desk)
    async with desk.turns.store.begin() as db:
        await db.participants.put("EVE", status=Status.JOINING)
        await db.participants.put("FLO", status=Status.PAUSED)
    await joined(desk, "GIL", Role.MENTEE, "SQL")

    async def shown(*who):
        await desk.run(
            "HANA", reviewing.show_person, say.ShowPerson({"person": who} if who else {}), channel=ADMINS
        )
        return desk.rewritten[0]

    ana = await shown("ANA")
    assert [(one[2], one[1]) for one in ana.pairs] == [("Ana", "Bo")]
    assert "nobody with a free place offers what they want to learn" in words(desk, await shown("CY"))
    for who, why in (("NOBODY", "stranger"), ("EVE", "joining"), ("FLO", "paused"), ("GIL", "here")):
        assert (await shown(who)).absent == why
    assert (await shown()).total == preview.total
    await presses(desk, say.Drop(1, ana.pairs[0][0], 0, "ANA"))
    (ana,) = desk.rewritten
    assert ana.pairs[0][5] and ana.who == "ANA"
    await presses(desk, say.Publish(1, 1, anyway=True, edit=1))
    assert isinstance(await shown("ANA"), published_said.Publishing)
    await desk.after(minutes=10)
    assert await shown("ANA") == say.Replaced()


async def test_who_has_a_match_already_is_said_to_have_one(desk):
    await company(desk)
    preview = await previewed(desk)
    await presses(desk, say.Publish(1, preview.approved))
    await desk.after(minutes=10)
    await previewed(desk)
    await desk.run("HANA", reviewing.show_person, say.ShowPerson({"person": ("ANA",)}), channel=ADMINS)
    assert desk.rewritten[0].absent == "matched"


async def test_what_is_wanted_and_not_offered_is_said_once(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL", "Hiring", "Statistics", "Python")
    await joined(desk, "BO", Role.MENTOR, "SQL", "Statistics", "Java", "Python")
    told = words(desk, await previewed(desk))
    assert "topics: SQL, Statistics, Python; Ana wants Hiring too, which Bo does not offer" in told
    assert told.count("Statistics") == 1
    assert "could teach" not in told


async def test_publish_stands_above_the_pairs_and_alone_below_them(desk):
    await company(desk)
    drawn = (await previewed(desk)).render(desk.turns.program)
    rows = [
        [one["text"]["text"] for one in block["elements"]]
        for block in drawn.blocks
        if block["type"] == "actions"
    ]
    questions = ["Why …?", "What if …?", "What is lacking", "Goal matrix", "What counts"]
    assert rows == [
        ["Publish 2 pairs", "Without a match (1)", "Work it out again"],
        ["Publish 2 pairs"],
        [*questions, "What is proven?", "Change as little as possible"],
    ]


async def test_those_without_a_match_have_a_page_of_their_own(desk):
    await company(desk)
    await previewed(desk)
    await presses(desk, say.ShowWithout(1))
    (page,) = desk.rewritten
    assert [tuple(line) for line in page.lines] == [("mentee", "nobody_offers", ("Cy",), 0)]
    await presses(desk, say.Publish(1, 2))
    await presses(desk, say.ShowWithout(1))
    assert isinstance(desk.rewritten[0], published_said.Publishing)
