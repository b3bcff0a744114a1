"""Why two people fit, in words; never in points."""

from collections.abc import Iterable
from typing import Final

from bot.domain.matching import Reason, ReasonKind
from bot.domain.program import Program
from bot.messages.mrkdwn import Mrkdwn, escape, fill, listed

Facts = tuple[tuple[str, tuple[str, ...], int], ...]
"""Reasons as a message keeps them: the kind, the words, the minutes."""

WORDS: Final = {
    "team": {
        ReasonKind.SKILLS: "could teach {words}",
        ReasonKind.GOAL: "the goal meets what the mentor knows ({words})",
        ReasonKind.SHARED_HOURS: "their working days overlap by {hours}",
        ReasonKind.LANGUAGES: "both speak {words}",
        ReasonKind.STYLE: "both like to work the same way ({words})",
        ReasonKind.AVAILABILITY: "enough hours a month",
    },
    "mentee": {
        ReasonKind.SKILLS: "could teach you {words}",
        ReasonKind.GOAL: "knows about what your goal names: {words}",
        ReasonKind.SHARED_HOURS: "your working days overlap by {hours}",
        ReasonKind.LANGUAGES: "you both speak {words}",
        ReasonKind.STYLE: "you like to work the same way: {words}",
        ReasonKind.AVAILABILITY: "has the hours you hope for",
    },
    "mentor": {
        ReasonKind.SKILLS: "would like to learn {words}",
        ReasonKind.GOAL: "has a goal you know about: {words}",
        ReasonKind.SHARED_HOURS: "your working days overlap by {hours}",
        ReasonKind.LANGUAGES: "you both speak {words}",
        ReasonKind.STYLE: "you like to work the same way: {words}",
        ReasonKind.AVAILABILITY: "hopes for no more hours than you have",
    },
    "room": {
        ReasonKind.SKILLS: "{words}: one of you wants to learn it, the other could teach it",
        ReasonKind.GOAL: "the goal of one meets what the other knows: {words}",
        ReasonKind.SHARED_HOURS: "your working days overlap by {hours}",
        ReasonKind.LANGUAGES: "you both speak {words}",
        ReasonKind.STYLE: "you like to work the same way: {words}",
        ReasonKind.AVAILABILITY: "you have about the same time for this",
    },
}


def facts_of(reasons: Iterable[Reason], at_most: int = 3) -> Facts:
    """`at_most` is how many words of each reason are told; an unasked message has room for two."""
    return tuple((one.kind.value, tuple(one.words[:at_most]), one.minutes) for one in reasons)


def reason_words(facts: Facts, reader: str, program: Program) -> list[Mrkdwn]:
    """Each reason as it is told to `reader`: team, mentee, mentor or room."""
    return [
        fill(
            WORDS[reader][ReasonKind(kind)],
            words=_words(kind, words, program),
            hours=hours_words(minutes),
        )
        for kind, words, minutes in facts
    ]


def hours_words(minutes: int) -> str:
    """`90` as `1½ hours`; never more than there is."""
    halves = minutes // 30
    if halves < 2:
        return "half an hour"
    count = f"{halves // 2}{'½' if halves % 2 else ''}"
    return f"{count} hour" if halves == 2 else f"{count} hours"


def _words(kind: str, words: tuple[str, ...], program: Program) -> Mrkdwn:
    if kind == ReasonKind.STYLE:
        question = program.form("intake").question("style")
        return listed(tuple((question.label_of(one) if question else one).lower() for one in words))
    return listed(tuple(_short(one) for one in words))


def _short(word: str) -> Mrkdwn:
    return escape(word if len(word) <= 40 else word[:39] + "…")
