"""What asking and answering share: the question at hand, what is planned from it, and how its answer is shown."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.checkins import CheckIn, Said, next_checkin
from bot.domain.matches import Match, State
from bot.messages.base import Message, Refused, Result
from bot.messages.checkins import Answered, NotYetHelp
from bot.messages.words import NotYours
from bot.turn import Turn


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the newest check-in of a match, whichever message of it was pressed."""

    checkin: CheckIn
    match: Match
    partner: str

    def asked_of(self, reader: str) -> str:
        """Who is asked first, as a receipt tells it: "" for the reader."""
        return "" if reader == self.match.mentee else self.match.mentee

    def circle_of(self, reader: str) -> str:
        return self.match.circle_of(reader)

    @property
    def identity(self) -> str:
        return f"checkin:{self.checkin.id}:"


async def question_of(turn: Turn, checkin_id: int) -> Question:
    """What was asked of this person. Raises `Refused` if it was not asked of them, or their match is over."""
    asked = await turn.db.checkins.get(checkin_id)
    if asked is None:
        raise Refused(NotYours())
    match = await turn.match_of(asked.match_id, State.OPEN)
    newest = await turn.db.checkins.latest(match.id) or asked
    return Question(newest, match, match.partner_of(turn.who))


async def plan(turn: Turn, kind: str, question: Question, who: str, since: datetime) -> datetime:
    """Plan what follows, by the rule of its kind; its time. There is one of a kind for a pair at any time."""
    at = await turn.due_at(kind, since, who)
    await turn.db.due.move(kind, question.match.id, at, who=who, now=turn.now)
    return at


async def plan_next(turn: Turn, match: Match, since: datetime) -> date:
    """Plan the next check-in by the pair's rhythm, or move the one that waits; its day."""
    day, at = next_checkin(since, match.rhythm, turn.program, await turn.zone(match.mentee))
    await turn.db.due.move("checkin.mentee", match.id, at, who=match.mentee, now=turn.now)
    return day


async def close(turn: Turn, checkin: CheckIn | None, match: Match) -> None:
    """A newer question comes, or the match is over: the old one shows how it ended."""
    if checkin is None or checkin.said is Said.MET:
        return
    for who in match.people:
        question = Question(checkin, match, match.partner_of(who))
        past = as_answered(question, who, over=True)
        await turn.rewrite_all(question.identity, past, to=who)


async def drop_reminders(turn: Turn, match_id: int) -> None:
    for kind in ("checkin.mentor", "checkin.follow_up", "checkin.planned", "checkin.later"):
        await turn.db.due.drop(kind, about=match_id, reason="answered")


async def answered(turn: Turn, question: Question, said: Said, receipt: Message, day: str = "") -> Result:
    """Show the answer to the one who gave it, and in the place of every question of it, the other's too."""
    await show_partner(turn, question, said, day)
    elsewhere = await turn.rewrite_all(question.identity, receipt, to=turn.who)
    await turn.refresh_home(turn.who)
    on_home = turn.pressed is not None and turn.pressed.view
    return None if on_home and elsewhere else await turn.answer(receipt)


async def stands(turn: Turn, question: Question) -> Result:
    """It was answered already: show that answer, and change nothing."""
    return await turn.answer(as_answered(question, turn.who))


def as_answered(question: Question, reader: str, *, over: bool = False) -> Message:
    """The answer that a check-in has, for one of the two."""
    checkin = question.checkin
    if checkin.said is Said.NOT_YET and checkin.said_by == reader and not over:
        circle = question.circle_of(reader)
        return NotYetHelp(checkin.id, question.match.id, question.partner, circle=circle)
    by = "" if checkin.said_by == reader else checkin.said_by
    day = checkin.planned_for.isoformat() if checkin.planned_for else ""
    return Answered(question.match.id, checkin.said, by, day, over=over, circle=question.circle_of(reader))


async def the_rest(turn: Turn, question: Question) -> list[Question]:
    """What an answer counts for besides: the mentor of a circle answers for all of whom nobody has said yet."""
    match = question.match
    if match.circle_of(turn.who) != "mentor":
        return []
    found: list[Question] = []
    for one in await turn.db.matches.together(match, State.OPEN):
        checkin = await turn.db.checkins.latest(one.id)
        if one.id != match.id and checkin and checkin.waits:
            found.append(Question(checkin, one, one.mentee))
    return found


async def show_partner(turn: Turn, question: Question, said: Said, day: str = "") -> None:
    """In the place of the question that the other one of the two was asked, the answer."""
    theirs = Answered(question.match.id, said, turn.who, day, circle=question.circle_of(question.partner))
    await turn.rewrite_all(question.identity, theirs, to=question.partner)
    await turn.refresh_home(question.partner)


async def name_of(turn: Turn, who: str) -> str:
    """For the room, where a mention would ring."""
    person = await turn.db.people.get(who)
    return (person.name if person else "") or "One of you"


async def refresh_homes(turn: Turn, match: Match) -> None:
    for who in match.people:
        await turn.refresh_home(who)
