"""The angle-bracket elements of Slack's mrkdwn. Anything else in angle brackets was not escaped."""

import re

DATE_TOKENS = {
    "date_num", "date_slash", "date", "date_short", "date_long", "date_long_full", "date_pretty",
    "date_short_pretty", "date_long_pretty", "date_long_full_pretty", "day_divider_pretty", "time", "time_secs", "ago",
}  # fmt: skip

_LABEL = r"(?:\|[^<>]*)?"
_KNOWN = re.compile(
    rf"@[UWB][A-Z0-9]+{_LABEL}"
    rf"|#[CGD][A-Z0-9]+{_LABEL}"
    rf"|!subteam\^S[A-Z0-9]+{_LABEL}"
    rf"|!(?:here|channel|everyone){_LABEL}"
    rf"|(?:https?://|mailto:|tel:|slack://)[^\s<>|]+{_LABEL}"
)
_DATE = re.compile(
    r"!date\^(?P<at>-?\d{1,11})\^(?P<form>[^^|<>]*)(?:\^https?://[^|<>\s]+)?\|(?P<fallback>[^<>]+)"
)
_TOKEN = re.compile(r"\{([^{}]*)\}")
_ELEMENT = re.compile(r"<([^<>\n]*)>|<")


def unknown_elements(text: str) -> list[str]:
    """Every `<…>` that Slack does not know, and every `<` that opens nothing."""
    return [found.group(0) for found in _ELEMENT.finditer(text) if not _is_known(found.group(1))]


def _is_known(inside: str | None) -> bool:
    if not inside:
        return False
    if date := _DATE.fullmatch(inside):
        tokens = _TOKEN.findall(date["form"])
        return bool(tokens) and set(tokens) <= DATE_TOKENS
    return _KNOWN.fullmatch(inside) is not None
