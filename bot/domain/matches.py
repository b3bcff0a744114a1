"""A match: a pair in force, from its publishing to its ending."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.calendar import at_local_hour, local_date, working_day_after
from bot.domain.forms import Audience, Form
from bot.domain.matching import Reason, ReasonKind
from bot.domain.program import Format


class State(StrEnum):
    """Asked first is the mentee, then the mentor; held is a match that needs a look; open has its conversation."""

    MENTEE_ASKED = "mentee_asked"
    MENTOR_ASKED = "mentor_asked"
    AGREED = "agreed"
    HELD = "held"
    OPEN = "open"
    ENDED = "ended"


LIVE = (State.MENTEE_ASKED, State.MENTOR_ASKED, State.AGREED, State.HELD, State.OPEN)

ASKED_IN: Mapping[ReasonKind, tuple[str, ...]] = {
    ReasonKind.SKILLS: ("wanted", "offered"),
    ReasonKind.GOAL: ("goal", "expertise"),
    ReasonKind.SHARED_HOURS: (),
    ReasonKind.LANGUAGES: ("languages",),
    ReasonKind.STYLE: ("style",),
    ReasonKind.AVAILABILITY: ("hours",),
    ReasonKind.AIMS: ("aims",),
    ReasonKind.INTERESTS: ("interests",),
    ReasonKind.SENIORITY: ("seniority",),
    ReasonKind.DEPARTMENT: ("department",),
    ReasonKind.SITE: ("site",),
    ReasonKind.MEETING: ("meeting",),
    ReasonKind.COMMUNICATION: ("communication",),
    ReasonKind.AFFINITY: ("affinity_wanted", "affinity"),
}
"""The questions of the intake from whose answers a reason is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`mentee_said` and `mentor_said` are "", "yes" or "no"; `rhythm` is a key of the program's rhythms.

    `mentee_letter` and `mentor_letter` are the outbox ids of what told each of them of this match, "" until then;
    `slot_yes` is the one who said that the first time suits them, or "both".
    """

    id: int
    round_id: int
    mentor: str
    mentee: str
    state: State
    format: Format = Format.ONE_TO_ONE
    """That of the program when it was published: a circle is all matches of a round that share a mentor."""
    reasons: Sequence[Reason] = ()
    rhythm: str = ""
    published_at: datetime
    mentee_said: str = ""
    mentor_said: str = ""
    mentee_public: str = ""
    mentor_public: str = ""
    mentee_letter: str = ""
    mentor_letter: str = ""
    slot_at: datetime | None = None
    slot_yes: str = ""
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    ended_why: str = ""

    @property
    def slot_agreed(self) -> datetime | None:
        """The time to meet that suited both."""
        return self.slot_at if self.slot_yes == "both" else None

    @property
    def people(self) -> tuple[str, str]:
        return self.mentor, self.mentee

    def partner_of(self, who: str) -> str:
        """The other one. Raises `ValueError` for somebody who is not of this pair."""
        if who not in self.people:
            raise ValueError("not of this pair")
        return self.mentee if who == self.mentor else self.mentor

    def letter_of(self, who: str) -> str:
        return self.mentee_letter if who == self.mentee else self.mentor_letter

    def known_to(self, who: str) -> bool:
        """Whether this person has been told of the match. Before that, nothing may let them guess it."""
        return who in self.people and bool(self.letter_of(who) or self.opened_at)

    def said_by(self, who: str) -> str:
        return self.mentee_said if who == self.mentee else self.mentor_said

    def public_of(self, who: str) -> str:
        return self.mentee_public if who == self.mentee else self.mentor_public

    def part_of(self, who: str) -> str:
        """How the columns of this person begin: mentee or mentor."""
        return "mentee" if who == self.mentee else "mentor"

    def role_of(self, who: str) -> str:
        """What messages call this person: mentee, mentor, or peer where the two are equals."""
        return "peer" if self.format is Format.PEERS else self.part_of(who)

    @property
    def served(self) -> tuple[str, ...]:
        """Who need look for nobody, as they have this match: the mentee; of peers, both."""
        return self.people if self.format is Format.PEERS else (self.mentee,)

    @property
    def in_circle(self) -> bool:
        return self.format is Format.CIRCLES

    def circle_of(self, who: str) -> str:
        """This person's part in a circle, "" where it is none: who meets is more than the two then."""
        return self.part_of(who) if self.in_circle else ""


def once_a_circle(matches: Iterable[Match], who: str) -> list[Match]:
    """The matches, of a circle that this person leads one alone, which stands for all."""
    found: dict[tuple[int, str] | int, Match] = {}
    for one in matches:
        leads = one.circle_of(who) == "mentor"
        found.setdefault((one.round_id, one.mentor) if leads else one.id, one)
    return list(found.values())


def furthest(matches: Sequence[Match]) -> Match:
    """The one of a circle's matches that has come furthest: how they stand for the mentor, who answers for all."""
    order = (State.ENDED, State.HELD, State.MENTEE_ASKED, State.MENTOR_ASKED, State.AGREED, State.OPEN)
    return max(matches, key=lambda one: order.index(one.state))


def shareable(reasons: Iterable[Reason], intake: Form, at_most: int = 3) -> tuple[Reason, ...]:
    """The strongest reasons that the two may be told: those whose questions said that the partner sees the answer."""
    told = [one for one in reasons if all(partner_sees(intake, key) for key in ASKED_IN[one.kind])]
    return tuple(told[:at_most])


def partner_sees(intake: Form, key: str) -> bool:
    """Whether the question said that the partner sees its answer."""
    question = intake.question(key)
    return question is not None and Audience.PARTNER in question.seen_by


def opens_at(planned: datetime, now: datetime, mentor_tz: str, hour: int) -> datetime:
    """When the conversation opens if nobody objects: as planned, but never before the mentor had until the next
    working day to answer."""
    day = working_day_after(local_date(now, mentor_tz))
    return max(planned, at_local_hour(day, hour, mentor_tz))
