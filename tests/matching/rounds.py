"""Rounds for the tests of matching: small ones of every kind, and companies of any size."""

import random
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from bot.domain.criteria import points_of
from bot.domain.matching import Candidate, Outcome, Pair, ReasonKind, Request
from bot.domain.program import Format, MatchingRules
from bot.programs.reading import standard

TUESDAY = date(2026, 11, 24)
SKILLS = ["SQL", "sql ", "Public speaking", "Hiring", "Python", "Coaching"]
WORDS = ["present", "results", "board", "lead", "team", "numbers", "stories"]
ZONES = ["Europe/London", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Auckland"]
POINTS = [standard().matching.points, points_of(dict.fromkeys(ReasonKind, "low")), {"skills": 1000}]
MUSTS = [("skills",), ("skills",), (), ("languages", "skills"), ("department",)]
CLOSE = frozenset({("SQL", "Python"), ("Hiring", "Public speaking"), ("Coaching", "Hiring")})
IDS = [f"U{n}" for n in range(7)]

few = st.lists(st.sampled_from(SKILLS[:3]), max_size=2).map(tuple)
several = st.lists(st.sampled_from(SKILLS), max_size=4).map(tuple)
some_words = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
levels = st.dictionaries(
    st.sampled_from(SKILLS), st.sampled_from(["new", "help", "confident", "teach"]), max_size=3
)
ids = st.lists(st.sampled_from(IDS), max_size=2).map(tuple)
has_already = st.sampled_from([(), (), (), ("U0",), ("U1",)])
pairs = st.sets(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=4)


def candidates(id: str) -> st.SearchStrategy[Candidate]:
    return st.builds(
        Candidate,
        id=st.just(id),
        seeks=st.booleans(),
        places=st.integers(0, 3),
        wanted=several,
        offered=several,
        wanted_levels=levels,
        offered_levels=levels,
        goal=some_words,
        expertise=some_words,
        tz=st.sampled_from(ZONES),
        languages=st.lists(st.sampled_from(["English", "english", "Polish"]), max_size=2).map(tuple),
        style=st.sampled_from(["", "structured", "open", "any"]),
        hours=st.sampled_from([0, 1, 2, 4]),
        managers=ids,
        team=st.sampled_from(["", "Sales", "sales ", "Support"]),
        avoid=ids,
        again=ids,
        department=st.sampled_from(["", "Law", "Research"]),
        site=st.sampled_from(["", "Berlin", "Lima"]),
        seniority=st.integers(0, 4),
        ahead=st.sampled_from([None, (0, 0), (1, 1), (2, 9)]),
        aims=few,
        interests=few,
        meeting=st.sampled_from(["", "video", "any"]),
        communication=st.sampled_from(["", "chat", "calls"]),
        affinity_wanted=few,
        affinity=few,
        priority=st.sampled_from([0, 0, 0, 1, 2, 9]),
    )


@st.composite
def requests(
    draw: st.DrawFn, *, at_most: int = 7, pins: bool = True, format: Format = Format.ONE_TO_ONE, each: int = 1
) -> Request:
    chosen = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=at_most))
    people = [draw(candidates(id)) for id in chosen]
    if each > 1:
        people = [replace(one, mentors=draw(has_already)) for one in people]
    return Request(
        people=tuple(people),
        rules=MatchingRules(
            format=format,
            mentors_each=each,
            circle=draw(st.sampled_from([(2, 3), (3, 3), (2, 4)])),
            points=draw(st.sampled_from(POINTS)),
            must=draw(st.sampled_from(MUSTS)),
            department=draw(st.sampled_from(["same", "different"])),
            floor=draw(st.sampled_from([0, 0, 300, 500])),
            aim=draw(st.sampled_from(["people", "people", "people", "points"])),
            same_team_allowed=draw(st.booleans()),
            repeat_allowed=draw(st.booleans()),
            min_shared_hours=draw(st.integers(0, 2)),
        ),
        day=TUESDAY,
        past=frozenset(draw(pairs)),
        forbidden=frozenset(draw(pairs)),
        pinned=tuple(sorted(draw(pairs))) if pins and draw(st.booleans()) else (),
        previous=tuple(sorted(draw(pairs))) if draw(st.booleans()) else (),
        seed=draw(st.integers(0, 3)),
        related=draw(st.sampled_from([frozenset(), CLOSE])),
    )


def paired(outcome: Outcome) -> set[Pair]:
    return {(one.mentor, one.mentee) for one in outcome.proposals}


def company(people: int, seed: int = 7) -> Request:
    """Two mentees for each mentor, who have two places on average; some skills are wanted more than others."""
    rng = random.Random(seed)
    skills = [skill for group in standard().skills for skill in group.skills]
    popular = [1 / (place + 1) ** 0.5 for place in range(len(skills))]
    words = [
        f"{a}{b}" for a in ("lead", "plan", "build", "grow", "data", "team") for b in ("ing", "ers", "ion")
    ]
    found = []
    for number in range(people):
        mentor = number >= people * 2 // 3
        known = tuple(dict.fromkeys(rng.choices(skills, popular, k=6 if mentor else 3)))
        text = " ".join(rng.choices(words, k=6))
        told = {skill: rng.choice(["help", "confident", "teach"]) for skill in known}
        found.append(
            Candidate(
                id=f"U{number:06}",
                seeks=not mentor,
                places=rng.choice([1, 2, 2, 3]) if mentor else 0,
                wanted=() if mentor else known,
                offered=known if mentor else (),
                offered_levels=told if mentor else {},
                goal="" if mentor else text,
                expertise=text if mentor else "",
                tz=rng.choice(["Europe/London", "Europe/Paris", "America/New_York", "Asia/Kolkata"]),
                languages=tuple(rng.sample(["English", "Spanish", "French"], rng.randint(1, 2))),
                style=rng.choice(["structured", "open", "hands_on", "any"]),
                hours=rng.choice([1, 2, 4]),
                managers=(f"U{rng.randrange(people):06}",),
                team=f"team {rng.randrange(people // 10 + 1)}",
                avoid=(f"U{rng.randrange(people):06}",) if rng.random() < 0.05 else (),
            )
        )
    return Request(people=tuple(found), rules=standard().matching, day=TUESDAY)


def everybody_both(request: Request) -> Request:
    """A company of peers: each offers what another one offers, and wants what a third wants."""
    wanting = [one for one in request.people if one.seeks]
    giving = [one for one in request.people if one.places]
    people = [
        replace(
            one,
            seeks=True,
            places=1,
            wanted=wanting[number % len(wanting)].wanted,
            goal=wanting[number % len(wanting)].goal,
            offered=giving[number % len(giving)].offered,
            expertise=giving[number % len(giving)].expertise,
        )
        for number, one in enumerate(request.people)
    ]
    return replace(request, people=tuple(people), rules=replace(request.rules, format=Format.PEERS))


def in_circles(request: Request) -> Request:
    people = tuple(replace(one, places=6 if one.places else 0) for one in request.people)
    return replace(request, people=people, rules=replace(request.rules, format=Format.CIRCLES))
