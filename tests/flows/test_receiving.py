import pytest

from bot.domain.feedback import Stage
from bot.domain.people import Status
from bot.flows import receiving
from bot.messages import feedback as say
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
from tests.flows.company import paired, taking_part
from tests.flows.windows import WORDS, delivered, end, in_window, press, stored, written


async def test_the_receiver_reads_thanks_and_asks_for_more_and_the_author_hears_once(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    view = await press(desk, "ANA", say.ReadFeedback(feedback_id))
    assert view == FeedbackView(feedback_id, "BO", match_id=match.id, words=WORDS)
    assert desk.rewritten == [Opened(feedback_id, "BO")]
    for _ in range(2):
        view = await in_window(desk, "ANA", Thank(feedback_id))
        assert view.thanked
    assert await desk.after(minutes=1) == [("BO", say.Thanked("ANA"))]
    for _ in range(2):
        view = await in_window(desk, "ANA", AskMore(feedback_id))
        assert view.asked_more
    assert await desk.after(minutes=1) == [("BO", say.MoreWished(match.id, "ANA"))]
    assert (await stored(desk, feedback_id)).read_at is not None


async def test_thanks_reach_the_author_by_day_and_count_for_nothing(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    desk.clock.forward(hours=10)
    await in_window(desk, "ANA", Thank(feedback_id))
    assert await desk.after(hours=12) == []
    assert await desk.after(hours=2) == [("BO", say.Thanked("ANA"))]
    async with desk.turns.store.read() as db:
        assert await db.reached.since("BO", desk.clock.now.replace(year=2029)) == []


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


async def test_whoever_is_writing_is_not_prompted(desk):
    match = await paired(desk)
    await written(desk, match)
    receipt = await desk.types("ANA", "met")
    assert await desk.after(hours=3) == [("ANA", Prompt(match.id, receipt.session_id, "BO"))]


async def test_feedback_given_just_before_the_meeting_was_told_of_is_not_asked_for_again(desk):
    match = await paired(desk)
    await delivered(desk, match, "BO")
    await delivered(desk, match, "ANA")
    await desk.types("ANA", "met")
    assert [one for _, one in await desk.after(hours=3) if isinstance(one, Prompt)] == []


async def test_the_button_of_a_prompt_says_that_it_was_answered(desk):
    match = await paired(desk)
    receipt = await desk.types("ANA", "met")
    await delivered(desk, match, "BO")
    prompt = say.WriteFeedback(match.id, receipt.session_id)
    assert await press(desk, "BO", prompt) == say.Given(match.id, "ANA")
    more = await press(desk, "BO", say.WriteFeedback(match.id, more=True))
    assert more.form == "sbi"


async def test_after_thanks_some_can_be_written_back(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match, "BO")
    view = await in_window(desk, "ANA", Thank(feedback_id))
    assert view.match_id == match.id
    assert "Write some back" in str(view.draw(desk.turns.program)["blocks"])


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


async def test_a_pair_that_ended_meanwhile_is_not_asked_for_more(desk):
    match = await paired(desk)
    feedback_id = await delivered(desk, match)
    await end(desk, match)
    assert (await in_window(desk, "ANA", AskMore(feedback_id))).asked_more
    assert desk.said == []
    assert await desk.run("ANA", receiving.ask, say.AskFeedback(match.id)) == NotYours()


async def test_whoever_left_is_not_written_to(desk):
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


def test_the_reader_reads_what_they_did_and_not_what_they_would_write(desk):
    view = FeedbackView(1, "BO", words={"situation": "s", "behavior": "b", "impact": "i"})
    drawn = str(view.draw(desk.turns.program))
    assert "Behavior: what you did" in drawn and "what they did" not in drawn
    assert "Say thanks" in drawn
