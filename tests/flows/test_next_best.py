"""Who would be next best is told with whom that one has in the draft, so that a swap is known for what it is."""

from bot.messages import matching as say
from bot.messages.preview import Around
from bot.messages.preview_pair import NextBest, PairLine, pair_block
from bot.programs.reading import standard
from tests.flows.pairs import presses, previewed
from tests.flows.test_reviewing import four, of, pairs, words


def next_best(desk, preview, mentee):
    (line,) = [one for one in words(desk, preview).splitlines() if f"next best for {mentee}" in one]
    return line.rpartition(": ")[2]


async def test_a_runner_up_says_who_has_that_mentor_now(desk):
    await four(desk)
    preview = await previewed(desk)
    assert pairs(preview) == {"Ana": "Bo", "Ada": "Ben"}
    assert next_best(desk, preview, "Ana") == "Ben (fair fit, with Ada now); Lena (fair fit, free)"
    assert next_best(desk, preview, "Ada") == "Lena (fair fit, free); Bo (fair fit, with Ana now)"


async def test_a_pair_that_was_dropped_keeps_nobody_from_its_mentor(desk):
    await four(desk)
    preview = await previewed(desk)
    await presses(desk, say.Drop(1, of(preview, "Ada")[0], 0))
    (card,) = desk.rewritten
    assert next_best(desk, card, "Ana") == "Ben (fair fit, free); Lena (fair fit, free)"


def test_two_who_would_be_next_best_stand_in_one_line():
    nexts = (NextBest("Ben", 500, ("Ada",)), NextBest("Gil", 300, ()))
    pair = PairLine(1, "Bo", "Ana", 812, (), dropped=False, topics=("SQL",), next_best=nexts)
    drawn = pair_block(Around(1, 1, 0), pair, standard(), place=0, page=0)
    assert "next best for Ana: Ben (good fit, with Ada now); Gil (fair fit, free)" in drawn["text"]["text"]
