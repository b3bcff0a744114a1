"""A real headless Chromium for tests of the page; they are skipped by name where there is none."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str:
    """The path of Chromium; without one the test is skipped, or fails where MENTORBOT_TEST_REQUIRE asks for it."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        if "browser" in os.environ.get("MENTORBOT_TEST_REQUIRE", ""):
            pytest.fail("Chromium is required here and is not installed")
        pytest.skip("browser: Chromium is not installed")
    return path


expect.set_options(timeout=30_000)  # a bound, not a measure: a busy machine may take its time


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield browser
        finally:
            await browser.close()
