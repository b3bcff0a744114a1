"""One good example of every block and element is taken; one wrong part in it is not."""

from copy import deepcopy
from typing import Any

import pytest

from bot.sandbox.blockkit.state import chosen, elements, initial, is_empty, keep, state, with_ids
from bot.sandbox.limits import faults
from tests.sandbox.small_app import modal, words_input

Json = dict[str, Any]


def plain(text: str = "Words") -> Json:
    return {"type": "plain_text", "text": text}


OPTION = {"text": plain(), "value": "v", "description": plain()}
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "bold", "style": {"bold": True}},
                {"type": "link", "url": "https://a.b", "text": "here"},
                {"type": "user", "user_id": "U1"},
                {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "x"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "elements": [{"type": "rich_text_section", "elements": [{"type": "emoji", "name": "tada"}]}],
        },
        {"type": "rich_text_quote", "elements": []},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]},
    ],
}
ELEMENTS: dict[str, Json] = {
    "button": {"text": plain(), "value": "v", "style": "primary", "confirm": {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), "style": "danger"}},
    "overflow": {"options": [{**OPTION, "url": "https://a.b"}]},
    "static_select": {"options": [OPTION], "initial_option": OPTION, "placeholder": plain()},
    "multi_static_select": {"options": [OPTION], "initial_options": [OPTION], "max_selected_items": 2},
    "external_select": {"min_query_length": 0, "initial_option": OPTION},
    "multi_external_select": {"initial_options": [OPTION]},
    "users_select": {"initial_user": "U1"},
    "multi_users_select": {"initial_users": ["U1"]},
    "conversations_select": {"filter": {"include": ["public"], "exclude_bot_users": True}, "default_to_current_conversation": True},
    "multi_channels_select": {"initial_channels": ["C1"]},
    "radio_buttons": {"options": [{"text": {"type": "mrkdwn", "text": "*x*"}, "value": "v"}]},
    "checkboxes": {"options": [OPTION], "initial_options": [OPTION]},
    "datepicker": {"initial_date": "2026-11-23", "placeholder": plain()},
    "timepicker": {"initial_time": "23:59", "timezone": "Europe/Berlin"},
    "datetimepicker": {"initial_date_time": 1_767_312_000},
}  # fmt: skip
INPUTS: dict[str, Json] = {
    "plain_text_input": {"multiline": True, "min_length": 1, "max_length": 30, "initial_value": "x", "focus_on_load": True},
    "email_text_input": {"placeholder": plain()},
    "url_text_input": {"initial_value": "https://a.b"},
    "number_input": {"is_decimal_allowed": True, "min_value": "-1.5", "max_value": "9"},
    "rich_text_input": {"min_lines": 2},
    "file_input": {"filetypes": ["csv"], "max_files": 2},
}  # fmt: skip
CARD = {
    "type": "card",
    "title": plain(),
    "body": plain(),
    "actions": [{"type": "button", "action_id": "x", "text": plain()}],
}
CHART = {
    "type": "data_visualization",
    "title": "x",
    "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
}
CELL = {"type": "raw_text", "text": "x"}
BLOCKS: dict[str, Json] = {
    "section": {"text": plain(), "fields": [plain()], "accessory": {"type": "image", "image_url": "u", "alt_text": "x"}, "expand": True},
    "header": {"text": plain(), "level": 2},
    "divider": {},
    "context": {"elements": [plain(), {"type": "image", "image_url": "u", "alt_text": "x"}]},
    "image": {"slack_file": {"id": "F1"}, "alt_text": "x", "title": plain()},
    "rich_text": RICH,
    "markdown": {"text": "# x"},
    "table": {"rows": [[CELL]], "column_settings": [{"align": "left"}]},
    "data_table": {"caption": "x", "rows": [[CELL], [CELL]], "page_size": 5},
    "data_visualization": CHART,
    "card": CARD,
    "carousel": {"elements": [CARD]},
    "context_actions": {
        "elements": [
            {"type": "icon_button", "icon": "trash", "text": plain(), "action_id": "a"},
            {"type": "feedback_buttons", "action_id": "b", "positive_button": {"text": plain(), "value": "1"}, "negative_button": {"text": plain(), "value": "0"}},
        ]
    },
    "container": {"title": plain(), "width": "wide", "child_blocks": [{"type": "divider"}]},
}  # fmt: skip


def with_element(kind: str, element: Json) -> list[str]:
    whole = {"type": kind, "action_id": "a", **element}
    if kind in INPUTS:
        return faults(modal(words_input("b", "x", element=whole)), "modal")
    return faults({"text": "x", "blocks": [{"type": "actions", "elements": [whole]}]}, "message")


@pytest.mark.parametrize("kind", [*ELEMENTS, *INPUTS])
def test_a_good_element_is_taken_and_an_unknown_key_is_not(kind: str) -> None:
    element = (ELEMENTS | INPUTS)[kind]
    assert with_element(kind, element) == []
    assert with_element(kind, {**element, "sparkle": True})
    assert with_element(kind, {**element, "action_id": 7})


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_good_block_is_taken_and_an_unknown_key_is_not(kind: str) -> None:
    def of(block: Json) -> list[str]:
        return faults({"text": "x", "blocks": [block]}, "message")

    good = {"type": kind, **BLOCKS[kind]}
    assert of(good) == []
    assert of({**good, "sparkle": True})
    assert of({**good, "block_id": ""})


WRONG: list[tuple[str, Json]] = [
    ("context_actions", {"elements": [{"type": "icon_button", "icon": "star", "text": plain()}]}),
    (
        "context_actions",
        {"elements": [{"type": "feedback_buttons", "positive_button": "x", "negative_button": {}}]},
    ),
    ("data_table", {"caption": "x", "rows": [[CELL], [CELL, CELL]]}),
    ("data_table", {"caption": "x", "rows": [[{"type": "rich_text"}], [CELL]]}),
    ("table", {"rows": [[]]}),
    ("table", {"rows": [[{"type": "picture"}]]}),
    ("table", {"rows": "x"}),
    ("carousel", {"elements": [{"type": "section", "text": plain()}]}),
    ("card", {}),
    ("data_visualization", {"title": "x", "chart": 1}),
    ("rich_text", {"elements": [{"type": "rich_text_section", "elements": [{"type": "poem"}]}]}),
    ("rich_text", {"elements": ["x"]}),
    ("section", {"text": "not an object"}),
    ("section", {"text": {"type": "plain_text", "text": 7}}),
    ("divider", {"block_id": 7}),
]


@pytest.mark.parametrize(("kind", "wrong"), WRONG)
def test_a_wrong_part_is_refused(kind: str, wrong: Json) -> None:
    assert faults({"text": "x", "blocks": [{"type": kind, **wrong}]}, "message")
    assert faults({"text": "x", "blocks": ["no block"]}, "message")


@pytest.mark.parametrize(
    "kind", [kind for kind in [*ELEMENTS, *INPUTS] if kind not in ("button", "overflow")]
)
def test_every_field_has_a_state_before_it_is_touched(kind: str) -> None:
    element = {"type": kind, "action_id": "a", **(ELEMENTS | INPUTS)[kind]}
    block = {"type": "input", "block_id": "b", "label": plain(), "element": element}
    values = state([block], {})
    assert values["b"]["a"] == initial(element)
    assert is_empty(initial({"type": kind}))
    kept = keep([block], {"b": {"a": initial(element), "gone": initial(element)}, "gone": {}})
    assert kept == {"b": {"a": initial(element)}}


def test_choices_become_what_slack_keeps() -> None:
    typed = {"type": "rich_text_input", "action_id": "a"}
    words = chosen(typed, "Hello")["rich_text_value"]
    assert words["elements"][0]["elements"] == [{"type": "text", "text": "Hello"}]
    assert chosen(typed, "")["rich_text_value"] is None
    assert chosen({"type": "static_select", "options": [OPTION]}, "")["selected_option"] is None
    assert chosen({"type": "multi_users_select"}, ["U1"])["selected_users"] == ["U1"]
    with pytest.raises(ValueError, match="not among the options"):
        chosen({"type": "static_select", "options": [OPTION]}, "else")


def test_missing_ids_are_given_and_given_ones_stay() -> None:
    numbers = iter(range(99))
    blocks = [
        {"type": "actions", "elements": [{"type": "button", "text": plain()}, {"type": "button", "action_id": "mine", "text": plain()}]},
        {"type": "container", "child_blocks": [words_input("b", "x")]},
        deepcopy(RICH),
    ]  # fmt: skip
    filled = with_ids(blocks, lambda prefix: f"{prefix}{next(numbers)}")
    assert all(block["block_id"] for block in filled)
    assert [element["action_id"] for _, element in elements(filled)][1:] == ["mine", "words"]
    assert "block_id" not in blocks[0]
