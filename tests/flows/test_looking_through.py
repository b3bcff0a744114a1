"""What a draft shows while it is looked through: swaps that part the pair, counts that are named, a select for each page."""

import json

from bot.domain.people import Role
from bot.handlers.routes import routes
from bot.messages import matching as say
from bot.messages import review
from tests.flows.asking import filled
from tests.flows.pairs import ADMINS, acts, joined, opened_for_admins, presses, previewed
from tests.flows.test_reviewing import four, of, pairs, words


async def test_a_swap_parts_the_pair_it_was_asked_for(desk):
    """Bo has two places: Ana as well would leave Ada with him, and is no swap of Ada and Bo."""
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "Chess", "SQL")
    await joined(desk, "ADA", Role.MENTEE, "SQL", "Hiring")
    await joined(desk, "BO", Role.MENTOR, "SQL", "Hiring", capacity=2)
    await joined(desk, "BEN", Role.MENTOR, "Chess", "SQL")
    preview = await previewed(desk)
    assert pairs(preview) == {"Ana": "Ben", "Ada": "Bo"}
    shown = await acts(desk, "HANA", review.Swap(1, of(preview, "Ada")[0], 0), channel=ADMINS)
    window = await filled(desk, shown)
    assert {(one.mentor, one.mentee) for one in window.choices} == {("BEN", "ADA")}


async def test_a_swap_of_a_pair_that_is_gone_shows_how_the_draft_stands(desk):
    await four(desk)
    await previewed(desk)
    await presses(desk, review.Swap(1, 999, 0))
    assert desk.rewritten[0].changed


async def test_a_locked_pair_says_that_dropping_it_unlocks_it(desk):
    await four(desk)
    preview = await previewed(desk)
    await presses(desk, review.Lock(1, of(preview, "Ana")[0], 0))
    drawn = json.dumps(desk.rewritten[0].render(desk.turns.program).blocks)
    assert "Unlock and drop" in drawn


async def test_those_without_are_counted_once_and_named(desk):
    await four(desk)
    await joined(desk, "EVE", Role.MENTEE, "Chess")
    told = words(desk, await previewed(desk))
    assert "2 stay without (1 of them look for a mentor)" in told


async def test_each_page_picks_a_person_of_its_own(desk):
    """Slack keeps what was picked in a select of the same id: Ana would still stand in the page of all pairs."""
    await four(desk)
    await previewed(desk)
    ids = set()
    for given in ({"person": ("ANA",)}, {"person/ANA": ("ADA",)}):
        await presses_with(desk, given)
        (page,) = desk.rewritten
        blocks = page.render(desk.turns.program).blocks
        ids |= {one["block_id"] for one in blocks if str(one.get("block_id")).startswith("person")}
    assert ids == {"person/ANA", "person/ADA"}


async def presses_with(desk, given):
    flow = routes().click(say.ShowPerson.name)
    await desk.run("HANA", flow, say.ShowPerson(given), channel=ADMINS)
