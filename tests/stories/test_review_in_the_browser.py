"""The demo's round looked through in a real browser, as the program team does it."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.operate.test_make_run import started
from tests.stories.browsing import Album
from tests.stories.review import Review

pytest_plugins = ["tests.browser"]


@pytest.mark.timeout(1200)  # for a story that is stuck; a busy machine may take its time
async def test_the_round_of_the_demo_is_looked_through_and_published(
    browser: Browser, tmp_path: Path
) -> None:
    async with started(tmp_path) as (_, address):
        story = Review(browser, address, Album(tmp_path))
        await story.play()
        assert story.album.found == []
        assert [fault for one in story.here for fault in one.faults] == []
