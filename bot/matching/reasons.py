"""What speaks for a pair, in whole points, one pair at a time. The board says the same for all pairs at once."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from bot.domain import words as domain_words
from bot.domain.calendar import shared_minutes
from bot.domain.matching import Candidate, Reason, ReasonKind, Request
from bot.domain.program import Format

plain = lru_cache(maxsize=65_536)(domain_words.plain)  # the same few thousand words come again and again

LEVELS: Mapping[str, int] = {"new": 1, "help": 2, "confident": 3, "teach": 4}
UNSAID_WANTED, UNSAID_OFFERED = 1, 3
"""Who wants a skill is taken to be new to it, and who offers one to be confident, unless they say otherwise."""

ENOUGH_WORDS = 3
ANY_STYLE = "any"

_SAY_LITTLE = (
    "able about after also because been being better could each from half have into just know learn less like "
    "make more most much need other over people really some someone somebody take than that their them then there "
    "they thing things this time want well what when where which while will with without work working would year "
    "years your colleague colleagues company whole room people everybody anybody others team teams feel home month "
    "months enjoy"
)
_FILLERS = frozenset(_SAY_LITTLE.split())


def skills_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words made comparable, in their order, each once."""
    return tuple(dict.fromkeys(filter(None, map(plain, words))))


Career = tuple[int, tuple[int, int] | None]
"""How senior somebody is, and how far ahead they wish a mentor to be."""


def wishes(mentee: Candidate) -> dict[str, int]:
    """The skills they want, each with how well they know it, from 1 to 4."""
    return _levels(mentee.wanted, mentee.wanted_levels, UNSAID_WANTED)


def offers(mentor: Candidate) -> dict[str, int]:
    """The skills they offer, each with how well they know it, from 1 to 4."""
    return _levels(mentor.offered, mentor.offered_levels, UNSAID_OFFERED)


def _levels(skills: tuple[str, ...], levels: Mapping[str, str], unsaid: int) -> dict[str, int]:
    said: dict[str, int] = {}
    for name, level in levels.items():
        said.setdefault(plain(name), LEVELS.get(level, unsaid))
    return {skill: said.get(skill, unsaid) for skill in skills_of(skills)}


def gap_points(share: int, wanted_level: int, offered_level: int) -> int:
    """Points of one skill: the more the mentor knows the better, and little if the mentee knows as much."""
    quarters = offered_level if offered_level > wanted_level else 1
    return share * quarters // 4


@lru_cache(maxsize=4)
def close_to(related: frozenset[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """The skills close to each, made comparable."""
    found: dict[str, set[str]] = {}
    for one, other in related:
        found.setdefault(plain(one), set()).add(plain(other))
        found.setdefault(plain(other), set()).add(plain(one))
    return {skill: frozenset(others) for skill, others in found.items()}


def nearest(offered: Mapping[str, int], close: Iterable[str]) -> str:
    """Of the skills close to a wish the one that the mentor knows best, or ""."""
    return min(
        (skill for skill in close if skill in offered), key=lambda skill: (-offered[skill], skill), default=""
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a text that carry meaning."""
    words = {plain(word) for word in text.replace("/", " ").replace("-", " ").split()}
    return frozenset(word for word in words if len(word) >= 4) - _FILLERS


def goal_words(mentee: Candidate) -> frozenset[str]:
    """Words of the goal, without those of the wanted skills, which count already."""
    return words_of(mentee.goal) - words_of(" ".join(mentee.wanted))


def expertise_words(mentor: Candidate) -> frozenset[str]:
    return words_of(mentor.expertise) | words_of(" ".join(mentor.offered))


def languages_of(one: Candidate) -> frozenset[str]:
    return frozenset(map(plain, one.languages))


def minutes_of(request: Request, tz_a: str, tz_b: str) -> int:
    """How many minutes of a working day somebody in the one zone shares with somebody in the other."""
    return _minutes(tz_a, tz_b, request.day.toordinal(), request.day_starts, request.day_ends)


@lru_cache(maxsize=20_000)
def _minutes(tz_a: str, tz_b: str, day: int, starts: int, ends: int) -> int:
    return shared_minutes(tz_a, tz_b, date.fromordinal(day), starts, ends)


def too_far_apart(request: Request, tz_a: str, tz_b: str) -> bool:
    return minutes_of(request, tz_a, tz_b) < 60 * request.rules.min_shared_hours


def wish_again(mentor: Candidate, mentee: Candidate) -> bool:
    """Whether two who were partners before both wish to be so again."""
    return mentor.id in mentee.again and mentee.id in mentor.again


def minutes_points(request: Request, points: int, mentee: str, mentor: str) -> int:
    enough = 60 * request.rules.enough_shared_hours
    return points * min(minutes_of(request, mentee, mentor), enough) // enough


def language_points(_: Request, points: int, mentee: frozenset[str], mentor: frozenset[str]) -> int:
    return points if mentee & mentor else 0


def style_points(_: Request, points: int, mentee: str, mentor: str) -> int:
    if not mentee or not mentor:
        return 0
    if mentee == mentor:
        return points
    return points // 2 if ANY_STYLE in (mentee, mentor) else 0


def hours_points(_: Request, points: int, wanted: int, given: int) -> int:
    """All points if the mentor has as many hours as the mentee hopes for, else their part of it."""
    return points * min(wanted, given) // wanted if wanted and given else 0


def above_the_mentee(request: Request, mentee: Career, mentor: Career) -> bool:
    """Whether a reverse mentor is not the junior of the two. Where one of them is not known, nobody can say so."""
    known = mentee[0] and mentor[0]
    return request.rules.format is Format.REVERSE and bool(known) and mentor[0] >= mentee[0]


def seniority_points(request: Request, points: int, mentee: Career, mentor: Career) -> int:
    """All points for as many steps ahead as the mentee or else the program wishes, and half for a step more or less."""
    (of_mentee, wished), (of_mentor, _) = mentee, mentor
    if not of_mentee or not of_mentor:
        return 0
    least, most = wished or request.rules.seniority_ahead
    if request.rules.format is Format.REVERSE:
        least, most = -most, -least
    elif request.rules.format is Format.PEERS:
        least = most = 0
    beside = max(least - (of_mentor - of_mentee), of_mentor - of_mentee - most, 0)
    return (points, points // 2, 0)[min(beside, 2)]


def department_points(request: Request, points: int, mentee: str, mentor: str) -> int:
    wish_same = request.rules.department == "same"
    return points if mentee and mentor and (mentee == mentor) is wish_same else 0


def site_points(_: Request, points: int, mentee: str, mentor: str) -> int:
    return points if mentee and mentee == mentor else 0


def words_points(points: int, count: int) -> int:
    return points * min(count, ENOUGH_WORDS) // ENOUGH_WORDS


Table = tuple[ReasonKind, Callable[[Candidate], Hashable], Callable[[Request, int, Any, Any], int]]
TABLES: Final[tuple[Table, ...]] = (
    (ReasonKind.SHARED_HOURS, lambda one: one.tz, minutes_points),
    (ReasonKind.LANGUAGES, languages_of, language_points),
    (ReasonKind.STYLE, lambda one: one.style, style_points),
    (ReasonKind.AVAILABILITY, lambda one: one.hours, hours_points),
    (ReasonKind.SENIORITY, lambda one: (one.seniority, one.ahead), seniority_points),
    (ReasonKind.DEPARTMENT, lambda one: plain(one.department), department_points),
    (ReasonKind.SITE, lambda one: plain(one.site), site_points),
    (ReasonKind.MEETING, lambda one: one.meeting, style_points),
    (ReasonKind.COMMUNICATION, lambda one: one.communication, style_points),
)
"""The criteria that compare one fact of each side: what it is, and its points."""

Words = Callable[[Candidate], tuple[str, ...]]
SETS: Final[tuple[tuple[ReasonKind, Words, Words], ...]] = (
    (ReasonKind.AIMS, lambda one: one.aims, lambda one: one.aims),
    (ReasonKind.INTERESTS, lambda one: one.interests, lambda one: one.interests),
    (ReasonKind.AFFINITY, lambda one: one.affinity_wanted, lambda one: one.affinity),
)
"""The criteria that compare lists: each entry of the mentee's that is the mentor's too has its share of the points."""


def reasons(request: Request, mentor: Candidate, mentee: Candidate) -> tuple[Reason, ...]:
    """What speaks for this pair, strongest first; the points add up to the pair's score."""
    points = points_each_way(request)
    found = _one_way(request, points, mentor, mentee)
    if request.rules.format is Format.PEERS:
        found = _both_ways(found, _one_way(request, points, mentee, mentor))
    return tuple(sorted((one for one in found if one.points), key=lambda one: -one.points))


def points_each_way(request: Request) -> Mapping[str, int]:
    """What the criteria are worth to a mentee with a mentor. Peers are both, and each way counts half."""
    points = request.rules.points
    return (
        {kind: worth // 2 for kind, worth in points.items()}
        if request.rules.format is Format.PEERS
        else points
    )


def _both_ways(found: list[Reason], back: list[Reason]) -> list[Reason]:
    """What either could learn from the other stands by itself; what holds for both alike is one reason."""
    one_way = (ReasonKind.SKILLS, ReasonKind.GOAL)
    theirs = {one.kind: one for one in back}
    alike = [
        replace(one, points=one.points + theirs[one.kind].points, words=one.words or theirs[one.kind].words)
        for one in found
        if one.kind not in one_way
    ]
    return [
        *(one for one in found if one.kind in one_way),
        *(replace(one, back=True) for one in back if one.kind in one_way),
        *alike,
    ]


def _one_way(
    request: Request, points: Mapping[str, int], mentor: Candidate, mentee: Candidate
) -> list[Reason]:
    words = goal_words(mentee) & expertise_words(mentor) if points.get(ReasonKind.GOAL) else frozenset()
    found = [
        _taught(request, points.get(ReasonKind.SKILLS, 0), mentor, mentee),
        Reason(
            ReasonKind.GOAL, words_points(points.get(ReasonKind.GOAL, 0), len(words)), tuple(sorted(words))
        ),
    ]
    for kind, fact, worth in TABLES:
        if share := points.get(kind, 0):
            told = worth(request, share, fact(mentee), fact(mentor))
            found.append(_told(request, kind, told, mentor, mentee))
    for kind, wanted, given in SETS:
        if share := points.get(kind, 0):
            found.append(_in_common(kind, share, wanted(mentee), given(mentor)))
    return found


def _told(request: Request, kind: ReasonKind, points: int, mentor: Candidate, mentee: Candidate) -> Reason:
    """A reason with the words or minutes that belong to it."""
    match kind:
        case ReasonKind.SHARED_HOURS:
            return Reason(kind, points, minutes=minutes_of(request, mentee.tz, mentor.tz))
        case ReasonKind.LANGUAGES:
            tongues = languages_of(mentor)
            return Reason(kind, points, tuple(one for one in mentee.languages if plain(one) in tongues))
        case ReasonKind.STYLE | ReasonKind.MEETING | ReasonKind.COMMUNICATION:
            theirs = {
                ReasonKind.STYLE: (mentee.style, mentor.style),
                ReasonKind.MEETING: (mentee.meeting, mentor.meeting),
                ReasonKind.COMMUNICATION: (mentee.communication, mentor.communication),
            }[kind]
            return Reason(kind, points, (theirs[0] if theirs[0] != ANY_STYLE else theirs[1],))
        case _:
            return Reason(kind, points)


def _in_common(kind: ReasonKind, points: int, wanted: tuple[str, ...], given: tuple[str, ...]) -> Reason:
    shared = [one for one in skills_of(wanted) if one in skills_of(given)]
    total = points // max(1, len(skills_of(wanted))) * len(shared)
    # what was wished for in common, and by whom, is nobody's to read
    return Reason(kind, total, () if kind is ReasonKind.AFFINITY else tuple(shared))


def _taught(request: Request, points: int, mentor: Candidate, mentee: Candidate) -> Reason:
    """The skills the mentor offers of those the mentee wants, or close to them, in the mentee's words, and what they
    are worth."""
    wanted, offered = wishes(mentee), offers(mentor)
    spelt = {plain(skill): skill for skill in reversed(mentor.offered)}
    share, total = points // max(1, len(wanted)), 0
    taught: list[str] = []
    near: list[tuple[str, str]] = []
    said = {plain(wish): wish for wish in reversed(mentee.wanted)}
    for skill, wish in ((skill, said[skill]) for skill in wanted):
        if skill in offered:
            taught.append(wish)
            total += gap_points(share, wanted[skill], offered[skill])
        elif close := nearest(offered, close_to(request.related).get(skill, ())):
            near.append((spelt[close], wish))
            total += gap_points(share, wanted[skill], offered[close]) // 2
    return Reason(ReasonKind.SKILLS, total, tuple(taught), near=tuple(near))
