"""A redraw that arrives at the worst moment takes nothing away: each test holds that moment fast."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Locator, Page, Route, expect

from bot.sandbox.blockkit.state import with_ids
from bot.sandbox.workspace import View
from tests.sandbox.little_app import field_of, mrkdwn, option, plain
from tests.sandbox.opened import Open, Served

# A drawing that has been asked for is only read once the test lets it.
SLOW_TO_READ = """
const text = Response.prototype.text;
Response.prototype.text = async function () {
  const words = await text.call(this);
  document.documentElement.dataset.read = "";
  await window.held;
  return words;
};
window.hold = () => (window.held = new Promise((go) => (window.letGo = go)));
"""


async def redraws(served: Served, tab: Page, words: str = "Meanwhile") -> None:
    """Something happens, and the page has drawn it."""
    served[1].writes("UANA", words)
    await expect(tab.locator("#one .messages")).to_contain_text(words)


def asks(served: Served, *blocks: dict[str, Any]) -> None:
    """The app opens a form for Ana."""
    workspace = served[0].workspace
    body = {"type": "modal", "title": plain("Asked"), "submit": plain("Send"), "blocks": list(blocks)}
    filled = {**body, "blocks": with_ids(list(blocks), served[0].platform.new_element_id)}
    workspace.modals["UANA"] = [View("VASKED", "modal", "UANA", "h", filled)]
    workspace.changed.notify()


def asks_anew(served: Served, *blocks: dict[str, Any]) -> None:
    served[0].workspace.modals["UANA"][0].body["blocks"] = list(blocks)
    served[0].workspace.changed.notify()


async def holds_a_drawing(served: Served, tab: Page) -> None:
    """Something has happened, and its drawing is on its way until `letGo()`."""
    await tab.context.add_init_script(SLOW_TO_READ)
    await tab.reload()
    await expect(tab.locator("html[data-theme]")).to_be_attached()
    await tab.evaluate("hold(); delete document.documentElement.dataset.read")
    served[1].writes("UANA", "Meanwhile")
    await expect(tab.locator("html[data-read]")).to_be_attached()


async def focused(where: Locator) -> bool:
    return bool(await where.evaluate("node => node === document.activeElement"))


async def test_who_goes_elsewhere_while_a_drawing_arrives_gets_there(open_page: Open, served: Served) -> None:
    tab = await open_page()
    await holds_a_drawing(served, tab)
    await tab.locator(".waiting[data-person=UBO]").click()
    await tab.evaluate("letGo()")
    await expect(tab.get_by_role("region", name="Slack as Bo Chen")).to_be_visible()


async def test_two_steps_at_once_are_both_gone(open_page: Open) -> None:
    tab = await open_page("?as=UANA&at=C1")
    await expect(tab.get_by_role("heading", name="general")).to_be_visible()
    await tab.evaluate(
        "document.querySelector('#people-one [data-person=UBO]').click();"
        "document.querySelector('[data-toggle=log]').click()"
    )
    await expect(tab.locator("#log")).to_be_visible()
    await expect(tab.get_by_role("region", name="Slack as Bo Chen")).to_be_visible()


async def test_a_form_on_its_way_stays_so_and_is_sent_once(open_page: Open, served: Served) -> None:
    tab = await open_page()
    asks(served, field_of("A word", "word", "plain_text_input"))
    await tab.get_by_label("A word").fill("Peas")
    sent, go_on = [], asyncio.Event()

    async def hold(route: Route) -> None:
        if (route.request.post_data_json or {}).get("act") == "submit":
            sent.append(route)
            await go_on.wait()
        await route.continue_()

    await tab.route("**/sandbox/page/act", hold)
    button = tab.get_by_role("dialog").get_by_role("button", name="Send")
    await button.click()
    await redraws(served, tab)
    await expect(button).to_have_attribute("aria-busy", "true")
    await button.click()
    await redraws(served, tab, "And again")
    assert len(sent) == 1
    go_on.set()
    await tab.unroute_all(behavior="wait")


async def test_a_wrong_answer_takes_the_focus_whatever_else_is_drawn(open_page: Open, served: Served) -> None:
    tab = await open_page()
    asks(served, field_of("What?", "what", "plain_text_input"))
    await tab.get_by_label("What?").fill("weeds")
    await holds_a_drawing(served, tab)
    async with tab.expect_response("**/sandbox/page/act") as answered:
        await tab.get_by_role("dialog").get_by_role("button", name="Send").click()
    await (await answered.value).finished()
    await tab.evaluate("letGo()")
    await expect(tab.get_by_text("Anything but weeds, please.")).to_be_visible()
    await expect(tab.get_by_label("What?")).to_be_focused()


async def test_the_list_of_people_stands_still_while_it_is_open(open_page: Open, served: Served) -> None:
    tab, other = await open_page("?as=UANA&at=C1"), await open_page("?as=UHANA&at=app")
    await tab.locator("#people-one summary").click()
    await tab.evaluate(
        "window.moved = 0;"
        "new MutationObserver(() => (window.moved += 1))"
        ".observe(document.querySelector('#people-one ul'), { childList: true, subtree: true, characterData: true })"
    )
    served[1].writes("UBO", "Another word")
    served[1].writes("UHANA", "A word for Hana")
    await expect(other.get_by_role("log")).to_contain_text("A word for Hana")
    await tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(tab.get_by_role("link", name="Bo Chen Engineer played 1 unread")).to_be_visible()
    assert await tab.evaluate("window.moved") == 0
    await tab.keyboard.press("Escape")
    await expect(tab.locator("#people-one [data-person=UBO] .count")).to_contain_text("2")


async def test_nothing_found_is_still_said_after_a_redraw(open_page: Open, served: Served) -> None:
    tab = await open_page()
    asks(served, field_of("Sort", "sort", "external_select", min_query_length=0))
    form = tab.get_by_role("dialog")
    await form.locator(".pick summary").click()
    await form.locator(".filter").fill("zzz")
    await expect(form.get_by_text("Nothing found")).to_be_visible()
    await redraws(served, tab)
    await expect(form.get_by_text("Nothing found")).to_be_visible()


async def test_no_more_than_allowed_can_be_chosen_after_a_redraw(open_page: Open, served: Served) -> None:
    tab = await open_page()
    tools = field_of(
        "Tools", "tools", "multi_static_select", options=[option("Rake"), option("Hoe")], max_selected_items=1
    )
    asks(served, tools)
    form = tab.get_by_role("dialog")
    await form.locator(".pick summary").click()
    await form.get_by_role("checkbox", name="Rake").check()
    await redraws(served, tab)
    await expect(form.get_by_role("checkbox", name="Hoe")).to_be_disabled()
    await expect(form.get_by_role("checkbox", name="Rake")).to_be_checked()


async def test_a_choice_stays_with_its_words_when_the_choices_move(open_page: Open, served: Served) -> None:
    tab = await open_page()
    bed, pot, box = option("Bed"), option("Pot"), option("Box")
    asks(served, field_of("Where?", "where", "radio_buttons", options=[bed, pot]))
    await tab.get_by_label("Pot").check()
    asks_anew(served, field_of("Where?", "where", "radio_buttons", options=[box, bed, pot]))
    await expect(tab.get_by_label("Box")).to_be_visible()
    await expect(tab.get_by_label("Pot")).to_be_checked()


async def test_who_types_goes_on_typing_when_something_comes_above(open_page: Open, served: Served) -> None:
    tab = await open_page()
    word, other = field_of("A word", "word", "plain_text_input"), field_of("Other", "o", "plain_text_input")
    asks(served, other, word)
    field = tab.get_by_label("A word")
    await field.fill("Pe")
    asks_anew(served, {"type": "section", "block_id": "new", "text": mrkdwn("By the way")}, other, word)
    await expect(tab.get_by_role("dialog")).to_contain_text("By the way")
    await tab.keyboard.type("as")
    await expect(field).to_have_value("Peas")


async def test_a_box_made_larger_stays_larger(open_page: Open, served: Served) -> None:
    tab = await open_page()
    asks(served, field_of("A word", "word", "plain_text_input", multiline=True))
    field = tab.get_by_label("A word")
    await field.evaluate(
        "box => (box.style.height = '180px')"
    )  # as the browser does when its corner is drawn
    await redraws(served, tab)
    assert await field.evaluate("box => box.offsetHeight") == 180


async def test_the_focus_stays_in_a_message_whose_button_has_gone(open_page: Open, served: Served) -> None:
    tab = await open_page()
    await redraws(served, tab, "A later message")
    await tab.get_by_role("log").get_by_role("button", name="Plant something").focus()
    post = served[0].workspace.direct("UANA").posts[0]
    post.blocks = [{"type": "section", "block_id": "done", "text": mrkdwn("All is planted.")}]
    served[0].workspace.touch(post)
    await expect(tab.get_by_role("log")).to_contain_text("All is planted.")
    assert await focused(tab.locator(f"[data-ts='{post.ts}']"))


async def test_the_focus_stays_on_a_place_when_others_come_above_it(open_page: Open, served: Served) -> None:
    tab = await open_page("?as=UANA&at=C1")
    garden = tab.locator("#one-sidebar").get_by_role("link", name="Garden")
    await garden.focus()
    served[1].writes("UBO", "You two", channel=served[0].workspace.direct("UANA", "UBO").id)
    await expect(tab.locator("#one-sidebar")).to_contain_text("Bo Chen")
    assert await focused(garden)


async def test_what_was_chosen_as_one_person_is_not_sent_as_the_next(open_page: Open, served: Served) -> None:
    element = {"type": "datepicker", "action_id": "day", "placeholder": plain("A day")}
    block = {"type": "actions", "block_id": "days", "elements": [element]}
    served[1].writes("UANA", "When?", [block])
    tab = await open_page()
    await expect(tab.get_by_label("A day")).to_be_visible()
    async with tab.expect_request(
        lambda request: (
            (request.post_data_json or {}).get("act") == "press" if request.url.endswith("/act") else False
        )
    ) as pressed:
        await tab.get_by_label("A day").fill("2030-12-01")
        await tab.evaluate("document.querySelector('#people-one [data-person=UBO]').click()")
        await expect(tab.get_by_role("region", name="Slack as Bo Chen")).to_be_visible()
    sent = (await pressed.value).post_data_json
    assert sent and sent["as"] == "UANA"


async def scrolled_up(served: Served, tab: Page) -> Locator:
    for number in range(30):
        served[1].writes("UANA", f"Line {number}")
    log = tab.get_by_role("log")
    await expect(log).to_contain_text("Line 29")
    await log.hover()
    await tab.mouse.wheel(0, -2000)
    await expect(tab.get_by_text("The garden is open")).to_be_in_viewport()
    return log


async def test_who_reads_further_up_is_told_of_a_new_message(open_page: Open, served: Served) -> None:
    tab = await open_page()
    log = await scrolled_up(served, tab)
    hint = tab.get_by_role("button", name="New message below")
    await expect(hint).to_be_hidden()
    await redraws(served, tab)
    await expect(hint).to_be_visible()
    assert await log.evaluate("box => box.scrollTop") == 0
    await redraws(served, tab, "And again")
    await expect(hint).to_be_visible()
    await hint.click()
    await expect(hint).to_be_hidden()
    await expect(tab.get_by_text("And again")).to_be_in_viewport()


async def test_who_has_just_acted_sees_what_comes_of_it(open_page: Open, served: Served) -> None:
    tab = await open_page()
    await scrolled_up(served, tab)
    await tab.get_by_role("log").get_by_label("Select a tool").select_option("Rake")
    await expect(tab.get_by_text("Pressed: tool rake")).to_be_in_viewport()
    await expect(tab.get_by_role("button", name="New message below")).to_be_hidden()


@pytest.mark.parametrize("inputs", ["none", "at the end"])
async def test_a_long_form_opens_at_its_top(open_page: Open, served: Served, inputs: str) -> None:
    tab = await open_page()
    words = [{"type": "section", "text": mrkdwn(f"Pair {number}")} for number in range(60)]
    asks(served, *words, *([field_of("A word", "word", "plain_text_input")] if inputs != "none" else ()))
    await expect(tab.get_by_role("heading", name="Asked")).to_be_focused()
    await expect(tab.get_by_text("Pair 0", exact=True)).to_be_in_viewport()
    await redraws(served, tab)
    assert await tab.locator(".modal-body").evaluate("box => box.scrollTop") == 0


async def test_a_message_that_becomes_long_is_read_from_its_top(open_page: Open, served: Served) -> None:
    tab = await open_page()
    post = served[1].writes("UANA", "Working it out")
    await expect(tab.get_by_text("Working it out")).to_be_in_viewport()
    blocks = [{"type": "section", "block_id": f"b{n}", "text": mrkdwn(f"Pair {n}")} for n in range(60)]
    post.blocks = blocks
    served[0].workspace.touch(post)
    await expect(tab.get_by_text("Pair 0", exact=True)).to_be_in_viewport()
    await expect(tab.get_by_text("Pair 59", exact=True)).not_to_be_in_viewport()
    log = tab.get_by_role("log")
    await log.hover()
    await tab.mouse.wheel(0, 9000)
    await expect(tab.get_by_text("Pair 59", exact=True)).to_be_in_viewport()
    post.blocks = [*blocks[1:]]
    served[0].workspace.touch(post)
    await expect(tab.get_by_text("Pair 0", exact=True)).to_have_count(0)
    await expect(tab.get_by_text("Pair 59", exact=True)).to_be_in_viewport()
