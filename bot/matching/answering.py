"""Answers the program team's questions about a round. To be run in the worker, which keeps the round laid out between
two questions."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.explaining import Rule, WhyPair
from bot.domain.fairness import fares
from bot.domain.matching import Candidate, Outcome, Request
from bot.domain.program import Format
from bot.domain.questions import (
    Answered,
    Gaps,
    GapsSeen,
    OfPair,
    OfPerson,
    PersonSeen,
    Recruit,
    Sitting,
    served,
    skill_gaps,
)
from bot.domain.words import plain
from bot.matching.circles import Seats
from bot.matching.explaining import Explainer, explainer
from bot.matching.laying import as_told, digest
from bot.matching.solving import solve
from bot.matching.waiting import looked_into, waiting

SKILLS_TOLD = 8
RECRUITS_TOLD = 6
MENTORS_TOLD = 5
NEW_PLACES = 3  # how many a mentor takes who would be recruited
EXACT_UP_TO = 3000  # people: beyond, recruits are counted and not worked out, which would take a round each
NEWCOMER = "a new mentor"
CIRCLE = Seats()

Wanted = tuple[tuple[str, tuple[str, ...]], ...]

_last: list[tuple[Request, Outcome | None, Explainer]] = []


def answered(sitting: Sitting) -> Answered:
    seen = _laid_out(sitting.request, sitting.outcome)
    match sitting.question:
        case OfPair(one, other):
            return _of_pair(seen, one, other)
        case OfPerson(who):
            return _of_person(seen, who)
        case Gaps():
            return _gaps(seen, sitting.has_mentor)
        case change:
            return seen.what_if(change)


def _laid_out(request: Request, outcome: Outcome | None) -> Explainer:
    """The draft where it is of this very request, else the round as it would be worked out now."""
    if not _last or _last[0][:2] != (request, outcome):
        told, asked = outcome, request
        if told is None or told.certificate is None or told.certificate.digest != digest(request):
            table = tuple((one.mentor, one.mentee) for one in told.proposals) if told else ()
            asked = replace(request, previous=table or request.previous)
            told = solve(asked)
        _last[:] = [(request, outcome, explainer(asked, told))]
    return _last[0][2]


def _of_pair(seen: Explainer, one: str, other: str) -> WhyPair:
    """Whoever of the two is the mentor: as they are paired, else as they could be, else as less stands between them."""
    ways = dict.fromkeys(as_told(seen.request, pair) for pair in ((one, other), (other, one)))
    return max(
        (seen.why(*way) for way in ways),
        key=lambda way: (
            way.chosen,
            way.possible,
            not {Rule.NOT_SEEKING, Rule.NO_PLACE} & set(way.rules),
            -len(way.rules),
            way.points,
        ),
    )


def _of_person(seen: Explainer, who: str) -> PersonSeen:
    pairs = tuple(one for one in seen.outcome.proposals if who in (one.mentor, one.mentee))
    named = [one for one in seen.request.people if one.id == who]
    spelt = {plain(skill): skill for one in named for skill in (*one.offered, *one.wanted)}
    waits = tuple(
        replace(looked_into(seen, one), words=tuple(spelt.get(word, word) for word in one.words))
        for one in waiting(seen)
        if one.person == who
    )
    best = seen.best_for(who) if who in seen.rows else ()
    return PersonSeen(who, pairs, waits, best)


def _gaps(seen: Explainer, has_mentor: frozenset[str]) -> GapsSeen:
    request, outcome = seen.request, seen.outcome
    matched = _matched(request, outcome)
    seeking = [one for one in request.people if one.seeks]
    alone = sorted((one for one in seeking if one.id not in matched), key=lambda one: -one.priority)
    lacking = skill_gaps(request.people, {one.id for one in alone})
    wanted = _wanted(alone, {plain(one.skill): place for place, one in enumerate(lacking)})
    carried = [one for one in seeking if one.priority]
    return GapsSeen(
        seeking=len(seeking),
        pairs=len(matched),
        skills=lacking[:SKILLS_TOLD],
        skills_beyond=len(lacking[SKILLS_TOLD:]),
        gains=seen.gains()[:MENTORS_TOLD],
        recruits=_recruits(request, outcome, wanted),
        recruits_beyond=len(wanted[RECRUITS_TOLD:]),
        fares=fares(request, outcome, has_mentor),
        alone=tuple(one.id for one in alone),
        carried=len(carried),
        carried_waiting=tuple(one.id for one in carried if one.id not in matched),
        places=1 if request.rules.format is Format.PEERS else NEW_PLACES,
        circles=tuple((skill, who[: CIRCLE.most]) for skill, who in wanted if len(who) >= CIRCLE.least),
    )


def _matched(request: Request, outcome: Outcome) -> set[str]:
    return {who for one in outcome.proposals for who in served(one, request.rules)}


def _wanted(alone: list[Candidate], lacking: Mapping[str, int]) -> Wanted:
    """What those want who have nobody, each skill with who wants it; what most want first, and of those what lacks
    most."""
    who: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for one in alone:
        for skill in one.wanted:
            spelt.setdefault(plain(skill), skill)
            who.setdefault(plain(skill), []).append(one.id)
    most = sorted(who, key=lambda skill: (-len(who[skill]), lacking[skill]))
    return tuple((spelt[key], tuple(dict.fromkeys(who[key]))) for key in most)


def _recruits(request: Request, outcome: Outcome, wanted: Wanted) -> tuple[Recruit, ...]:
    """How many more one more mentor would match, for each skill of those who have nobody."""
    found = (_recruit(request, outcome, skill, who) for skill, who in wanted[:RECRUITS_TOLD])
    return tuple(sorted((one for one in found if one.more > 0), key=lambda one: -one.more))


def _recruit(request: Request, outcome: Outcome, skill: str, waiting_for_it: tuple[str, ...]) -> Recruit:
    if len(request.people) > EXACT_UP_TO:
        return Recruit(skill, min(NEW_PLACES, len(waiting_for_it)), waiting_for_it)
    with_them = replace(request, people=(*request.people, _newcomer(request, skill, waiting_for_it)))
    before, after = _matched(request, outcome), _matched(with_them, solve(with_them)) - {NEWCOMER}
    return Recruit(skill, len(after) - len(before), waiting_for_it, tuple(sorted(after - before)))


def _newcomer(request: Request, skill: str, for_whom: tuple[str, ...]) -> Candidate:
    """A mentor for this skill who works when most of those who wait for it do, and speaks their languages."""
    known = {one.id: one for one in request.people}
    zones = [known[who].tz for who in for_whom]
    languages = dict.fromkeys(word for who in for_whom for word in known[who].languages)
    peer = request.rules.format is Format.PEERS
    return Candidate(
        id=NEWCOMER,
        seeks=peer,
        places=1 if peer else NEW_PLACES,
        offered=(skill,),
        tz=max(sorted(set(zones)), key=zones.count),
        languages=tuple(languages),
    )
