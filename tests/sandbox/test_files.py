"""Files in the sandbox, as strict and as slow to appear as in Slack."""

import io
from typing import Any

import pytest

from bot.sandbox.manifest import parse_manifest
from bot.sandbox.page.drawing import _environment
from bot.sandbox.workspace import File
from tests.sandbox.small_app import DECLARED, Caller, calling, small_manifest
from tests.slack.at_work import eventually

Json = dict[str, Any]
PIXEL = b"\x89PNG not really"


def with_files() -> Any:
    scopes = {"scopes": {"bot": [*DECLARED["oauth_config"]["scopes"]["bot"], "files:write"]}}
    return parse_manifest(DECLARED | {"oauth_config": scopes})


async def address(call: Caller, name: str = "map.png", data: bytes = PIXEL, **more: Any) -> Json:
    return await call("files.getUploadURLExternal", filename=name, length=len(data), **more)


async def uploaded(call: Caller, name: str = "map.png", data: bytes = PIXEL, **more: Any) -> str:
    given = await address(call, name, data, **more)
    async with call.session.post(given["upload_url"], data=data) as response:
        assert (response.status, await response.text()) == (200, f"OK - {len(data)}")
    return str(given["file_id"])


async def dm(call: Caller) -> str:
    return str((await call("conversations.open", users="UANA"))["channel"]["id"])


async def test_a_file_appears_a_moment_after_the_answer_which_has_no_ts() -> None:
    async with calling(manifest=with_files(), file_seconds=0.05) as call:
        room = await dm(call)
        file = await uploaded(call, alt_txt="A map")
        answer = await call(
            "files.completeUploadExternal",
            files=[{"id": file, "title": "Map"}],
            channel_id=room,
            initial_comment="Here:",
        )
        assert answer["files"] == [{"id": file, "title": "Map"}]
        posts = call.company.workspace.channels[room].posts
        assert posts == []
        await eventually(lambda: posts)
        assert (posts[0].text, posts[0].files[0].mimetype, posts[0].files[0].alt) == (
            "Here:",
            "image/png",
            "A map",
        )
        history = await call("conversations.history", channel=room)
        assert [one["name"] for one in history["messages"][0]["files"]] == ["map.png"]
        async with call.session.get(f"{call.company.platform.base_url}/sandbox/files/{file}") as shown:
            assert (await shown.read(), shown.content_type) == (PIXEL, "image/png")
        assert "Map A map" in call.company.ana.reads(everywhere=True)


async def test_several_files_share_one_message_and_others_than_images_are_downloads() -> None:
    async with calling(manifest=with_files(), file_seconds=0.0) as call:
        room = await dm(call)
        files = [{"id": await uploaded(call)}, {"id": await uploaded(call, "all.csv", b"a,b")}]
        assert (await call("files.completeUploadExternal", files=files, channel_id=room))["ok"]
        posts = call.company.workspace.channels[room].posts
        await eventually(lambda: posts)
        assert [file.name for file in posts[0].files] == ["map.png", "all.csv"]
        async with call.session.get(f"{call.company.platform.base_url}{posts[0].files[1].address}") as shown:
            assert shown.headers["Content-Disposition"] == 'attachment; filename="all.csv"'


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"filename": "a.png"}, "invalid_arguments"),
        ({"length": 3}, "invalid_arguments"),
        ({"filename": "a.png", "length": 0}, "invalid_arguments"),
        ({"filename": "a.png", "length": "many"}, "invalid_arguments"),
        ({"filename": "a" * 300, "length": 3}, "invalid_arguments"),
        ({"filename": "a.png", "length": 3, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_address_is_given_for_a_named_file_of_some_length(asked: Json, error: str) -> None:
    async with calling(manifest=with_files()) as call:
        assert (await call("files.getUploadURLExternal", **asked))["error"] == error


async def test_without_the_scope_there_are_no_files() -> None:
    async with calling(manifest=small_manifest()) as call:
        assert (await address(call))["error"] == "missing_scope"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("UANA", "channel_not_found"),
        ("general", "channel_not_found"),
        ("CRANDOM", "not_in_channel"),
        ("CSECRET", "channel_not_found"),
    ],
)
async def test_files_go_to_a_conversation_by_its_id_of_which_the_app_is_a_member(
    channel: str, error: str
) -> None:
    async with calling(manifest=with_files()) as call:
        file = await uploaded(call)
        answer = await call("files.completeUploadExternal", files=[{"id": file}], channel_id=channel)
        assert answer["error"] == error


async def test_what_was_not_uploaded_or_is_shared_already_cannot_be_shared() -> None:
    async with calling(manifest=with_files()) as call:
        complete = "files.completeUploadExternal"
        empty = (await address(call))["file_id"]
        assert (await call(complete, files=[{"id": empty}]))["error"] == "file_not_found"
        assert (await call(complete, files=[{"id": "F0"}]))["error"] == "file_not_found"
        for wrong in ([], "[", "x", [{}], None):
            assert (await call(complete, files=wrong))["error"] == "invalid_arguments"
        file = await uploaded(call)
        assert (await call(complete, files=[{"id": file}]))["ok"]
        assert (await call(complete, files=[{"id": file}]))["error"] == "file_already_completed"


async def test_the_bytes_must_be_as_many_as_were_announced() -> None:
    async with calling(manifest=with_files()) as call:
        given = await address(call)
        async with call.session.post(given["upload_url"], data=b"short") as response:
            assert response.status == 400
        async with call.session.post(given["upload_url"], data={"file": io.BytesIO(PIXEL)}) as response:
            assert response.status == 200
        async with call.session.post(f"{given['upload_url']}x", data=PIXEL) as response:
            assert response.status == 404
        async with call.session.get(
            f"{call.company.platform.base_url}/sandbox/files/{given['file_id']}"
        ) as shown:
            assert shown.status == 404


async def test_a_deleted_file_is_gone_from_its_message() -> None:
    async with calling(manifest=with_files(), file_seconds=0.0) as call:
        room, file = await dm(call), await uploaded(call)
        await call(
            "files.completeUploadExternal", files=[{"id": file}], channel_id=room, initial_comment="Here:"
        )
        posts = call.company.workspace.channels[room].posts
        await eventually(lambda: posts)
        assert (await call("files.delete", file=file))["ok"]
        assert posts[0].files == []
        assert (await call("files.delete", file=file))["error"] == "file_not_found"


def test_the_page_shows_a_picture_and_lets_the_rest_be_downloaded() -> None:
    files = [
        File("F1", "map.png", 4, alt='A "map"', title="<Map>", mimetype="image/png"),
        File("F2", "all.csv", 1234, title="Table", mimetype="text/csv"),
    ]
    drawn = str(_environment().get_template("files.html").module.draw_files(files))  # type: ignore[attr-defined]
    assert '<img src="/sandbox/files/F1" alt="A &#34;map&#34;"' in drawn
    assert "&lt;Map&gt;" in drawn
    assert '<a class="file-card" href="/sandbox/files/F2" download="all.csv">' in drawn
    assert "CSV, 1.2 kB, download" in drawn


async def test_a_workspace_may_take_no_files() -> None:
    async with calling(manifest=with_files()) as call:
        call.company.platform.faults.plan("files.getUploadURLExternal", do="file_uploads_disabled")
        assert (await address(call))["error"] == "file_uploads_disabled"
