"""The program team looks through the demo's round at the page: locks, a swap, other weights, what if, an undone publishing."""

from playwright.async_api import Locator, expect

from bot.messages.asking import PLACE
from bot.messages.rules import CRITERIA, WORDS
from bot.messages.whatif import CHANGES
from tests.stories.browsing import SLOW, Somebody
from tests.stories.journey import Journey

TALL = (1280, 1100)


class Review(Journey):
    """Hana alone, in one window."""

    async def play(self) -> Somebody:
        hana = await self.arrives("/?as=UHANA&tour=0", size=TALL)
        await expect(hana.tab.locator("#joining")).to_have_count(0, timeout=SLOW)
        await hana.goes_to("mentoring-admins")
        for chapter in (looks, locks, swaps, weighs, asks_what_if, reads_the_proof, publishes):
            await chapter(self, hana)
        return hana


async def from_menu(hana: Somebody, pair: int, choice: str) -> None:
    """A choice behind the … of a pair of the draft, counted from 0."""
    hana.acts += 2
    menus = hana.front.locator("details:has(summary.dots)")
    await menus.nth(pair).locator("summary").click()
    await menus.nth(pair).get_by_role("button", name=choice, exact=True).click()


def card(hana: Somebody) -> Locator:
    return hana.tab.locator("#one .messages")


async def looks(story: Journey, hana: Somebody) -> None:
    await hana.press("Preview match")
    await hana.sees("Proven best under your rules")
    await hana.tab.get_by_text("The best pairs", exact=True).last.scroll_into_view_if_needed()
    await story.keeps(
        hana,
        "20-draft",
        "Every pair with its reasons and who would be next best; nobody hears of it.",
        "The draft of a round: pairs by how well they fit, each with reasons and a menu of choices.",
    )


async def locks(story: Journey, hana: Somebody) -> None:
    await from_menu(hana, 0, "Lock")
    await hana.sees("1 locked")
    await from_menu(hana, 1, "Lock")
    await hana.sees("2 locked")


async def swaps(story: Journey, hana: Somebody) -> None:
    await from_menu(hana, 2, "Swap")
    await hana.sees("Choose a pair")
    await story.keeps(
        hana,
        "21-swap",
        "Who else it could be, with exactly what each choice would cost the others.",
        "A window with other pairs to choose, what each costs everybody together, and who would move.",
    )
    await hana.press("Choose")
    await hana.sees("The rest is worked out again")
    await hana.closes()
    await hana.sees("as you locked it")
    await story.keeps(
        hana,
        "22-what-changed",
        "The choice is locked and the rest worked out again: only what changed is told, a line each.",
        "The draft, which begins with the pairs that differ from the draft before, and how many are as before.",
    )


async def weighs(story: Journey, hana: Somebody) -> None:
    await hana.press("What counts")
    await hana.sees("Say how much each thing counts")
    hana.acts += 1
    goal = hana.front.get_by_label(CRITERIA["goal"][0], exact=True)
    await goal.select_option(label=WORDS["high"])
    await story.keeps(
        hana,
        "23-what-counts",
        "What counts is said in words; nobody needs a number.",
        "A form in which each criterion is a must, high, medium, low or off.",
    )
    await hana.press("Save")
    await hana.sees("changed what counts")
    await hana.press("Work it out again")
    await expect(card(hana)).to_contain_text("A newer preview has taken the place", timeout=SLOW)
    await expect(hana.front.get_by_role("button", name="Publish")).to_have_count(2, timeout=SLOW)
    await hana.sees("Against the draft before")
    await story.keeps(
        hana,
        "24-other-weights",
        "Other weights, and what they change: the locked pairs stay.",
        "The draft after the weights were changed, with the pairs that differ from before.",
    )


async def asks_what_if(story: Journey, hana: Somebody) -> None:
    await hana.press("What if")
    await hana.sees("Nothing changes, and nobody is told")
    hana.acts += 3
    await hana.front.get_by_text(CHANGES[PLACE]).click()
    await expect(hana.front.locator("details.pick")).to_have_count(1)
    mentor = hana.front.locator("details.pick")
    await mentor.locator("summary").click()
    await mentor.locator("[data-filter]").fill("Bo Nielsen")
    await mentor.locator("label.tick", has_text="Bo Nielsen").click()
    await hana.press("Work it out")
    await hana.sees("What if Bo Nielsen took one more?")
    await hana.sees("Everybody together")
    await story.keeps(
        hana,
        "25-what-if",
        "What if one mentor took one more: who would gain, and how. Nothing has changed yet.",
        "A window that says what one more place would give everybody together, and who would move.",
    )
    await hana.closes()


async def reads_the_proof(story: Journey, hana: Somebody) -> None:
    await hana.press("What is proven?")
    await hana.sees("What was checked")
    await story.keeps(
        hana,
        "26-proof",
        "What is proven, in plain words, and a file by which anybody can check it.",
        "A window: in which order it is decided what is better, what was checked, and a button for the round file.",
    )
    await hana.closes()


async def publishes(story: Journey, hana: Somebody) -> None:
    await hana.press("Publish")
    await hana.sees("it can be undone")
    await hana.press("Undo")
    await hana.sees("Nobody heard of it")
    await hana.press("Publish")
    await hana.sees("it can be undone")
    await hana.press("Send now")
    await hana.sees("pairs published")
