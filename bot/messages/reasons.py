"""Why two people fit, in words; never in points."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.domain.matching import Reason, ReasonKind
from bot.domain.program import Format, Program
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
        ReasonKind.AIMS: "both aim for {words}",
        ReasonKind.INTERESTS: "both like {words}",
        ReasonKind.SENIORITY: "a few steps ahead",
        ReasonKind.DEPARTMENT: "departments as the program wishes",
        ReasonKind.SITE: "at the same site",
        ReasonKind.MEETING: "both like to meet the same way ({words})",
        ReasonKind.COMMUNICATION: "both like to talk the same way ({words})",
        ReasonKind.AFFINITY: "something private, which only the matching reads",
    },
    "mentee": {
        ReasonKind.SKILLS: "could teach you {words}",
        ReasonKind.GOAL: "knows about what your goal names: {words}",
        ReasonKind.SHARED_HOURS: "your working days overlap by {hours}",
        ReasonKind.LANGUAGES: "you both speak {words}",
        ReasonKind.STYLE: "you like to work the same way: {words}",
        ReasonKind.AVAILABILITY: "has the hours you hope for",
        ReasonKind.AIMS: "shares what you aim for: {words}",
        ReasonKind.INTERESTS: "shares your interest in {words}",
        ReasonKind.SENIORITY: "is a few steps ahead of you",
        ReasonKind.DEPARTMENT: "is in a department that suits",
        ReasonKind.SITE: "is at your site",
        ReasonKind.MEETING: "you like to meet the same way: {words}",
        ReasonKind.COMMUNICATION: "you like to talk the same way: {words}",
    },
    "mentor": {
        ReasonKind.SKILLS: "would like to learn {words}",
        ReasonKind.GOAL: "has a goal you know about: {words}",
        ReasonKind.SHARED_HOURS: "your working days overlap by {hours}",
        ReasonKind.LANGUAGES: "you both speak {words}",
        ReasonKind.STYLE: "you like to work the same way: {words}",
        ReasonKind.AVAILABILITY: "hopes for no more hours than you have",
        ReasonKind.AIMS: "shares what you aim for: {words}",
        ReasonKind.INTERESTS: "shares your interest in {words}",
        ReasonKind.SENIORITY: "is a few steps behind you",
        ReasonKind.DEPARTMENT: "is in a department that suits",
        ReasonKind.SITE: "is at your site",
        ReasonKind.MEETING: "you like to meet the same way: {words}",
        ReasonKind.COMMUNICATION: "you like to talk the same way: {words}",
    },
    "room": {
        ReasonKind.SKILLS: "{words}: what {mentee} wants to learn and {mentor} could teach",
        ReasonKind.GOAL: "the goal of one meets what the other knows: {words}",
        ReasonKind.SHARED_HOURS: "your working days overlap by {hours}",
        ReasonKind.LANGUAGES: "you both speak {words}",
        ReasonKind.STYLE: "you like to work the same way: {words}",
        ReasonKind.AVAILABILITY: "you have about the same time for this",
        ReasonKind.AIMS: "you both aim for {words}",
        ReasonKind.INTERESTS: "you both like {words}",
        ReasonKind.SENIORITY: "one of you is a few steps ahead",
        ReasonKind.DEPARTMENT: "your departments suit",
        ReasonKind.SITE: "you are at the same site",
        ReasonKind.MEETING: "you like to meet the same way: {words}",
        ReasonKind.COMMUNICATION: "you like to talk the same way: {words}",
    },
}

OF_FORMAT: Final[Mapping[Format, Mapping[str, Mapping[ReasonKind, str]]]] = {
    Format.PEERS: {
        "team": {
            ReasonKind.SKILLS: "{mentor} could teach {mentee} {words}",
            ReasonKind.GOAL: "the goal of {mentee} meets what {mentor} knows ({words})",
        },
    },
    Format.REVERSE: {
        "team": {ReasonKind.SENIORITY: "the mentor a few steps behind"},
        "mentee": {ReasonKind.SENIORITY: "is a few steps behind you"},
        "mentor": {ReasonKind.SENIORITY: "is a few steps ahead of you"},
    },
}
"""What is said otherwise in a format."""

BACK: Final = "back."
"""How the kind of a fact begins that goes the other way: of peers, what the one called the mentor may learn."""
TURNED: Final = {"mentee": "mentor", "mentor": "mentee"}

NEAR: Final = "near"
"""The fact that a skill offered is close to one wanted; its words are these two."""

NEAR_WORDS: Final = {
    "team": "offers {offered}, near to {wanted}",
    "mentee": "knows {offered}, which is near to {wanted}",
    "mentor": "would like to learn {wanted}, which is near to your {offered}",
    "room": "{offered}, which {mentor} knows, is near to {wanted}, which {mentee} wants to learn",
}


def facts_of(reasons: Iterable[Reason], at_most: int = 3) -> Facts:
    """`at_most` is how many words of each reason are told; an unasked message has room for two."""
    return tuple(fact for one in reasons for fact in _facts(one, at_most))


def _facts(reason: Reason, at_most: int) -> Facts:
    """A reason as facts: of skills, those the mentor offers, and else one that is near."""
    way = BACK if reason.back else ""
    near = (way + NEAR, reason.near[0], 0) if reason.near else None
    if near and not reason.words:
        return (near,)
    told = (way + reason.kind, tuple(reason.words[:at_most]), reason.minutes)
    return (told, near) if near and at_most > 2 else (told,)


def reason_words(
    facts: Facts, reader: str, program: Program, *, mentee: str = "one", mentor: str = "the other"
) -> list[Mrkdwn]:
    """Each reason as it is told to `reader`: team, mentee, mentor or room, which hears who is who. What a mentee asked to have in common with a
    mentor is told to none of the two, and of a pair the team learns no more than that there is such a thing."""
    names, turned = {"mentee": mentee, "mentor": mentor}, {"mentee": mentor, "mentor": mentee}
    told = []
    for fact, words, minutes in facts:
        kind, back = fact.removeprefix(BACK), fact.startswith(BACK)
        to = TURNED.get(reader, reader) if back else reader
        if _may(kind, to, program):
            told.append(_told(kind, words, minutes, to, program, turned if back else names))
    return told


def _may(kind: str, reader: str, program: Program) -> bool:
    return kind == NEAR or ReasonKind(kind) in _words_for(reader, program)


def _words_for(reader: str, program: Program) -> Mapping[ReasonKind, str]:
    own = OF_FORMAT.get(program.matching.format, {})
    return {**WORDS[reader], **own.get(reader, {})}


def _told(
    kind: str, words: tuple[str, ...], minutes: int, reader: str, program: Program, names: dict[str, str]
) -> Mrkdwn:
    if kind == NEAR:
        return fill(NEAR_WORDS[reader], offered=_short(words[0]), wanted=_short(words[1]), **names)
    told = _words(kind, words, program)
    return fill(
        _words_for(reader, program)[ReasonKind(kind)], words=told, hours=hours_words(minutes), **names
    )


def hours_words(minutes: int) -> str:
    """`90` as `1½ hours`; never more than there is."""
    halves = minutes // 30
    if halves < 2:
        return "half an hour"
    count = f"{halves // 2}{'½' if halves % 2 else ''}"
    return f"{count} hour" if halves == 2 else f"{count} hours"


def _words(kind: str, words: tuple[str, ...], program: Program) -> Mrkdwn:
    if kind in (ReasonKind.STYLE, ReasonKind.MEETING, ReasonKind.COMMUNICATION):
        question = program.form("intake").question(kind)
        return listed(tuple((question.label_of(one) if question else one).lower() for one in words))
    return listed(tuple(_short(one) for one in words))


def _short(word: str) -> Mrkdwn:
    return escape(word if len(word) <= 40 else word[:39] + "…")
