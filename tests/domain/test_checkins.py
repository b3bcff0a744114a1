from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.checkins import CheckIn, Said, Session, next_checkin, told_already
from bot.domain.program import Rhythm
from bot.programs.reading import standard

NOW = datetime(2030, 1, 7, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "tz", "day", "hour_utc"),
    [
        (14, "UTC", date(2030, 1, 21), 10),
        (12, "UTC", date(2030, 1, 21), 10),  # a Saturday becomes Monday
        (14, "Asia/Kolkata", date(2030, 1, 21), 4.5),
        (84, "America/New_York", date(2030, 4, 1), 14),  # summer time has begun
    ],
)
def test_the_next_check_in_lies_on_a_working_day_at_ten(days, tz, day, hour_utc):
    program = replace(standard(), rhythms=(Rhythm("ours", "as we like", days),))
    found, at = next_checkin(NOW, "ours", program, tz)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert (found, at) == (day, midnight + timedelta(hours=hour_utc))


def test_the_next_check_in_keeps_to_the_hour_of_the_program():
    program = standard()
    rule = program.nudges["checkin.mentee"]

    def hour(**changed):
        nudges = {**program.nudges, "checkin.mentee": replace(rule, **changed)}
        return next_checkin(NOW, "two_weeks", replace(program, nudges=nudges, day_starts=7), "UTC")[1].hour

    assert (hour(hour=14), hour(hour=None)) == (14, 7)


def test_a_meeting_told_of_twice_within_two_days_is_one():
    last = Session(1, 1, NOW, "ANA")
    assert told_already(last, NOW + timedelta(days=1))
    assert not told_already(last, NOW + timedelta(days=2))
    assert not told_already(None, NOW)


@pytest.mark.parametrize("said", list(Said))
def test_an_answer_to_be_changed_by_a_meeting_only(said):
    waits = CheckIn(id=1, match_id=1, day="2030-01-07", said=said).waits
    assert waits == (said not in (Said.MET, Said.NOT_YET))


def test_what_is_planned_ahead_is_not_asked_about_before():
    checkin = CheckIn(id=1, match_id=1, day="2030-01-07", said=Said.PLANNED, planned_for=date(2030, 1, 9))
    assert checkin.planned_after(date(2030, 1, 8))
    assert not checkin.planned_after(date(2030, 1, 9))
