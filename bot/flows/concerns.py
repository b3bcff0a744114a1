"""A concern or a decline: the match is held, the partner is not told, and the program team learns that it needs a look."""

from bot.domain.cases import Case
from bot.domain.circles import UNFILLED
from bot.domain.due import Due
from bot.domain.matches import Match, State
from bot.messages import concerns as say
from bot.messages.base import Refused, Result
from bot.messages.circles import Unfilled
from bot.messages.forms import Questions
from bot.messages.match import ConcernAsked, MatchOver, NotThisTime
from bot.messages.receipt import Receipt
from bot.messages.words import NotYours
from bot.turn import Finished, Turn

UNDECIDED = (State.MENTEE_ASKED, State.MENTOR_ASKED, State.AGREED, State.HELD)
MOVES = ("match.mentee_turn", "match.mentor_turn", "match.open", "match.again")


async def asked(turn: Turn, click: ConcernAsked) -> Result:
    match = await _known(turn, click.match_id)
    return Questions("concern", match.id, intro=say.INTRO)


async def may_raise(turn: Turn, about: int) -> None:
    await _known(turn, about)


async def raised(turn: Turn, finished: Finished) -> Result:
    """The form came back, with words or without: the match is held, if it has not opened yet."""
    match = await _known(turn, finished.about)
    shared = finished.answers.get("share") == "yes" and bool(finished.answers.get("words"))
    match = await _hold(turn, match, "concern", shared=shared)
    channel, ts = await turn.db.outbox.place(match.letter_of(turn.who))
    if ts and match.state is State.HELD:
        await turn.rewrite_at(channel, ts, Receipt.of(match, turn.who))
    return say.Taken(shared, held=match.state is State.HELD)


async def not_this_time(turn: Turn, click: NotThisTime) -> Result:
    """The mentor declines, with no reason owed."""
    match = await turn.db.matches.get(click.match_id)
    if match is None or turn.who != match.mentor or not match.known_to(turn.who):
        raise Refused(NotYours())
    together = await turn.db.matches.answered_with(match, turn.who)
    match = next((one for one in together if one.state in UNDECIDED), match)
    if match.state in UNDECIDED:
        match = await _hold(turn, match, "declined", shared=False)
    return await turn.answer(Receipt.of(match, turn.who))


async def end_match(turn: Turn, click: say.EndMatch) -> Result:
    case, match = await _case(turn, click.case_id)
    if case.state != "settled":
        await _end(turn, await _of_case(turn, case, match), "case")
        turn.db.audit.note(turn.who, "concerns.end", turn.now, str(match.id))
    return await turn.answer(await _decided(turn, match.id, turn.who))


async def resume(turn: Turn, click: say.Resume) -> Result:
    """The program team has settled it: the match goes on, unless the other one's case still stands."""
    case, match = await _case(turn, click.case_id)
    if case.state != "settled":
        await turn.db.cases.change(case.id, state="settled")
        if match.state is State.HELD and not await turn.db.cases.of_match(match.id):
            await _go_on(turn, match, await _of_case(turn, case, match))
        turn.db.audit.note(turn.who, "concerns.resume", turn.now, str(match.id))
    return await turn.answer(await _decided(turn, match.id, turn.who))


async def read(turn: Turn, click: say.ReadConcern) -> Result:
    """Show what was shared, until it is settled. Each opening is noted, and its author hears of each who reads it."""
    case, _ = await _case(turn, click.case_id)
    if not case.shared:
        raise Refused(NotYours())
    if case.state == "settled":
        raise Refused(say.WordsClosed())
    answers = await turn.db.answers.of(case.raised_by, "concern", case.match_id)
    author = await turn.db.people.get(case.raised_by)
    turn.db.audit.note(turn.who, "concerns.read", turn.now, str(case.id))
    await turn.db.cases.change(case.id, state="read")
    key = f"{case.id}:{turn.who}"
    await turn.db.due.plan("concern.opened", key, turn.now, who=case.raised_by, about=case.id)
    return say.SharedWords(
        case.id, author.name if author else case.raised_by, str(answers.get("words") or "")
    )


async def tell_opened(turn: Turn, due: Due) -> None:
    """Due `concern.opened`, whose key names the admin: the author of shared words hears who opened them."""
    await turn.reach(due, say.WordsOpened(due.key.rpartition(":")[2]))


async def held(turn: Turn, due: Due) -> None:
    """Nobody has decided in time: both go back on the list."""
    match = await turn.db.matches.locked(due.about)
    if match is None or match.state is not State.HELD:
        return
    declined = match.mentor_said == "no"
    together = await turn.db.matches.answered_with(match, match.mentor) if declined else [match]
    await _end(turn, together, "undecided")
    if channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, await _decided(turn, match.id, ""))


async def over(turn: Turn, due: Due) -> None:
    """Tell somebody that a match of theirs ended, in the same words whoever raised what."""
    if match := await turn.db.matches.get(due.about):
        started = match.opened_at is not None
        circle = ""
        if match.in_circle:
            rest = due.who == match.mentor and await turn.db.matches.together(match)
            circle = "one" if rest else "all"
        partner, role = match.partner_of(due.who), match.role_of(due.who)
        if match.ended_why == UNFILLED:
            await turn.reach(due, Unfilled(partner, role))
            return
        await turn.reach(due, MatchOver(partner, role, started=started, circle=circle))


async def _known(turn: Turn, match_id: int) -> Match:
    match = await turn.match_of(match_id)
    if not match.known_to(turn.who):
        raise Refused(NotYours())
    return match


async def _case(turn: Turn, case_id: int) -> tuple[Case, Match]:
    """The case and its match as they are now, which nobody else changes meanwhile. Raises `Refused`."""
    await turn.require_admin()
    known = await turn.db.cases.get(case_id)
    match = await turn.db.matches.locked(known.match_id) if known else None
    case = await turn.db.cases.locked(case_id)
    if case is None or match is None:
        raise Refused(NotYours())
    return case, match


async def _of_case(turn: Turn, case: Case, match: Match) -> list[Match]:
    """What a case is about: where the mentor of a circle had raised it, all that they were asked about at once."""
    together = await turn.db.matches.answered_with(match, case.raised_by)
    return together if match.state is State.HELD else [match]


async def _hold(turn: Turn, match: Match, kind: str, *, shared: bool) -> Match:
    """Open a case, or add to the one this person has opened; a match that has not begun waits meanwhile.

    Also where it waits for the other already: each of the two has a case of their own.
    """
    match = await turn.db.matches.locked(match.id) or match
    own = [case for case in await turn.db.cases.of_match(match.id) if case.raised_by == turn.who]
    if own and not (shared and not own[0].shared):
        return match
    if match.state in UNDECIDED:
        for one in await turn.db.matches.answered_with(match, turn.who):
            if one.state is not State.HELD:
                await _wait(turn, one)
            said = {f"{one.part_of(turn.who)}_said": "no"}
            await turn.db.matches.change(one.id, state=State.HELD, **said)
            await turn.db.circle_moves(one, turn.now)
        match = await turn.db.matches.get(match.id) or match
        await turn.refresh_home(turn.who)
    if own:
        case = await turn.db.cases.change(own[0].id, shared=True)
    else:
        kind = "open" if match.state is State.OPEN else kind
        case = await turn.db.cases.add(match.id, turn.who, kind, shared=shared, now=turn.now)
    if channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, await _card(turn, case, match))
    return match


async def _wait(turn: Turn, match: Match) -> None:
    """Let nothing of a match go on until it is decided, or until its time for that is over."""
    for move in MOVES:
        await turn.db.due.drop(move, about=match.id, reason="held")
    at = await turn.due_at("match.held", turn.now, turn.who)
    await turn.db.due.move("match.held", match.id, at, now=turn.now)


async def _card(turn: Turn, case: Case, match: Match) -> say.PairNeedsLook:
    mentor, mentee = await _names(turn, match)
    together = await _of_case(turn, case, match)
    mentees = tuple([(await _names(turn, one))[1] for one in together]) if len(together) > 1 else ()
    return say.PairNeedsLook(
        case.id,
        mentor,
        mentee,
        case.shared,
        started=match.state is State.OPEN,
        mentees=mentees,
        circle=match.in_circle and not mentees,
        format=match.format,
    )


async def _go_on(turn: Turn, match: Match, together: list[Match]) -> None:
    """Nobody's case stands any more: the match is where it was, and whoever had said no is asked again; the mentor of a
    circle once, about all that they had said no to `together`."""
    for one in together:
        if one.id != match.id and await turn.db.cases.of_match(one.id):  # its mentee has doubts of their own
            await turn.db.matches.change(one.id, mentor_said="")
            continue
        await turn.db.due.drop("match.held", about=one.id, reason="decided")
        said = {f"{one.part_of(who)}_said": "" for who in one.people if one.said_by(who) == "no"}
        state = State.MENTOR_ASKED if one.mentor_letter else State.MENTEE_ASKED
        await turn.db.matches.change(one.id, state=state, **said)
    for who in match.people:
        if match.said_by(who) == "no":
            key = f"{match.id}:{who}"
            await turn.db.due.plan("match.again", key, turn.now, who=who, about=match.id, again=True)
            await turn.refresh_home(who)


async def _end(turn: Turn, together: list[Match], why: str) -> None:
    """End a match, or all that the mentor of a circle was asked about; they hear of it once."""
    for match in together:
        if match.state is State.ENDED:
            continue
        ended = await turn.db.end_match(match, why, turn.now)
        for who in ended.people if match is together[0] else (ended.mentee,):
            if ended.known_to(who):
                await turn.db.due.plan("match.over", f"{match.id}:{who}", turn.now, who=who, about=match.id)
                await turn.refresh_home(who)


async def _decided(turn: Turn, match_id: int, by: str) -> say.Decided:
    match = await turn.db.matches.get(match_id)
    assert match is not None
    admin = await turn.db.people.get(by) if by else None
    mentor, mentee = await _names(turn, match)
    hows = {State.ENDED: "ended", State.HELD: "held", State.OPEN: "settled"}
    how = hows.get(match.state, "resumed")
    return say.Decided(mentor, mentee, how, admin.name if admin else by, match.format)


async def _names(turn: Turn, match: Match) -> tuple[str, str]:
    names = await turn.db.people.names(match.people)
    return names[match.mentor], names[match.mentee]
