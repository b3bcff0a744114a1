"""The page in a real browser: by mouse, by keyboard, by two people, and for axe."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.sandbox.company import Company
from tests.sandbox.little_app import LittleApp
from tests.sandbox.opened import DESKTOP, PHONE, Open


async def fill_the_form(tab: Page, what: str) -> None:
    form = tab.get_by_role("dialog", name="Plant something")
    await form.get_by_label("What shall grow?").fill(what)
    await form.get_by_label("Pot").check()
    await form.locator("[data-block=sort] summary").click()
    await form.locator("[data-block=sort] label", has_text="Bean").click()
    await form.get_by_label("How many?").fill("3")
    await form.get_by_role("button", name="Plant").click()


async def test_the_first_view_is_the_invitation_of_the_one_who_starts(open_page: Open) -> None:
    tab = await open_page()
    await expect(tab.get_by_role("log")).to_contain_text("The garden is open 🌱")
    await expect(tab.get_by_role("log")).to_contain_text("Hello @Ana Lima")
    await expect(tab.get_by_role("heading", name="Northwind")).to_be_visible()
    await expect(tab.get_by_role("complementary", name="Tour")).to_contain_text("1 of 3 done")


async def test_a_form_is_filled_with_the_mouse(open_page: Open) -> None:
    tab = await open_page()
    await tab.get_by_role("log").get_by_role("button", name="Plant something").click()
    await fill_the_form(tab, "Tomatoes")
    await expect(tab.get_by_role("log")).to_contain_text("Planted: Tomatoes")
    await expect(tab.get_by_role("dialog")).to_have_count(0)


async def test_field_errors_stand_beside_the_field_and_take_the_focus(open_page: Open) -> None:
    tab = await open_page()
    await tab.get_by_role("log").get_by_role("button", name="Plant something").click()
    form = tab.get_by_role("dialog")
    await form.get_by_role("button", name="Plant").click()
    await expect(form.get_by_text("Please complete this required field.").first).to_be_visible()
    await fill_the_form(tab, "weeds")
    what = form.get_by_label("What shall grow?")
    await expect(what).to_have_accessible_description("One word is enough Anything but weeds, please.")
    await expect(what).to_be_focused()
    await expect(what).to_have_value("weeds")
    await fill_the_form(tab, "Peas")
    await expect(tab.get_by_role("log")).to_contain_text("Planted: Peas")


async def test_everything_works_by_keyboard_alone(open_page: Open) -> None:
    tab = await open_page()
    await tab.get_by_role("log").get_by_role("button", name="Plant something").focus()
    await tab.keyboard.press("Enter")
    what = tab.get_by_label("What shall grow?")
    await expect(what).to_be_focused()
    await tab.keyboard.type("Leeks")
    for _ in range(40):  # Tab stays inside the form, however often it is pressed
        await tab.keyboard.press("Tab")
        assert await tab.evaluate("!!document.activeElement.closest('[data-modal]')")
    await tab.keyboard.press("Escape")
    await expect(tab.get_by_role("dialog")).to_have_count(0)
    await expect(tab.get_by_role("log").get_by_role("button", name="Plant something")).to_be_focused()
    composer = tab.get_by_role("combobox", name="Message Garden")
    await composer.focus()
    await tab.keyboard.type("/gar")
    await expect(tab.get_by_role("listbox", name="Commands").get_by_role("option")).to_have_count(2)
    await tab.keyboard.press("Enter")
    await expect(composer).to_have_value("/garden ")
    await tab.keyboard.type("help")
    await tab.keyboard.press("Enter")
    await expect(tab.get_by_role("log")).to_contain_text("Only visible to you")
    await tab.keyboard.type("good morning")
    await tab.keyboard.press("Enter")
    await expect(tab.get_by_role("log")).to_contain_text("You wrote: good morning")
    await expect(composer).to_be_focused()


async def test_what_is_typed_stays_while_the_page_follows(
    open_page: Open, served: tuple[Company, LittleApp]
) -> None:
    tab = await open_page()
    composer = tab.get_by_role("combobox", name="Message Garden")
    await composer.fill("half a sent")
    served[1].writes("UANA", "Meanwhile")
    await expect(tab.get_by_role("log")).to_contain_text("Meanwhile")
    await expect(composer).to_be_focused()
    await expect(composer).to_have_value("half a sent")
    await tab.get_by_role("link", name="general").click()
    await expect(tab.get_by_role("heading", name="general")).to_be_visible()
    await tab.get_by_role("link", name="Garden").click()
    await expect(composer).to_have_value("half a sent")


async def test_the_commands_on_offer_stay_while_the_page_follows(
    open_page: Open, served: tuple[Company, LittleApp]
) -> None:
    tab = await open_page()
    composer = tab.get_by_role("combobox", name="Message Garden")
    await composer.focus()
    await tab.keyboard.type("/gar")
    served[1].writes("UANA", "Meanwhile")
    await expect(tab.get_by_role("log")).to_contain_text("Meanwhile")
    await expect(tab.get_by_role("listbox", name="Commands").get_by_role("option")).to_have_count(2)
    await tab.keyboard.press("Enter")
    await expect(composer).to_have_value("/garden ")


async def test_a_confirmation_comes_before_what_cannot_be_taken_back(
    open_page: Open, served: tuple[Company, LittleApp]
) -> None:
    tab = await open_page()
    await tab.get_by_role("log").get_by_role("button", name="Leave").click()
    await expect(tab.get_by_role("dialog")).to_contain_text("Your bed goes to somebody else.")
    await tab.get_by_role("button", name="Stay").click()
    await expect(tab.get_by_role("dialog")).to_have_count(0)
    await tab.get_by_role("log").get_by_role("button", name="Leave").click()
    await tab.get_by_role("button", name="Leave it").click()
    await expect(tab.get_by_role("log")).to_contain_text("Pressed: leave")


async def test_menus_and_selects_reach_the_app(open_page: Open) -> None:
    tab = await open_page()
    await tab.get_by_label("Select a tool").select_option("Rake")
    await expect(tab.get_by_role("log")).to_contain_text("Pressed: tool rake")
    await expect(tab.get_by_label("Select a tool")).to_have_value("rake")
    await tab.locator("summary[aria-label='More actions']").click()
    await tab.get_by_role("button", name="Tomorrow").click()
    await expect(tab.get_by_role("log")).to_contain_text("Pressed: later tomorrow")


async def test_forms_stack_and_step_back(open_page: Open) -> None:
    tab = await open_page()
    await tab.locator("summary[aria-label='Shortcuts']").click()
    await tab.locator(".composer").get_by_role("button", name="Plant something").click()
    await tab.get_by_label("What shall grow?").fill("Kale")
    await tab.get_by_role("dialog").get_by_role("button", name="Advice").click()
    await expect(tab.get_by_role("dialog", name="Advice")).to_contain_text("Water it.")
    await tab.get_by_role("button", name="Back to Plant something").click()
    await expect(tab.get_by_label("What shall grow?")).to_have_value("Kale")


async def test_an_app_that_does_not_answer_gets_slacks_own_words(
    open_page: Open, served: tuple[Company, LittleApp]
) -> None:
    tab = await open_page()
    served[1].silent = True
    await tab.get_by_role("log").get_by_role("button", name="Plant something").click()
    await expect(tab.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")


async def test_two_browsers_are_two_people_and_one_window_can_be_both(
    open_page: Open, served: tuple[Company, LittleApp]
) -> None:
    ana, bo = await open_page(), await open_page("?as=UBO&at=C1")
    await bo.get_by_role("combobox").fill("Hello all")
    await bo.keyboard.press("Enter")
    await ana.get_by_role("link", name="general 1 unread").click()
    await expect(ana.get_by_role("log")).to_contain_text("Hello all")
    await ana.get_by_role("button", name="Side by side").click()
    await expect(ana.get_by_role("region", name="Slack as Ana Lima")).to_be_visible()
    await expect(ana.get_by_role("region", name="Slack as Bo Chen")).to_be_visible()
    assert served[0].workspace.played >= {"UANA", "UBO"}


async def test_the_switcher_finds_people_and_counts_what_they_have_not_read(open_page: Open) -> None:
    tab = await open_page()
    await tab.locator("#people-one summary").click()
    await tab.get_by_label("Find a person").fill("bo")
    await expect(tab.locator("#people-one [data-choice]:visible")).to_have_count(1)
    await tab.get_by_role("link", name="Bo Chen Engineer played 1 unread").click()
    await expect(tab.get_by_role("log")).to_contain_text("A word for Bo")
    await expect(tab).to_have_url(re.compile("as=UBO"))


async def test_the_clock_moves_and_the_tour_leads_there(open_page: Open) -> None:
    tab = await open_page()
    await expect(tab.locator("#moment")).to_have_text(re.compile("2030.*Tue 26 Nov, 09:"))
    await tab.get_by_role("button", name="+1 week").click()
    await expect(tab.locator("#moment")).to_contain_text("Tue 3 Dec, 09:")
    await tab.get_by_role("link", name="general").click()
    await tab.get_by_role("button", name="Take me there").click()
    await expect(tab.get_by_role("log")).to_contain_text("The garden is open")


async def test_enter_takes_the_first_one_found_and_the_search_begins_anew(open_page: Open) -> None:
    tab = await open_page()
    search, switcher = tab.get_by_label("Find a person"), tab.locator("#people-one summary")
    await switcher.click()
    await search.fill("bo")
    await tab.keyboard.press("Enter")
    await expect(tab).to_have_url(re.compile("as=UBO"))
    await switcher.click()
    await expect(search).to_have_value("")
    await expect(search).to_be_focused()


async def fits(tab: Page) -> bool:
    return bool(await tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_axe_finds_nothing_serious(open_page: Open, scheme: str, size: tuple[int, int]) -> None:
    found = []
    for query in ("", "?as=UANA&at=home", "?as=UANA&at=C1&log=1", "?as=UANA&and=UHANA&there=C2"):
        tab = await open_page(query, size, scheme)
        if not query:
            await tab.get_by_role("log").get_by_role("button", name="Plant something").click()
            await expect(tab.get_by_role("dialog")).to_be_visible()
        results = await Axe().run(tab)
        found += [
            (query, fault["id"], fault["nodes"][0]["html"])
            for fault in results.response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
        assert await fits(tab), query
    assert not found
