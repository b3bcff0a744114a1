"""Every message and form, rendered from an example: Slack takes it, people can read it, and it survives the outbox."""

import importlib
import json
import pkgutil
import re
from collections import Counter
from typing import Any

import pytest

import bot.messages
from bot.messages.base import Message, Rendered, View
from bot.messages.pieces import BUTTONS_HINT
from bot.programs.reading import standard
from bot.sandbox.limits import Surface, faults
from tests.messages import gallery

for module in pkgutil.iter_modules(bot.messages.__path__):
    importlib.import_module(f"bot.messages.{module.name}")

FEATURES = list(gallery.features())
EXAMPLES = [
    pytest.param(example, id=f"{gallery.name_of(example)}-{place}")
    for feature in FEATURES
    for place, example in enumerate(feature.examples)
]
UNASKED = [
    pytest.param(example, id=f"{example.kind}-{place}")
    for feature in FEATURES
    for place, example in enumerate(feature.examples)
    if isinstance(example, Message) and example.kind in feature.unasked
]
STORED = [
    pytest.param(one, id=f"{one['kind']}-{place}")
    for feature in FEATURES
    for place, one in enumerate(gallery.stored(feature.name))
]
NOT_NOW = re.compile(
    r"not now|not yet|not this time|later|skip|pause|no need to|nothing to do|say nothing", re.IGNORECASE
)
HOW_LONG = re.compile(r"\b(minutes?|seconds?|taps?)\b", re.IGNORECASE)
RINGS_A_ROOM = re.compile(r"<!(channel|here|everyone|subteam)")


def ours(kinds: dict[str, Any]) -> set[str]:
    """Those of the bot itself; other tests may define some of their own."""
    return {name for name, kind in kinds.items() if kind.__module__.startswith("bot.messages.")}


def test_every_message_and_form_has_an_example() -> None:
    shown = {gallery.name_of(example) for feature in FEATURES for example in feature.examples}
    assert ours(dict(Message.kinds)) | ours(dict(View.names)) == shown


def test_what_is_said_to_be_unasked_is_a_message_with_an_example() -> None:
    for feature in FEATURES:
        assert feature.unasked <= {gallery.name_of(example) for example in feature.examples}


@pytest.mark.parametrize("example", EXAMPLES)
def test_slack_takes_it(example: Message | View) -> None:
    given = gallery.payload(example)
    surface: Surface = "message" if isinstance(example, Message) else given["type"]
    assert faults(given, surface) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_button_has_a_name_of_its_own(example: Message | View) -> None:
    for block in gallery.payload(example)["blocks"]:
        names = Counter(element.get("action_id") for element in _pressable(block))
        assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_there_is_at_most_one_primary_button(example: Message | View) -> None:
    blocks = gallery.payload(example)["blocks"]
    styles = [element.get("style") for block in blocks for element in _pressable(block)]
    assert styles.count("primary") <= 1


@pytest.mark.parametrize("example", EXAMPLES)
def test_nobodys_words_ring_a_room(example: Message | View) -> None:
    given = gallery.payload(example)
    for words in [given.get("text", ""), *_markup(given["blocks"])]:
        assert not RINGS_A_ROOM.search(words)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_text_tells_the_whole_story(example: Message | View) -> None:
    """Screen readers and notifications are given the text alone."""
    if isinstance(example, Message):
        drawn = example.render(standard())
        for block in drawn.blocks:
            if block["type"] in ("section", "header"):
                assert block["text"]["text"] in drawn.text


@pytest.mark.parametrize("example", EXAMPLES)
def test_it_survives_the_outbox(example: Message | View) -> None:
    if isinstance(example, Message):
        facts = json.loads(json.dumps(example.facts()))
        assert Message.revive(example.kind, facts) == example
    elif example.draw(standard())["type"] == "modal":
        type(example).read(example.draw(standard())["private_metadata"])


@pytest.mark.parametrize("example", UNASKED)
def test_an_unasked_message_is_short_and_courteous(example: Message) -> None:
    drawn = example.render(standard())
    words = seen(drawn)
    assert len(words.splitlines()[0]) <= 80, "the first line says who and why, in 80 characters"
    counted = [word for word in words.split() if any(letter.isalnum() for letter in word)]
    assert len(counted) <= 60, "at most sixty words"
    assert any(block["type"] == "context" for block in drawn.blocks), "small print says why it came"
    assert HOW_LONG.search(words), "it says how long it takes"
    labels = [e["text"]["text"] for b in drawn.blocks for e in _pressable(b) if "text" in e]
    hidden = [o["text"]["text"] for b in drawn.blocks for e in _pressable(b) for o in e.get("options", [])]
    assert NOT_NOW.search("\n".join([words, *labels, *hidden])), "it says how to say not now"


@pytest.mark.parametrize("one", STORED)
def test_what_was_ever_stored_still_renders(one: dict[str, Any]) -> None:
    drawn = Message.revive(one["kind"], one["facts"]).render(standard())
    assert drawn.text
    assert drawn.blocks


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_the_pages_show_what_the_code_says(feature: gallery.Feature) -> None:
    page = gallery.PAGES / f"{feature.name}.md"
    assert page.exists(), "`make gallery` draws it"
    assert page.read_text() == gallery.page(feature), "`make gallery` draws it anew"
    assert gallery.stored(feature.name) == gallery.kept(feature), "`make gallery` keeps one of every new kind"


def test_no_page_is_left_of_a_feature_that_is_gone() -> None:
    drawn = {feature.name for feature in FEATURES}
    assert {page.stem for page in gallery.PAGES.glob("*.md")} <= drawn | {"README"}
    assert {page.stem for page in gallery.STORED.glob("*.json")} <= drawn


def seen(drawn: Rendered) -> str:
    """The words of a message as a reader sees them, without its buttons."""
    lines = [line for line in drawn.text.splitlines() if not line.startswith(BUTTONS_HINT)]
    return gallery.as_seen("\n".join(lines))


def _pressable(block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["type"] == "actions":
        return list(block["elements"])
    one = block.get("accessory") or block.get("element")
    return [one] if one else []


def _markup(value: Any) -> list[str]:
    """Every text that Slack parses for markup."""
    if isinstance(value, list):
        return [words for one in value for words in _markup(one)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "mrkdwn":
        return [value["text"]]
    return [words for one in value.values() for words in _markup(one)]
