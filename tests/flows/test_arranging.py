from datetime import UTC, datetime

import pytest

from bot.domain.checkins import Said
from bot.messages.checkins import Answered, DidYouMeet, NotYet, WeMet
from bot.messages.rhythm import ChangeRhythm, RhythmChanged, Rhythms, RhythmSet, SetRhythm
from bot.messages.times import AnotherTime, Suggested, SuggestTime, TimeAgreed, TimeSuggested, WorksForMe
from bot.messages.words import NotYours
from tests.flows.company import match_now, paired
from tests.flows.windows import press

TUESDAY = int(datetime(2030, 1, 15, 10, tzinfo=UTC).timestamp())
WEDNESDAY = int(datetime(2030, 1, 16, 10, tzinfo=UTC).timestamp())


async def not_met_yet(desk):
    match = await paired(desk)
    await desk.after(days=7, minutes=1)
    async with desk.turns.store.read() as db:
        checkin = await db.checkins.latest(match.id)
    await press(desk, "ANA", NotYet(checkin.id))
    return match, checkin.id


async def latest(desk, match):
    async with desk.turns.store.read() as db:
        return await db.checkins.latest(match.id)


async def test_another_rhythm_holds_for_both_and_the_room_reads_one_line(desk):
    match, checkin_id = await not_met_yet(desk)
    await press(desk, "ANA", ChangeRhythm(checkin_id))
    assert desk.rewritten == [Rhythms(checkin_id, "two_weeks")]
    await press(desk, "ANA", SetRhythm(checkin_id, "weekly"))
    assert desk.rewritten == [RhythmSet("weekly", "2030-01-21")]
    assert desk.said == [("room:ANA,BO", RhythmChanged("Ana", "weekly"))]
    assert (await match_now(desk, match)).rhythm == "weekly"
    said = await desk.after(days=7)
    assert [(who, type(message)) for who, message in said] == [("ANA", DidYouMeet)]


async def test_the_rhythm_they_have_is_no_news(desk):
    _, checkin_id = await not_met_yet(desk)
    await press(desk, "ANA", SetRhythm(checkin_id, "two_weeks"))
    assert desk.said == []


async def test_a_time_that_works_for_both_is_planned_and_asked_about_the_morning_after(desk):
    match, checkin_id = await not_met_yet(desk)
    await press(desk, "ANA", SuggestTime(checkin_id))
    assert desk.rewritten == [Suggested(TUESDAY)]
    assert desk.said == [("room:ANA,BO", TimeSuggested(checkin_id, TUESDAY))]
    await press(desk, "ANA", SuggestTime(checkin_id))
    assert desk.said == []
    for _ in range(2):
        await press(desk, "BO", WorksForMe(checkin_id, TUESDAY), channel="GROOM")
        assert desk.rewritten == [TimeSuggested(checkin_id, TUESDAY, ("Bo",))]
    await press(desk, "ANA", WorksForMe(checkin_id, TUESDAY), channel="GROOM")
    assert TimeAgreed(TUESDAY, "ANA") in desk.rewritten
    checkin = await latest(desk, match)
    assert (checkin.said, checkin.planned_for.isoformat()) == (Said.PLANNED, "2030-01-15")
    assert (await match_now(desk, match)).slot_at == datetime(2030, 1, 15, 10, tzinfo=UTC)
    await press(desk, "BO", WorksForMe(checkin_id, TUESDAY))
    assert desk.rewritten == [TimeAgreed(TUESDAY, "ANA")]
    assert await desk.after(days=2, hours=1) == [("ANA", DidYouMeet(checkin_id, "BO", "checkin.planned"))]


async def test_another_time_lies_after_the_one_before_and_is_asked_of_both_anew(desk):
    _, checkin_id = await not_met_yet(desk)
    await press(desk, "ANA", SuggestTime(checkin_id))
    await press(desk, "ANA", WorksForMe(checkin_id, TUESDAY))
    await press(desk, "BO", AnotherTime(checkin_id, TUESDAY))
    assert desk.rewritten == [TimeSuggested(checkin_id, WEDNESDAY)]
    await press(desk, "ANA", AnotherTime(checkin_id, TUESDAY))  # the older button: nothing moves
    assert desk.rewritten == [TimeSuggested(checkin_id, WEDNESDAY)]
    await press(desk, "ANA", WorksForMe(checkin_id, TUESDAY))
    assert desk.rewritten == [TimeSuggested(checkin_id, WEDNESDAY)]


async def test_a_suggested_time_that_passes_unanswered_is_told(desk):
    _, checkin_id = await not_met_yet(desk)
    await press(desk, "ANA", SuggestTime(checkin_id))
    await press(desk, "BO", WorksForMe(checkin_id, TUESDAY), channel="GROOM")
    await desk.after(days=1, hours=2)
    assert TimeSuggested(checkin_id, WEDNESDAY, lapsed=TUESDAY, silent="ANA") in desk.rewritten


async def test_after_a_meeting_no_time_is_suggested(desk):
    match, checkin_id = await not_met_yet(desk)
    await press(desk, "BO", WeMet(checkin_id))
    await press(desk, "ANA", SuggestTime(checkin_id))
    assert desk.rewritten == [Answered(match.id, Said.MET, "BO")]
    assert desk.said == []


@pytest.mark.parametrize(
    "click",
    [
        ChangeRhythm(1),
        SetRhythm(1, "weekly"),
        SuggestTime(1),
        WorksForMe(1, TUESDAY),
        AnotherTime(1, TUESDAY),
    ],
    ids=lambda click: click.name,
)
async def test_strangers_arrange_nothing(desk, click):
    await not_met_yet(desk)
    assert await press(desk, "EVE", click) == NotYours()


async def test_a_time_nobody_suggested_cannot_be_agreed_to(desk):
    _, checkin_id = await not_met_yet(desk)
    assert await press(desk, "BO", WorksForMe(checkin_id, TUESDAY)) == NotYours()
