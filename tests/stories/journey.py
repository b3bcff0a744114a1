"""From the invitation to feedback that was read, at the page, as three people: Ana, Hana and Bo."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Browser, expect

from tests.stories.browsing import DESKTOP, PHONE, SLOW, Album, Scheme, Somebody

SITUATION = "In our first talk, when I showed you my slides"
BEHAVIOUR = "you asked three questions before you gave any advice"
IMPACT = "I found the story of the talk myself, and trust it now"


@dataclass
class Journey:
    """The story in chapters; `host` is the first window, in which one person after the other is played."""

    browser: Browser
    address: str
    album: Album
    joined_after: int = 0
    read_after: int = 0
    here: list[Somebody] = field(default_factory=list)

    @property
    def acts(self) -> int:
        return sum(one.acts for one in self.here)

    async def arrives(
        self, where: str = "", size: tuple[int, int] = DESKTOP, scheme: Scheme = "light"
    ) -> Somebody:
        somebody = await Somebody.arrives(self.browser, self.address + where, size, scheme)
        self.here.append(somebody)
        return somebody

    async def keeps(self, at: Somebody, name: str, caption: str, alt: str) -> None:
        await self.album.keeps(at.tab, name, caption, alt)
        await self.album.inspects(at.tab, name)

    async def play(self) -> Somebody:
        host = await self.arrives()
        await expect(host.tab.locator("#joining")).to_have_count(0, timeout=3 * SLOW)
        for chapter in CHAPTERS:
            await chapter(self, host)
        return host


async def ana_joins(story: Journey, host: Somebody) -> None:
    await host.sees("Would you like a mentor")
    await story.keeps(
        host,
        "01-invitation",
        "The page opens as Ana, a product analyst, looking at the invitation.",
        "A channel with the invitation to the mentorship program, and a tour of seven steps beside it.",
    )
    await host.press("Join as mentee")
    await host.sees("I have written to you")
    await host.press("Open our conversation")
    await host.sees("What would you like to learn?")
    await story.keeps(
        host,
        "02-question",
        "One question at a time, answered by a choice or by typed words; each says who will see the answer.",
        "The conversation with the bot: a question with a list to choose from, and buttons to stop or fill in a form.",
    )
    await host.types("Public speaking")
    await host.sees("In your own words")
    await host.types("Speak to the whole company without notes")
    await host.sees("You're in! Thank you.")
    story.joined_after = host.acts
    await story.keeps(
        host,
        "03-joined",
        "Joined. The card says what was noted, who sees what, and when Ana hears next.",
        "A card with Ana's answers, what comes next, and buttons to make the match better, to change or to leave.",
    )
    await host.ticked(1)


async def hana_previews(story: Journey, host: Somebody) -> None:
    """By keyboard alone, from the command to the published pairs."""
    await host.follows_the_tour("Hana")
    await host.tab.locator("#one .composer textarea").focus()
    await host.writes_in_turn("/mentor-admin ")
    await host.tab.keyboard.press("Enter")
    await host.sees("Preview match")
    await story.keeps(
        host,
        "04-program-team",
        "Hana runs the program. One command shows where it stands; only she sees this.",
        "The admin screen in the program team's private channel: who has joined, and a button to preview the match.",
    )
    await host.presses_by_keyboard("Preview match")
    await host.sees("Publish")
    await host.ticked(1, of=6)
    await story.keeps(
        host,
        "05-preview",
        "The pairs with their reasons in words, everybody who stays without one, and a button that names the number.",
        "A list of proposed pairs, each with reasons and a button to drop it.",
    )
    await host.presses_by_keyboard("Publish")
    await host.sees("Send now")
    await story.keeps(
        host,
        "06-publishing",
        "Nobody hears of it for ten minutes: it can be undone.",
        "A message that says who publishes how many pairs and when, with the buttons Undo and Send now.",
    )
    await host.presses_by_keyboard("Send now")
    await host.sees("published")
    await host.ticked(2, of=6)


async def they_meet(story: Journey, host: Somebody) -> None:
    await host.becomes("Ana")
    await host.ticked(2)
    await host.follows_the_tour("Ana")
    await host.sees("Your mentor could be")
    await story.keeps(
        host,
        "07-match",
        "Ana hears first: who it could be, and why.",
        "A message that names a mentor with reasons in words, and the buttons Looks good and I have a concern.",
    )
    await host.press("Looks good")
    await host.sees("✓ Good")
    bo = await story.arrives("/?as=UBO&at=app&tour=0", size=PHONE)
    await bo.sees("Would you be the mentor of")
    await story.keeps(
        bo,
        "08-mentor",
        "Bo reads it on his phone, in a browser of his own.",
        "The same match as the mentor sees it at the width of a phone, with the buttons Gladly and Not this time.",
    )
    await bo.press("Gladly")
    await bo.sees("Your conversation with")
    await bo.tab.context.close()
    await host.goes_to("Bo Nielsen")
    await host.sees("cannot read what you write")
    await story.keeps(
        host,
        "page",  # the one that the README shows
        "Both agreed, so a conversation of their own opens: common ground, three openers, a time that suits both.",
        "A group conversation of Ana, Bo and the bot, which says that it cannot read what they write.",
    )
    await host.press("Works for me")
    await host.ticked(4)


async def they_met(story: Journey, host: Somebody) -> None:
    await host.follows_the_tour("Ana")
    for button in ("+1 week", "+1 week", "Until something happens"):
        await host.turns_the_clock(button)
    await host.sees("id you and")
    await story.keeps(
        host,
        "10-did-you-meet",
        "At a good local hour: one question, one tap, and a way to say not now.",
        "The bot asks whether they met, with the buttons We met, It's planned and Not yet.",
    )
    await host.press("We met")
    await host.sees("Give feedback now")
    await host.ticked(5)


async def ana_gives_feedback(story: Journey, host: Somebody) -> None:
    """The form by keyboard alone."""
    await host.presses_by_keyboard("Give feedback now")
    await host.sees("Situation")
    await story.keeps(
        host,
        "11-feedback-form",
        "Situation, behavior, impact, next step: four short boxes with an example each. Above them: who will read it.",
        "A form with boxes for situation, behavior, impact and a next step.",
    )
    await host.writes_in_turn(SITUATION, BEHAVIOUR, IMPACT)
    await host.presses_by_keyboard("Preview")
    await host.sees("Send now")
    await story.keeps(
        host,
        "12-feedback-preview",
        "Just as Bo will read it. It goes now, with the next meeting, or stays a draft.",
        "A preview of the feedback with the buttons Send now, With the next we met, Keep as draft and Change.",
    )
    await host.press("Send now")
    await host.sees("I tell you when there is an answer")
    await host.ticked(6)
    await host.closes()


async def bo_reads(story: Journey, host: Somebody) -> None:
    await host.becomes("Bo")
    await host.turns_the_clock("Until something happens")
    await host.goes_to("mentor-bot")
    await host.sees("has written you feedback")
    assert BEHAVIOUR not in await host.tab.locator("body").inner_text()
    await host.press("Read")
    await host.sees(BEHAVIOUR)
    story.read_after = story.acts
    await story.keeps(
        host,
        "13-feedback-read",
        "Bo reads it in a window that only he sees; the words stand in no message and no notification.",
        "A window with the feedback under situation, behavior and impact, and the buttons Say thanks and Ask for more.",
    )


async def their_homes(story: Journey, host: Somebody) -> None:
    await host.press("Say thanks")
    await host.sees("hears that you thank them")
    await host.closes()
    for person, name, caption in (
        (
            "Ana",
            "14-home-mentee",
            "Home: what is next with one button for it, the match, and what the bot will say when.",
        ),
        (
            "Hana",
            "15-home-program-team",
            "Hana's Home: how the program stands in numbers, and nothing of what people say.",
        ),
    ):
        await host.becomes(person)
        await host.opens_home()
        await host.sees("Updated")
        await story.keeps(host, name, caption, f"The Home of the app as {person} sees it.")
    bo = await story.arrives("/?as=UBO&at=home&tour=0", size=PHONE, scheme="dark")
    await bo.sees("Updated")
    await story.keeps(
        bo,
        "16-home-mentor",
        "Bo's Home on a phone, in dark colours.",
        "The Home of a mentor at the width of a phone.",
    )
    await bo.tab.context.close()


async def side_by_side(story: Journey, host: Somebody) -> None:
    pair = await story.arrives("/?as=UANA&at=app&and=UBO&there=app&tour=0", size=DESKTOP)
    windows = [pair.tab.get_by_role("region", name=f"Slack as {name}") for name in ("Ana", "Bo")]
    await expect(windows[0]).to_contain_text("says thank you", timeout=SLOW)
    await expect(windows[1]).to_contain_text("You read", timeout=SLOW)
    assert BEHAVIOUR not in await pair.tab.locator("body").inner_text()
    await story.keeps(
        pair,
        "17-side-by-side",
        "Side by side: Ana hears that Bo thanks her, and what she wrote stands in no message.",
        "Two windows, one of Ana and one of Bo, each with their conversation with the bot.",
    )
    await pair.tab.context.close()


Chapter = Callable[[Journey, Somebody], Awaitable[None]]
CHAPTERS: Final = (
    ana_joins,
    hana_previews,
    they_meet,
    they_met,
    ana_gives_feedback,
    bo_reads,
    their_homes,
    side_by_side,
)
