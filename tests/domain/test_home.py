from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.due import Due
from bot.domain.home import Next, Step, Waiting, pairs_of, what_comes, what_is_next
from bot.domain.matches import Match, State
from bot.domain.people import Participant, Role, Status

NOW = datetime(2030, 1, 7, 10, 0, tzinfo=UTC)


def a_match(state, number=7, **more):
    letters = {"mentee_letter": "a", "mentor_letter": "b"}
    opened = {"opened_at": NOW} if state is State.OPEN else {}
    facts = {**letters, **opened, **more}
    who = {"mentor": "BO", "mentee": "ANA"}
    return Match(id=number, round_id=1, state=state, published_at=NOW, **{**who, **facts})


def next_of(who, *matches, waiting=None, status=Status.ACTIVE, joining_open=True, paused_until=None):
    waiting = waiting or Waiting()
    participant = Participant(who, Role.BOTH, status, paused_until=paused_until) if status else None
    pairs = pairs_of(who, matches, waiting, NOW)
    return what_is_next(participant, pairs, waiting, joining_open=joining_open)


@pytest.mark.parametrize(
    ("status", "joining_open", "step"),
    [
        (None, True, Step.JOIN),
        (None, False, Step.CLOSED),
        (Status.LEFT, True, Step.JOIN),
        (Status.INTERESTED, True, Step.JOIN),
        (Status.INTERESTED, False, Step.INTERESTED),
        (Status.JOINING, True, Step.GO_ON),
        (Status.PAUSED, True, Step.RESUME),
        (Status.ACTIVE, True, Step.WAIT),
    ],
)
def test_without_a_match_the_next_step_follows_from_where_they_are(status, joining_open, step):
    assert next_of("ANA", status=status, joining_open=joining_open).step is step


def test_the_most_pressing_thing_comes_first():
    other = a_match(State.OPEN, 8, mentor="CARL")
    waiting = Waiting(unread=[(3, 7)], asked=[(4, 8)], drafts=[(8, 8)])
    assert next_of("ANA", a_match(State.OPEN), other, waiting=waiting) == Next(Step.READ, 3, "BO", "mentee")
    without_unread = Waiting(asked=[(4, 8)], drafts=[(8, 8)])
    assert next_of("ANA", other, waiting=without_unread) == Next(Step.ANSWER, 4, "CARL", "mentee")
    assert next_of("ANA", other, waiting=Waiting(drafts=[(8, 8)])).step is Step.DRAFT
    assert next_of("ANA", other) == Next(Step.MEET, 8, "CARL", "mentee")


def test_feedback_from_a_match_that_is_over_can_still_be_read():
    assert next_of("ANA", waiting=Waiting(unread=[(3, 99)])) == Next(Step.READ, 3)


@pytest.mark.parametrize(
    ("match", "mentee_step", "mentor_step"),
    [
        (a_match(State.MENTEE_ASKED, mentor_letter=""), Step.LOOK, Step.WAIT),
        (a_match(State.MENTEE_ASKED, mentee_letter="", mentor_letter=""), Step.WAIT, Step.WAIT),
        (a_match(State.MENTOR_ASKED, mentee_said="yes"), Step.STARTING, Step.LOOK),
        (a_match(State.MENTOR_ASKED), Step.LOOK, Step.LOOK),
        (a_match(State.AGREED, mentee_said="yes", mentor_said="yes"), Step.STARTING, Step.STARTING),
        (a_match(State.OPEN), Step.MEET, Step.MEET),
    ],
)
def test_each_of_a_pair_sees_what_is_theirs_to_see(match, mentee_step, mentor_step):
    assert next_of("ANA", match).step is mentee_step
    assert next_of("BO", match).step is mentor_step


def test_a_concern_is_never_shown_to_the_other():
    held = a_match(State.HELD, mentee_said="no", mentor_said="yes")
    [mine] = pairs_of("ANA", [held], Waiting(), NOW)
    [theirs] = pairs_of("BO", [held], Waiting(), NOW)
    [before] = pairs_of("BO", [a_match(State.AGREED, mentor_said="yes")], Waiting(), NOW)
    assert mine.stage == "held"
    assert theirs == before
    assert pairs_of("BO", [a_match(State.HELD, mentee_said="no", mentor_letter="")], Waiting(), NOW) == ()


def test_a_match_that_is_held_still_waits_for_the_answer_of_the_other():
    held = a_match(State.HELD, mentee_said="no")
    assert pairs_of("BO", [held], Waiting(), NOW) == pairs_of(
        "BO", [a_match(State.MENTOR_ASKED)], Waiting(), NOW
    )


def test_a_suggested_time_is_shown_while_it_lies_ahead():
    ahead, past = NOW + timedelta(days=1), NOW - timedelta(days=1)
    [pair] = pairs_of("ANA", [a_match(State.OPEN, slot_at=ahead)], Waiting(), NOW)
    assert pair.slot_at == ahead
    [pair] = pairs_of("ANA", [a_match(State.OPEN, slot_at=past)], Waiting(), NOW)
    assert pair.slot_at is None


def test_what_comes_tells_nothing_before_its_time():
    kinds = [
        "checkin.mentee",
        "match.mentor_turn",
        "match.mentee_turn",
        "feedback.deliver",
        "leave.partner",
        "pause.ends",
    ]
    dues = [Due(number, kind, kind, "ANA", 7, NOW) for number, kind in enumerate(kinds)]
    coming = what_comes(dues, {7: "BO"})
    assert [(one.kind, one.may_skip) for one in coming] == [
        ("checkin.mentee", True),
        ("feedback.deliver", False),
        ("pause.ends", False),
    ]
    assert coming[0].partner == "BO"
