"""The tour at the page: a colleague does what it waits for, one press leads back to it, and news waits until it is read."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from playwright.async_api import Page, expect

from bot.sandbox.company import Company
from bot.sandbox.page.drawing import Start, Step
from bot.sandbox.page.routes import page
from bot.sandbox.page.scene import face, look
from bot.sandbox.page.touring import is_away
from bot.sandbox.server import serving
from tests.sandbox.little_app import LittleApp, garden, mrkdwn, plain
from tests.sandbox.opened import PHONE, Open, Served


@dataclass
class Watering:
    """What Hana does once the test lets her."""

    company: Company
    app: LittleApp
    label: str = "Let Hana water them"
    name: str = "Hana"
    doing: str = ""
    runs: int = 0
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> str:
        self.runs += 1
        self.doing = "Hana waters them …"
        self.company.workspace.changed.notify()
        await self.let_go.wait()
        self.doing = ""
        self.app.writes("UANA", "Your bean has come up")
        return "Hana has watered them."


@pytest.fixture
async def watering() -> AsyncIterator[Watering]:
    company, app = garden()
    company.workspace.direct("UANA", "UBO")
    errand = Watering(company, app)
    steps = {
        "UANA": [
            Step("Have them watered", "Hana does it.", "UHANA", "C2", errand="water"),
            Step("See", "", "UANA", "app"),
        ],
        "UHANA": [Step("Look", "Look around.", "UHANA", "C2")],
    }
    extension = page(
        start=("UANA", "app"),
        steps=lambda person: steps.get(person, []),
        starts=[Start("Ana", "UANA", "app"), Start("Hana", "UHANA", "C2")],
        errands={"water": errand},
    )
    async with serving(company.platform.options, extension, company=company):
        yield errand
        errand.let_go.set()


@pytest.mark.parametrize(
    ("who", "at", "away"),
    [("UANA", "app", False), ("UANA", "home", False), ("UANA", "C1", True), ("UHANA", "C2", True)],
)
def test_who_looks_at_what_the_tour_is_not_about_is_away(who: str, at: str, away: bool) -> None:
    company, _ = garden()
    workspace = company.workspace
    mine = face(workspace.users["UANA"])
    scene = look(workspace, who, at, now=workspace.now())
    assert is_away(mine, [scene], [Step("Read", "", "UANA", "app")]) is away
    assert not is_away(mine, [replace(scene, me=mine)], [Step("Read", "", "UANA", "app", began=at)])
    assert not is_away(None, [scene], [])


async def goes(tab: Page, errand: Watering, query: str = "") -> None:
    await tab.goto(f"{errand.company.platform.base_url}/{query}")


async def test_a_colleague_does_what_the_tour_waits_for(open_page: Open, watering: Watering) -> None:
    tab = await open_page()
    await goes(tab, watering, "?as=UANA&at=C1")
    await tab.get_by_role("button", name="Let Hana water them").click()
    await expect(tab.locator("#doing")).to_have_text("Hana waters them …")
    busy = tab.locator("[data-errand]")
    await expect(busy).to_have_text("Hana waters them …")
    await expect(busy).to_have_attribute("aria-disabled", "true")
    await expect(tab.get_by_role("button", name="Stop")).to_be_disabled()
    await busy.click(force=True)
    await tab.reload()  # also who looks anew sees that she is at it
    await expect(busy).to_have_attribute("aria-disabled", "true")
    watering.let_go.set()
    await expect(tab.get_by_role("button", name="Let Hana water them")).to_be_enabled()
    assert watering.runs == 1


async def test_what_came_of_it_is_told_and_shown(open_page: Open, watering: Watering) -> None:
    tab = await open_page()
    await goes(tab, watering, "?as=UANA&at=C1")
    watering.let_go.set()
    await tab.get_by_role("button", name="Let Hana water them").click()
    said = tab.locator("#said")
    await expect(said).to_contain_text("Hana has watered them. Ana Lima: a new message from Garden.")
    await said.get_by_role("button", name="Show it").click()
    await expect(tab.get_by_role("log")).to_contain_text("Your bean has come up")
    await expect(said).to_have_text("")


async def test_what_is_in_sight_already_need_not_be_shown(open_page: Open, watering: Watering) -> None:
    tab = await open_page()
    await goes(tab, watering, "?as=UANA&at=app")
    watering.let_go.set()
    await tab.get_by_role("button", name="Let Hana water them").click()
    await expect(tab.locator("#said")).to_contain_text("Hana has watered them.")
    await expect(tab.get_by_role("log")).to_contain_text("Your bean has come up")
    await expect(tab.get_by_role("button", name="Show it")).to_have_count(0)


async def test_one_press_leads_back_from_anywhere(open_page: Open, watering: Watering) -> None:
    tab = await open_page()
    await goes(tab, watering)
    back = tab.get_by_role("button", name="Back to Ana’s tour")
    await expect(tab.get_by_role("button", name="Let Hana water them")).to_be_visible()
    await expect(back).to_have_count(0)
    await tab.get_by_role("link", name="general").click()  # the tour has nothing to do with it
    await back.click()
    await expect(tab.get_by_role("log")).to_contain_text("The garden is open")
    await expect(back).to_have_count(0)
    await tab.get_by_role("button", name="Do it as Hana").click()
    await expect(tab.get_by_role("heading", name="gardeners")).to_be_visible()
    await tab.get_by_role("button", name="Close the tour").click()
    await tab.locator("#bar").get_by_role("button", name="Back to Ana’s tour").click()
    await expect(tab.get_by_role("region", name="Slack as Ana Lima")).to_be_visible()
    await expect(tab.get_by_role("log")).to_contain_text("The garden is open")


async def test_who_chooses_another_tour_comes_back_to_that(open_page: Open, watering: Watering) -> None:
    tab = await open_page()
    await goes(tab, watering)
    await tab.locator(".starts").get_by_role("button", name="Hana").click()
    await expect(tab.get_by_role("button", name="You are in the right place")).to_be_visible()
    await tab.locator("#people-one summary").click()
    await tab.get_by_role("link", name="Bo Chen").click()
    await expect(tab.get_by_role("region", name="Slack as Bo Chen")).to_be_visible()
    await expect(tab.get_by_role("complementary", name="Tour")).to_contain_text("Look around")  # still Hana's
    await tab.get_by_role("button", name="Back to Hana’s tour").click()
    await expect(tab.get_by_role("heading", name="gardeners")).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
async def test_news_elsewhere_stays_until_it_is_read_or_dismissed(
    open_page: Open, served: Served, size: tuple[int, int]
) -> None:
    company, app = served
    tab = await open_page("?as=UANA&at=C1&tour=0", size)
    news = tab.locator("#news")
    await news.get_by_role("button", name="Show it").click()
    await expect(tab.get_by_role("log")).to_contain_text("The garden is open")
    await expect(news).to_have_count(0)
    room = company.workspace.direct("UANA", "UBO")
    app.writes("UANA", "Hello you two", channel=room.id)
    await expect(news).to_contain_text("New for Ana in your conversation with Bo Chen: “Hello you two”")
    await tab.locator(".composer textarea").fill("Good morning")
    await tab.keyboard.press("Enter")
    await expect(tab.get_by_role("log")).to_contain_text("You wrote: Good morning")
    await expect(news).to_contain_text("Hello you two")
    await news.get_by_role("button", name="Do not show this").click()
    await expect(news).to_have_count(0)
    app.writes("UANA", "One word more", channel=room.id)
    await news.get_by_role("button", name="Show it").click()
    await expect(tab.get_by_role("log")).to_contain_text("One word more")


async def test_show_it_leads_there_in_the_window_of_whoever_it_is_for(
    open_page: Open, served: Served
) -> None:
    tab = await open_page("?as=UANA&at=app&and=UBO&there=C1")
    await tab.locator("#news").get_by_role("button", name="Show it").click()
    await expect(tab.get_by_role("region", name="Slack as Bo Chen")).to_contain_text("A word for Bo")
    await expect(tab.get_by_role("region", name="Slack as Ana Lima")).to_contain_text("The garden is open")


async def asks_in_a_message(served: Served, tab: Page) -> None:
    select = {
        "type": "multi_external_select",
        "action_id": "kinds",
        "min_query_length": 0,
        "placeholder": plain("Search"),
    }
    done = {"type": "button", "action_id": "done", "text": plain("Done")}
    served[1].writes(
        "UANA",
        "What would you like to grow?",
        [
            {"type": "section", "text": mrkdwn("\n".join(["What would you like?"] * 8))},
            {"type": "input", "block_id": "pick", "label": plain("Pick"), "element": select},
            {"type": "actions", "block_id": "do", "elements": [done]},
        ],
    )
    await tab.locator("details.pick summary").click()
    await expect(tab.locator("label.tick")).to_have_count(2)


def picked(served: Served) -> list[str]:
    """What stood beside Done when it was pressed."""
    pressed = [one.payload for one in served[1].envelopes if one.kind == "interactive"]
    (done,) = [one for one in pressed if one["actions"][0]["action_id"] == "done"]
    return [each["value"] for each in done["state"]["values"]["pick"]["kinds"]["selected_options"]]


async def test_a_list_in_a_message_leaves_the_buttons_after_it_in_reach(
    open_page: Open, served: Served
) -> None:
    tab = await open_page()
    await asks_in_a_message(served, tab)
    await tab.locator("label.tick", has_text="Bean").click()
    await tab.locator("label.tick", has_text="Rose").click()
    await tab.get_by_role("button", name="Done").click()  # not covered, and one press is enough
    await expect(tab.get_by_role("log")).to_contain_text("Pressed: done")
    await expect(tab.locator("details.pick[open]")).to_have_count(0)
    assert sorted(picked(served)) == ["bean", "rose"]


async def test_a_list_in_a_message_is_used_by_keyboard_alone(open_page: Open, served: Served) -> None:
    tab = await open_page()
    await asks_in_a_message(served, tab)
    await tab.keyboard.type("ro")
    await tab.keyboard.press("Enter")
    await tab.keyboard.type("be")  # in the place of what was typed before; what was taken stays
    await tab.keyboard.press("Enter")
    await expect(tab.locator("details.pick .chosen")).to_have_text("Rose, Bean")
    for _ in range(6):
        await tab.keyboard.press("Tab")
        if await tab.get_by_role("button", name="Done").evaluate("node => node === document.activeElement"):
            break
    await expect(tab.locator("details.pick[open]")).to_have_count(0)
    await tab.keyboard.press("Enter")
    await expect(tab.get_by_role("log")).to_contain_text("Pressed: done")
    assert sorted(picked(served)) == ["bean", "rose"]
