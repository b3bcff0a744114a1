"""Slack's text markup, with people's own words escaped."""

from datetime import UTC, date, datetime
from typing import Final

from bot.domain.calendar import zone
from bot.domain.words import visible

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Mrkdwn(str):
    """Text that is markup already and must not be escaped again."""

    __slots__ = ()


def escape(words: object) -> Mrkdwn:
    """People's words as they stand: no mention, link or command in them works, and no mark hides a part."""
    return words if isinstance(words, Mrkdwn) else Mrkdwn(visible(str(words)).translate(_ESCAPES))


def fill(template: str, **words: object) -> Mrkdwn:
    """Put `words` into `template`, escaping all that is not Mrkdwn."""
    return Mrkdwn(template.format(**{key: escape(value) for key, value in words.items()}))


def join(parts: "list[Mrkdwn] | tuple[Mrkdwn, ...]", by: str = "\n") -> Mrkdwn:
    return Mrkdwn(by.join(parts))


def bullets(lines: "list[object] | tuple[object, ...]") -> Mrkdwn:
    return Mrkdwn("\n".join(f"• {escape(line)}" for line in lines))


def listed(words: "list[object] | tuple[object, ...]", last: str = "and") -> Mrkdwn:
    """`a, b and c`."""
    safe = [escape(word) for word in words]
    if len(safe) < 2:
        return Mrkdwn("".join(safe))
    return Mrkdwn(f"{', '.join(safe[:-1])} {last} {safe[-1]}")


def mention(slack_id: str) -> Mrkdwn:
    """Shows a name to the reader. In a channel it also notifies: there, write the name instead."""
    return Mrkdwn(f"<@{slack_id}>")


def channel(channel_id: str) -> Mrkdwn:
    return Mrkdwn(f"<#{channel_id}>")


_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(count: int, what: str) -> str:
    """`one minute`, `three working days`, `12 working days`."""
    number = _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)
    return f"{number} {what}" if count == 1 else f"{number} {what}s"


def number_of(count: int, one: str, many: str = "") -> str:
    """`1 minute`, `12 minutes`, `3 people`."""
    return f"{count} {one}" if count == 1 else f"{count} {many or f'{one}s'}"


def people_words(count: int) -> str:
    return number_of(count, "person", "people")


def sentence(words: str) -> str:
    """Words that begin a sentence. The rest stays as it is, names in it too."""
    return words[:1].upper() + words[1:]


def moment(at: datetime | int) -> Mrkdwn:
    """A date and time in each reader's own zone: the weekday with the date, *tomorrow* where it is that for whoever
    reads it then, and the year only where it is another. A Unix time will do, here and below."""
    at = _instant(at)
    fallback = f"{at:%a} {at.day} {at:%b}, {at:%H:%M} {at.tzname() or 'UTC'}"
    return Mrkdwn(f"<!date^{int(at.timestamp())}^{{day_divider_pretty}} at {{time}}|{fallback}>")


def clock_time(at: datetime | int) -> Mrkdwn:
    """A time of today in each reader's own zone."""
    at = _instant(at)
    return Mrkdwn(f"<!date^{int(at.timestamp())}^{{time}}|{at:%H:%M} {at.tzname() or 'UTC'}>")


def day(at: datetime | int, tz: str = "UTC") -> Mrkdwn:
    """A date as it is where the reader is, in words that need no clock: `Tuesday 24 November`."""
    return day_words(_instant(at).astimezone(zone(tz or "UTC")).date())


def day_words(day: date | str) -> Mrkdwn:
    """A date, or one written `2030-01-22`, as `Tuesday 22 January`."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return Mrkdwn(f"{when:%A} {when.day} {when:%B}")


def part_of_day(at: datetime | int, tz: str) -> Mrkdwn:
    """The day where they are, and which part of it: `Tuesday 24 November, in the morning`."""
    local = _instant(at).astimezone(zone(tz or "UTC"))
    part = "morning" if local.hour < 12 else "afternoon" if local.hour < 18 else "evening"
    return Mrkdwn(f"{day_words(local.date())}, in the {part}")


def _instant(at: datetime | int) -> datetime:
    return datetime.fromtimestamp(at, UTC) if isinstance(at, int) else at
