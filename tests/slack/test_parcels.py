"""Messages that carry files: each arrives once, whatever Slack does; and where Slack takes no files, the words do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import Bot
from bot.domain.files import File
from bot.messages.base import Rendered
from bot.messages.words import WentWrong
from bot.sandbox.company import Company
from bot.sandbox.workspace import Post
from bot.slack.parcels import PATIENT, Parcel, key_of
from bot.store.outbox import Letter
from tests.slack.test_sender import FAULTS, all_settled, say, sending

COMPLETE = "files.completeUploadExternal"
FILES = (File("map-1.png", "Map, page 1", b"\x89PNG", "Ana with Bo 62"), File("map.csv", "Map", b"a,b\r\n"))


async def make(letter: Letter) -> Rendered | Parcel:
    ref = letter.facts["ref"]
    return Parcel(f"*{ref}* beside the files", FILES, Rendered(f"{ref} in words alone", []))


@asynccontextmanager
async def drawing(folder: Path, **settled: Any) -> AsyncIterator[tuple[Company, Bot]]:
    async with sending(folder, **settled) as (company, bot):
        company.platform.options = replace(company.platform.options, file_seconds=0.02)
        bot.sender.makes = {WentWrong.kind: make}
        yield company, bot


async def posts(company: Company, count: int) -> list[Post]:
    """What stands in Ana's DM once that many messages do."""
    files = company.workspace.files.values()
    arrived = company.workspace.changed.until
    await arrived(lambda: all(file.mimetype for file in files if file.shared), 5)
    await arrived(lambda: len(company.ana.posts()) >= count, 5)
    return company.ana.posts()


async def test_files_arrive_in_one_message_with_their_words_and_what_they_show(tmp_path: Path) -> None:
    async with drawing(tmp_path) as (company, bot):
        (letter,) = await say(bot, "UANA", "r1")
        assert set(await all_settled(bot)) == {"sent"}
        (post,) = await posts(company, 1)
        assert post.text == "*r1* beside the files"
        assert [(file.title, file.alt, file.data) for file in post.files] == [
            (f.title, f.alt, f.data) for f in FILES
        ]
        assert [file.name for file in post.files] == [f"map-1-{letter[:13]}.png", f"map-{letter[:13]}.csv"]
        assert post.channel.startswith("D")


@pytest.mark.parametrize("fault", FAULTS)
async def test_in_a_dm_files_arrive_exactly_once(tmp_path: Path, fault: str) -> None:
    async with drawing(tmp_path) as (company, bot):
        company.faults.plan("files.getUploadURLExternal", do=fault, seconds=0.05)
        company.faults.plan(COMPLETE, do=fault, nth=2, seconds=0.05)
        await say(bot, "UANA", "r1", "r2")
        assert set(await all_settled(bot)) == {"sent"}
        assert [(post.text[1:3], len(post.files)) for post in await posts(company, 2)] == [
            ("r1", 2),
            ("r2", 2),
        ]


async def test_an_upload_that_breaks_off_is_made_again(tmp_path: Path) -> None:
    async with drawing(tmp_path) as (company, bot):
        broken: list[str] = []

        async def breaks(letter: Letter) -> Rendered | Parcel:
            if not broken:  # the first time its address has gone before the bytes come
                broken.append(letter.id)
                company.workspace.files.clear()
                company.platform.base_url, kept = "http://127.0.0.1:9", company.platform.base_url
                company.platform.courier.soon(_back(company, kept))
            return await make(letter)

        bot.sender.makes = {WentWrong.kind: breaks}
        await say(bot, "UANA", "r1")
        assert set(await all_settled(bot)) == {"sent"}
        assert [len(post.files) for post in await posts(company, 1)] == [2]


async def _back(company: Company, address: str) -> None:
    await company.workspace.changed.until(
        lambda: company.platform.called["files.getUploadURLExternal"] > 0, 5
    )
    company.platform.base_url = address


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", COMPLETE])
async def test_where_slack_takes_no_files_the_words_go_in_their_place(tmp_path: Path, method: str) -> None:
    async with drawing(tmp_path) as (company, bot):
        company.faults.plan(method, do="file_uploads_disabled")
        await say(bot, "UANA", "r1")
        assert set(await all_settled(bot)) == {"sent"}
        (post,) = await posts(company, 1)
        assert (post.text, post.files) == ("r1 in words alone", [])


async def test_where_the_host_for_files_is_not_reached_the_words_go_and_nothing_else_waits(
    tmp_path: Path,
) -> None:
    async with drawing(tmp_path) as (company, bot):
        api, company.platform.base_url = company.platform.base_url, "http://127.0.0.1:9"
        try:
            await say(bot, "UANA", "r1")
            assert set(await all_settled(bot)) == {"sent"}
        finally:
            company.platform.base_url = api
        assert company.platform.called["files.getUploadURLExternal"] == PATIENT
        assert [post.text for post in await posts(company, 1)] == ["r1 in words alone"]


async def test_an_app_installed_before_it_could_send_files_says_it_in_words(tmp_path: Path) -> None:
    async with drawing(tmp_path) as (company, bot):
        manifest = company.platform.manifest
        company.platform.manifest = replace(manifest, scopes=manifest.scopes - {"files:write"})
        await say(bot, "UANA", "r1")
        assert set(await all_settled(bot)) == {"sent"}
        assert [post.text for post in await posts(company, 1)] == ["r1 in words alone"]


async def test_what_cannot_be_made_is_set_aside_and_holds_up_nobody(tmp_path: Path) -> None:
    async with drawing(tmp_path) as (company, bot):

        async def cannot(letter: Letter) -> Rendered | Parcel:
            raise (
                KeyError("a field of another release")
                if letter.facts["ref"] == "r1"
                else ValueError(key_of(letter))
            )

        bot.sender.makes = {WentWrong.kind: cannot}
        await say(bot, "UANA", "r1", "r2")
        assert (await all_settled(bot))["dead"] == 2
        assert company.ana.posts() == []
