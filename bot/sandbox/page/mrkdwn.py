"""Slack's mrkdwn as safe HTML: whatever is not its own syntax is escaped."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from markupsafe import Markup, escape

from bot.sandbox.page.emoji import draw_emoji
from bot.sandbox.page.reader import Reader

_SHELF = re.compile(r"```(?P<block>.+?)```|`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>", re.S)
_KEPT = re.compile("\ue000(\\d+)\ue001")
_STYLES = tuple(
    (re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^\n{mark}]*?\S){mark}(?![\w{mark}])"), tag)
    for mark, tag in ((r"\*", "strong"), ("_", "em"), ("~", "s"))
)
SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:", "slack://")


def draw_mrkdwn(text: str, reader: Reader) -> Markup:
    """Code and `<…>` tokens are set aside first, so that nothing inside them is formatted."""
    shelf: list[Markup] = []

    def set_aside(found: re.Match[str]) -> str:
        shelf.append(_special(found, reader))
        return f"\ue000{len(shelf) - 1}\ue001"

    rest = _SHELF.sub(set_aside, text.replace("\ue000", "").replace("\ue001", ""))
    html = _lines(str(escape(draw_emoji(unescape(rest)))))
    return Markup(_KEPT.sub(lambda kept: str(shelf[int(kept[1])]), html))  # noqa: S704 - every part is escaped


def draw_plain(text: str, *, emoji: bool = True) -> Markup:
    """plain_text: no formatting, line breaks and emoji only."""
    return escape(draw_emoji(text) if emoji else text).replace("\n", Markup("<br>"))


def unescape(text: str) -> str:
    """Slack escapes three characters and no more."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _lines(html: str) -> str:
    out: list[str] = []
    quoted: list[str] = []
    for line in [*html.split("\n"), None]:
        if line is not None and line.startswith("&gt;"):
            quoted.append(_styled(line.removeprefix("&gt;").removeprefix(" ")))
            continue
        if quoted:
            out.append(f"<blockquote>{'<br>'.join(quoted)}</blockquote>")
            quoted = []
        if line is not None:
            out.append(_styled(line) + "<br>")
    return "".join(out).removesuffix("<br>")


def _styled(line: str) -> str:
    for pattern, tag in _STYLES:
        line = pattern.sub(rf"<{tag}>\1</{tag}>", line)
    return line


def _special(found: re.Match[str], reader: Reader) -> Markup:
    if found["block"] is not None:
        return Markup("<pre>{}</pre>").format(unescape(found["block"].strip("\n")))
    if found["code"] is not None:
        return Markup("<code>{}</code>").format(unescape(found["code"]))
    return _token(found["token"], reader)


def _token(token: str, reader: Reader) -> Markup:
    body, _, label = token.partition("|")
    draw = _MENTIONS.get(body[:1])
    if draw:
        return draw(body[1:], label, reader)
    return draw_link(unescape(body), unescape(label), reader)


def draw_link(url: str, label: str, reader: Reader) -> Markup:
    """A link into Slack stays on the page; any other opens beside it; odd schemes are only shown."""
    words = draw_emoji(label or url.removeprefix("mailto:"))
    if not url.startswith(SAFE_SCHEMES):
        return escape(words)
    place = reader.place_of(url)
    if place:
        return Markup('<a href="?at={0}" data-go="{0}">{1}</a>').format(place, words)
    return Markup('<a href="{}" target="_blank" rel="noreferrer noopener">{}</a>').format(url, words)


def draw_person(user_id: str, label: str, reader: Reader) -> Markup:
    return Markup('<span class="mention">@{}</span>').format(reader.people.get(user_id) or label or user_id)


def draw_channel(channel_id: str, label: str, reader: Reader) -> Markup:
    name = reader.places.get(channel_id) or label
    if not name:
        return Markup('<span class="mention">a private channel</span>')
    return Markup('<a class="mention" href="?at={0}" data-go="{0}">#{1}</a>').format(channel_id, name)


def draw_date(seconds: str, pattern: str, link: str, fallback: str, reader: Reader) -> Markup:
    try:
        at = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return escape(fallback)
    words = reader.date(at, pattern)
    mark = Markup('<time datetime="{}" title="{}">{}</time>').format(at.isoformat(), fallback, words)
    if not link.startswith(SAFE_SCHEMES):
        return mark
    return Markup('<a href="{}" target="_blank" rel="noreferrer noopener">{}</a>').format(link, mark)


def _bang(body: str, label: str, reader: Reader) -> Markup:
    if body.startswith("date^"):
        seconds, pattern, link = [*body.split("^")[1:], "", ""][:3]
        return draw_date(seconds, unescape(pattern), unescape(link), unescape(label), reader)
    name = label or body.removeprefix("subteam^")
    return Markup('<span class="mention loud">@{}</span>').format(name.removeprefix("@"))


_MENTIONS: dict[str, Callable[[str, str, Reader], Markup]] = {"@": draw_person, "#": draw_channel, "!": _bang}
