"""The page of a little app, opened in a real browser by whoever the address says."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page

from bot.sandbox.company import Company
from bot.sandbox.page.drawing import Step
from bot.sandbox.page.routes import page
from bot.sandbox.server import serving
from tests.sandbox.little_app import LittleApp, garden

DESKTOP, PHONE = (1280, 800), (375, 812)
Served = tuple[Company, LittleApp]
Open = Callable[..., Awaitable[Page]]


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    company, app = garden()
    steps = [
        Step("Read the invitation", "You are *Ana*.", done=True),
        Step("Plant something", "Press *Plant something*.", "UANA", "app"),
        Step("Be Bo", "Bo has something unread.", "UBO", "app"),
    ]
    extension = page(start=("UANA", "app"), steps=lambda _person: steps)
    async with serving(company.platform.options, extension, company=company):
        yield company, app


@pytest.fixture
async def open_page(browser: Browser, served: Served) -> AsyncIterator[Open]:
    faults: list[str] = []

    async def opened(query: str = "", size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Page:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="en-GB"
        )
        tab = await context.new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        await tab.goto(served[0].platform.base_url + "/" + query)
        return tab

    yield opened
    assert not faults
