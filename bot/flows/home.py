"""Home and `status`: what is next for somebody, and their say over what the bot will write."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.calendar import local_date
from bot.domain.checkins import met_as_agreed, next_checkin
from bot.domain.due import Due
from bot.domain.feedback import Stage
from bot.domain.home import Coming, Counts, Next, Pair, Waiting, pairs_of, what_comes, what_is_next
from bot.domain.joining import OPEN
from bot.domain.matches import State
from bot.domain.nudges import a_week
from bot.domain.people import Participant, Role, Status
from bot.messages import home as say
from bot.messages import next_step
from bot.messages.base import Result
from bot.turn import Turn


async def draw(turn: Turn, _: object) -> say.Home:
    """The Home of whoever this turn is of. It only reads."""
    participant = await turn.db.participants.get(turn.who)
    waiting = await _waiting(turn)
    pairs = await _pairs(turn, waiting)
    return say.Home(
        next=await _next(turn, participant, pairs, waiting),
        now=turn.now,
        pairs=pairs,
        coming=await _coming(turn, pairs),
        fewer=await turn.db.participants.wants_fewer(turn.who),
        counts=await _counts(turn) if await turn.db.admins.has(turn.who) else None,
        part_of_it=participant is not None and participant.here,
    )


async def status(turn: Turn, _: object) -> Result:
    participant = await turn.db.participants.get(turn.who)
    waiting = await _waiting(turn)
    pairs = await _pairs(turn, waiting)
    return next_step.Status.of(await _next(turn, participant, pairs, waiting))


async def opened(turn: Turn, given: Mapping[str, Any]) -> None:
    """`app_home_opened` comes for the Messages tab too."""
    if given.get("tab") == "home":
        await turn.refresh_home(turn.who)


async def refresh(turn: Turn, _: say.Refresh) -> None:
    await turn.refresh_home(turn.who)


async def skip(turn: Turn, click: say.Skip) -> None:
    """Do without a message. A check-in comes round again, so that one moves on by the pair's rhythm."""
    due = await _own(turn, click.due_id)
    coming = what_comes([due], {}) if due else ()
    if due and coming and coming[0].may_skip:
        match = await turn.db.matches.get(due.about) if due.kind == "checkin.mentee" else None
        if match:
            _, at = next_checkin(due.due_at, match.rhythm, turn.program, await turn.zone(turn.who))
            await turn.db.due.put_off(due, at, "skipped once")
        else:
            await turn.db.due.skip(due, "by the reader")
    await turn.refresh_home(turn.who)


async def why(turn: Turn, click: say.Why) -> Result:
    due = await _own(turn, click.due_id)
    match = await turn.db.matches.get(due.about) if due else None
    knows = match is not None and match.known_to(turn.who)
    partners = {match.id: match.partner_of(turn.who)} if match and knows else {}
    coming = what_comes([due], partners) if due else ()
    fewer = await turn.db.participants.wants_fewer(turn.who)
    return say.WhyThis(click.due_id, coming[0] if coming else None, fewer)


async def fewer(turn: Turn, click: say.Fewer) -> Result:
    await turn.db.participants.make_fewer(turn.who, fewer=click.fewer)
    await turn.refresh_home(turn.who)
    most = a_week(turn.program.budget_per_week, fewer=click.fewer)
    return await turn.answer(say.FewerNoted(most, click.fewer))


async def _coming(turn: Turn, pairs: tuple[Pair, ...]) -> tuple[Coming, ...]:
    """What they will hear; and of a pair whose other is asked first, when that is, and when they are asked then."""
    partners = {one: who for pair in pairs for one, who in zip(pair.match_ids, pair.partners, strict=True)}
    dues = await turn.db.due.waiting_for(turn.who, limit=50)
    for pair in pairs:  # the mentor of a circle is asked once, whoever of it is silent
        asked = [due for due in dues if due.kind == "checkin.mentor" and due.about in pair.match_ids]
        dues = [due for due in dues if due not in asked[1:]]
    coming = [*what_comes(dues, partners)]
    for pair in pairs:
        at = await turn.db.due.next_of("checkin.mentee", pair.match_id) if pair.second else None
        if at:
            then = await turn.due_at("checkin.mentor", at, turn.who)
            kind = "checkin.circle" if pair.circle else "checkin.partner"
            coming.append(Coming(0, kind, at, pair.partner, then))
    return tuple(sorted(coming, key=lambda one: one.at))


async def _own(turn: Turn, due_id: int) -> Due | None:
    """The due row, if it still waits and is this person's."""
    due = await turn.db.due.get_waiting(due_id)
    return due if due and due.who == turn.who else None


async def _pairs(turn: Turn, waiting: Waiting) -> tuple[Pair, ...]:
    """Their matches, and of those under way the days of meetings and pauses."""
    tz = await turn.zone(turn.who)

    def day(at: datetime | None) -> str:
        return local_date(at, tz).isoformat() if at else ""

    pairs: list[Pair] = []
    matches = {match.id: match for match in await turn.db.matches.of(turn.who)}
    for pair in pairs_of(turn.who, list(matches.values()), waiting, turn.now):
        partner = await turn.db.participants.get(pair.partner)
        last = await turn.db.sessions.latest(pair.match_id)
        meetings = await turn.db.sessions.count(pair.match_id)
        away = partner.paused_until if partner and pair.stage == "open" else None
        match = matches[pair.match_id]
        pair = replace(pair, link=await turn.way_to_room(match) if pair.stage == "open" else "")
        pairs.append(
            pair.with_days(
                met=day(last.met_at if last else None),
                agreed=day(met_as_agreed(match, last, meetings)),
                asks=day(await turn.db.due.next_of("checkin.mentee", pair.match_id)),
                away=day(away if away and away > turn.now else None),
            )
        )
    return tuple(pairs)


async def _waiting(turn: Turn) -> Waiting:
    written = await turn.db.feedback.not_arrived_of(turn.who)
    return Waiting(
        unread=[(one.id, one.match_id) for one in await turn.db.feedback.unread_for(turn.who)],
        asked=[(one.id, one.match_id) for one in await turn.db.checkins.open_for(turn.who)],
        drafts=[
            (one.match_id, one.match_id)
            for one in await turn.db.feedback.drafts_of(turn.who)
            if one.stage is Stage.DRAFT
        ],
        given=[(one.stage.value, one.match_id) for one in written],
    )


async def _next(
    turn: Turn, participant: Participant | None, pairs: tuple[Pair, ...], waiting: Waiting
) -> Next:
    joining_open = await turn.db.settings.get("joining") == OPEN
    news = [due.due_at for due in await turn.db.due.waiting_for(turn.who) if due.kind == "waiting.news"]
    hears_by = min(news, default=None)
    return what_is_next(participant, pairs, waiting, joining_open=joining_open, hears_by=hears_by)


async def _counts(turn: Turn) -> Counts:
    people, matches = await turn.db.participants.count(), await turn.db.matches.count()

    def active(role: Role) -> int:
        return people.get((role, Status.ACTIVE), 0) + people.get((role, Status.PAUSED), 0)

    def of_status(status: Status) -> int:
        return sum(number for (_, one), number in people.items() if one == status)

    return Counts(
        mentees=active(Role.MENTEE),
        mentors=active(Role.MENTOR),
        both=active(Role.BOTH),
        unfinished=of_status(Status.JOINING),
        paused=of_status(Status.PAUSED),
        under_way=matches.get(State.OPEN, 0),
        starting=sum(matches.get(one, 0) for one in (State.MENTEE_ASKED, State.MENTOR_ASKED, State.AGREED)),
        held=matches.get(State.HELD, 0),
        channel=await turn.db.settings.get("admin_channel"),
        program_channel=await turn.db.settings.get("program_channel"),
        is_open=await turn.db.settings.get("joining") == OPEN,
        link=await turn.db.settings.way_to_admins(),
    )
