"""The days people type are read as they mean them: ahead."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import parse_day, written_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-24"),
        ("Tomorrow!", "2026-11-25"),
        ("the day after tomorrow", "2026-11-26"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("next year", "2027-01-01"),
        ("monday", "2026-11-30"),
        ("next monday", "2026-11-30"),
        ("on Fri", "2026-11-27"),
        ("tuesday", "2026-12-01"),
        ("this thursday", "2026-11-26"),
        ("in two weeks", "2026-12-08"),
        ("in 10 days", "2026-12-04"),
        ("in a month", "2026-12-24"),
        ("for three months", "2027-02-24"),
        ("january", "2027-01-01"),
        ("until January", "2027-01-01"),
        ("next january", "2027-01-01"),
        ("november", "2027-11-01"),
        ("12 jan", "2027-01-12"),
        ("Jan 12", "2027-01-12"),
        ("12th of January, 2028", "2028-01-12"),
        ("January 2028", "2028-01-01"),
        ("sept 1", "2027-09-01"),
        ("24 november", "2027-11-24"),
        ("25 november", "2026-11-25"),
        ("29 february", "2028-02-29"),
        ("2026-12-01", "2026-12-01"),
        ("1 november 2026", "2026-11-01"),
        ("until the 3rd of december", "2026-12-03"),
    ],
)
def test_typed_days(typed: str, day: str) -> None:
    assert parse_day(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "12",
        "31 february",
        "2026-02-30",
        "2026-13-01",
        "12/01/2027",
        "in many weeks",
        "in 9999 days",
        "in two",
        "may be",
        "j",
        "jan feb",
        "12 13 jan",
        "۱۲ jan",
        "0 jan",
        "99 jan",
        "20261201",
        "when the project is over, in january perhaps",
    ],
)
def test_what_names_no_day(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


def test_a_month_on_from_a_long_month_ends_on_its_last_day() -> None:
    assert parse_day("in a month", date(2027, 1, 31)) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_written_date_reads_back(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day == written_day(f" {day.isoformat()} ")
    assert parse_day(f"{day:%d %B %Y}", TODAY) == day


WORDS = (
    "in",
    "on",
    "next",
    "until",
    "the",
    "of",
    "two",
    "9999",
    "weeks",
    "jan",
    "monday",
    "12th",
    "0",
    "31",
    "2026-02-30",
    "99999",
)


@given(
    st.text(max_size=40) | st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=5).map(" ".join),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_whatever_is_typed_names_no_day_gone_by_unless_its_year_is_said(typed: str, today: date) -> None:
    day = parse_day(typed, today)
    assert day is None or day >= today or str(day.year) in typed


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["monday", "jan", "5 may", "in two weeks", "next month"]),
)
def test_days_without_a_year_lie_ahead(today: date, typed: str) -> None:
    day = parse_day(typed, today)
    assert day is not None
    assert today < day <= today + timedelta(days=366)
