"""What a colleague does for the visitor: with the bot itself in whatever state it is, and once however often it is asked for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.operate import sandbox
from bot.sandbox.company import Company
from bot.sandbox.errands import Errand
from bot.sandbox.page.waiting import hear_of
from tests.sandbox.small_app import a_company
from tests.stories import paths
from tests.stories.conftest import company_with_bot

TOUR = yaml.safe_load((Path(sandbox.__file__).parent / "demo" / "tour.yml").read_text(encoding="utf-8"))
PAIRS: dict[str, Any] = {**TOUR["errands"]["pairs"], "in": "admins"}


@pytest.fixture
async def joined(tmp_path: Path) -> AsyncIterator[Company]:
    """The bot in a company in which Ana and Bo have joined, and no round was asked for."""
    async with company_with_bot("socket-sqlite", f"sqlite:///{tmp_path}/bot.db") as company:
        await paths.open_joining(company)
        await paths.ana_joins_by_conversation(company)
        await paths.bo_joins_by_form(company)
        yield company


async def nothing(company: Company) -> None:
    pass


async def joining_closed(company: Company) -> None:
    await company.member("hana").types("/mentor-admin close", channel="admins")


async def asked_for(company: Company) -> None:
    await company.member("hana").types("/mentor-admin match", channel="admins")


async def previewed(company: Company) -> None:
    await asked_for(company)
    await company.member("hana").sees("Publish 1 pair")


async def held_back(company: Company) -> None:
    await previewed(company)
    await company.member("hana").clicks("Publish 1 pair")
    await company.member("hana").sees("it can be undone")


async def undone(company: Company) -> None:
    await held_back(company)
    await company.member("hana").clicks("Undo")
    await company.member("hana").sees("Nobody heard of it")


@pytest.mark.parametrize("before", [nothing, joining_closed, asked_for, previewed, held_back, undone])
async def test_the_pairs_are_made_whatever_the_lead_has_done_before(
    joined: Company, before: Callable[[Company], Awaitable[None]]
) -> None:
    await before(joined)
    errand = Errand(joined, PAIRS)
    happened = await hear_of(joined, ["UANA"], errand)
    assert happened.words.startswith(PAIRS["ends"]["What happens now"])
    assert "Your mentor could be" in happened.words
    assert (happened.person, happened.place) == ("UANA", joined.workspace.direct("UANA").id)
    assert errand.doing == ""
    assert joined.workspace.channels["CADMINS"].unread("UHANA") == 0
    again = await hear_of(joined, ["UANA"], errand)
    assert (again.words, again.place) == (PAIRS["ends"]["No pairs yet"], "")


async def test_asked_for_twice_at_once_it_is_done_once(joined: Company) -> None:
    errand = Errand(joined, PAIRS)
    said = await asyncio.gather(errand.run(), errand.run())
    assert said == [PAIRS["ends"]["What happens now"], "Hana is at it already."]
    asked = [line for line in joined.acts.typed["UHANA"] if line == PAIRS["begins"]]
    assert len(asked) == 1


async def test_who_does_not_get_to_the_end_says_so() -> None:
    async with a_company() as company:
        errand = Errand(company, {**PAIRS, "as": "bo", "in": "general"})
        errand.patience = 0.01
        assert await errand.run() == "Bo did not get to the end of it. Look as Bo how it stands."
        assert errand.doing == ""
