"""A match until it opens: the mentee is asked first, then the mentor; silence counts as yes."""

from datetime import datetime, timedelta

from bot.domain.due import Due
from bot.domain.matches import LIVE, Match, State, furthest, opens_at, partner_sees, shareable
from bot.domain.program import Format
from bot.messages import match as say
from bot.messages.base import Refused, Result
from bot.messages.reasons import Facts, facts_of
from bot.messages.receipt import NameUs, Receipt
from bot.messages.waiting import InSince, NoLongerWaiting
from bot.messages.words import NotYours
from bot.turn import Turn

STILL_ASKED = (State.MENTEE_ASKED, State.MENTOR_ASKED, State.HELD)
"""While somebody can still say yes: also to a match that is held, of which the other knows nothing."""


async def mentee_turn(turn: Turn, due: Due) -> None:
    """Tell the mentee of the match. The mentor's turn comes after a working day, unless they answer before."""
    match = await turn.db.matches.get(due.about)
    if match is None or match.state is not State.MENTEE_ASKED or match.mentee_letter:
        return
    mentor = await turn.db.people.get(match.mentor)
    title, own = mentor.title if mentor else "", await _own_words(turn, match.mentor, "expertise")
    at = await turn.due_at("match.mentor_turn", turn.now, match.mentee)
    silence = int(at.timestamp()), await turn.zone(match.mentee)
    size = len(await turn.db.matches.together(match)) if match.in_circle else 0
    message = say.MenteeAsked(
        match.id, match.mentor, title, _reasons(turn, match), own, *silence, match.format, size
    )
    letter = await turn.reach(due, message, to=match.mentee)
    if not letter:
        return
    await turn.db.matches.change(match.id, mentee_letter=letter)
    await turn.db.due.move("match.mentor_turn", match.id, at, now=turn.now)
    await _heard(turn, match.mentee)


async def mentor_turn(turn: Turn, due: Due) -> None:
    """Ask the mentor; the one of a circle hears of all at once. The row is nobody's, so that nothing at their Home lets
    them guess it before."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state is not State.MENTEE_ASKED or match.mentor_letter:
        return
    if match.in_circle:
        await turn.db.circle_moves(match, turn.now)
        return
    mentee = await turn.db.people.get(match.mentee)
    title, own = mentee.title if mentee else "", await _own_words(turn, match.mentee, "goal")
    at = await _opens_at(turn, match)
    silence = int(at.timestamp()), await turn.zone(match.mentor)
    message = say.MentorAsked(
        match.id, match.mentee, title, _reasons(turn, match), own, *silence, match.format
    )
    letter = await turn.reach(due, message, to=match.mentor, after=match.mentee_letter)
    if not letter:
        return
    await turn.db.matches.change(match.id, mentor_letter=letter, state=State.MENTOR_ASKED)
    await turn.db.due.move("match.open", match.id, at, now=turn.now)
    await _heard(turn, match.mentor)
    await turn.db.due.plan("match.stands", f"{match.id}:{match.mentee}", turn.now, about=match.id, again=True)


async def again(turn: Turn, due: Due) -> None:
    """Ask the one who had said no once more, now that it is settled; the match goes on from there."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state not in (State.MENTEE_ASKED, State.MENTOR_ASKED):
        return
    asked = match.state is State.MENTOR_ASKED
    together = await turn.db.matches.answered_with(match, due.who)
    at = await (_opens_at(turn, match) if asked else turn.due_at("match.mentor_turn", turn.now, match.mentee))
    if not match.said_by(due.who):
        part, silence = match.part_of(due.who), (int(at.timestamp()), await turn.zone(due.who))
        partners = tuple(one.partner_of(due.who) for one in together)
        ask = say.AskedAgain(match.id, match.partner_of(due.who), match.role_of(due.who), *silence, partners)
        letter = await turn.reach(due, ask)
        if not letter:
            return
        for one in together:
            await turn.db.matches.change(one.id, **{f"{part}_letter": letter})
    if asked or not match.mentee_said:
        for one in together:
            await turn.db.due.move("match.open" if asked else "match.mentor_turn", one.id, at, now=turn.now)
    await turn.refresh_home(due.who)


async def looks_good(turn: Turn, click: say.LooksGood) -> Result:
    """The mentee says yes; of two peers, either."""
    return await _yes(turn, await _asked(turn, click.match_id, "mentee"))


async def gladly(turn: Turn, click: say.Gladly) -> Result:
    """The mentor says yes; the one of a circle, to all they were asked about."""
    return await _yes(turn, await _asked(turn, click.match_id, "mentor"))


async def _yes(turn: Turn, match: Match) -> Result:
    part = match.part_of(turn.who)
    for one in await turn.db.matches.answered_with(match, turn.who):
        if one.said_by(turn.who) or one.state not in STILL_ASKED:
            continue
        one = await turn.db.matches.change(one.id, **{f"{part}_said": "yes"})
        if part == "mentee" and one.state is State.MENTEE_ASKED:
            await turn.db.due.move("match.mentor_turn", one.id, turn.now, now=turn.now)
        await _show(turn, await _if_both_agree(turn, one))
    return await turn.answer(await _receipt(turn, match, turn.who))


async def stands(turn: Turn, due: Due) -> None:
    """Due `match.stands`, whose key names one of the two: what told them of the match shows how it stands.

    While it asks whether they may be named in public, it comes back once that is moot.
    """
    who, match = due.key.rpartition(":")[2], await turn.db.matches.get(due.about)
    if match is None or not (match.said_by(who) or match.opened_at or match.state is State.ENDED):
        return  # still the question it was
    receipt = await _receipt(turn, match, who)
    channel, ts = await turn.db.outbox.place(match.letter_of(who))
    if ts:
        await turn.rewrite_at(channel, ts, receipt)
    if receipt.link:
        await turn.refresh_home(who)  # which leads there too
    if match.state is State.ENDED:
        over = Receipt.of(match, who)
        await turn.settle(f"feedback:{match.id}", over, to=who)
        if checkin := await turn.db.checkins.latest(match.id):
            await turn.rewrite_all(f"checkin:{checkin.id}:", over, to=who)
    elif receipt.asks and (moot_at := await turn.db.due.next_of("match.public", match.round_id)):
        at = moot_at + timedelta(minutes=1)
        await turn.db.due.plan("match.stands", due.key.partition(":")[2], at, about=match.id, again=True)


async def name_us(turn: Turn, click: NameUs) -> Result:
    """Whether they may be named in public; each answers for themselves."""
    match = await _asked(turn, click.match_id)
    for one in await turn.db.matches.answered_with(match, turn.who):
        if one.state is not State.ENDED and one.said_by(turn.who) != "no" and not one.public_of(turn.who):
            said = {f"{one.part_of(turn.who)}_public": "yes" if click.yes else "no"}
            await turn.db.matches.change(one.id, **said)
    return await turn.answer(await _receipt(turn, match, turn.who))


async def _asked(turn: Turn, match_id: int, part: str = "") -> Match:
    """The match, if this person was told of it, and, where a part is named, has that part. Raises `Refused`."""
    match = await turn.db.matches.locked(match_id)
    parts = ("", "mentee") if match and match.format is Format.PEERS else ("",)
    if match is None or not match.known_to(turn.who) or part not in (*parts, match.part_of(turn.who)):
        raise Refused(NotYours())
    return match


async def _if_both_agree(turn: Turn, match: Match) -> Match:
    """Both said yes: their conversation opens at once; that of a circle when nobody of it is left to say so."""
    if match.state is State.HELD or not match.mentee_said == match.mentor_said == "yes":
        return match
    match = await turn.db.matches.change(match.id, state=State.AGREED)
    others = [one.state for one in await turn.db.matches.together(match) if one.mentor_letter]
    if State.MENTOR_ASKED not in others:
        await turn.db.due.move("match.open", match.id, turn.now, now=turn.now)
    return match


async def _heard(turn: Turn, who: str) -> None:
    """They have heard of a match: nothing says any more that they wait for news."""
    await turn.db.due.drop("waiting.news", who=who, reason="matched")
    await turn.settle("news", NoLongerWaiting(), to=who)
    await turn.settle("joined", InSince(), to=who)
    await turn.refresh_home(who)


async def _show(turn: Turn, match: Match) -> None:
    """After an answer: what stands of the match with each of the two, as far as each may see it."""
    await turn.refresh_home(turn.who)
    others = (match.partner_of(turn.who),) if match.state is State.AGREED else ()
    for who in (turn.who, *others):
        await turn.db.due.plan("match.stands", f"{match.id}:{who}", turn.now, about=match.id, again=True)


async def _receipt(turn: Turn, match: Match, who: str) -> Receipt:
    public_to_come = await turn.db.due.next_of("match.public", match.round_id)
    known = await turn.db.matches.get(match.id) or match
    together = [one for one in await turn.db.matches.answered_with(known, who) if one.state in LIVE]
    return Receipt.of(
        furthest(together) if together else known,
        who,
        together=together,
        opens_at=int((await _opens_at(turn, match)).timestamp()),
        tz=await turn.zone(who),
        place=await turn.db.settings.get("program_channel") if public_to_come else "",
        link=await turn.way_to_room(match) if match.state is State.OPEN else "",
    )


async def _own_words(turn: Turn, who: str, key: str) -> str:
    """What somebody told in their own words, if the question said that the partner sees it."""
    told = await turn.db.answers.of(who, "intake") if partner_sees(turn.program.form("intake"), key) else {}
    return str(told.get(key) or "")


async def _opens_at(turn: Turn, match: Match) -> datetime:
    """At ten on the second working day after it was published, unless the mentor was asked later than that."""
    planned = await turn.due_at("match.open", match.published_at, match.mentee)
    hour = turn.program.hour_of("match.open")
    return opens_at(planned, turn.now, await turn.zone(match.mentor), hour)


def _reasons(turn: Turn, match: Match) -> Facts:
    return facts_of(shareable(match.reasons, turn.program.form("intake")), at_most=2)
