from pathlib import Path

import pytest

from bot.domain.feedback import Stage
from bot.messages import feedback as say
from bot.messages.base import View
from bot.messages.forms import Questions
from bot.messages.meetings import Met
from bot.messages.receiving import (
    Thank,
    Waits,
)
from bot.messages.words import NotYours
from tests.flows.company import paired, taking_part
from tests.flows.windows import CANARY, WORDS, delivered, end, in_window, press, stored, submits, written


async def test_the_form_says_who_reads_it_and_the_preview_shows_the_words(desk):
    match = await paired(desk)
    view = await press(desk, "BO", say.WriteFeedback(match.id))
    assert isinstance(view, Questions)
    assert view.intro.startswith("Ana alone reads this: not the program team, not your manager.")
    preview = await submits(desk, "BO", view, WORDS)
    assert preview == say.Preview(view.about, "ANA", "", WORDS)
    assert CANARY not in preview.draw(desk.turns.program)["private_metadata"]
    assert desk.said == []


async def test_sent_now_it_waits_for_the_receivers_good_hours(desk):
    match = await paired(desk, tz="America/New_York")
    feedback_id = await written(desk, match)
    sent = await in_window(desk, "BO", say.SendNow(feedback_id))
    assert "<@ANA> gets it on Monday 7 January, in the morning" in sent.render(desk.turns.program).text
    assert desk.said == []
    assert await desk.after(hours=3) == []
    assert await desk.after(hours=2) == [("ANA", Waits(feedback_id, "BO"))]
    async with desk.turns.store.read() as db:
        assert [one.id for one in await db.feedback.unread_for("ANA")] == [feedback_id]
        assert await db.reached.since("ANA", desk.clock.now.replace(year=2029)) == []


async def test_sent_twice_it_arrives_once(desk):
    match = await paired(desk)
    feedback_id = await written(desk, match)
    await in_window(desk, "BO", say.SendNow(feedback_id))
    for click in (say.SendNow, say.SendNextTime, say.KeepDraft, say.ChangeWords, say.ShowPreview):
        assert await in_window(desk, "BO", click(feedback_id)) == say.Sent("ANA", "already")
    assert await desk.after(hours=1) == [("ANA", Waits(feedback_id, "BO"))]


async def test_what_was_sent_is_not_changed_by_an_older_window(desk):
    match = await paired(desk)
    view = await press(desk, "BO", say.WriteFeedback(match.id))
    await delivered(desk, match)
    assert await submits(desk, "BO", view, {**WORDS, "impact": "other"}) == say.Sent("ANA", "already")
    read = await press(desk, "ANA", say.ReadFeedback(view.about))
    assert read.words == WORDS


@pytest.mark.parametrize(
    "click",
    [say.ShowPreview, say.SendNow, say.SendNextTime, say.KeepDraft, say.ChangeWords],
    ids=lambda click: click.name,
)
async def test_nobody_but_its_author_touches_a_draft(desk, click):
    match = await paired(desk)
    feedback_id = await written(desk, match)
    for who in ("ANA", "EVE"):
        assert await press(desk, who, click(feedback_id)) == NotYours()
    assert await press(desk, "ANA", say.ReadFeedback(feedback_id)) == NotYours()
    forged = Questions("sbi", feedback_id)
    assert await submits(desk, "ANA", forged, WORDS) == NotYours()
    assert await press(desk, "EVE", say.WriteFeedback(match.id)) == NotYours()


async def test_with_the_next_we_met_it_arrives_when_the_meeting_is_told_of(desk):
    match = await paired(desk)
    feedback_id = await written(desk, match)
    assert await in_window(desk, "BO", say.SendNextTime(feedback_id)) == say.Sent("ANA", "next")
    assert await desk.after(days=3) == []
    assert isinstance(await desk.types("ANA", "met"), Met)
    assert ("ANA", Waits(feedback_id, "BO")) in await desk.after(hours=1)


async def test_what_waits_for_the_next_meeting_can_still_be_changed_or_kept(desk):
    match = await paired(desk)
    feedback_id = await written(desk, match)
    await in_window(desk, "BO", say.SendNextTime(feedback_id))
    view = await in_window(desk, "BO", say.ChangeWords(feedback_id))
    assert isinstance(view, Questions)
    assert view.answers["impact"] == WORDS["impact"]
    await submits(desk, "BO", view, WORDS)
    assert (await stored(desk, feedback_id)).stage is Stage.DRAFT


async def test_a_draft_is_kept_resumed_and_followed_up_once(desk):
    match = await paired(desk)
    feedback_id = await written(desk, match)
    assert await in_window(desk, "BO", say.KeepDraft(feedback_id)) == say.Kept(feedback_id, "ANA")
    async with desk.turns.store.read() as db:
        assert [one.id for one in await db.feedback.drafts_of("BO")] == [feedback_id]
    view = await desk.commands("BO", "feedback")
    assert (view.about, view.answers["impact"]) == (feedback_id, WORDS["impact"])
    async with desk.turns.store.begin() as db:
        await db.due.drop("checkin.", reason="not of this test")
    assert await desk.after(days=4) == [("BO", say.DraftWaits(match.id, "ANA"))]
    assert await desk.after(days=30) == []


async def test_a_form_opened_and_closed_again_leaves_no_draft(desk):
    match = await paired(desk)
    await press(desk, "BO", say.WriteFeedback(match.id))
    async with desk.turns.store.read() as db:
        assert await db.feedback.drafts_of("BO") == []


async def test_a_judging_word_earns_one_hint_and_may_pass(desk):
    match = await paired(desk)
    view = await press(desk, "BO", say.WriteFeedback(match.id))
    preview = await submits(desk, "BO", view, {**WORDS, "behavior": "You are ALWAYS late"})
    assert preview.vague == "always"
    assert "always" in str(preview.draw(desk.turns.program))
    assert await in_window(desk, "BO", say.SendNow(preview.feedback_id)) == say.Sent("ANA")


async def test_too_many_words_are_asked_for_more_briefly_and_nothing_is_kept(desk):
    match = await paired(desk)
    view = await press(desk, "BO", say.WriteFeedback(match.id))
    faults = await submits(desk, "BO", view, {**WORDS, "impact": "🎈" * 3000})
    assert list(faults) == ["impact"]
    assert "1000" in faults["impact"]
    async with desk.turns.store.read() as db:
        assert await db.feedback.drafts_of("BO") == []
    preview = await submits(desk, "BO", view, WORDS)
    assert preview.words == WORDS


async def test_an_empty_preview_leads_back_to_the_form(desk):
    match = await paired(desk)
    view = await press(desk, "BO", say.WriteFeedback(match.id))
    for click in (say.ShowPreview(view.about), say.SendNow(view.about), say.SendNextTime(view.about)):
        assert isinstance(await in_window(desk, "BO", click), Questions)


async def test_words_for_a_match_that_ended_meanwhile_stay_a_draft(desk):
    match = await paired(desk)
    view = await press(desk, "BO", say.WriteFeedback(match.id))
    await end(desk, match)
    assert await submits(desk, "BO", view, WORDS) == say.Kept(view.about, "ANA", ended=True)
    kept = say.Kept(view.about, "ANA", ended=True)
    assert await in_window(desk, "BO", say.SendNow(view.about)) == kept
    assert await in_window(desk, "BO", say.SendNextTime(view.about)) == kept
    assert (await press(desk, "BO", say.ShowPreview(view.about))).words == WORDS
    assert await press(desk, "BO", say.WriteFeedback(match.id)) == NotYours()


async def test_what_was_on_its_way_when_the_match_ended_goes_back_to_its_author(desk):
    match = await paired(desk, tz="America/New_York")
    feedback_id = await written(desk, match)
    await in_window(desk, "BO", say.SendNow(feedback_id))
    await end(desk, match)
    assert await desk.after(hours=6) == [("BO", say.Kept(feedback_id, "ANA", ended=True))]
    assert (await stored(desk, feedback_id)).stage is Stage.DRAFT


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("desk.db*"))


async def test_the_words_stand_nowhere_but_sealed_and_in_windows(desk, tmp_path: Path):
    match = await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.settings.put("admin_channel", "CADMIN")
    facts: list[str] = []
    feedback_id = await written(desk, match)
    facts += [str(desk.said), str(desk.rewritten)]
    await in_window(desk, "BO", say.SendNow(feedback_id))
    facts += [str(await desk.after(minutes=1))]
    view = await press(desk, "ANA", say.ReadFeedback(feedback_id))
    facts += [str(desk.said), str(desk.rewritten), str(view.carried())]
    await in_window(desk, "ANA", Thank(feedback_id))
    facts += [str(desk.said)]
    assert isinstance(view, View)
    assert CANARY in str(view.draw(desk.turns.program)["blocks"])
    assert all(CANARY not in one for one in facts)
    assert CANARY.encode() not in on_disk(tmp_path)


async def test_the_word_feedback_offers_what_can_be_done(desk):
    await taking_part(desk, "EVE")
    assert await desk.types("EVE", "feedback") == say.NoMatchForFeedback()
    assert await desk.types("EVE", "ask-feedback") == say.NoMatchForFeedback()
    first = await paired(desk)
    assert await desk.types("BO", "give feedback") == say.Menu(((first.id, "ANA", 0),))
    second = await paired(desk, "CARL", "BO")
    feedback_id = await written(desk, first)
    both = ((first.id, "ANA", feedback_id), (second.id, "CARL", 0))
    assert await desk.commands("BO", "feedback") == say.Menu(both)
    assert (await desk.types("BO", "ask-feedback")).matches == ((first.id, "ANA", 0), (second.id, "CARL", 0))
    await in_window(desk, "BO", say.SendNow(feedback_id))
    await desk.after(minutes=1)
    assert (await desk.commands("ANA", "feedback")).unread == ((feedback_id, "BO"),)
