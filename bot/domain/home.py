"""What somebody sees at home: the one thing to do now, their matches, and what the bot will say next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.admin import LeadStep, lead_step
from bot.domain.due import Due
from bot.domain.matches import Match, State, furthest
from bot.domain.people import Participant, Status

SKIPPABLE: Final = frozenset(
    {
        "checkin.mentee",
        "checkin.mentor",
        "checkin.planned",
        "checkin.later",
        "checkin.follow_up",
        "feedback.prompt",
        "feedback.follow_up",
        "feedback.unread",
        "intake.resume",
        "intake.more",
    }
)
"""What is only a question or a reminder: somebody may do without it."""

SHOWN: Final = SKIPPABLE | {"pause.ends", "waiting.news", "feedback.deliver"}
"""What may be known ahead. A match before its time, or a partner's news, is not told by a list."""


class Step(StrEnum):
    """The one thing to do now, the most pressing first."""

    JOIN = "join"
    CLOSED = "closed"
    INTERESTED = "interested"
    GO_ON = "go_on"
    RESUME = "resume"
    READ = "read"
    LOOK = "look"
    ANSWER = "answer"
    DRAFT = "draft"
    MEET = "meet"
    STARTING = "starting"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Next:
    """`about` is the row it is about (a match, a check-in, a piece of feedback), `part` the reader's part in the match.

    `met` is the day (ISO) on which a meeting was last told of, `agreed` the day for which they had agreed on it, `asks`
    that of the next check-in; "" for none. `until` is the end of a pause, or the time by which somebody who waits hears
    how the search stands.
    """

    step: Step
    about: int = 0
    partner: str = ""
    part: str = ""
    until: datetime | None = None
    met: str = ""
    asks: str = ""
    agreed: str = ""
    circle: str = ""
    """The reader's part in a circle, "" in any other match."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A match as one of the two may see it. `stage` is look, starting, held or open; `needs` is what to do in it.

    `met`, `agreed`, `asks` and `away` are days (ISO): when a meeting was last told of, when they had agreed to have it,
    of the next check-in, and when the partner is back from a pause. `given` is the stage of the reader's feedback that has not arrived yet: held or sent.
    `link` leads to their conversation, "" before it is known.
    """

    match_id: int
    partner: str
    part: str
    stage: str
    needs: Next | None = None
    slot_at: datetime | None = None
    met: str = ""
    asks: str = ""
    away: str = ""
    given: str = ""
    agreed: str = ""
    link: str = ""
    circle: str = ""
    """The reader's part in a circle. For its mentor it is one to Home, with all that are in it."""
    partners: tuple[str, ...] = ()
    match_ids: tuple[int, ...] = ()
    second: bool = False
    """Whether the other is asked first how it goes."""

    def with_days(self, *, met: str, asks: str, away: str, agreed: str = "") -> "Pair":
        """The pair with the days that are told of it, wherever it is told."""
        needs = self.needs
        if needs and needs.step is Step.MEET:
            needs = replace(needs, met=met, asks=asks, agreed=agreed)
        return replace(self, needs=needs, met=met, asks=asks, away=away, agreed=agreed)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody, as (row id, match id): to be read, to be answered, and begun but not sent.

    A draft is found by its match, so its row is the match. `given` is what they let go and has not arrived, as
    (stage, match id).
    """

    unread: Sequence[tuple[int, int]] = ()
    asked: Sequence[tuple[int, int]] = ()
    drafts: Sequence[tuple[int, int]] = ()
    given: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A message the bot will send. `partner` is "" where it is about nobody else.

    One to the partner has no `due_id`: it is theirs, and the reader hears at `then` if they do not answer.
    """

    due_id: int
    kind: str
    at: datetime
    partner: str = ""
    then: datetime | None = None

    @property
    def may_skip(self) -> bool:
        return self.kind in SKIPPABLE


@dataclass(frozen=True, slots=True)
class Counts:
    """The program in numbers, for admins. `channel` is where they work, and `link` leads there."""

    mentees: int
    mentors: int
    both: int
    unfinished: int
    paused: int
    under_way: int
    starting: int
    held: int
    channel: str
    program_channel: str = ""
    is_open: bool = False
    link: str = ""

    @property
    def step(self) -> LeadStep:
        paired = self.under_way + self.starting + self.held
        return lead_step(
            has_channel=bool(self.program_channel),
            is_open=self.is_open,
            can_match=self.mentees + self.both > 0 and self.mentors + self.both > 0,
            paired=paired,
            held=self.held,
        )


def pairs_of(who: str, matches: Sequence[Match], waiting: Waiting, now: datetime) -> tuple[Pair, ...]:
    """The matches somebody knows of, with what each needs from them and the first time suggested, if still ahead; for
    the mentor of a circle, all that they were asked about at once, and all that is open, as one."""
    rows: dict[object, list[Match]] = {}
    for match in matches:
        if match.known_to(who):
            whole = (match.round_id, match.mentor, "open" if match.opened_at else match.mentor_letter)
            rows.setdefault(whole if match.circle_of(who) == "mentor" else match.id, []).append(match)
    return tuple(_pair(who, each, waiting, now) for each in rows.values())


def _pair(who: str, together: Sequence[Match], waiting: Waiting, now: datetime) -> Pair:
    match = furthest(together)
    pair = Pair(
        match.id,
        match.partner_of(who),
        match.role_of(who),
        _stage(who, match),
        circle=match.circle_of(who),
        partners=tuple(one.partner_of(who) for one in together),
        match_ids=tuple(one.id for one in together),
        second=match.part_of(who) == "mentor",
    )
    ahead = match.slot_at if match.slot_at and match.slot_at > now else None
    given = next((stage for stage, match_id in waiting.given if match_id == match.id), "")
    return replace(pair, needs=_needs(pair, match, waiting), slot_at=ahead, given=given)


def _stage(who: str, match: Match) -> str:
    """A match that is held looks to the other as it did before: a concern is never shown to them."""
    if match.opened_at:
        return "open"
    if match.said_by(who) == "no":
        return "held"
    turns = {State.MENTOR_ASKED, State.HELD} | ({State.MENTEE_ASKED} if who == match.mentee else set())
    return "look" if match.state in turns and not match.said_by(who) else "starting"


def _needs(pair: Pair, match: Match, waiting: Waiting) -> Next | None:
    if pair.stage == "look":
        return Next(Step.LOOK, pair.match_id, pair.partner, pair.part, circle=pair.circle)
    if match.state is not State.OPEN:
        return None
    for step, rows in (
        (Step.READ, waiting.unread),
        (Step.ANSWER, waiting.asked),
        (Step.DRAFT, waiting.drafts),
    ):
        for row_id, match_id in rows:
            if match_id in pair.match_ids:
                partner = pair.partners[pair.match_ids.index(match_id)]
                return Next(step, row_id, partner, pair.part, circle=pair.circle)
    return Next(Step.MEET, pair.match_id, pair.partner, pair.part, circle=pair.circle)


def what_is_next(
    participant: Participant | None,
    pairs: Sequence[Pair],
    waiting: Waiting,
    *,
    joining_open: bool,
    hears_by: datetime | None = None,
) -> Next:
    """The one thing to do now. `hears_by` is when somebody who waits hears of the search."""
    status = participant.status if participant else None
    if participant is None or status is Status.LEFT:
        return Next(Step.JOIN if joining_open else Step.CLOSED)
    if status is Status.INTERESTED:
        return Next(Step.JOIN if joining_open else Step.INTERESTED)
    if status is Status.JOINING:
        return Next(Step.GO_ON)
    if status is Status.PAUSED:
        return Next(Step.RESUME, until=participant.paused_until)
    following = _most_pressing(pairs, waiting)
    return replace(following, until=hears_by) if following.step is Step.WAIT else following


def _most_pressing(pairs: Sequence[Pair], waiting: Waiting) -> Next:
    order = (Step.READ, Step.LOOK, Step.ANSWER, Step.DRAFT, Step.MEET)
    needs = sorted((one.needs for one in pairs if one.needs), key=lambda need: order.index(need.step))
    known = {match_id for one in pairs for match_id in one.match_ids}
    elsewhere = [row_id for row_id, match_id in waiting.unread if match_id not in known]
    if elsewhere:  # feedback of a match that is over stays readable
        return Next(Step.READ, elsewhere[0])
    if needs:
        return needs[0]
    if not pairs:
        return Next(Step.WAIT)
    return Next(Step.STARTING, pairs[0].match_id, pairs[0].partner, circle=pairs[0].circle)


def what_comes(dues: Sequence[Due], partners: dict[int, str]) -> tuple[Coming, ...]:
    """What the bot will say to somebody, of that which may be known ahead. `partners` are by match id."""
    return tuple(
        Coming(due.id, due.kind, due.due_at, partners.get(due.about, "")) for due in dues if due.kind in SHOWN
    )
