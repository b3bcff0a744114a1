"""A match until it opens: the mentee is asked first, then the mentor; silence counts as yes."""

from datetime import datetime

from bot.domain.due import Due
from bot.domain.matches import Match, State, opens_at, partner_sees, shareable
from bot.messages import match as say
from bot.messages.base import Refused, Result
from bot.messages.reasons import Facts, facts_of
from bot.messages.words import NotYours
from bot.turn import Turn

BEFORE = (State.MENTEE_ASKED, State.MENTOR_ASKED, State.HELD)
"""While somebody can still say yes: also to a match that is held, of which the other knows nothing."""


async def mentee_turn(turn: Turn, due: Due) -> None:
    """Tell the mentee of the match. The mentor's turn comes after a working day, unless they answer before."""
    match = await turn.db.matches.get(due.about)
    if match is None or match.state is not State.MENTEE_ASKED or match.mentee_letter:
        return
    mentor = await turn.db.people.get(match.mentor)
    title, own = mentor.title if mentor else "", await _own_words(turn, match.mentor, "expertise")
    message = say.MenteeAsked(match.id, match.mentor, title, _reasons(turn, match), own)
    letter = await turn.reach(due, message, to=match.mentee)
    if not letter:
        return
    await turn.db.matches.change(match.id, mentee_letter=letter)
    at = _by_rule(turn, "match.mentor_turn", turn.now, await turn.zone(match.mentee))
    await turn.db.due.move("match.mentor_turn", match.id, at, now=turn.now)
    await turn.db.due.drop("waiting.news", who=match.mentee, reason="matched")
    await turn.refresh_home(match.mentee)


async def mentor_turn(turn: Turn, due: Due) -> None:
    """Ask the mentor. The row is nobody's, so that nothing at their Home lets them guess it before."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state is not State.MENTEE_ASKED or match.mentor_letter:
        return
    mentee = await turn.db.people.get(match.mentee)
    title, own = mentee.title if mentee else "", await _own_words(turn, match.mentee, "goal")
    message = say.MentorAsked(match.id, match.mentee, title, _reasons(turn, match), own)
    letter = await turn.reach(due, message, to=match.mentor, after=match.mentee_letter)
    if not letter:
        return
    await turn.db.matches.change(match.id, mentor_letter=letter, state=State.MENTOR_ASKED)
    await turn.db.due.move("match.open", match.id, await _opens_at(turn, match), now=turn.now)
    await turn.db.due.drop("waiting.news", who=match.mentor, reason="matched")
    await turn.refresh_home(match.mentor)


async def again(turn: Turn, due: Due) -> None:
    """Ask the one who had said no once more, now that it is settled; the match goes on from there."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state not in (State.MENTEE_ASKED, State.MENTOR_ASKED):
        return
    if not match.said_by(due.who):
        part = match.part_of(due.who)
        letter = await turn.reach(due, say.AskedAgain(match.id, match.partner_of(due.who), part))
        if not letter:
            return
        match = await turn.db.matches.change(match.id, **{f"{part}_letter": letter})
    if match.state is State.MENTOR_ASKED:
        await turn.db.due.move("match.open", match.id, await _opens_at(turn, match), now=turn.now)
    elif not match.mentee_said:
        at = _by_rule(turn, "match.mentor_turn", turn.now, await turn.zone(match.mentee))
        await turn.db.due.move("match.mentor_turn", match.id, at, now=turn.now)
    await turn.refresh_home(due.who)


async def looks_good(turn: Turn, click: say.LooksGood) -> Result:
    match = await _asked(turn, click.match_id, "mentee")
    if not match.mentee_said and match.state in BEFORE:
        match = await turn.db.matches.change(match.id, mentee_said="yes")
        if match.state is State.MENTEE_ASKED:
            await turn.db.due.move("match.mentor_turn", match.id, turn.now, now=turn.now)
        match = await _if_both_agree(turn, match)
        await turn.refresh_home(turn.who)
    return await turn.answer(await _receipt(turn, match))


async def gladly(turn: Turn, click: say.Gladly) -> Result:
    match = await _asked(turn, click.match_id, "mentor")
    if not match.mentor_said and match.state in BEFORE:
        match = await turn.db.matches.change(match.id, mentor_said="yes")
        match = await _if_both_agree(turn, match)
        await turn.refresh_home(turn.who)
    return await turn.answer(await _receipt(turn, match))


async def name_us(turn: Turn, click: say.NameUs) -> Result:
    """Whether they may be named in public; each answers for themselves."""
    match = await _asked(turn, click.match_id)
    if match.state is not State.ENDED and match.said_by(turn.who) != "no" and not match.public_of(turn.who):
        said = {f"{match.part_of(turn.who)}_public": "yes" if click.yes else "no"}
        match = await turn.db.matches.change(match.id, **said)
    return await turn.answer(await _receipt(turn, match))


async def _asked(turn: Turn, match_id: int, part: str = "") -> Match:
    """The match, if this person was told of it, and, where a part is named, has that part. Raises `Refused`."""
    match = await turn.db.matches.locked(match_id)
    if match is None or not match.known_to(turn.who) or part not in ("", match.part_of(turn.who)):
        raise Refused(NotYours())
    return match


async def _if_both_agree(turn: Turn, match: Match) -> Match:
    if match.state is State.HELD or not match.mentee_said == match.mentor_said == "yes":
        return match
    await turn.db.due.move("match.open", match.id, turn.now, now=turn.now)
    return await turn.db.matches.change(match.id, state=State.AGREED)


async def _receipt(turn: Turn, match: Match) -> say.Receipt:
    return say.Receipt(
        match_id=match.id,
        partner=match.partner_of(turn.who),
        part=match.part_of(turn.who),
        state=match.state.value,
        said=match.said_by(turn.who),
        asked=bool(match.mentor_letter),
        public=match.public_of(turn.who),
        opens_at=int((await _opens_at(turn, match)).timestamp()),
        tz=await turn.zone(turn.who),
        place=await turn.db.settings.get("program_channel"),
    )


async def _own_words(turn: Turn, who: str, key: str) -> str:
    """What somebody told in their own words, if the question said that the partner sees it."""
    told = await turn.db.answers.of(who, "intake") if partner_sees(turn.program.form("intake"), key) else {}
    return str(told.get(key) or "")


async def _opens_at(turn: Turn, match: Match) -> datetime:
    """At ten on the second working day after it was published, unless the mentor was asked later than that."""
    planned = _by_rule(turn, "match.open", match.published_at, await turn.zone(match.mentee))
    hour = turn.program.nudges["match.open"].hour or turn.program.day_starts
    return opens_at(planned, turn.now, await turn.zone(match.mentor), hour)


def _by_rule(turn: Turn, kind: str, since: datetime, tz: str) -> datetime:
    return turn.program.nudges[kind].due_at(since, tz, turn.program.day_starts, turn.program.day_ends)


def _reasons(turn: Turn, match: Match) -> Facts:
    return facts_of(shareable(match.reasons, turn.program.form("intake")), at_most=2)
