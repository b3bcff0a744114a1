"""Who reads: the names they know, their time zone, and where a link into Slack leads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

_PERMALINK = re.compile(r"/(?:archives|client/T\w+)/([CDG]\w+)")


@dataclass(frozen=True)
class Reader:
    """`places` maps the ids of the channels that this person sees to their names; `app_dm` is the bot's DM."""

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    tz: str = "UTC"
    people: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    app_dm: str = "app"

    def here(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.tz))

    @property
    def city(self) -> str:
        """`New York`: what a zone is called by those who live there."""
        return self.tz.rpartition("/")[2].replace("_", " ")

    def person(self, user_id: str) -> str:
        return self.people.get(user_id, user_id)

    def place(self, channel_id: str) -> str:
        return self.places.get(channel_id, "a private channel")

    def place_of(self, url: str) -> str | None:
        """The place on this page that a link into Slack means, or None for a link out of it."""
        parts = urlsplit(url)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.scheme == "slack":
            return self._deep_link(parts.netloc, query)
        if not (parts.hostname or "").endswith("slack.com"):
            return None
        if parts.path.strip("/") == "app_redirect":
            return query.get("channel") or ("home" if query.get("tab") == "home" else self.app_dm)
        found = _PERMALINK.search(parts.path)
        return found[1] if found else None

    def _deep_link(self, kind: str, query: Mapping[str, str]) -> str | None:
        if kind == "app":
            return "home" if query.get("tab") == "home" else self.app_dm
        return query.get("id") if kind in ("channel", "user") else None

    def moment(self, at: datetime) -> str:
        """`Tue 24 Nov, 09:05`: how a message is dated."""
        here = self.here(at)
        return f"{here:%a} {here.day} {here:%b, %H:%M}"

    def day(self, at: datetime) -> str:
        """`Today`, `Yesterday` or `Tuesday 24 November`: the divider between days."""
        here = self.here(at).date()
        return _near(here, self.here(self.now).date()) or f"{here:%A} {here.day} {here:%B}"

    def date(self, at: datetime, pattern: str) -> str:
        """Fill Slack's date tokens (`{date_short_pretty} at {time}`) for this reader."""
        return re.sub(r"\{(\w+)\}", lambda token: self._part(token[1], at), pattern)

    def _part(self, part: str, at: datetime) -> str:
        here = self.here(at)
        pretty = part.endswith("_pretty")
        if pretty:
            part = part.removesuffix("_pretty")
            if near := _near(here.date(), self.here(self.now).date()):
                return near.lower()
        day = here.day
        shapes = {
            "date_num": f"{here:%Y-%m-%d}",
            "date_slash": f"{here:%d/%m/%Y}",
            "date": f"{day} {here:%B %Y}",
            "date_short": f"{day} {here:%b %Y}",
            "date_long": f"{here:%A} {day} {here:%B %Y}",
            "date_long_full": f"{here:%A} {day} {here:%B %Y}",
            "day_divider": f"{here:%A} {day} {here:%B}"
            + (f" {here:%Y}" if here.year != self.here(self.now).year else ""),
            "time": f"{here:%H:%M}",
            "time_secs": f"{here:%H:%M:%S}",
            "ago": _ago(self.now - at),
        }
        return shapes.get(part, f"{{{part}}}")


def _near(day: date, today: date) -> str:
    return {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((day - today).days, "")


def _ago(gap: timedelta) -> str:
    minutes = int(abs(gap.total_seconds()) // 60)
    if minutes < 1:
        return "just now"
    number, unit = next((minutes // size, name) for size, name in _UNITS if minutes >= size)
    words = f"{number} {unit}{'s' if number > 1 else ''}"
    return f"{words} ago" if gap >= timedelta() else f"in {words}"


_UNITS = ((60 * 24, "day"), (60, "hour"), (1, "minute"))
