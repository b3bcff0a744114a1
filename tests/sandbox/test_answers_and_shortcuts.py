"""Answers through a response_url, shortcuts, and commands as the manifest declares them."""

from typing import Any

import pytest

from tests.sandbox.small_app import Seen, calling, running


async def test_a_response_url_takes_five_answers() -> None:
    async with calling() as call:
        company = call.company
        place = await company.acts.act_message("UANA", company.ana.dm.id, "x")
        posted = await call("chat.postMessage", channel="UANA", text="Clicked")
        post = company.workspace.post(posted["channel"], posted["ts"])
        url = company.platform.new_response_url("UANA", place.channel, post)

        async def answer(**body: Any) -> int:
            async with call.session.post(url, json=body) as response:
                return response.status

        assert await answer(text="Only you") == 200
        assert company.ana.posts()[-1].ephemeral_for == "UANA"
        assert await answer(text="All", response_type="in_channel") == 200
        assert company.ana.posts()[-1].ephemeral_for is None
        assert await answer(replace_original=True, text="Rewritten") == 200
        assert post is not None
        assert post.text == "Rewritten"
        assert await answer(text="") == 400
        assert await answer(delete_original=True) == 200
        assert post not in company.ana.posts()
        assert await answer(text="a sixth") == 404
        late = company.platform.new_response_url("UANA", place.channel)
        company.platform.response_urls[late.rsplit("/", 1)[1]].expires = 0.0
        async with call.session.post(late, json={"text": "late"}) as response:
            assert (await response.json())["error"] == "expired_url"


def quiet(app: Any, seen: Seen) -> None:
    @app.shortcut("open_it")
    async def opened(ack: Any, body: Any) -> None:
        await seen.note(body)
        await ack()

    @app.shortcut("save_it")
    async def saved(ack: Any, body: Any) -> None:
        await seen.note(body)
        await ack()

    @app.command("/raw")
    async def raw(ack: Any, body: Any) -> None:
        await seen.note(body)
        await ack(response_type="in_channel", text="For all")

    @app.command("/greet")
    async def broken(ack: Any) -> None:
        await ack(blocks=[{"type": "nothing"}])


async def test_shortcuts_and_commands_as_declared() -> None:
    async with running("socket", quiet) as it:
        ana = it.company.ana
        await ana.shortcut("open_it")
        post = await it.company.acts.act_message("UANA", "CGENERAL", "Keep this")
        await ana.shortcut("save_it", post)
        with pytest.raises(LookupError):
            await ana.shortcut("save_it")
        await ana.types("/raw @bo <b>", channel="general")
        await it.company.bo.sees("For all")
        assert [body.get("type") for body in it.seen.bodies] == ["shortcut", "message_action", None]
        assert it.seen.bodies[1]["message"]["text"] == "Keep this"
        assert it.seen.bodies[2]["text"] == "@bo <b>"
        await ana.types("/greet")
        await ana.sees('/greet failed with the error "invalid_blocks"')
