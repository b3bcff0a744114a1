"""Local hours hold over daylight saving, half-hour zones and the date line."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    at_local_hour,
    first_meeting_slot,
    is_working_day,
    local_date,
    next_good_time,
    next_local_hour,
    on_day,
    shared_hours,
    shared_minutes,
    working_day_after,
    zone,
)

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/London",
        "Europe/Berlin",
        "America/New_York",
        "America/Los_Angeles",
        "America/St_Johns",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Australia/Adelaide",
        "Pacific/Auckland",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Africa/Cairo",
    ]
)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
MOMENTS = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: utc("2024-01-01") + timedelta(minutes=minutes)
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(DAYS, st.integers(0, 23), ZONES)
def test_a_local_hour_is_that_hour_on_the_wall_or_just_after_a_gap(day: date, hour: int, tz: str) -> None:
    local = at_local_hour(day, hour, tz).astimezone(zone(tz))
    assert local.date() == day
    assert (local.hour, local.minute) == (hour, 0) or (local.hour - hour, local.minute) in ((1, 0), (0, 30))


@pytest.mark.parametrize(
    ("day", "hour", "tz", "expected"),
    [
        ("2026-03-29", 2, "Europe/Berlin", "2026-03-29T01:00"),  # skipped: it is three on the wall
        ("2026-10-25", 2, "Europe/Berlin", "2026-10-25T00:00"),  # repeated: the first of the two
        ("2026-11-24", 10, "Asia/Kolkata", "2026-11-24T04:30"),
        ("2026-11-24", 10, "Pacific/Kiritimati", "2026-11-23T20:00"),
        ("2026-11-24", 10, "Pacific/Pago_Pago", "2026-11-24T21:00"),
        ("2026-11-24", 10, "Nowhere/AtAll", "2026-11-24T10:00"),
        ("2026-11-24", 10, "America", "2026-11-24T10:00"),  # a folder of zones, not a zone
        ("2026-11-24", 10, "../etc/passwd", "2026-11-24T10:00"),
        ("2026-11-24", 10, "", "2026-11-24T10:00"),
    ],
)
def test_local_hours_that_are_known(day: str, hour: int, tz: str, expected: str) -> None:
    assert at_local_hour(date.fromisoformat(day), hour, tz) == utc(expected)


@given(MOMENTS, ZONES)
def test_the_local_date_holds_the_moment(now: datetime, tz: str) -> None:
    day = local_date(now, tz)
    assert (
        at_local_hour(day, 0, tz) <= now < at_local_hour(day + timedelta(days=1), 0, tz) + timedelta(hours=1)
    )


@given(DAYS, st.integers(0, 30))
def test_working_days_are_counted_without_weekends(day: date, n: int) -> None:
    found = working_day_after(day, n)
    between = sum(is_working_day(day + timedelta(days=d)) for d in range(1, (found - day).days + 1))
    assert is_working_day(found)
    assert between == n or (n == 0 and not is_working_day(day) and between == 1)


def test_the_working_day_after_a_friday_is_monday() -> None:
    assert working_day_after(date(2026, 11, 27)) == date(2026, 11, 30)
    assert working_day_after(date(2026, 11, 27), 2) == date(2026, 12, 1)
    assert working_day_after(date(2026, 11, 28), 0) == date(2026, 11, 30)
    assert working_day_after(date(2026, 11, 27), 0) == date(2026, 11, 27)


@given(MOMENTS, ZONES, st.none() | st.integers(9, 16))
def test_a_good_time_lies_ahead_in_working_hours_and_is_stable(
    now: datetime, tz: str, hour: int | None
) -> None:
    good = next_good_time(now, tz, hour)
    local = good.astimezone(zone(tz))
    assert now <= good <= now + timedelta(days=4)
    assert local.weekday() < 5
    assert 9 <= local.hour < 17
    assert hour is None or local.hour == hour
    assert next_good_time(good, tz, hour) == good


def test_now_is_a_good_time_in_working_hours() -> None:
    now = utc("2026-11-24T11:07:31")
    assert next_good_time(now, "Europe/London") == now
    assert next_good_time(now, "Europe/London", 10) == utc("2026-11-25T10:00")
    assert next_good_time(utc("2026-11-27T18:00"), "Europe/London") == utc("2026-11-30T09:00")


@given(MOMENTS, ZONES, st.integers(0, 23))
def test_the_next_local_hour_is_within_a_day_or_so(now: datetime, tz: str, hour: int) -> None:
    assert now <= next_local_hour(now, hour, tz) <= now + timedelta(hours=25)


def test_the_same_wall_time_on_another_day_survives_daylight_saving() -> None:
    assert on_day(utc("2026-03-27T14:20"), date(2026, 3, 30), "Europe/Berlin") == utc("2026-03-30T13:20")


@given(DAYS, ZONES, ZONES)
def test_shared_hours_lie_in_both_working_days(day: date, a: str, b: str) -> None:
    for begin, end in shared_hours(a, b, day):
        assert begin < end
        for tz in (a, b):
            first, last = begin.astimezone(zone(tz)), (end - timedelta(seconds=1)).astimezone(zone(tz))
            assert first.weekday() < 5
            assert first.date() == last.date()
            assert first.hour >= 9
            assert last.hour < 17


def test_shared_hours_that_are_known() -> None:
    tuesday = date(2026, 11, 24)
    assert shared_minutes("Europe/London", "Europe/London", tuesday) == 480
    assert shared_minutes("Europe/London", "Asia/Kolkata", tuesday) == 150
    assert shared_minutes("Europe/London", "America/Los_Angeles", tuesday) == 0
    assert shared_minutes("Pacific/Auckland", "America/Los_Angeles", tuesday) == 300  # over the date line
    assert (
        shared_minutes("UTC", "UTC", date(2026, 11, 28)) == 480
    )  # asked on a Saturday, counted on a Wednesday
    assert shared_hours("UTC", "UTC", date(2026, 11, 28)) == ()


@given(MOMENTS, ZONES, ZONES)
def test_a_first_time_lies_in_both_working_hours_wherever_there_are_any(
    now: datetime, a: str, b: str
) -> None:
    slot = first_meeting_slot(a, b, now)
    assert now < slot <= now + timedelta(days=11)
    hours = []
    for tz in (a, b):
        local = slot.astimezone(zone(tz))
        assert local.weekday() < 5
        assert local.date() >= working_day_after(local_date(now, tz))
        hours.append(9 <= local.hour < 17)
    if shared_minutes(a, b, slot.date()) >= 90:
        assert all(hours)


def test_two_in_one_city_first_meet_at_ten_on_the_next_working_day() -> None:
    slot = first_meeting_slot("Europe/Paris", "Europe/Paris", utc("2026-11-27T15:00"))
    assert slot == utc("2026-11-30T09:00")


def test_where_no_hours_are_shared_the_strain_is_split() -> None:
    slot = first_meeting_slot("Europe/London", "America/Los_Angeles", utc("2026-11-23T12:00"))
    # 16:30 to 17:00 strains nobody in London, and Los Angeles by half an hour
    assert slot.astimezone(zone("America/Los_Angeles")).hour == 8
