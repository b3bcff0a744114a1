"""Messages with files are made from what holds when they are sent, in a process of their own."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.drawing import makes
from bot.messages.base import Rendered
from bot.messages.matrix import GoalMatrix
from bot.messages.proof import RoundFile
from bot.slack.parcels import Parcel, sent_as
from bot.store.outbox import Letter
from tests.flows.pairs import company, previewed


def letter(round_id: int) -> Letter:
    now = datetime(2030, 1, 7, tzinfo=UTC)
    return Letter("an-id", "post", "HANA", GoalMatrix.kind, {"round_id": round_id}, "sending", 1, now, "", "")


async def test_the_matrix_is_drawn_in_a_process_of_its_own(desk):
    await company(desk)
    await previewed(desk)
    made = await makes(desk.turns.store, lambda: desk.turns.program)[GoalMatrix.kind](letter(1))
    assert isinstance(made, Parcel)
    assert [file.name for file in made.files] == ["goal-matrix-1.png", "goal-matrix.csv", "goal-matrix.txt"]
    assert made.words.startswith(
        "*Goal matrix* of the draft: 3 people who look for a match. Only you get this."
    )
    assert "Ana: Bo" in made.instead.text


async def test_a_draft_that_is_gone_is_said(desk):
    await company(desk)
    made = await makes(desk.turns.store, lambda: desk.turns.program)[GoalMatrix.kind](letter(77))
    assert isinstance(made, Rendered)
    assert "of a draft that is no more" in made.text


async def test_the_round_file_is_told_by_the_name_it_is_sent_under(desk):
    await company(desk)
    await previewed(desk)
    asked = replace(letter(1), kind=RoundFile.kind)
    made = await makes(desk.turns.store, lambda: desk.turns.program)[RoundFile.kind](asked)
    assert isinstance(made, Parcel)
    assert f"`python -m bot verify {sent_as(asked, made.files[0].name)}`" in made.words
    assert "verify round.json" not in made.words
