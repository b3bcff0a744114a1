from bot.flows.checkins import meetings
from bot.messages.meetings import AlreadyNoted, LogMeeting, Met, NoMatchYet, WhichMeeting
from bot.messages.words import NotYours
from tests.flows.company import paired, taking_part
from tests.flows.windows import press, sessions


async def test_the_word_met_notes_a_meeting_at_once(desk):
    match = await paired(desk)
    receipt = await desk.types("ANA", "We met today!")
    assert isinstance(receipt, Met)
    assert await sessions(desk, match) == 1
    assert isinstance(await desk.commands("BO", "met"), AlreadyNoted)
    assert await sessions(desk, match) == 1


async def test_another_meeting_the_day_after_is_noted_when_they_say_so(desk):
    match = await paired(desk)
    receipt = await desk.commands("ANA", "met")
    await desk.after(days=1)
    noted = await desk.commands("BO", "met")
    assert noted == AlreadyNoted(match.id, "ANA", "2030-01-07", "ANA", receipt.session_id)
    for _ in range(2):  # pressed twice, it is still one more
        await press(desk, "BO", LogMeeting(match.id, after=receipt.session_id))
    assert await sessions(desk, match) == 2


async def test_with_several_matches_one_is_chosen(desk):
    first = await paired(desk)
    second = await paired(desk, "CARL", "BO")
    assert await desk.types("BO", "met") == WhichMeeting(((first.id, "Ana"), (second.id, "Carl")))
    await press(desk, "BO", LogMeeting(second.id))
    assert (await sessions(desk, first), await sessions(desk, second)) == (0, 1)


async def test_with_no_match_there_is_nothing_to_note(desk):
    await taking_part(desk, "EVE")
    assert await desk.types("EVE", "met") == NoMatchYet()
    match = await paired(desk)
    assert await desk.run("EVE", meetings.log, LogMeeting(match.id)) == NotYours()
