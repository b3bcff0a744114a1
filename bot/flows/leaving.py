"""Leaving, by one's own wish or because the account is gone: matches end, and whoever stays hears a neutral word."""

from collections.abc import Mapping
from typing import Any

from bot.domain.due import Due
from bot.domain.matches import Match
from bot.domain.people import Participant, Person, Status, person_of
from bot.domain.together import FORM as TOGETHER
from bot.messages import leaving as say
from bot.messages.base import Result
from bot.turn import Turn


async def leave(turn: Turn, _: object) -> Result:
    """Ask once, with no reason wanted. Nothing is changed before it is answered."""
    participant = await turn.db.participants.get(turn.who)
    if participant is None:
        return say.NotTakingPart()
    if participant.status is Status.LEFT:
        return say.LeftAlready(kept=bool(participant.answers))
    matches = await turn.db.matches.of(turn.who)
    partners = [match.partner_of(turn.who) for match in matches if match.known_to(turn.who)]
    return say.LeaveCard(tuple(partners), team=bool(await _team_hears(turn, participant)))


async def stay(turn: Turn, _: say.Stay) -> Result:
    return await turn.answer(say.Stayed())


async def keep_place(turn: Turn, _: say.KeepPlace) -> Result:
    participant = await turn.db.participants.get(turn.who)
    if participant is None or not participant.here:
        return say.NotTakingPart()
    return await turn.answer(say.PlaceKept())


async def leave_now(turn: Turn, click: say.Leave) -> Result:
    participant = await turn.db.participants.get(turn.who)
    if participant is None:
        return await turn.answer(say.NotTakingPart())
    if participant.status is not Status.LEFT:
        matches = await turn.db.matches.of(turn.who)
        ended = await _part(turn, turn.who, "left")
        of_circle = bool(matches) and all(one.circle_of(turn.who) == "mentee" for one in matches)
        if channel := await _team_hears(turn, participant):
            turn.say(channel, say.SomebodyLeft(ended, of_circle))
    elif not click.delete:
        return await turn.answer(say.LeftAlready(kept=bool(participant.answers)))
    if click.delete:
        await _forget(turn, turn.who)
    return await turn.answer(say.Left(deleted=click.delete))


async def _team_hears(turn: Turn, participant: Participant) -> str:
    """The channel in which the program team hears that somebody leaves; "" for who has not finished joining."""
    took_part = participant.status in (Status.ACTIVE, Status.PAUSED)
    return await turn.db.settings.get("admin_channel") if took_part else ""


async def tell_partner(turn: Turn, due: Due) -> None:
    """The neutral word to the one who stays."""
    match = await turn.db.matches.get(due.about)
    if match is not None:
        goes_on = match.in_circle and due.who == match.mentor and await turn.db.matches.together(match)
        seeks = match.role_of(due.who) != "mentor"
        await turn.reach(due, say.MatchEnded(match.partner_of(due.who), seeks, goes_on=bool(goes_on)))


async def person_changed(turn: Turn, given: Mapping[str, Any]) -> None:
    """Slack says that somebody's name, time zone or account has changed. Of strangers nothing is kept."""
    user: Mapping[str, Any] = given["user"]
    known = await turn.db.people.get(turn.who)
    if known is None or user.get("id") != turn.who:
        return
    team = await turn.db.settings.get("team_id") or str(user.get("team_id") or "")
    person = person_of(user, team, known.work)
    if person == known:
        return
    await turn.db.people.put(person, turn.now)
    participant = await turn.db.participants.get(turn.who)
    if participant is None or participant.status is Status.LEFT:
        return
    if person.why_not:
        await _gone(turn, person)
    else:
        await turn.refresh_home(turn.who)


async def gone(turn: Turn, due: Due) -> None:
    """Due `leave.gone`: somebody was to be written to whose account can take part no more."""
    person, participant = await turn.db.people.get(due.who), await turn.db.participants.get(due.who)
    if person and person.why_not and participant and participant.status is not Status.LEFT:
        await _gone(turn, person)


async def _gone(turn: Turn, person: Person) -> None:
    """The account is deactivated, a guest's or another company's now: as leaving; the program team hears it once."""
    ended = await _part(turn, person.id, person.why_not, home=not person.deleted)
    if channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, say.Gone(person.name, ended))


async def _part(turn: Turn, who: str, why: str, *, home: bool = True) -> int:
    """Take somebody out of the program; how many matches were ended."""
    matches = await turn.db.matches.of(who)
    for match in matches:
        await _end(turn, match, match.partner_of(who), why)
    await turn.db.due.drop_all_of(who, why, but="feedback.deliver")  # that goes back to its author
    await turn.db.answers.set_all_aside(who)
    await turn.db.answers.forget(who, TOGETHER)
    await turn.db.participants.put(who, status=Status.LEFT, left_at=turn.now)
    if home:
        await turn.refresh_home(who)
    return len(matches)


async def _end(turn: Turn, match: Match, partner: str, why: str) -> None:
    await turn.db.end_match(match, why, turn.now)
    if match.known_to(partner):
        await turn.db.due.plan("leave.partner", f"{match.id}", turn.now, who=partner, about=match.id)
        await turn.refresh_home(partner)


async def _forget(turn: Turn, who: str) -> None:
    """Delete what somebody told the bot. Feedback that has arrived belongs to those it was written to; what was on its
    way arrives no more, as their matches are over."""
    given = await turn.db.feedback.given_by(who)
    for form in turn.program.forms:
        await turn.db.answers.forget(who, form, but=given if form == "sbi" else ())
    await turn.db.feedback.forget_undelivered(who)
    await turn.db.matches.forget_reasons(who)
    await turn.db.rounds.forget_reasons(who)
    await turn.db.participants.forget(who)
    await turn.refresh_home(who)
