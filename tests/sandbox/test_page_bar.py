"""The bar above the windows: it never changes its height, nothing in it moves, and what it says covers nothing."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.company import Company
from bot.sandbox.page.drawing import Joining
from bot.sandbox.page.routes import page
from bot.sandbox.server import serving
from tests.sandbox.little_app import garden
from tests.sandbox.opened import DESKTOP, PHONE, Open, Served

WIDE, NARROW, SMALL = (1440, 900), (820, 1000), (390, 844)
PLACES = """() => Object.fromEntries(
  [...document.querySelectorAll("#bar, [data-bar], [data-stop], #windows")].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [node.id || node.textContent, [x, y, width, height].map(Math.round)];
  }))"""


async def places(tab: Page) -> Any:
    return await tab.evaluate(PLACES)


class SlowFollower:
    """An app that takes its time, so that the clock is on its way for as long as a test looks."""

    def __init__(self, company: Company) -> None:
        self.go_on = asyncio.Event()
        company.clock.followers.append(self)

    async def __call__(self, now: datetime) -> datetime:
        await self.go_on.wait()
        return now + timedelta(hours=1)  # there is always more to come


@pytest.mark.parametrize("size", [DESKTOP, WIDE, NARROW, SMALL])
async def test_nothing_moves_while_the_clock_does(
    open_page: Open, served: Served, size: tuple[int, int]
) -> None:
    tab = await open_page("?as=UANA&at=app&tour=0", size)
    before = await places(tab)
    follower = SlowFollower(served[0])
    await tab.get_by_role("button", name="+1 week").click()
    await expect(tab.locator("#moving")).to_contain_text("Tue 3 Dec, 09:")
    assert await places(tab) == before
    await expect(tab.get_by_role("button", name="+1 day")).to_be_disabled()
    await expect(tab.get_by_role("button", name="+1 week")).to_be_focused()
    await tab.get_by_role("button", name="Stop").click()
    await expect(tab.locator("#said")).to_have_text("Stopping…")
    assert await places(tab) == before
    follower.go_on.set()
    await expect(tab.locator("#said")).to_contain_text("on the way")
    await expect(tab.get_by_role("button", name="+1 day")).to_be_enabled()
    await expect(tab.get_by_role("button", name="Stop")).to_be_disabled()
    assert await places(tab) == before


async def test_who_writes_while_the_clock_moves_goes_on_writing(open_page: Open, served: Served) -> None:
    tab = await open_page()
    follower = SlowFollower(served[0])
    await tab.get_by_role("button", name="+1 day").click()
    composer = tab.get_by_role("combobox", name="Message Garden")
    await composer.fill("half a sent")
    follower.go_on.set()
    await expect(tab.get_by_role("button", name="+1 day")).to_be_enabled()
    await expect(composer).to_be_focused()
    await expect(composer).to_have_value("half a sent")


@pytest.mark.parametrize("size", [DESKTOP, WIDE, NARROW, SMALL])
async def test_the_bar_keeps_its_height_whatever_it_holds(
    open_page: Open, served: Served, size: tuple[int, int]
) -> None:
    company, app = served
    tab = await open_page("?as=UANA&at=app", size)
    height = await tab.locator("#bar").evaluate("bar => bar.offsetHeight")
    company.workspace.users["UANA"].real_name = "Ana Maria Wolfeschlegelsteinhausenbergerdorff"
    for who in ("UBO", "UHANA"):
        app.writes(who, "A word")
    await tab.goto(f"{company.platform.base_url}/?as=UANA&at=app&and=UBO&there=app")
    await expect(tab.get_by_role("region", name="Slack as Bo Chen")).to_be_visible()
    await tab.evaluate("document.getElementById('said').textContent = 'Nothing is due for Ana. '.repeat(9)")
    bar = tab.locator("#bar")
    assert await bar.evaluate("bar => bar.offsetHeight") == height
    assert await bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    outside = "bar => [...bar.querySelectorAll('button, summary, .waiting, .said')].filter((one) => one.checkVisibility()"
    outside += " && one.getBoundingClientRect().bottom > bar.getBoundingClientRect().bottom).length"
    assert await bar.evaluate(outside) == 0


async def test_the_bar_keeps_its_height_while_people_join(open_page: Open) -> None:
    company, _ = garden()
    joining: list[Joining | None] = [Joining("Ada and 39 colleagues are joining…", 12, 40)]
    extension = page(start=("UANA", "app"), joining=lambda: joining[0])
    tab = await open_page()
    async with serving(company.platform.options, extension, company=company):
        await tab.goto(company.platform.base_url)
        await expect(tab.locator("#joining")).to_contain_text("12 of 40")
        during = await places(tab)
        joining[0] = None
        company.workspace.changed.notify()
        await expect(tab.locator("#joining")).to_have_count(0)
        assert await places(tab) == during
        await tab.goto("about:blank")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_what_is_said_covers_nothing(open_page: Open, size: tuple[int, int]) -> None:
    tab = await open_page("", size)
    await tab.get_by_role("button", name="+1 hour").click()
    said = tab.locator("#said")
    await expect(said).to_have_text("Time has moved.")
    found = "node => { const { x, y, width, height } = node.getBoundingClientRect();"
    found += " return document.elementsFromPoint(x + width / 2, y + height / 2)"
    found += ".filter((one) => one.matches('button, a, h2, .search, .window, .idle:not([style])')).length }"
    assert await said.evaluate(found) == 0
