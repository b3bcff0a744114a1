"""The matching once more, the slow and obvious way: plain Python, a pair at a time, every possibility tried."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.calendar import shared_minutes
from bot.domain.matching import Candidate, Pair, Request
from bot.domain.program import Format
from bot.matching.reasons import expertise_words, goal_words

LEVELS = {"new": 1, "help": 2, "confident": 3, "teach": 4}


def clean(word: str) -> str:
    return " ".join(word.split()).casefold()


def listed(words: tuple[str, ...]) -> list[str]:
    return sorted({clean(word) for word in words})


def level(levels: dict[str, str], skill: str, unsaid: int) -> int:
    said = [LEVELS[word] for name, word in levels.items() if clean(name) == skill]
    return said[0] if said else unsaid


def alike(share: int, one: str, other: str) -> int:
    if one and other and one == other:
        return share
    return share // 2 if one and other and "any" in (one, other) else 0


def parts(request: Request, mentor: Candidate, mentee: Candidate) -> dict[str, int]:
    """The points of each criterion."""
    share, told = {"seniority": 0, **request.rules.points}.get, {}
    wanted, offered = listed(mentee.wanted), listed(mentor.offered)
    told["skills"] = 0
    for skill in wanted:
        if skill in offered:
            theirs = level(dict(mentee.wanted_levels), skill, 1)
            gives = level(dict(mentor.offered_levels), skill, 3)
            told["skills"] += share("skills", 0) // len(wanted) * (gives if gives > theirs else 1) // 4
            continue
        close = {
            clean(pair[1 - place])
            for pair in request.related
            for place in (0, 1)
            if clean(pair[place]) == skill
        }
        if known := [level(dict(mentor.offered_levels), other, 3) for other in offered if other in close]:
            theirs, gives = level(dict(mentee.wanted_levels), skill, 1), max(known)
            told["skills"] += share("skills", 0) // len(wanted) * (gives if gives > theirs else 1) // 4 // 2
    words = goal_words(mentee) & expertise_words(mentor)
    told["goal"] = share("goal", 0) * min(3, len(words)) // 3
    enough = 60 * request.rules.enough_shared_hours
    told["shared_hours"] = share("shared_hours", 0) * min(enough, minutes(request, mentor, mentee)) // enough
    tongues = set(listed(mentee.languages)) & set(listed(mentor.languages))
    told["languages"] = share("languages", 0) if tongues else 0
    told["style"] = alike(share("style", 0), mentee.style, mentor.style)
    hours = min(mentee.hours, mentor.hours)
    told["availability"] = share("availability", 0) * hours // mentee.hours if hours else 0
    for key, wish, has in (
        ("aims", mentee.aims, mentor.aims),
        ("interests", mentee.interests, mentor.interests),
        ("affinity", mentee.affinity_wanted, mentor.affinity),
    ):
        common = set(listed(wish)) & set(listed(has))
        told[key] = share(key, 0) // len(listed(wish)) * len(common) if common else 0
    told["seniority"] = _seniority(request, share("seniority", 0), mentor, mentee)
    same = clean(mentor.department) == clean(mentee.department)
    known = mentor.department and mentee.department
    told["department"] = (
        share("department", 0) if known and same is (request.rules.department == "same") else 0
    )
    told["site"] = share("site", 0) if mentee.site and clean(mentor.site) == clean(mentee.site) else 0
    told["meeting"] = alike(share("meeting", 0), mentee.meeting, mentor.meeting)
    told["communication"] = alike(share("communication", 0), mentee.communication, mentor.communication)
    return {key: points for key, points in told.items() if points}


def _seniority(request: Request, share: int, mentor: Candidate, mentee: Candidate) -> int:
    ahead, (least, most) = mentor.seniority - mentee.seniority, mentee.ahead or request.rules.seniority_ahead
    if request.rules.format is Format.REVERSE:
        ahead = -ahead
    if request.rules.format is Format.PEERS:
        least = most = 0
    if not mentor.seniority or not mentee.seniority or not least - 1 <= ahead <= most + 1:
        return 0
    return share if least <= ahead <= most else share // 2


def points_of(request: Request, mentor: Candidate, mentee: Candidate) -> int:
    """Of peers, what either could learn from the other, half each."""
    if request.rules.format is not Format.PEERS:
        return sum(parts(request, mentor, mentee).values())
    half = _with_points(request, {kind: worth // 2 for kind, worth in request.rules.points.items()})
    return sum(parts(half, mentor, mentee).values()) + sum(parts(half, mentee, mentor).values())


def minutes(request: Request, mentor: Candidate, mentee: Candidate) -> int:
    wednesday = request.day + timedelta(days=2 - request.day.weekday())
    return shared_minutes(mentee.tz, mentor.tz, wednesday, request.day_starts, request.day_ends)


def above(request: Request, one: Candidate) -> set[str]:
    known = {other.id: other.managers for other in request.people}
    return set(one.managers) | {top for manager in one.managers for top in known.get(manager, ())}


def barred(request: Request, mentor: Candidate, mentee: Candidate) -> bool:
    """The rules that nothing may break, in plain words."""
    return (
        mentor.id == mentee.id
        or mentor.id in above(request, mentee)
        or mentee.id in above(request, mentor)
        or mentor.id in mentee.avoid
        or mentee.id in mentor.avoid
        or mentor.id in mentee.mentors
        or bool({(mentor.id, mentee.id), (mentee.id, mentor.id)} & request.forbidden)
        or (
            not request.rules.same_team_allowed
            and mentor.team != ""
            and clean(mentor.team) == clean(mentee.team)
        )
    )


def may_be(request: Request, mentor: Candidate, mentee: Candidate) -> bool:
    both_wish = mentor.id in mentee.again and mentee.id in mentor.again
    peers = request.rules.format is Format.PEERS
    partners = {(mentor.id, mentee.id), *([(mentee.id, mentor.id)] if peers else [])}
    met = bool(partners & request.past) and not request.rules.repeat_allowed and not both_wish
    full = {**dict.fromkeys(request.rules.must, 1000)}
    told = parts(_with_points(request, full), mentor, mentee)
    taught = {*listed(mentee.wanted)} & {*listed(mentor.offered)}
    if peers:
        taught |= {*listed(mentor.wanted)} & {*listed(mentee.offered)}
    junior = request.rules.format is not Format.REVERSE or not (
        mentor.seniority >= mentee.seniority and mentor.seniority and mentee.seniority
    )
    return (
        not barred(request, mentor, mentee)
        and not met
        and junior
        and all(told.get(key) for key in request.rules.must if key != "skills")
        and ("skills" not in request.rules.must or bool(taught))
        and minutes(request, mentor, mentee) >= 60 * request.rules.min_shared_hours
    )


def _with_points(request: Request, points: dict[str, int]) -> Request:
    return replace(request, rules=replace(request.rules, points=points))


@dataclass(frozen=True, order=True)
class Value:
    """What a matching is judged by, the first that differs deciding."""

    people: int = 0
    not_below: int = 0
    points: int = 0
    kept: int = 0


def value_of(request: Request, pairs: set[Pair]) -> Value:
    by_id = {one.id: one for one in request.people}
    total = Value()
    for pair in pairs:
        mentor, mentee = (by_id[who] for who in pair)
        points = points_of(request, mentor, mentee)
        peers = request.rules.format is Format.PEERS
        served = 1 + min(mentee.priority, 7) + (1 + min(mentor.priority, 7) if peers else 0)
        total = Value(
            total.people + served * (request.rules.aim == "people"),
            total.not_below - (points < request.rules.floor),
            total.points + points,
            total.kept + (pair in request.previous or (peers and pair[::-1] in request.previous)),
        )
    return total


def every_matching(request: Request) -> Iterator[set[Pair]]:
    mentors = [one for one in request.people if one.places]
    possible = {
        mentee.id: [mentor.id for mentor in mentors if may_be(request, mentor, mentee)]
        for mentee in request.people
        if mentee.seeks
    }
    places = Counter({one.id: one.places for one in mentors})

    def rest(mentees: list[str]) -> Iterator[set[Pair]]:
        if not mentees:
            yield set()
            return
        yield from rest(mentees[1:])
        for mentor in possible[mentees[0]]:
            if places[mentor]:
                places[mentor] -= 1
                yield from ({(mentor, mentees[0]), *others} for others in rest(mentees[1:]))
                places[mentor] += 1

    yield from rest(sorted(possible))


def every_circle(request: Request) -> Iterator[set[Pair]]:
    least, most = request.rules.circle
    for pairs in every_matching(request):
        sizes = Counter(mentor for mentor, _ in pairs).values()
        if all(least <= size <= most for size in sizes):
            yield pairs


def every_pairing(request: Request) -> Iterator[set[Pair]]:
    """Peers: everybody with one other or alone."""
    known = {one.id: one for one in request.people if one.seeks or one.places}

    def rest(people: tuple[str, ...]) -> Iterator[set[Pair]]:
        if not people:
            yield set()
            return
        yield from rest(people[1:])
        for other in people[1:]:
            if may_be(request, known[people[0]], known[other]):
                left = tuple(one for one in people[1:] if one != other)
                yield from ({(people[0], other), *others} for others in rest(left))

    yield from rest(tuple(sorted(known)))


def best(request: Request) -> Value:
    """The value of the best matching, by trying all."""
    return max(value_of(request, pairs) for pairs in every_matching(request))
