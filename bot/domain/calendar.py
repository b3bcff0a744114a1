"""Days and hours: working days, local hours, hours two people share, and the days people type.

Moments are aware datetimes in UTC; days are plain dates in somebody's own zone. Monday to Friday are working days.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Span = tuple[datetime, datetime]

HALF_HOUR = timedelta(minutes=30)


def zone(tz: str) -> ZoneInfo:
    """The zone of that name; UTC for a name nobody knows."""
    try:
        return ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # an odd name may also name a folder of zones
        return ZoneInfo("UTC")


def local_date(now: datetime, tz: str) -> date:
    return now.astimezone(zone(tz)).date()


def at_local_hour(day: date, hour: int, tz: str) -> datetime:
    """That hour of that day on the wall, in UTC. A skipped hour moves forward; of a repeated hour it is the first."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone(tz)).astimezone(UTC)


def on_day(moment: datetime, day: date, tz: str) -> datetime:
    """The moment with the same time on the wall, on that day."""
    local = moment.astimezone(zone(tz))
    return local.replace(year=day.year, month=day.month, day=day.day, fold=0).astimezone(UTC)


def next_local_hour(now: datetime, hour: int, tz: str) -> datetime:
    """The first time from now on that it is that hour there."""
    today = local_date(now, tz)
    due = at_local_hour(today, hour, tz)
    return due if due >= now else at_local_hour(today + timedelta(days=1), hour, tz)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5


def working_day_after(day: date, n: int = 1) -> date:
    """The n-th working day after that day; for 0, the day itself or the first working day that follows."""
    if n == 0 and not is_working_day(day):
        n = 1
    while n > 0:
        day += timedelta(days=1)
        n -= is_working_day(day)
    return day


def next_good_time(
    now: datetime, tz: str, hour: int | None = None, starts: int = 9, ends: int = 17
) -> datetime:
    """The first moment from now on that lies in the working hours there, at that local hour if one is given."""
    day = working_day_after(local_date(now, tz), 0)
    while True:
        opens = at_local_hour(day, starts if hour is None else hour, tz)
        if opens >= now:
            return opens
        if hour is None and now < at_local_hour(day, ends, tz):
            return now
        day = working_day_after(day)


def working_hours(tz: str, day: date, starts: int = 9, ends: int = 17) -> Span:
    return at_local_hour(day, starts, tz), at_local_hour(day, ends, tz)


def shared_hours(tz_a: str, tz_b: str, day: date, starts: int = 9, ends: int = 17) -> tuple[Span, ...]:
    """Where the working hours of `day` in the first zone meet working hours in the second, earliest first.

    Across the date line these may be the working hours of the day before or after.
    """
    if not is_working_day(day):
        return ()
    begin, end = working_hours(tz_a, day, starts, ends)
    spans = []
    for other_day in (day - timedelta(days=1), day, day + timedelta(days=1)):
        other_begin, other_end = working_hours(tz_b, other_day, starts, ends)
        if is_working_day(other_day) and max(begin, other_begin) < min(end, other_end):
            spans.append((max(begin, other_begin), min(end, other_end)))
    return tuple(spans)


def shared_minutes(tz_a: str, tz_b: str, day: date, starts: int = 9, ends: int = 17) -> int:
    """How long those shared hours are, in the middle of that day's week, so that no weekend cuts them."""
    wednesday = day + timedelta(days=2 - day.weekday())
    spans = shared_hours(tz_a, tz_b, wednesday, starts, ends)
    return sum(int((end - begin).total_seconds()) // 60 for begin, end in spans)


def first_meeting_slot(
    tz_a: str, tz_b: str, now: datetime, starts: int = 9, ends: int = 17, length: timedelta = HALF_HOUR
) -> datetime:
    """When the first good time for both begins, a working day ahead or more.

    Within both working hours and not before ten if there is such a time in the coming week; else the time that asks
    least of whoever has to give most.
    """

    def cost(start: datetime) -> tuple[int, int, bool, datetime]:
        strains = [_strain(start, start + length, tz, starts, ends) for tz in (tz_a, tz_b)]
        early = any(start.astimezone(zone(tz)).hour < max(starts, 10) for tz in (tz_a, tz_b))
        return max(strains), sum(strains), early, start

    return min(_half_hours(tz_a, tz_b, now), key=cost)


def _half_hours(tz_a: str, tz_b: str, now: datetime) -> Iterator[datetime]:
    """The half hours of a week that lie on a working day for both, after their next working day has begun."""
    begin = max(at_local_hour(working_day_after(local_date(now, tz)), 0, tz) for tz in (tz_a, tz_b))
    start = begin.replace(minute=begin.minute // 30 * 30)
    for step in range(7 * 48):
        moment = start + step * HALF_HOUR
        if moment >= begin and all(is_working_day(local_date(moment, tz)) for tz in (tz_a, tz_b)):
            yield moment


def _strain(start: datetime, end: datetime, tz: str, starts: int, ends: int) -> int:
    """How many minutes the span lies outside the working hours of its day, counted from its farther end."""
    opens, closes = working_hours(tz, local_date(start, tz), starts, ends)
    return max(0, int((opens - start).total_seconds()) // 60, int((end - closes).total_seconds()) // 60)
