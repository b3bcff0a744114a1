"""When the bot asks a pair how it goes."""

from datetime import date, datetime, timedelta

from bot.domain.calendar import at_local_hour, local_date, working_day_after


def next_checkin(after: datetime, days: int, tz: str, hour: int = 10) -> tuple[date, datetime]:
    """The day of the next check-in and its moment: `days` on, or the first working day after, at that local hour."""
    day = working_day_after(local_date(after, tz) + timedelta(days=days), 0)
    return day, at_local_hour(day, hour, tz)
