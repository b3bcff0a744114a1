"""Skills that are close count half, and the reason names both."""

from dataclasses import replace

from bot.domain.matching import Candidate, ReasonKind, Request
from bot.domain.program import MatchingRules
from bot.matching.solving import solve
from bot.messages.reasons import facts_of, reason_words
from bot.programs.reading import standard
from tests.matching.rounds import TUESDAY

MENTEE = Candidate(id="ANA", seeks=True, wanted=("Data analysis",))
MENTOR = Candidate(id="BO", places=1, offered=("SQL",))


def asked(**told: object) -> Request:
    rules = MatchingRules(points={"skills": 1000}, must=())
    close = frozenset({("Data analysis", "SQL")})
    return replace(Request(people=(MENTEE, MENTOR), rules=rules, day=TUESDAY, related=close), **told)  # type: ignore[arg-type]


def test_who_offers_something_close_counts_half() -> None:
    very = replace(MENTOR, offered=("data analysis",))
    (near,) = solve(asked()).proposals
    (exact,) = solve(asked(people=(MENTEE, very))).proposals
    assert near.points == exact.points // 2 > 0
    assert near.reasons[0].near == (("SQL", "Data analysis"),)
    assert sum(one.points for one in near.reasons) == near.points


def test_the_best_known_of_the_close_ones_counts_and_the_very_skill_before_them() -> None:
    mentor = replace(
        MENTOR, offered=("SQL", "Statistics"), offered_levels={"SQL": "help", "Statistics": "teach"}
    )
    close = frozenset({("Data analysis", "SQL"), ("Statistics", "Data analysis")})
    (pair,) = solve(asked(people=(MENTEE, mentor), related=close)).proposals
    assert pair.points == 500
    assert pair.reasons[0].near == (("Statistics", "Data analysis"),)


def test_a_must_asks_for_the_very_skill() -> None:
    assert solve(asked(rules=MatchingRules(points={"skills": 1000}, must=("skills",)))).proposals == ()


def test_the_reason_names_both_to_everybody_who_may_read_it() -> None:
    (pair,) = solve(asked()).proposals
    told = {
        who: str(reason_words(facts_of(pair.reasons), who, standard())[0])
        for who in ("team", "mentee", "mentor", "room")
    }
    assert told["team"] == "offers SQL, near to Data analysis"
    assert all("SQL" in words and "Data analysis" in words for words in told.values())


def test_the_catalogue_tells_which_of_the_words_said_are_close() -> None:
    catalogue = standard().catalogue
    one = next(skill for skill in catalogue.skills if catalogue.related(skill.name))
    other = sorted(catalogue.related(one.name))[0]
    assert catalogue.close([one.name, other, "basket weaving"]) in ({(one.name, other)}, {(other, one.name)})
    assert catalogue.close([one.name]) == frozenset()
    assert ReasonKind.SKILLS in standard().matching.points
