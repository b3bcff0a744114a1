"""Modals and Homes: triggers, hashes, the stack of three, typed values, answers to a submission."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.fields import field_errors
from bot.sandbox.workspace import View
from tests.sandbox.small_app import (
    Seen,
    actions,
    button,
    calling,
    modal,
    running,
    section,
    words_input,
)

Json = dict[str, Any]


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}


async def test_a_trigger_opens_one_view_within_its_time() -> None:
    async with calling() as call:
        new = call.company.platform.new_trigger
        trigger = new("UANA")
        opened = await call("views.open", trigger_id=trigger, view=modal(section("x")))
        assert opened["view"]["root_view_id"] == opened["view"]["id"]
        again = await call("views.open", trigger_id=trigger, view=modal(section("x")))
        assert again["error"] == "exchanged_trigger_id"
        unknown = await call("views.open", trigger_id="1.2.3", view=modal(section("x")))
        assert unknown["error"] == "invalid_trigger_id"
        late = new("UANA")
        call.company.platform.triggers[late].expires = 0.0
        assert (await call("views.open", trigger_id=late, view=modal(section("x"))))[
            "error"
        ] == "expired_trigger_id"
        bad = await call("views.open", trigger_id=new("UANA"), view=modal())
        assert bad["ok"] is True
        none = await call("views.open", trigger_id=new("UANA"))
        assert none["error"] == "invalid_arguments"


async def test_three_views_stand_on_each_other_and_no_fourth() -> None:
    async with calling() as call:

        def trigger() -> str:
            top = call.company.workspace.modal_of("UANA")
            return call.company.platform.new_trigger("UANA", top.id if top else "")

        assert (await call("views.push", trigger_id=trigger(), view=modal()))["error"] == "not_found"
        first = (await call("views.open", trigger_id=trigger(), view=modal()))["view"]
        second = (await call("views.push", trigger_id=trigger(), view=modal()))["view"]
        third = (await call("views.open", trigger_id=trigger(), view=modal()))["view"]
        assert (second["previous_view_id"], third["previous_view_id"]) == (first["id"], second["id"])
        assert {first["id"]} == {view["root_view_id"] for view in (first, second, third)}
        assert (await call("views.push", trigger_id=trigger(), view=modal()))["error"] == "push_limit_reached"
        await call.company.acts.act_close("UANA", third["id"])
        assert call.company.ana.view.id == second["id"]
        fresh = call.company.platform.new_trigger("UANA")
        assert (await call("views.open", trigger_id=fresh, view=modal()))["ok"]
        assert len(call.company.workspace.modals["UANA"]) == 1


async def test_an_update_needs_the_newest_hash_and_keeps_what_was_typed() -> None:
    async with calling() as call:
        trigger = call.company.platform.new_trigger("UANA")
        view = modal(words_input("kept", "Kept"), words_input("changed", "Changed"), external_id="form-1")
        opened = (await call("views.open", trigger_id=trigger, view=view))["view"]
        top = call.company.ana.view
        call.company.acts.act_value("UANA", top, "kept", "words", "typed")
        call.company.acts.act_value("UANA", top, "changed", "words", "typed")
        second = modal(
            words_input("kept", "Kept", element={"initial_value": "no"}), words_input("renamed", "Changed")
        )
        updated = await call("views.update", view_id=opened["id"], hash=opened["hash"], view=second)
        values = updated["view"]["state"]["values"]
        assert values["kept"]["words"]["value"] == "typed"
        assert values["renamed"]["words"]["value"] is None
        stale = await call("views.update", view_id=opened["id"], hash=opened["hash"], view=second)
        assert stale["error"] == "hash_conflict"
        assert (await call("views.update", external_id="form-1", view=second))["error"] == "not_found"
        assert (await call("views.update", view=second))["error"] == "invalid_arguments"
        assert (await call("views.update", view_id="V0", view=second))["error"] == "not_found"


async def test_an_external_id_is_used_once() -> None:
    async with calling() as call:
        for user, expected in (("UANA", None), ("UBO", "duplicate_external_id")):
            trigger = call.company.platform.new_trigger(user)
            answer = await call("views.open", trigger_id=trigger, view=modal(external_id="one"))
            assert answer.get("error") == expected


async def test_a_home_is_published_to_one_person() -> None:
    async with calling() as call:
        first = await call("views.publish", user_id="UANA", view=home(section("Hello")))
        again = await call(
            "views.publish", user_id="UANA", view=home(section("Anew")), hash=first["view"]["hash"]
        )
        assert again["view"]["id"] == first["view"]["id"]
        assert call.company.ana.home.blocks[0]["text"]["text"] == "Anew"
        assert call.company.bo.home is None
        stale = await call("views.publish", user_id="UANA", view=home(), hash=first["view"]["hash"])
        assert stale["error"] == "hash_conflict"
        assert (await call("views.publish", user_id="UGONE", view=home()))["error"] == "invalid_arguments"
        assert (await call("views.publish", user_id="UANA", view=modal()))["error"] == "invalid_arguments"


def form_app(answers: list[Any]) -> Any:
    """An app whose command opens a form, and whose form is answered by `answers`, one after the other."""

    def register(app: AsyncApp, seen: Seen) -> None:
        @app.command("/greet")
        async def opened(ack: Any, body: Any, client: Any) -> None:
            await ack()
            form = modal(words_input("goal", "Goal"), notify_on_close=True)
            await client.views_open(trigger_id=body["trigger_id"], view=form)

        @app.view("a_form")
        async def submitted(ack: Any, body: Any) -> None:
            await seen.note(body)
            await ack(answers.pop(0)) if answers[0] else await ack()

        @app.view_closed("a_form")
        async def closed(ack: Any, body: Any) -> None:
            await seen.note(body)
            await ack()

    return register


async def test_every_answer_to_a_submission() -> None:
    answers: list[Any] = [
        {"response_action": "errors", "errors": {"goal": "Longer, please.", "nowhere": "Lost."}},
        {"response_action": "push", "view": modal(section("Second"), title="Second")},
        {"response_action": "update", "view": modal(section("Third"), title="Third")},
        {"response_action": "clear"},
    ]
    async with running("socket", form_app(answers)) as it:
        ana = it.company.ana
        await ana.types("/greet", channel="general")
        await ana.fills({"Goal": "x"})
        assert ana.errors == {"Goal": "Longer, please."}
        assert it.company.workspace.warnings == [
            "an error for nowhere is not shown: no input block has this block_id"
        ]
        assert "! Longer, please." in ana.reads()
        await ana.fills({"Goal": "xyz"})
        assert ana.view.title == "Second"
        await ana.submits()
        assert ana.view.title == "Third"
        await ana.clicks("Send")
        assert ana.view is None
        assert all(body["view"]["type"] == "modal" for body in it.seen.bodies)


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "errors", "errors": {"nowhere": "Lost."}},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_slack_cannot_show_leaves_the_form_with_slacks_own_words(answer: Json) -> None:
    async with running("socket", form_app([answer])) as it:
        await it.company.ana.types("/greet", channel="general")
        await it.company.ana.fills({"Goal": "x"})
        assert it.company.ana.view.notice == "We had some trouble connecting. Try again?"
        assert it.company.workspace.warnings or answer["response_action"] == "errors"


async def test_closing_tells_the_app_that_asked_for_it() -> None:
    async with running("socket", form_app([])) as it:
        await it.company.ana.types("/greet", channel="general")
        await it.company.ana.clicks("Cancel")
        bodies = await it.seen.until(1)
        assert (bodies[0]["type"], bodies[0]["is_cleared"]) == ("view_closed", False)


async def test_a_required_field_is_asked_for_before_anything_is_sent() -> None:
    async with running("socket", form_app([None])) as it:
        await it.company.ana.types("/greet", channel="general")
        assert await it.company.ana.submits() is False
        assert it.company.ana.errors == {"Goal": "Please complete this required field."}
        assert it.seen.bodies == []
        await it.company.ana.fills({"Goal": "x"})
        assert it.company.ana.view is None


@pytest.mark.parametrize(
    ("element", "typed", "expected"),
    [
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please enter no more than 3 characters."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "one", "Please enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}, "1", "Please enter a number of at least 2."),
        ({"type": "number_input", "is_decimal_allowed": False, "max_value": "2"}, "3", "Please enter a number of at most 2."),
        ({"type": "email_text_input"}, "me", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "me", "Please enter a valid URL."),
        ({"type": "email_text_input"}, "me@example.com", ""),
    ],
)  # fmt: skip
def test_the_form_checks_what_slacks_own_form_checks(element: Json, typed: str, expected: str) -> None:
    block = words_input("b", "Label", element=element)
    view = View("V1", "modal", "UANA", "1", modal(block))
    view.values = {"b": {"words": {"type": element["type"], "value": typed}}}
    assert field_errors(view).get("b", "") == expected


async def test_a_click_beside_a_view_has_its_state_and_no_channel() -> None:
    def register(app: AsyncApp, seen: Seen) -> None:
        @app.action("go")
        async def go(ack: Any, body: Any) -> None:
            await seen.note(body)
            await ack()

    async with running("socket", register) as it:
        radio = {
            "type": "radio_buttons",
            "action_id": "size",
            "options": [{"text": {"type": "plain_text", "text": "Big"}, "value": "big"}],
        }
        view = home({**actions(radio, button("Go", "go"), block_id="b")})
        await it.client.views_publish(user_id="UANA", view=view)
        place = it.company.workspace.homes["UANA"]
        it.company.acts.act_value("UANA", place, "b", "size", "big")
        await it.company.ana.clicks("Go")
        body = (await it.seen.until(1))[0]
        assert body["container"] == {"type": "view", "view_id": place.id}
        assert body["view"]["state"]["values"]["b"]["size"]["selected_option"]["value"] == "big"
        assert not {"channel", "response_url", "message"} & body.keys()
