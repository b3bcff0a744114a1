from bot.domain.people import Role
from bot.flows.matching import aligning
from bot.matching.album import album
from bot.messages.matching import PreviewMatch
from bot.messages.matrix import GoalMatrix, MatrixComing, MatrixWords, NothingToDraw, ShowMatrix
from bot.messages.words import NotForYou
from tests.flows.pairs import ADMINS, company, joined, presses, previewed


async def asks(desk, who="HANA", channel=ADMINS):
    return await desk.commands(who, "matrix", "/mentor-admin", channel=channel)


async def sitting(desk, who="HANA", round_id=1):
    async with desk.turns.store.read() as db:
        return await aligning.sitting(db, desk.turns.program, who, round_id)


async def test_the_matrix_goes_to_the_admin_who_asked_and_to_nobody_else(desk):
    await company(desk)
    await previewed(desk)
    assert await asks(desk) == MatrixComing()
    assert desk.said == [("HANA", GoalMatrix(1))]
    assert isinstance(await presses(desk, ShowMatrix()), MatrixComing)
    assert desk.said == [("HANA", GoalMatrix(1))]


async def test_it_is_refused_elsewhere_and_to_others(desk):
    await company(desk)
    await previewed(desk)
    for who, channel in (("ANA", ADMINS), ("HANA", "CGENERAL"), ("ANA", "DANA")):
        assert isinstance(await asks(desk, who, channel), NotForYou)
        assert desk.said == []


async def test_without_a_draft_there_is_nothing_to_draw(desk):
    await company(desk)
    assert await asks(desk) == NothingToDraw()
    await presses(desk, PreviewMatch())
    assert await asks(desk) == NothingToDraw(working=True)
    assert desk.said == []


async def test_what_is_drawn_are_the_pairs_as_they_stand_when_it_is_sent(desk):
    await company(desk)
    await previewed(desk)
    assert (await sitting(desk)).pairs == (("BEN", "ADA"), ("BO", "ANA"))
    async with desk.turns.store.begin() as db:
        (first, _) = await db.rounds.pairs(1)
        await db.rounds.drop(1, first.id, dropped=True)
    seen = await sitting(desk)
    assert len(seen.pairs) == 1
    assert seen.names["ANA"] == "Ana"
    assert await sitting(desk, round_id=77) is None
    assert await sitting(desk, who="ANA") is None  # no admin, or no longer one


async def test_a_private_wish_is_a_dash_like_any_other(desk):
    """Bo would rather not be paired with Ana: neither files nor words say so."""
    await company(desk)
    await joined(desk, "BO", Role.MENTOR, "Public speaking", avoid=("ANA",))
    await joined(desk, "CY", Role.MENTEE, "Public speaking")
    await previewed(desk)
    made = album(await sitting(desk))
    words = MatrixWords(made.words, made.mentees, made.pictures, made.pages)
    told = words.comment() + words.render(desk.turns.program).text + "".join(file.alt for file in made.files)
    assert "avoid" not in told
    assert "private" not in told
    table = made.files[-2].data.decode("utf-8-sig").splitlines()
    head = table[0].split(",")
    ana = next(line.split(",") for line in table if line.startswith("Ana,"))
    ada = next(line.split(",") for line in table if line.startswith("Ada,"))
    assert ana[head.index("Bo")] == ada[head.index("Bo")] == ""  # a wish, and no skill in common


async def test_the_album_holds_pictures_for_a_phone_a_table_and_a_line_for_each_mentee(desk):
    await company(desk)
    await previewed(desk)
    made = album(await sitting(desk))
    assert [file.name for file in made.files] == ["goal-matrix-1.png", "goal-matrix.csv", "goal-matrix.txt"]
    assert made.files[0].data.startswith(b"\x89PNG")
    assert 0 < len(made.files[0].alt) <= 1000
    assert (made.mentees, made.pictures, made.pages, len(made.words)) == (3, 1, 1, 3)
    comment = MatrixWords(made.words, made.mentees, made.pictures, made.pages).comment()
    assert "Ana: Bo" in made.files[-1].data.decode()
    assert "Cy: nobody who can be paired with them" in made.words
    assert "Only you get this." in comment


def test_many_words_are_cut_where_slack_would_cut_them(desk):
    long = MatrixWords(
        tuple(f"<!channel> Mentee {n}: Mentor {n} 50; next: nobody on this page" for n in range(1000)),
        4000,
        8,
        90,
    )
    comment = long.comment()
    assert len(comment) < 1000
    assert "the first 8 of 90 pages" in comment
    assert "shown in part: 1000 of them" in comment
    rendered = long.render(desk.turns.program)
    assert "more. A table of all can be sent where files are allowed." in rendered.text
    assert "<!channel>" not in rendered.text
    assert all(len(block["text"]["text"]) <= 3000 for block in rendered.blocks if block["type"] == "section")
