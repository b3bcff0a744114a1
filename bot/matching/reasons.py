"""What speaks for a pair, in whole points, one pair at a time. `scores` says the same for all pairs at once."""

from collections.abc import Mapping

from bot.domain.calendar import shared_minutes
from bot.domain.matching import Candidate, Reason, ReasonKind, Request
from bot.domain.words import plain

LEVELS: Mapping[str, int] = {"new": 1, "help": 2, "confident": 3, "teach": 4}
UNSAID_WANTED, UNSAID_OFFERED = 1, 3
"""Who wants a skill is taken to be new to it, and who offers one to be confident, unless they say otherwise."""

ENOUGH_MINUTES = 240  # four shared hours a day are as good as eight
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
    """Skills made comparable, in their order, each once."""
    return tuple(dict.fromkeys(plain(word) for word in words if plain(word)))


def level(levels: Mapping[str, str], skill: str, unsaid: int) -> int:
    """How well somebody knows a skill, from 1 to 4."""
    return next((LEVELS.get(said, unsaid) for name, said in levels.items() if plain(name) == skill), unsaid)


def gap_points(share: int, wanted_level: int, offered_level: int) -> int:
    """Points of one skill: the more the mentor knows the better, and little if the mentee knows as much."""
    quarters = offered_level if offered_level > wanted_level else 1
    return share * quarters // 4


def share_of(points: int, mentee: Candidate) -> int:
    """What one of the mentee's skills is worth: the points of all, divided evenly."""
    return points // max(1, len(skills_of(mentee.wanted)))


def words_of(text: str) -> frozenset[str]:
    """The words of a text that carry meaning."""
    words = (plain(word) for word in text.replace("/", " ").replace("-", " ").split())
    return frozenset(word for word in words if len(word) >= 4 and word not in _FILLERS)


def goal_words(mentee: Candidate) -> frozenset[str]:
    """Words of the goal, without those of the wanted skills, which count already."""
    return words_of(mentee.goal) - words_of(" ".join(mentee.wanted))


def expertise_words(mentor: Candidate) -> frozenset[str]:
    return words_of(mentor.expertise) | words_of(" ".join(mentor.offered))


def style_points(points: int, mentee: str, mentor: str) -> int:
    if not mentee or not mentor:
        return 0
    if mentee == mentor:
        return points
    return points // 2 if ANY_STYLE in (mentee, mentor) else 0


def hours_points(points: int, wanted: int, given: int) -> int:
    """All points if the mentor has as many hours as the mentee hopes for, else their part of it."""
    return points * min(wanted, given) // wanted if wanted and given else 0


def minutes_points(points: int, minutes: int) -> int:
    return points * min(minutes, ENOUGH_MINUTES) // ENOUGH_MINUTES


def words_points(points: int, count: int) -> int:
    return points * min(count, ENOUGH_WORDS) // ENOUGH_WORDS


def reasons(request: Request, mentor: Candidate, mentee: Candidate) -> tuple[Reason, ...]:
    """What speaks for this pair, strongest first; the points add up to the pair's score."""
    points = request.rules.points
    minutes = shared_minutes(mentee.tz, mentor.tz, request.day, request.day_starts, request.day_ends)
    styles = style_points(points.get("style", 0), mentee.style, mentor.style)
    words = goal_words(mentee) & expertise_words(mentor)
    tongues = languages_of(mentor)
    spoken = tuple(tongue for tongue in mentee.languages if plain(tongue) in tongues)
    found = (
        _taught(points.get("skills", 0), mentor, mentee),
        Reason(ReasonKind.GOAL, words_points(points.get("goal", 0), len(words)), tuple(sorted(words))),
        Reason(
            ReasonKind.SHARED_HOURS, minutes_points(points.get("shared_hours", 0), minutes), minutes=minutes
        ),
        Reason(ReasonKind.LANGUAGES, points.get("languages", 0) if spoken else 0, spoken),
        Reason(ReasonKind.STYLE, styles, (mentee.style if mentee.style != ANY_STYLE else mentor.style,)),
        Reason(
            ReasonKind.AVAILABILITY, hours_points(points.get("availability", 0), mentee.hours, mentor.hours)
        ),
    )
    return tuple(sorted((one for one in found if one.points), key=lambda one: -one.points))


def languages_of(one: Candidate) -> frozenset[str]:
    return frozenset(plain(language) for language in one.languages)


def _taught(points: int, mentor: Candidate, mentee: Candidate) -> Reason:
    """The skills the mentor offers of those the mentee wants, in the mentee's words, and what they are worth."""
    share, offered, total = share_of(points, mentee), skills_of(mentor.offered), 0
    taught: dict[str, str] = {}
    for wish in mentee.wanted:
        skill = plain(wish)
        if skill in offered and skill not in taught:
            taught[skill] = wish
            wanted_level = level(mentee.wanted_levels, skill, UNSAID_WANTED)
            total += gap_points(share, wanted_level, level(mentor.offered_levels, skill, UNSAID_OFFERED))
    return Reason(ReasonKind.SKILLS, total, tuple(taught.values()))
