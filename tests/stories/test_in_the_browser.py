"""The whole path in a real browser, against the demo as `make run` starts it."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.operate.test_make_run import started
from tests.stories.browsing import Album
from tests.stories.journey import Journey

pytest_plugins = ["tests.browser"]

MOST_ACTS, MOST_TO_JOIN = 60, 12


@pytest.mark.timeout(1200)  # for a story that is stuck; a busy machine may take its time
async def test_from_the_invitation_to_feedback_that_was_read(browser: Browser, tmp_path: Path) -> None:
    async with started(tmp_path) as (_, address):
        story = Journey(browser, address, Album(tmp_path))
        host = await story.play()
        print(f"\n{story.read_after} acts of all people together, {story.joined_after} of them to join")
        assert story.read_after <= MOST_ACTS
        assert story.joined_after <= MOST_TO_JOIN
        assert story.album.found == []
        assert [fault for one in story.here for fault in one.faults] == []
        await host.starts_over()
        await host.ticked(0)
        await host.sees("Would you like a mentor")
