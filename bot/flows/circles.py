"""A circle until it opens: when its mentees have had their time, its mentor is asked once about all of them."""

from bot.domain.circles import UNFILLED, Circle, topics
from bot.domain.due import Due
from bot.domain.matches import Match, State, opens_at
from bot.messages import circles as say
from bot.messages.waiting import InSince, NoLongerWaiting
from bot.turn import Turn

TO_COME = ("match.mentee_turn", "match.mentor_turn", "match.again")
"""While one of these waits about a match, its mentee is still to be told or may still answer."""


async def moves(turn: Turn, due: Due) -> None:
    """Due `circle.moves`, whose key names the mentor, each time that something of a circle changed."""
    mentor = due.key.rpartition("/")[2]
    matches = await turn.db.matches.circle(due.about, mentor)
    circle = await circle_of(turn, matches)
    if circle.fails:
        await _does_not_fill(turn, circle)
    elif not circle.waits and circle.fills([*circle.to_ask_about, *circle.ready]):
        await _ask_mentor(turn, due, mentor, circle)


async def circle_of(turn: Turn, matches: list[Match]) -> Circle:
    """A circle as it stands."""
    to_hear: set[int] = set()
    away: set[str] = set()
    for match in matches:
        told = await turn.db.participants.get(match.mentee)
        if told and told.paused_until and told.paused_until > turn.now:
            away.add(match.mentee)
        if [kind for kind in TO_COME if await turn.db.due.next_of(kind, match.id)]:
            to_hear.add(match.id)
    return Circle(matches, turn.program.matching.circle[0], to_hear, away)


async def _ask_mentor(turn: Turn, due: Due, mentor: str, circle: Circle) -> None:
    """Ask about those of whom the mentor was not told; mostly that is the whole circle at once."""
    about = circle.to_ask_about
    if not about:
        return
    tz, first = await turn.zone(mentor), about[0]
    planned = await turn.due_at("match.open", first.published_at, first.mentee)
    at = opens_at(planned, turn.now, tz, turn.program.hour_of("match.open"))
    message = say.CircleAsked(
        first.id,
        tuple(one.mentee for one in about),
        topics(about, turn.program),
        later=bool(circle.ready or circle.opened),
        silent_until=int(at.timestamp()),
        tz=tz,
    )
    letter = await turn.reach(due, message, to=mentor, after=first.mentee_letter)
    if not letter:
        return
    for match in about:
        await turn.db.matches.change(match.id, mentor_letter=letter, state=State.MENTOR_ASKED)
        await turn.db.due.move("match.open", match.id, at, now=turn.now)
        key = f"{match.id}:{match.mentee}"
        await turn.db.due.plan("match.stands", key, turn.now, about=match.id, again=True)
    await _heard(turn, mentor)


async def _heard(turn: Turn, mentor: str) -> None:
    """They have heard of a circle: nothing says any more that they wait for news."""
    await turn.db.due.drop("waiting.news", who=mentor, reason="matched")
    await turn.settle("news", NoLongerWaiting(), to=mentor)
    await turn.settle("joined", InSince(), to=mentor)
    await turn.refresh_home(mentor)


async def _does_not_fill(turn: Turn, circle: Circle) -> None:
    """Too few are left to begin: whoever knew of it hears it kindly, and the program team that it needs a look."""
    rest = circle.live
    for match in rest:
        ended = await turn.db.end_match(match, UNFILLED, turn.now)
        tell = [match.mentee] + ([match.mentor] if match is rest[0] else [])
        for who in filter(ended.known_to, tell):
            key = f"{match.id}:{who}"
            await turn.db.due.plan("match.over", key, turn.now, who=who, about=match.id)
            await turn.refresh_home(who)
    if channel := await turn.db.settings.get("admin_channel"):
        names = await turn.db.people.names([rest[0].mentor, *(one.mentee for one in rest)])
        mentees = tuple(names[one.mentee] for one in rest)
        turn.say(channel, say.CircleNotFilled(names[rest[0].mentor], mentees, circle.least))
