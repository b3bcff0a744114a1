"""People act by the words they see, and read what a person would read."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.company import Company
from bot.sandbox.composer import linked
from bot.sandbox.posting import content, new_post
from tests.sandbox.small_app import Running, Seen, a_company, actions, button, modal, running, section

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def options(*labels: str) -> list[Json]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def say(company: Company, user: str, text: str, *blocks: Json) -> Any:
    checked = content(company.platform, {"text": text, "blocks": list(blocks)})
    return new_post(company.platform, company.member(user).dm, *checked)


def listening(app: AsyncApp, seen: Seen) -> None:
    @app.action(re.compile(""))
    async def acted(ack: Any, body: Any) -> None:
        await seen.note(body)
        await ack()

    @app.options("external")
    async def offered(ack: Any, payload: Any) -> None:
        await ack(options=options(f"{payload['value']} one", f"{payload['value']} two"))


FIELDS: list[tuple[Json, Any, Json]] = [
    ({"type": "static_select", "options": options("Red", "Blue")}, "Blue", {"selected_option": options("Blue")[0]}),
    (
        {"type": "multi_static_select", "option_groups": [{"label": plain("g"), "options": options("Red", "Blue")}]},
        ["Red"],
        {"selected_options": options("Red")},
    ),
    ({"type": "radio_buttons", "options": options("Red", "Blue")}, "R", {"selected_option": options("Red")[0]}),
    ({"type": "checkboxes", "options": options("Red", "Blue")}, ["Red", "blue"], {"selected_options": options("Red", "Blue")}),
    ({"type": "users_select"}, "bo", {"selected_user": "UBO"}),
    ({"type": "multi_users_select"}, ["Bo Berg"], {"selected_users": ["UBO"]}),
    ({"type": "conversations_select"}, "#general", {"selected_conversation": "CGENERAL"}),
    ({"type": "datepicker"}, date(2026, 1, 2), {"selected_date": "2026-01-02"}),
    ({"type": "timepicker"}, time(9, 5), {"selected_time": "09:05"}),
    ({"type": "datetimepicker"}, datetime(2026, 1, 2, tzinfo=UTC), {"selected_date_time": 1767312000}),
    ({"type": "external_select", "min_query_length": 1}, "x one", {"selected_option": options("x one one")[0]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("element", "choice", "expected"),
    FIELDS[:-1],
    ids=lambda value: value.get("type", "") if isinstance(value, dict) else "",
)
async def test_a_choice_by_its_words_reaches_the_app_as_slack_sends_it(
    element: Json, choice: Any, expected: Json
) -> None:
    async with running("socket", listening) as it:
        field = {**element, "action_id": "field"}
        say(
            it.company,
            "ana",
            "Choose",
            {"type": "section", "text": plain("Which?"), "accessory": field}
            if element["type"] != "datetimepicker"
            else actions(field),
        )
        await it.company.ana.selects("Which?" if element["type"] != "datetimepicker" else "field", choice)
        body = (await it.seen.until(1))[0]
        assert {key: body["actions"][0][key] for key in expected} == expected
        assert body["state"]["values"][body["actions"][0]["block_id"]]["field"] == {
            "type": element["type"],
            **expected,
        }


async def test_options_that_the_app_gives_on_demand() -> None:
    async with running("socket", listening) as it:
        select = {"type": "external_select", "action_id": "external", "min_query_length": 2}
        many = {**select, "type": "multi_external_select"}
        say(it.company, "ana", "Choose", actions(select, block_id="b"), actions(many, block_id="c"))
        with pytest.raises(AssertionError, match="is not offered"):
            await it.company.ana.selects("external", "blue")
        post = it.company.ana.posts()[-1]
        offered = await it.company.acts.act_suggest("UANA", post, "b", "external", "blue")
        assert [option["text"]["text"] for option in offered] == ["blue one", "blue two"]
        assert await it.company.acts.act_suggest("UANA", post, "b", "external", "b") == []
        await it.company.acts.act_click("UANA", post, "b", "external", offered[0])
        assert (await it.seen.until(1))[0]["actions"][0]["selected_option"] == offered[0]


async def with_buttons(it: Running) -> Any:
    more = {"type": "overflow", "action_id": "more", "options": options("Remind me later", "Pause")}
    return say(
        it.company,
        "ana",
        "Did you meet?",
        section("Did you *meet* <@UBO>?"),
        actions(button("We met", "met", "7"), button("Not yet", "not"), more),
    )


async def test_buttons_are_found_by_label_and_not_pressed_twice_by_chance() -> None:
    async with running("socket", listening) as it:
        old = await with_buttons(it)
        new = await with_buttons(it)
        ana = it.company.ana
        await ana.clicks("We met")
        await ana.clicks("Not")
        await ana.clicks("Pause")
        await ana.clicks("We met", again=True)
        await ana.clicks("We met")
        with pytest.raises(AssertionError, match="does not find"):
            await ana.clicks("We met", within=0.01)
        bodies = await it.seen.until(5)
        pressed = [(body["message"]["ts"], body["actions"][0]["action_id"]) for body in bodies]
        assert pressed == [
            (new.ts, "met"),
            (new.ts, "not"),
            (new.ts, "more"),
            (new.ts, "met"),
            (old.ts, "met"),
        ]
        assert bodies[0]["actions"][0]["value"] == "7"
        assert bodies[2]["actions"][0]["selected_option"]["value"] == "pause"
        assert ana.actions == 5


async def test_what_a_person_reads() -> None:
    async with a_company(start=datetime(2040, 1, 2, tzinfo=UTC)) as company:
        stamp = int(datetime(2040, 1, 3, 9, 0, tzinfo=UTC).timestamp())
        say(
            company, "bo", "x",
            {"type": "header", "text": plain("Your match")},
            section(f"<@UANA> in <#CGENERAL> at <!date^{stamp}^{{date_short_pretty}}, {{time}}|x> &lt;3 <https://a.b|here>"),
            {"type": "context", "elements": [plain("Seen by: you")]},
            {"type": "rich_text", "elements": [
                {"type": "rich_text_list", "style": "bullet", "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "one "}, {"type": "user", "user_id": "UBO"}]},
                    {"type": "rich_text_section", "elements": [{"type": "emoji", "name": "tada"}, {"type": "date", "timestamp": stamp, "format": "{time}"}]},
                ]},
            ]},
            {"type": "input", "label": plain("Why?"), "element": {"type": "plain_text_input", "action_id": "w", "initial_value": "So"}},
            actions({"type": "static_select", "action_id": "s", "placeholder": plain("Pick"), "options": options("A")}, button("Go", "g")),
        )  # fmt: skip
        assert company.bo.reads() == (
            "small-app: Your match\n"
            "@Ana Lima in #general at 3 Jan 2040, 14:30 <3 here\n"
            "Seen by: you\n"
            "one @Bo Berg\n:tada:14:30\n"
            "Why? [So]\n"
            "[Pick] [Go]"
        )


async def test_what_never_appears_fails_with_what_is_there() -> None:
    async with a_company() as company:
        say(company, "ana", "Only this")
        with pytest.raises(AssertionError, match="Only this"):
            await company.ana.sees("Something else", within=0.01)
        with pytest.raises(AttributeError, match="nobody here is called"):
            company.nobody  # noqa: B018
        with pytest.raises(KeyError):
            company.ana.goes("nowhere")


async def test_nobody_acts_where_they_cannot() -> None:
    async with a_company() as company:
        with pytest.raises(ValueError, match="deactivated"):
            await company.gone.types("hi")
        with pytest.raises(ValueError, match="is not in secret"):
            await company.ana.types("hi", channel="secret")
        post = say(company, "ana", "x", actions(button("Go", "go")))
        with pytest.raises(LookupError):
            await company.acts.act_click("UANA", post, "acts", "gone")
        with pytest.raises(ValueError, match="no field"):
            company.acts.act_value("UANA", post, "acts", "go", "x")
        with pytest.raises(LookupError):
            await company.acts.act_submit("UANA", "V0")


async def test_unread_counts_follow_reading() -> None:
    async with a_company() as company:
        say(company, "ana", "One")
        say(company, "ana", "Two")
        assert company.workspace.unread("UANA") == 2
        await company.ana.opens_dm()
        assert company.workspace.unread("UANA") == 0
        await company.bo.types("Hi all", channel="general")
        assert (company.workspace.unread("UANA"), company.workspace.unread("UBO")) == (1, 0)
        company.ana.goes("general")
        assert company.workspace.unread("UANA") == 0


async def test_the_composer_links_names_channels_and_addresses() -> None:
    async with a_company() as company:
        workspace = company.workspace
        assert (
            linked(workspace, "@bo & #general, ask@bo.de <x>")
            == "<@UBO> &amp; <#CGENERAL>, ask@bo.de &lt;x&gt;"
        )
        assert linked(workspace, "@bo #random @no", names=True) == "<@UBO|bo> <#CRANDOM|random> @no"
        assert linked(workspace, "see https://a.b/c?d=1") == "see <https://a.b/c?d=1>"


async def test_a_modal_covers_everything_else() -> None:
    async with running("socket", listening) as it:
        await with_buttons(it)
        trigger = it.company.platform.new_trigger("UANA")
        await it.client.views_open(
            trigger_id=trigger, view=modal(section("A form"), actions(button("Inside", "in")))
        )
        assert it.company.ana.reads().startswith("# A form")
        with pytest.raises(AssertionError):
            await it.company.ana.clicks("We met", within=0.01)
        await it.company.ana.clicks("Inside")
        assert (await it.seen.until(1))[0]["container"]["type"] == "view"
