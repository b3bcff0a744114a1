"""How a person uses the page in a browser: what they press, type and look at, and how often they act."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Locator, Page, expect

Scheme = Literal["light", "dark"]
DESKTOP, PHONE = (1280, 800), (390, 844)
MOST_TABS = 120
SLOW = 300_000  # milliseconds; a bound, not a measure: the clock walks past all that forty colleagues do
FOCUSED = (
    "document.activeElement.innerText?.trim() || document.activeElement.getAttribute('aria-label') || ''"
)


@dataclass(frozen=True)
class Picture:
    """What stood on the page at one moment, with words for those who do not see it."""

    file: str
    caption: str
    alt: str


@dataclass
class Album:
    """The pictures of one story, in the order they were taken; and what axe found on the way."""

    folder: Path
    pictures: list[Picture] = field(default_factory=list)
    found: list[tuple[str, str, str]] = field(default_factory=list)

    async def keeps(self, tab: Page, name: str, caption: str, alt: str) -> None:
        path = self.folder / f"{name}.png"
        await expect(tab.locator("[aria-busy=true], .window[data-unread]")).to_have_count(0)
        await tab.locator("#said").evaluate("toast => (toast.textContent = '')")
        await tab.mouse.move(4, 4)
        await tab.screenshot(path=path, animations="disabled")
        self.pictures.append(Picture(path.name, caption, alt))

    async def inspects(self, tab: Page, place: str) -> None:
        """Serious and critical findings of axe, in light and in dark colours."""
        was_dark = await tab.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        for dark in (not was_dark, was_dark):  # as it was at the end
            await tab.emulate_media(color_scheme="dark" if dark else "light")
            results = await Axe().run(tab)
            self.found += [
                (place, fault["id"], fault["nodes"][0]["html"])
                for fault in results.response["violations"]
                if fault["impact"] in ("serious", "critical")
            ]


class Somebody:
    """One person at one browser tab. `acts` counts presses, choices, typed lines, changes of person and of time."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.acts = 0
        self.faults: list[str] = []
        tab.on("pageerror", lambda error: self.faults.append(str(error)))

    @classmethod
    async def arrives(
        cls, browser: Browser, address: str, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light"
    ) -> "Somebody":
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            locale="en-GB",
            reduced_motion="reduce",
        )
        tab = await context.new_page()
        await tab.goto(address)
        return cls(tab)

    # What they see

    @property
    def front(self) -> Locator:
        """The open form, which covers all else, and the conversation behind it."""
        return self.tab.locator("#one [data-modal], #one .frame:not([inert]) :is(.messages, .home)")

    async def sees(self, words: str) -> None:
        await expect(self.front.first).to_contain_text(words, timeout=SLOW)

    async def ticked(self, steps: int, of: int = 7) -> None:
        """The tour of whoever is played says that so many steps are done."""
        await expect(self.tab.get_by_role("complementary", name="Tour")).to_contain_text(
            f"{steps} of {of} done", timeout=SLOW
        )

    # What they do with the mouse

    async def press(self, label: str) -> None:
        """The newest button of these words, in the form if one is open."""
        self.acts += 1
        await self._button(label).click(timeout=SLOW)

    def _button(self, label: str) -> Locator:
        named = re.compile(rf"^{re.escape(label)}")
        return (
            self.front.get_by_role("button", name=named).or_(self.front.get_by_role("link", name=named)).last
        )

    async def goes_to(self, place: str) -> None:
        self.acts += 1
        sidebar = self.tab.locator("#one-sidebar")
        await sidebar.get_by_role("link", name=re.compile(rf"^\W*{re.escape(place)}")).first.click()
        await expect(self.tab.get_by_role("heading", name=place).first).to_be_visible()

    async def opens_home(self) -> None:
        self.acts += 2
        await self.tab.locator("#one-sidebar").get_by_role("link", name="mentor-bot").click()
        await self.tab.locator(".tabs").get_by_role("link", name="Home").click()
        await expect(self.tab.get_by_role("region", name="Home of")).to_be_visible()

    async def follows_the_tour(self, person: str) -> None:
        """*Take me there*: it leads to the right person and place."""
        self.acts += 1
        await self.tab.locator(".step.now [data-take]").click()
        await expect(self.tab.locator("#people-one summary")).to_contain_text(person)

    async def becomes(self, first_name: str) -> None:
        """By the switcher of people: open it, find them, take them."""
        self.acts += 3
        await self.tab.locator("#people-one summary").click()
        await self.tab.get_by_label("Find a person").fill(first_name)
        found = self.tab.locator("#people-one").get_by_role("link", name=re.compile(rf"^\s*{first_name} "))
        await found.first.click()
        await expect(self.tab.locator("#people-one summary")).to_contain_text(first_name)

    async def closes(self) -> None:
        self.acts += 1
        await self.tab.keyboard.press("Escape")
        await expect(self.tab.get_by_role("dialog")).to_have_count(0)

    async def starts_over(self) -> None:
        self.acts += 2
        await self.tab.locator("#bar").get_by_role("button", name="Start over").click()
        await self.tab.get_by_role("dialog").get_by_role("button", name="Start over").click()

    async def turns_the_clock(self, button: str) -> None:
        self.acts += 1
        await self.tab.locator("#bar").get_by_role("button", name=button).click()
        await expect(self.tab.locator("#said")).not_to_have_text("", timeout=SLOW)  # pressing has emptied it
        await expect(self.tab.locator("#said")).to_have_text(re.compile("new message|has moved"))
        await expect(self.tab.locator("[data-bar=until]")).to_be_enabled()

    # What they do with the keyboard

    async def types(self, line: str) -> None:
        self.acts += 1
        await self.tab.locator("#one .composer textarea").click()
        await self.tab.keyboard.type(line + " ")
        await self.tab.keyboard.press("Enter")

    async def tabs_to(self, label: str) -> None:
        """Tab until the focus is on what is called this, as somebody does who has no mouse."""
        for _ in range(MOST_TABS):
            if str(await self.tab.evaluate(FOCUSED)).startswith(label):
                return
            await self.tab.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {label!r}")

    async def presses_by_keyboard(self, label: str) -> None:
        self.acts += 1
        await expect(self._button(label)).to_be_visible(timeout=SLOW)
        await self.tabs_to(label)
        await self.tab.keyboard.press("Enter")

    async def writes_in_turn(self, *answers: str) -> None:
        """One field after the other, from the one that has the focus."""
        for number, answer in enumerate(answers):
            self.acts += 1
            if number:
                await self.tab.keyboard.press("Tab")
            await self.tab.keyboard.type(answer)
