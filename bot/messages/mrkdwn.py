"""Slack's text markup, with people's own words escaped."""

from datetime import datetime
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


def moment(at: datetime) -> Mrkdwn:
    """A date and time in each reader's own zone."""
    fallback = f"{at:%a} {at.day} {at:%b}, {at:%H:%M} {at.tzname() or 'UTC'}"
    return Mrkdwn(f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>")


def day(at: datetime, tz: str = "UTC") -> Mrkdwn:
    """A date as it is where the reader is, in words that need no clock: `Tuesday 24 November`."""
    local = at.astimezone(zone(tz or "UTC"))
    return Mrkdwn(f"{local:%A} {local.day} {local:%B}")


def part_of_day(at: datetime, tz: str) -> Mrkdwn:
    """The day where they are, and which part of it: `Tuesday 24 November, in the morning`."""
    local = at.astimezone(zone(tz or "UTC"))
    part = "morning" if local.hour < 12 else "afternoon" if local.hour < 18 else "evening"
    return Mrkdwn(f"{local:%A} {local.day} {local:%B}, in the {part}")
