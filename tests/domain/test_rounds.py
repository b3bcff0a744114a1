from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from bot.domain.forms import Audience, Form, Kind, Question
from bot.domain.matches import opens_at, shareable
from bot.domain.matching import Reason, ReasonKind
from bot.domain.nudges import Hours, Reader, good_for_all
from bot.domain.people import Participant, Person, Role, Status
from bot.domain.program import Format
from bot.domain.rounds import ProposedPair, Scene, possible, request, version
from bot.programs.reading import standard

MONDAY = datetime(2030, 1, 7, 10, tzinfo=UTC)
HOURS = Hours(2, 9, 17)


def person(who, skill):
    return Participant(who, Role.MENTEE, Status.ACTIVE, {"wanted": (skill,)})


def asked(*told, day=date(2030, 1, 7), seed=1, past=frozenset()):
    scene = Scene({}, {one.id: one for one in told}, ())
    return request(scene, past, standard(), day, seed)


def test_a_version_changes_with_people_answers_and_past_pairs_and_with_nothing_else():
    ana, bo = person("ANA", "SQL"), person("BO", "Python")
    base = version(asked(ana, bo))
    assert version(asked(bo, ana)) == base
    assert version(asked(ana, bo, day=date(2030, 2, 1), seed=9)) == base
    assert version(asked(ana)) != base
    assert version(asked(ana, person("BO", "Java"))) != base
    assert version(asked(ana, bo, past=frozenset({("BO", "ANA")}))) != base
    pairs = [(f"R{n}", f"E{n}") for n in range(50)]
    shuffled = Random(3).sample(pairs, 50)
    assert version(asked(ana, past=frozenset(pairs))) == version(asked(ana, past=frozenset(shuffled)))
    assert 0 <= base < 2**31


def test_only_what_the_partner_may_see_is_told():
    intake = Form(
        "intake",
        "Join",
        (
            Question(key="style", kind=Kind.TEXT, ask="?", label="?", seen_by=(Audience.PROGRAM_TEAM,)),
            Question(key="languages", kind=Kind.WORDS, ask="?", label="?", seen_by=(Audience.PARTNER,)),
        ),
    )
    reasons = [Reason(kind, 10) for kind in ReasonKind]
    told = [one.kind for one in shareable(reasons, intake)]
    assert told == [ReasonKind.SHARED_HOURS, ReasonKind.LANGUAGES]
    assert len(shareable(reasons, standard().form("intake"))) == 3


def test_it_opens_as_planned_but_never_before_the_mentor_had_a_working_day():
    assert opens_at(MONDAY + timedelta(days=2), MONDAY, "UTC", 10) == MONDAY + timedelta(days=2)
    friday = MONDAY + timedelta(days=4)
    assert opens_at(MONDAY + timedelta(days=2), friday, "UTC", 10) == MONDAY + timedelta(days=7)


def reader(tz):
    return Reader(Person("ANA", "Ana", tz=tz), None, ())


def test_a_good_time_for_all_lies_in_everybodys_hours():
    both = good_for_all([reader("Europe/Madrid"), reader("America/New_York")], MONDAY, HOURS)
    assert both == MONDAY + timedelta(hours=4)


def test_where_hours_never_meet_the_first_ones_decide():
    both = [reader("UTC"), reader("Pacific/Auckland")]
    assert good_for_all(both, MONDAY, HOURS) == MONDAY


def those(*pairs):
    return [ProposedPair(n, 1, mentor, mentee, 500, ()) for n, (mentor, mentee) in enumerate(pairs)]


def scene_of(**roles):
    told = {"wanted": ("SQL",), "offered": ("SQL",), "capacity": 4}
    people = {who: Participant(who, role, Status.ACTIVE, told) for who, role in roles.items()}
    return Scene({}, people, ())


def rules(**told):
    return replace(standard().matching, **told)


def held(pairs, scene, rules):
    kept, broken = possible(pairs, scene, rules)
    assert len(kept) + len(broken) == len(pairs)
    return [(one.mentor, one.mentee) for one in kept]


def test_a_circle_that_lost_too_many_comes_into_force_for_nobody():
    scene = scene_of(
        BO=Role.MENTOR, CY=Role.MENTOR, **dict.fromkeys(("A", "B", "C", "D", "E", "F"), Role.MENTEE)
    )
    whole = [("BO", "A"), ("BO", "B"), ("BO", "C"), ("CY", "D"), ("CY", "E")]
    circles = rules(format=Format.CIRCLES)
    assert held(those(*whole, ("CY", "GONE")), scene, circles) == whole[:3]
    assert held(those(*whole, ("CY", "F")), scene, circles) == [*whole, ("CY", "F")]


def test_a_peer_has_one_and_a_mentee_as_many_mentors_as_the_program_says():
    both = scene_of(A=Role.BOTH, B=Role.BOTH, C=Role.BOTH)
    assert held(those(("A", "B"), ("C", "A")), both, rules(format=Format.PEERS)) == [("A", "B")]
    assert len(held(those(("A", "B"), ("C", "B")), both, rules())) == 1
    assert len(held(those(("A", "B"), ("C", "B")), both, rules(mentors_each=2))) == 2
