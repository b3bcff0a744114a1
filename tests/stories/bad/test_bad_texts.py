"""Hostile and unusual words where people write freely: shown as they stand, and never at work."""

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.company import Company
from tests.stories.bad.scenes import (
    ana_is_asked_for_her_goal,
    both_joined,
    joining_is_open,
    matched,
    posted,
    previewed,
    room,
)
from tests.stories.bad.tables import Memory

LOUD = "speaking <!channel> <!here> <@UHANA> <https://evil.example|the board> *all* `of` &amp; <#CGENERAL>"
AT_WORK = re.compile(r"<(!channel|!here|!everyone|https?:[^>]*evil)|<@UHANA>\W*&lt;|<#CGENERAL>")
"""What would ring somebody or lead somewhere, if Slack were handed it as markup."""

EMOJI = "Speak \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308 :tada: without notes \u2728"
HEBREW, ARABIC = "לדבר בלי דפים", "التحدث أمام الجميع"
REVERSED = "pay \u202egnp.exe\u202c to\u200b me"


def markup_in(company: Company) -> str:
    """Every text and every piece of markup that the bot has posted or shown, as Slack was handed it."""
    shown: list[Any] = [view.blocks for view in company.workspace.all_views()]
    shown += [post.blocks for post in posted(company)]
    return "\n".join([*(post.text for post in posted(company)), *marked_up(shown)])


def marked_up(part: Any) -> Iterator[str]:
    """The texts in blocks that Slack reads as markup; the others it shows letter by letter."""
    if isinstance(part, dict) and part.get("type") == "mrkdwn":
        yield part["text"]
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from marked_up(one)


async def test_a_ringing_goal_rings_nobody_on_the_card_and_in_the_profile(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await both_joined(small_company, goal=LOUD)
    await ana.sees("Your goal: speaking <!channel> <!here>")
    await ana.types("profile")
    await ana.opens_home()
    await memory.quiet()
    assert "&lt;!channel&gt;" in markup_in(small_company)
    assert not AT_WORK.search(markup_in(small_company))


async def test_a_ringing_goal_rings_nobody_in_the_preview_the_question_and_the_room(
    small_company: Company, memory: Memory
) -> None:
    await matched(small_company, goal=LOUD, asks=LOUD)
    for who in ("UANA", "UBO", "UHANA"):
        await small_company.member(who).opens_home()
    await memory.quiet()
    assert room(small_company).posts
    assert not AT_WORK.search(markup_in(small_company))


async def test_a_ringing_skill_is_shown_as_it_stands(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await joining_is_open(small_company)
    await ana.clicks("Join as mentee")
    await ana.sees("What would you like to learn?")
    await ana.types("<!channel>, *Presentations* <https://evil.example|x>")
    await ana.sees("You wrote *<!channel>*. Did you mean one of these?")
    await ana.clicks("Keep my own word")
    await ana.sees("In your own words")
    await ana.types("Speak")
    await ana.sees("You're in! Thank you.")
    await ana.sees("What you want to learn: <!channel>, Presentations")
    await ana.clicks("Make my match better")
    await ana.sees("where are you with it today?")
    await ana.clicks("With help")
    await memory.quiet()
    assert not AT_WORK.search(markup_in(small_company))


async def test_emoji_stay_whole(small_company: Company, memory: Memory) -> None:
    ana = small_company.ana
    await both_joined(small_company, goal=EMOJI)
    await ana.sees("Your goal: Speak")
    await memory.quiet()
    assert ":tada: without notes \u2728" in ana.reads(everywhere=True)


async def test_right_to_left_words_are_kept_and_marks_that_hide_are_not_shown(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await previewed(small_company, goal=f"{HEBREW} {REVERSED}", asks=ARABIC)
    await ana.sees(f"{HEBREW} pay gnp.exe to me")
    await small_company.bo.sees(ARABIC)
    await memory.quiet()
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", markup_in(small_company))


async def test_a_code_block_or_a_quote_in_a_goal_breaks_nothing_after_it(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await ana_is_asked_for_her_goal(small_company)
    await ana.types("```rm -rf``` {goal} %s {0} \\ \n> quoted\n{")
    await ana.sees("You're in! Thank you.")
    await ana.sees("{goal} %s {0}")
    assert memory.count("participant") == 1
