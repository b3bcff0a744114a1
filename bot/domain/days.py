"""The days people type: "tomorrow", "next monday", "12 jan", "in two weeks", "january"; always meant ahead."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.domain.words import number, plain

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_LEADING = re.compile(r"^((until|till|til|on|by|from|the|this|back|again)\s+)+")


def parse_day(text: str, today: date) -> date | None:
    """The day these words mean, seen from today; None if they name no day. A day with its year may lie in the past."""
    said = _LEADING.sub("", plain(text).replace(",", " "))
    said = re.sub(r"\b([0-9]{1,2})(st|nd|rd|th)\b", r"\1", " ".join(said.split()))
    return next((day for reader in _READERS if (day := reader(said, today))), None)


def written_day(text: str) -> date | None:
    """A date as a date picker writes it, `2026-12-01`."""
    said = text.strip()
    return _date(*map(int, said.split("-"))) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said) else None


def _written(said: str, today: date) -> date | None:
    return written_day(said)


def _near(said: str, today: date) -> date | None:
    match said:
        case "today":
            return today
        case "tomorrow" | "tmrw":
            return today + timedelta(days=1)
        case "day after tomorrow":
            return today + timedelta(days=2)
        case "next week":
            return today + timedelta(days=7 - today.weekday())
        case "next month":
            return _months_on(today.replace(day=1), 1)
        case "next year":
            return date(today.year + 1, 1, 1)
    return None


def _weekday(said: str, today: date) -> date | None:
    name = said.removeprefix("next ")
    found = _named(name, _WEEKDAYS)
    return None if found is None else today + timedelta(days=(found - today.weekday() - 1) % 7 + 1)


def _ahead(said: str, today: date) -> date | None:
    parts = re.fullmatch(r"(?:in|after|for) (\w+) (day|week|month)s?(?: time)?", said)
    count = parts and (1 if parts[1] in ("a", "an") else number(parts[1]))
    if not parts or not count or count > 400:
        return None
    if parts[2] == "month":
        return _months_on(today, count)
    return today + timedelta(days=count * (7 if parts[2] == "week" else 1))


def _month(said: str, today: date) -> date | None:
    """`january`, `12 jan`, `jan 12`, `12 of january 2027`, `january 2027`."""
    words = said.replace(" of ", " ").removeprefix("next ").split()
    months = [found for word in words if (found := _named(word, _MONTHS)) is not None]
    numbers = [int(word) for word in words if word.isascii() and word.isdecimal()]
    years = [n for n in numbers if 1900 < n < 2200]
    days = [n for n in numbers if n < 32]
    if len(months) != 1 or len(years) > 1 or len(days) > 1 or len(words) != 1 + len(years) + len(days):
        return None
    candidates = years or range(today.year, today.year + 9)  # nine, for a 29th of February
    dates = (_date(year, months[0] + 1, days[0] if days else 1) for year in candidates)
    return next((day for day in dates if day and (years or day > today)), None)


_READERS: tuple[Callable[[str, date], date | None], ...] = (_written, _near, _weekday, _ahead, _month)


def _named(word: str, names: list[str]) -> int | None:
    """Which of the names a word or its beginning (three letters or more) means."""
    return next((i for i, name in enumerate(names) if len(word) >= 3 and name.startswith(word)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months_on(day: date, count: int) -> date:
    """The same day of the month, `count` months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + count, 12)
    moved = (_date(day.year + years, month + 1, day.day - back) for back in range(4))
    return next(found for found in moved if found)
