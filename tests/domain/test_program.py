"""Nudges come due at the right local hour of the right day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import zone
from bot.domain.program import NudgeRule
from bot.programs.reading import standard

MONDAY, FRIDAY = "2026-11-23", "2026-11-27"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "since", "tz", "due"),
    [
        ("match.mentor_turn", f"{MONDAY}T11:00", "UTC", "2026-11-24T11:00"),
        ("match.mentor_turn", f"{FRIDAY}T11:00", "UTC", "2026-11-30T11:00"),
        ("match.mentor_turn", f"{MONDAY}T20:00", "UTC", "2026-11-25T09:00"),
        ("match.open", f"{MONDAY}T11:00", "UTC", "2026-11-25T10:00"),
        ("match.open", f"{FRIDAY}T11:00", "Europe/Berlin", "2026-12-01T09:00"),
        ("match.publish", f"{MONDAY}T22:55", "Asia/Kolkata", f"{MONDAY}T23:05"),
        ("checkin.mentee", f"{MONDAY}T00:00", "UTC", f"{MONDAY}T10:00"),
        ("checkin.mentee", "2026-11-28T00:00", "UTC", "2026-11-30T10:00"),
        ("checkin.mentor", f"{MONDAY}T10:00", "America/New_York", "2026-11-25T15:00"),
        ("checkin.planned", f"{FRIDAY}T00:00", "UTC", "2026-11-30T10:00"),
        ("feedback.prompt", f"{MONDAY}T11:00", "UTC", f"{MONDAY}T13:00"),
        ("feedback.prompt", f"{MONDAY}T16:30", "UTC", "2026-11-24T09:00"),
        ("intake.resume", f"{MONDAY}T11:00", "UTC", "2026-11-25T10:00"),
    ],
)
def test_when_the_shipped_nudges_come_due(kind: str, since: str, tz: str, due: str) -> None:
    assert standard().nudges[kind].due_at(utc(since), tz, 9, 17) == utc(due)


@given(
    st.builds(
        NudgeRule,
        kind=st.just("x"),
        why=st.just(""),
        after_days=st.integers(0, 9),
        after_hours=st.integers(0, 48),
        after_minutes=st.integers(0, 90),
        working=st.booleans(),
        hour=st.none() | st.integers(9, 16),
    ),
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: utc("2025-01-01") + timedelta(minutes=minutes)),
    st.sampled_from(
        ["UTC", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe"]
    ),
)
def test_a_nudge_is_never_due_before_its_event_and_keeps_its_hour(
    rule: NudgeRule, since: datetime, tz: str
) -> None:
    due = rule.due_at(since, tz, 9, 17)
    local = due.astimezone(zone(tz))
    assert due >= since
    assert rule.hour in (None, local.hour)
    if rule.working:
        assert local.weekday() < 5
        assert 9 <= local.hour < 17


def test_the_first_rhythm_is_the_default() -> None:
    program = standard()
    assert program.rhythm("weekly").days == 7
    assert program.rhythm("unheard of").days == 14
    assert program.form("sbi").questions[0].key == "situation"
