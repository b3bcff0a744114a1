"""A real Bolt app in the sandbox, by Socket Mode and by HTTP alike."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from tests.sandbox.small_app import Seen, actions, button, modal, running, section, words_input

MODES = pytest.mark.parametrize("mode", ["socket", "http"])


def greeter(app: AsyncApp, seen: Seen) -> None:
    @app.command("/greet")
    async def greet(ack: Any, body: Any) -> None:
        await seen.note(body)
        await ack(f"Hello {body['text']}")

    @app.event("message")
    async def message(body: Any, say: Any) -> None:
        await seen.note(body)
        await say(text="Which one?", blocks=[section("Which *one*?"), actions(button("This", "this", "1"))])

    @app.action("this")
    async def this(ack: Any, body: Any, client: Any) -> None:
        await seen.note(body)
        await ack()
        view = modal(words_input("goal", "Your goal"))
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("a_form")
    async def submitted(ack: Any, body: Any) -> None:
        await seen.note(body)
        words = body["view"]["state"]["values"]["goal"]["words"]["value"]
        if words == "no":
            await ack(response_action="errors", errors={"goal": "Please say yes."})
        else:
            await ack(response_action="update", view=modal(section(f"Noted: {words}")))

    @app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        view = {"type": "home", "blocks": [section("Welcome home"), actions(button("Again", "again"))]}
        await client.views_publish(user_id=event["user"], view=view)


@MODES
async def test_a_person_can_command_write_click_and_fill(mode: str) -> None:
    async with running(mode, greeter) as it:
        ana = it.company.ana
        await ana.types("/greet @bo", channel="general")
        await ana.sees("Hello @Bo Berg")
        assert it.seen.bodies[0]["text"] == "<@UBO|bo>"
        assert "Hello" not in it.company.bo.reads(everywhere=True)

        await ana.opens_dm()
        await ana.types("hi <there>")
        await ana.sees("Which one?")
        event = it.seen.bodies[1]["event"]
        assert (event["text"], event["channel_type"]) == ("hi &lt;there&gt;", "im")

        await ana.clicks("This")
        await ana.fills({"Your goal": "no"})
        assert ana.errors == {"Your goal": "Please say yes."}
        await ana.fills({"Your goal": "yes"})
        await ana.sees("Noted: yes")
        await ana.closes()
        assert ana.view is None

        await ana.opens_home()
        await ana.sees("Welcome home")
        assert ana.actions == 7
        assert it.company.workspace.latencies


@MODES
async def test_what_no_listener_answers_shows_slacks_own_words(mode: str) -> None:
    async with running(mode, lambda app, seen: None, ack_within=0.3) as it:
        ana = it.company.ana
        await ana.types("/greet", channel="general")
        await ana.sees("/greet failed with the error")
        channel = it.company.workspace.channels["CGENERAL"]
        await it.client.chat_postMessage(
            channel="CGENERAL", text="Press", blocks=[actions(button("Go", "go"))]
        )
        await ana.clicks("Go")
        assert channel.posts[-1].warnings == {"UANA": "We had some trouble connecting. Try again?"}
        assert "trouble" in ana.reads(everywhere=True)


async def test_an_undeclared_command_does_not_exist() -> None:
    async with running("socket", greeter) as it:
        await it.company.ana.types("/unheard of", channel="general")
        await it.company.ana.sees("/unheard is not a valid command.")
        assert it.seen.bodies == []
