"""Each limit and each rule of Block Kit: one step inside is taken, one step outside is refused, with a pointer."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.limits import Surface, faults, refusal
from tests.sandbox.small_app import actions, button, modal, section, words_input

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str = "v", text: str = "Words", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def message(*blocks: Json) -> list[str]:
    return faults({"text": "words", "blocks": list(blocks)}, "message")


def in_actions(element: Json) -> list[str]:
    return message(actions({"action_id": "a", **element}))


def in_input(element: Json) -> list[str]:
    block = {"type": "input", "label": plain("Label"), "element": {"action_id": "a", **element}}
    return faults(modal(block), "modal")


def of_view(**more: Any) -> list[str]:
    return faults({**modal(section("words")), **more}, "modal")


def select(count: int, kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "options": [option(str(n)) for n in range(count)], **more}


def chart(points: int, series: int = 1) -> Json:
    labels = [f"m{n}" for n in range(points)]
    each = [{"name": f"s{n}", "data": [{"label": x, "value": 1} for x in labels]} for n in range(series)]
    return {
        "type": "data_visualization",
        "title": "Chart",
        "chart": {"type": "bar", "series": each, "axis_config": {"categories": labels}},
    }


def table(rows: int, columns: int = 1, **more: Any) -> Json:
    row = [{"type": "raw_text", "text": "x"}] * columns
    return {"type": "table", "rows": [row] * rows, **more}


COUNTED: dict[str, tuple[int, Callable[[int], list[str]]]] = {
    "blocks of a message": (50, lambda n: message(*[{"type": "divider"}] * n)),
    "blocks of a modal": (100, lambda n: of_view(blocks=[{"type": "divider"}] * n)),
    "blocks of a home": (100, lambda n: faults({"type": "home", "blocks": [{"type": "divider"}] * n}, "home")),
    "section text": (3000, lambda n: message(section("x" * n))),
    "section fields": (10, lambda n: message({"type": "section", "fields": [plain("x")] * n})),
    "field text": (2000, lambda n: message({"type": "section", "fields": [plain("x" * n)]})),
    "header text": (150, lambda n: message({"type": "header", "text": plain("x" * n)})),
    "header level": (4, lambda n: message({"type": "header", "text": plain("x"), "level": n})),
    "context elements": (10, lambda n: message({"type": "context", "elements": [plain("x")] * n})),
    "actions elements": (25, lambda n: message(actions(*[button("x", f"a{i}") for i in range(n)]))),
    "block_id": (255, lambda n: message({"type": "divider", "block_id": "x" * n})),
    "action_id": (255, lambda n: in_actions(button("x", "a" * n))),
    "button text": (75, lambda n: in_actions(button("x" * n, "a"))),
    "button value": (2000, lambda n: in_actions(button("x", "a", "v" * n))),
    "button url": (3000, lambda n: in_actions({**button("x", "a"), "url": "u" * n})),
    "accessibility label": (75, lambda n: in_actions({**button("x", "a"), "accessibility_label": "u" * n})),
    "options": (100, lambda n: in_actions(select(n))),
    "option text": (75, lambda n: in_actions({**select(0), "options": [option("v", "x" * n)]})),
    "option value": (150, lambda n: in_actions({**select(0), "options": [option("v" * n)]})),
    "option description": (75, lambda n: in_actions({**select(0), "options": [option(description=plain("x" * n))]})),
    "option groups": (
        100,
        lambda n: in_actions(
            {"type": "static_select", "option_groups": [{"label": plain("g"), "options": [option()]}] * n}
        ),
    ),
    "group label": (
        75,
        lambda n: in_actions(
            {"type": "static_select", "option_groups": [{"label": plain("g" * n), "options": [option()]}]}
        ),
    ),
    "placeholder": (150, lambda n: in_actions(select(1, placeholder=plain("x" * n)))),
    "radio buttons": (10, lambda n: in_actions(select(n, "radio_buttons"))),
    "checkboxes": (10, lambda n: in_actions(select(n, "checkboxes"))),
    "overflow": (5, lambda n: in_actions(select(n, "overflow"))),
    "input label": (2000, lambda n: faults(modal(words_input("b", "x" * n)), "modal")),
    "input hint": (2000, lambda n: faults(modal(words_input("b", "x", hint=plain("x" * n))), "modal")),
    "typed words": (3000, lambda n: in_input({"type": "plain_text_input", "max_length": n})),
    "lines": (100, lambda n: in_input({"type": "rich_text_input", "max_lines": n})),
    "files": (10, lambda n: in_input({"type": "file_input", "max_files": n})),
    "modal title": (24, lambda n: of_view(title=plain("x" * n))),
    "modal submit": (24, lambda n: of_view(submit=plain("x" * n))),
    "modal close": (24, lambda n: of_view(close=plain("x" * n))),
    "private_metadata": (3000, lambda n: of_view(private_metadata="x" * n)),
    "callback_id": (255, lambda n: of_view(callback_id="x" * n)),
    "external_id": (255, lambda n: of_view(external_id="x" * n)),
    "alert": (200, lambda n: of_view(blocks=[{"type": "alert", "text": plain("x" * n)}])),
    "image alt_text": (2000, lambda n: message({"type": "image", "image_url": "u", "alt_text": "x" * n})),
    "image title": (
        2000,
        lambda n: message({"type": "image", "image_url": "u", "alt_text": "x", "title": plain("x" * n)}),
    ),
    "confirm title": (100, lambda n: in_actions({**button("x", "a"), "confirm": {**CONFIRM, "title": plain("x" * n)}})),
    "confirm text": (300, lambda n: in_actions({**button("x", "a"), "confirm": {**CONFIRM, "text": plain("x" * n)}})),
    "confirm deny": (30, lambda n: in_actions({**button("x", "a"), "confirm": {**CONFIRM, "deny": plain("x" * n)}})),
    "markdown": (12_000, lambda n: message({"type": "markdown", "text": "x" * n})),
    "table rows": (100, lambda n: message(table(n))),
    "table cells": (20, lambda n: message(table(1, n))),
    "data_table rows": (101, lambda n: message(table(n) | {"type": "data_table", "caption": "c"})),
    "charts": (2, lambda n: message(*[chart(1)] * n)),
    "chart points": (20, lambda n: message(chart(n))),
    "chart series": (6, lambda n: message(chart(1, n))),
    "card body": (200, lambda n: message({"type": "card", "body": plain("x" * n)})),
    "carousel": (10, lambda n: message({"type": "carousel", "elements": [{"type": "card", "title": plain("x")}] * n})),
    "container": (10, lambda n: message({"type": "container", "child_blocks": [{"type": "divider"}] * n})),
    "all text of a message": (12_000, lambda n: message(*[section("x" * (n // 5))] * 4, section("x" * (n - n // 5 * 4)))),
}  # fmt: skip
CONFIRM = {"title": plain("t"), "text": plain("t"), "confirm": plain("c"), "deny": plain("d")}


@pytest.mark.parametrize("name", COUNTED)
def test_the_most_is_taken_and_one_more_is_refused(name: str) -> None:
    most, of = COUNTED[name]
    assert of(most) == []
    refused = of(most + 1)
    assert refused
    assert all("[json-pointer:/" in fault for fault in refused)


REFUSED: dict[str, list[str]] = {
    "an unknown block": message({"type": "sparkles"}),
    "an alert in a message": message({"type": "alert", "text": plain("x")}),
    "a table in a modal": of_view(blocks=[table(1)]),
    "an unknown element": in_actions({"type": "slider"}),
    "an input element among actions": in_actions({"type": "plain_text_input"}),
    "a date with time beside a section": message({**section("x"), "accessory": {"type": "datetimepicker"}}),
    "a section of nothing": message({"type": "section"}),
    "an empty text": message(section("")),
    "mrkdwn in a header": message({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
    "mrkdwn on a button": in_actions({"type": "button", "text": {"type": "mrkdwn", "text": "x"}}),
    "a key Slack does not know": message({**section("x"), "colour": "red"}),
    "a style Slack does not know": in_actions({**button("x", "a"), "style": "warning"}),
    "one block_id twice": message({**section("x"), "block_id": "b"}, {**section("y"), "block_id": "b"}),
    "one action_id twice in a block": message(actions(button("x", "a"), button("y", "a"))),
    "no options": in_actions(select(0)),
    "options and groups": in_actions(select(1, option_groups=[{"label": plain("g"), "options": [option()]}])),
    "an empty initial_options": in_actions(select(1, "checkboxes", initial_options=[])),
    "an initial option that is not offered": in_actions(select(1, initial_option=option("else"))),
    "an image without words": message({"type": "image", "image_url": "u"}),
    "an image from two places": message({"type": "image", "alt_text": "x", "image_url": "u", "slack_file": {"id": "F"}}),
    "two tables": message(table(1), table(1)),
    "a chart with a point missing": message(
        {**chart(2), "chart": {**chart(2)["chart"], "axis_config": {"categories": ["m0", "m1", "m2"]}}}
    ),
    "a form without submit": faults({k: v for k, v in modal(words_input("b", "x")).items() if k != "submit"}, "modal"),
    "two fields with focus": faults(
        modal(*[words_input(b, "x", element={"focus_on_load": True}) for b in ("b", "c")]), "modal"
    ),
    "a modal with a key of a message": of_view(text="x"),
    "a home with a title": faults({"type": "home", "blocks": [], "title": plain("x")}, "home"),
    "a home sent as a modal": faults({"type": "home", "blocks": []}, "modal"),
    "a file field on a home": faults(
        {"type": "home", "blocks": [{"type": "input", "label": plain("x"), "element": {"type": "file_input"}}]}, "home"
    ),
    "a day that does not exist": in_actions({"type": "datepicker", "initial_date": "2026-02-30"}),
    "an hour that does not exist": in_actions({"type": "timepicker", "initial_time": "24:00"}),
    "a zone that does not exist": in_actions({"type": "timepicker", "timezone": "Mars/Base"}),
    "a moment in milliseconds": in_actions({"type": "datetimepicker", "initial_date_time": 1_700_000_000_000}),
    "a number field without is_decimal_allowed": in_input({"type": "number_input"}),
    "a bound that is no number": in_input({"type": "number_input", "is_decimal_allowed": False, "min_value": "one"}),
    "a least length above the most": in_input({"type": "plain_text_input", "min_length": 9, "max_length": 3}),
    "rich text of an unknown part": message({"type": "rich_text", "elements": [{"type": "poem", "elements": []}]}),
    "a list of words": message(
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text"}]}]}
    ),
    "a container in a container": message(
        {"type": "container", "child_blocks": [{"type": "container", "child_blocks": [{"type": "divider"}]}]}
    ),
    "a block too long inside a container": message({"type": "container", "child_blocks": [section("x" * 3001)]}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_slack_refuses(name: str) -> None:
    assert REFUSED[name]


@pytest.mark.parametrize(
    "text",
    [
        "<@U12>, <@U12|ann>, <#C12|general>, <!here>, <!subteam^S12|leads>",
        "<https://example.com/a?b=1&amp;c=2|a link>, <mailto:a@b.c|mail>, <slack://app?team=T&amp;id=A>",
        "<!date^1767348000^{date_short_pretty} at {time}|2 Jan 2026, 10:00 UTC>",
        "a &lt; b &gt; c, > quoted",
    ],
)
def test_known_mrkdwn_is_taken(text: str) -> None:
    assert message(section(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>", "a < b", "<@nobody>", "<!everywhere>", "<javascript:alert(1)|x>",
        "<!date^1767348000^{date_odd}|x>", "<!date^1767348000^{time}>", "<!date^soon^{time}|x>",
    ],
)  # fmt: skip
def test_what_was_not_escaped_is_refused(text: str) -> None:
    assert message(section(text))
    assert faults({"text": text, "blocks": []}, "message")
    assert message({"type": "section", "text": plain(text)}) == []


@pytest.mark.parametrize(
    ("payload", "surface", "error"),
    [
        ({"text": "x", "blocks": [section("")]}, "message", "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 3000)] * 5}, "message", "msg_blocks_too_long"),
        ({"type": "home", "blocks": [section("")]}, "home", "invalid_arguments"),
        (
            {"type": "home", "blocks": [{"type": "section", "fields": [plain("x" * 2000)] * 10}] * 13},
            "home",
            "view_too_large",
        ),
    ],
)
def test_each_refusal_has_slacks_own_code(payload: Json, surface: Surface, error: str) -> None:
    refused = refusal(payload, surface)
    assert refused is not None
    assert refused[0] == error


def test_a_pointer_leads_to_the_fault() -> None:
    assert message(section("x"), actions(button("x" * 76, "a"))) == [
        "[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    ]
