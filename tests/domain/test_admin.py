"""What the program team sees at a glance."""

from datetime import UTC, datetime

from bot.domain.admin import Claim, Overview, by_part, overview
from bot.domain.matches import Match, State
from bot.domain.people import Participant, Role, Status

NOW = datetime(2030, 1, 7, tzinfo=UTC)


def match(mentor, mentee, state=State.OPEN):
    return Match(id=1, round_id=1, mentor=mentor, mentee=mentee, state=state, published_at=NOW)


def test_people_places_and_matches_are_counted():
    people = [
        Participant("ANA", Role.MENTEE, Status.ACTIVE),
        Participant("CY", Role.MENTEE, Status.ACTIVE),
        Participant("DEE", Role.MENTEE, Status.PAUSED),
        Participant("BO", Role.MENTOR, Status.ACTIVE, {"capacity": 1}),
        Participant("EVE", Role.BOTH, Status.ACTIVE, {"capacity": 2}),
        Participant("FAY", None, Status.INTERESTED),
        Participant("GUS", Role.MENTEE, Status.LEFT),
    ]
    seen = overview(people, [match("BO", "ANA"), match("EVE", "DEE", State.HELD)])
    assert seen == Overview(
        mentees=3, mentors=1, both=1, paused=1, interested=1, seeking=2, places=1, under_way=1, held=1
    )
    assert seen.can_match
    assert by_part(people, {"ANA": "Ana"})["mentee"] == ("Ana", "CY")


def test_a_claim_is_read_from_what_was_kept():
    assert Claim.read("") is None
    claim = Claim.read(f"abc {NOW.isoformat()}")
    assert claim == Claim("abc", NOW)
    assert not claim.fits("anything")
