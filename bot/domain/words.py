"""What people type, made comparable."""

import unicodedata

_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)


def plain(text: str) -> str:
    """Lower case, one space between words, no invisible marks, straight quotes, no closing punctuation."""
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    text = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.split()).strip(" .!?,;:\"'*_`")


def visible(text: str) -> str:
    """The text without the marks that reorder or hide parts of it (bidirectional overrides, zero-width spaces)."""
    return text.translate(_INVISIBLE)


def split_words(text: str) -> list[str]:
    """`"Python, SQL and public speaking"` -> three."""
    for divider in (";", "\n", " and ", " & "):
        text = text.replace(divider, ",")
    return [word.strip() for word in text.split(",") if word.strip(" .")]


_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


def number(text: str) -> int | None:
    """A whole number, in digits (at most five) or in a word up to ten."""
    text = plain(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else _NUMBERS.get(text)
