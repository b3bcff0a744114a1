from itertools import count
from pathlib import Path

import pytest

from bot.domain.feedback import Stage
from bot.domain.matches import State
from bot.flows import feedback, forms, receiving
from bot.handlers import routes
from bot.messages import feedback as say
from bot.messages.base import Filled, View
from bot.messages.forms import Questions
from bot.messages.meetings import Met
from bot.messages.receiving import (
    Asked,
    AskMore,
    Declined,
    NotNow,
    Opened,
    Prompt,
    ReadLater,
    Requested,
    SetAside,
    Thank,
    Waits,
)
from bot.messages.receiving import Feedback as FeedbackView
from bot.messages.words import NotYours
from bot.turn import Pressed
from bot.turns import Act
from tests.flows.company import paired, taking_part

PLACES = count()
CANARY = "xylophone-canary"
WORDS = {
    "situation": f"On Tuesday, {CANARY} <!channel>",
    "behavior": "you asked what I read from each chart.",
    "impact": "I felt at ease to say so. ‮🎈",
}


async def press(desk, who, click, **more):
    return await desk.run(who, routes.routes().click(click.name), click, **more)


async def submits(desk, who, view, given):
    """Submit a form, as the door does; what the window then shows."""
    desk._clear()
    place = next(PLACES)
    ended = await desk.turns.submit(forms.submit, Act(who, f"K{place}"), Filled(view, given), f"V{place}", 10)
    await desk._lay_out()
    return ended.result


async def in_window(desk, who, click):
    """Press a button in a window."""
    desk._clear()
    flow, act = routes.routes().click(click.name), Act(who, pressed=Pressed(view="V1"))
    ended = await desk.turns.run(flow, act, click)
    await desk._lay_out()
    return ended.result


async def written(desk, match, author="BO", words=WORDS):
    """Feedback that its author sees in the preview; its id."""
    view = await press(desk, author, say.WriteFeedback(match.id))
    preview = await submits(desk, author, view, words)
    assert isinstance(preview, say.Preview)
    return preview.feedback_id


async def delivered(desk, match, author="BO", words=WORDS):
    feedback_id = await written(desk, match, author, words)
    await in_window(desk, author, say.SendNow(feedback_id))
    await desk.after(minutes=1)
    return feedback_id


async def stored(desk, feedback_id):
    async with desk.turns.store.read() as db:
        return await db.feedback.get(feedback_id)


async def end(desk, match):
    async with desk.turns.store.begin() as db:
        await db.matches.change(match.id, state=State.ENDED)


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
    assert await in_window(desk, "BO", say.SendNow(feedback_id)) == say.Sent("ANA")
    assert desk.said == []
    assert await desk.after(hours=3) == []
    assert await desk.after(hours=2) == [("ANA", Waits(feedback_id, "BO"))]
    async with desk.turns.store.read() as db:
        assert [one.id for one in await db.feedback.unread_for("ANA")] == [feedback_id]
        assert len(await db.reached.since("ANA", desk.clock.now.replace(year=2029))) == 1


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


async def test_the_receiver_reads_thanks_and_asks_for_more_and_the_author_hears_once(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    view = await press(desk, "ANA", say.ReadFeedback(feedback_id))
    assert view == FeedbackView(feedback_id, "BO", words=WORDS)
    assert desk.rewritten == [Opened(feedback_id, "BO")]
    for _ in range(2):
        view = await in_window(desk, "ANA", Thank(feedback_id))
        assert view.thanked
    assert desk.said == []
    view = await in_window(desk, "ANA", AskMore(feedback_id))
    assert view.asked_more
    assert desk.said == [("BO", say.MoreWished(match.id, "ANA"))]
    assert (await stored(desk, feedback_id)).read_at is not None


async def test_thanks_reach_the_author(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    await in_window(desk, "ANA", Thank(feedback_id))
    assert desk.said == [("BO", say.Thanked("ANA"))]


async def test_later_keeps_it_and_reminds_once(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    await press(desk, "ANA", ReadLater(feedback_id))
    assert desk.rewritten == [SetAside(feedback_id, "BO")]
    said = [message for who, message in await desk.after(days=6) if who == "ANA"]
    assert said == [Waits(feedback_id, "BO", again=True)]
    async with desk.turns.store.begin() as db:
        await db.due.drop("checkin.", reason="not of this test")
    assert await desk.after(days=30) == []


async def test_what_was_read_is_not_mentioned_again(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    await press(desk, "ANA", say.ReadFeedback(feedback_id))
    assert await desk.after(days=6) == []


@pytest.mark.parametrize("click", [say.ReadFeedback, Thank, AskMore, ReadLater], ids=lambda click: click.name)
async def test_nobody_but_the_receiver_opens_it(desk, click):
    match = await paired(desk)
    await taking_part(desk, "EVE")
    feedback_id = await delivered(desk, match)
    for who in ("EVE", "BO"):
        assert await press(desk, who, click(feedback_id)) == NotYours()
    assert await press(desk, "ANA", click(99)) == NotYours()


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


async def test_typed_answers_end_in_a_button_since_no_window_can_open(desk):
    from bot.turn import Finished

    match = await paired(desk)
    view = await press(desk, "BO", say.WriteFeedback(match.id))
    finished = Finished("sbi", view.about, WORDS)
    assert await desk.run("BO", feedback.written, finished, pressed=False) == say.ReadyToPreview(
        view.about, "ANA"
    )


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


async def test_one_prompt_follows_a_meeting_to_the_mentor_first(desk):
    match = await paired(desk)
    receipt = await desk.types("ANA", "met")
    assert await desk.after(hours=1, minutes=59) == []
    assert await desk.after(hours=1) == [("BO", Prompt(match.id, receipt.session_id, "ANA"))]
    await press(desk, "BO", NotNow(match.id))
    assert desk.rewritten == [Declined(match.id)]
    assert await desk.after(days=4) == []


async def test_the_mentee_is_prompted_where_the_mentor_has_written(desk):
    match = await paired(desk)
    receipt = await desk.types("ANA", "met")
    await delivered(desk, match, "BO")
    assert await desk.after(hours=3) == [("ANA", Prompt(match.id, receipt.session_id, "BO"))]


async def test_where_both_have_written_nobody_is_prompted(desk):
    match = await paired(desk)
    await desk.types("ANA", "met")
    await delivered(desk, match, "BO")
    await delivered(desk, match, "ANA")
    assert await desk.after(hours=3) == []


async def test_a_prompt_for_a_meeting_long_past_is_dropped(desk):
    match = await paired(desk)
    await desk.types("ANA", "met")
    async with desk.turns.store.begin() as db:
        await db.due.hold_back("feedback.prompt", match.id, desk.clock.now.replace(day=14), "budget")
        await db.due.drop("checkin.", reason="not of this test")
    assert await desk.after(days=10) == []


async def test_a_request_is_passed_on_once_and_followed_up_once(desk):
    match = await paired(desk)
    async with desk.turns.store.begin() as db:
        await db.due.drop("checkin.", reason="not of this test")
    assert await desk.commands("ANA", "ask-feedback") == Asked("BO")
    assert await desk.types("ANA", "ask for feedback") == Asked("BO", already=True)
    assert await desk.after(hours=1) == [("BO", Requested(match.id, "ANA"))]
    assert await desk.after(days=4) == [("BO", Requested(match.id, "ANA", again=True))]
    assert await desk.after(days=30) == []
    assert await press(desk, "ANA", say.AskFeedback(match.id)) == Asked("BO")


async def test_a_request_that_was_answered_is_not_followed_up(desk):
    match = await paired(desk)
    await desk.commands("ANA", "ask-feedback")
    await desk.after(hours=1)
    await delivered(desk, match, "BO")
    assert await desk.after(days=4, hours=2) == [
        ("ANA", Waits(1, "BO", again=True)),
    ]
    assert await press(desk, "ANA", say.AskFeedback(match.id)) == Asked("BO")


async def test_a_request_answered_before_it_was_passed_on_is_not_passed_on(desk):
    match = await paired(desk, tz="America/New_York")
    await desk.commands("ANA", "ask-feedback")
    await in_window(desk, "BO", say.SendNow(await written(desk, match)))
    said = await desk.after(hours=6)
    assert [who for who, _ in said] == ["ANA"]


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


async def test_a_pair_that_ended_meanwhile_is_not_asked_for_more(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    await end(desk, match)
    assert (await in_window(desk, "ANA", AskMore(feedback_id))).asked_more
    assert desk.said == []
    assert await desk.run("ANA", receiving.ask, say.AskFeedback(match.id)) == NotYours()


async def test_whoever_left_is_not_written_to(desk):
    from bot.domain.people import Status

    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    waiting = await written(desk, match)
    await in_window(desk, "BO", say.SendNow(waiting))
    async with desk.turns.store.begin() as db:
        await db.participants.put("BO", status=Status.LEFT)
        await db.participants.put("ANA", status=Status.LEFT)
    await in_window(desk, "ANA", Thank(feedback_id))
    assert desk.said == []
    assert await desk.after(days=1) == []
    assert (await stored(desk, waiting)).stage is Stage.DRAFT
