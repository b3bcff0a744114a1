"""Nobody is reached too often, at night, during a pause, or after leaving."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.nudges import WEEK, Hours, Reader, good_time, not_at_all
from bot.domain.people import Participant, Person, Role, Status

HOURS = Hours(budget=2, starts=9, ends=17)
NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday
ANA = Person("ANA", "Ana")
ACTIVE = Participant("ANA", Role.MENTEE, Status.ACTIVE)


def hours_ago(*hours: int) -> list[datetime]:
    return sorted(NOW - timedelta(hours=hour) for hour in hours)


@pytest.mark.parametrize(
    ("reader", "why"),
    [
        (Reader(ANA, ACTIVE, []), ""),
        (Reader(None, ACTIVE, []), ""),
        (Reader(ANA, None, []), "left"),
        (Reader(ANA, Participant("ANA", Role.MENTEE, Status.LEFT), []), "left"),
        (Reader(Person("ANA", "Ana", deleted=True), ACTIVE, []), "deactivated"),
    ],
)
def test_the_absent_are_not_written_to(reader: Reader, why: str) -> None:
    assert not_at_all(reader) == why


def test_a_spent_budget_waits_for_the_week_to_pass() -> None:
    assert good_time(Reader(ANA, ACTIVE, hours_ago(24)), NOW, HOURS) == NOW
    reached = hours_ago(24, 48)
    monday = datetime(2026, 11, 30, 9, tzinfo=UTC)  # the week is over on Sunday, which is no working day
    assert good_time(Reader(ANA, ACTIVE, reached), NOW, HOURS) == monday


def test_who_wants_fewer_gets_half() -> None:
    reached = hours_ago(24)
    assert good_time(Reader(ANA, ACTIVE, reached, fewer=True), NOW, HOURS) >= reached[0] + WEEK


def test_a_pause_is_kept() -> None:
    until = NOW + timedelta(days=30)
    paused = Participant("ANA", Role.MENTEE, Status.PAUSED, paused_until=until)
    assert good_time(Reader(ANA, paused, []), NOW, HOURS) >= until


@given(
    st.lists(st.integers(0, 400), max_size=6).map(lambda hours: hours_ago(*hours)),
    st.sampled_from(["UTC", "", "Asia/Kolkata", "Pacific/Kiritimati", "America/Los_Angeles"]),
)
def test_no_week_holds_more_than_the_budget(reached: list[datetime], tz: str) -> None:
    at = good_time(Reader(Person("ANA", "Ana", tz=tz), ACTIVE, reached), NOW, HOURS)
    assert at >= NOW
    assert len([when for when in reached if when > at - WEEK]) < HOURS.budget
