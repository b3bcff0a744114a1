"""Publishing, when its minutes are over: matches begin, and everybody else hears that they wait."""

from bot.domain.due import Due
from bot.domain.matches import Match, State
from bot.domain.people import Status
from bot.domain.rounds import ProposedPair, Round, RoundState, Scene, left_over, possible
from bot.messages import publishing as say
from bot.turn import Turn


async def publish(turn: Turn, due: Due) -> None:
    """Bring the approved pairs into force, if nobody has undone it. Everybody hears by a due row of their own."""
    found = await turn.db.rounds.locked(due.about)
    if found is None or found.state is not RoundState.PUBLISHING:
        return
    pairs = await turn.db.rounds.pairs(found.id)
    scene = await _scene(turn)
    kept, broken = possible([pair for pair in pairs if not pair.dropped], scene, turn.program.matching)
    for pair in kept:
        await _begin(turn, pair)
    dropped = [pair for pair in pairs if pair.dropped]
    known = await turn.db.rounds.left_over(found.id)
    left = await turn.db.rounds.leave_over(left_over(known, [*broken, *dropped], scene, kept))
    for one in left:
        await turn.db.due.drop("waiting.news", who=one.who, reason="a newer round")
        await turn.db.due.plan("waiting.news", f"{one.id}:0", turn.now, who=one.who, about=one.id)
    await turn.db.rounds.change(found.id, state=RoundState.PUBLISHED, published_at=turn.now)
    await _plan_post(turn, found)
    await _tell_team(turn, found, say.Published(len(kept), len(broken), len(left)))


async def post(turn: Turn, due: Due) -> None:
    """The one public post of a round: a number, and by name only those where both said yes."""
    channel = await turn.db.settings.get("program_channel")
    matches = await turn.db.matches.of_round(due.about)
    started = [match for match in matches if match.opened_at and match.state is not State.ENDED]
    count = len(started) if len(started) >= turn.program.public_from_pairs else 0
    named = [match for match in started if match.mentee_public == match.mentor_public == "yes"]
    if channel and (count or named):
        turn.say(channel, say.NewPairs(count, await _names(turn, named)), once=f"match.public:{due.about}")


async def _scene(turn: Turn) -> Scene:
    told = await turn.db.participants.of_status(Status.ACTIVE, Status.PAUSED)
    participants = {one.id: one for one in told}
    return Scene(await turn.db.people.named(participants), participants, await turn.db.matches.live())


async def _begin(turn: Turn, pair: ProposedPair) -> None:
    rhythm = turn.program.rhythms[0].key
    match = await turn.db.matches.add(pair.round_id, pair.mentor, pair.mentee, pair.reasons, rhythm, turn.now)
    await turn.db.due.plan("match.mentee_turn", f"{match.id}", turn.now, who=match.mentee, about=match.id)


async def _plan_post(turn: Turn, found: Round) -> None:
    rule = turn.program.nudges["match.public"]
    tz = await turn.zone(found.by)
    at = rule.due_at(turn.now, tz, turn.program.day_starts, turn.program.day_ends)
    await turn.db.due.plan("match.public", f"{found.id}", at, about=found.id)


async def _tell_team(turn: Turn, found: Round, message: say.Published) -> None:
    channel, ts = found.card
    if ts:
        await turn.rewrite_at(channel, ts, message)
    elif channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, message)


async def _names(turn: Turn, matches: list[Match]) -> tuple[tuple[str, str], ...]:
    people = await turn.db.people.named({who for match in matches for who in match.people})
    return tuple(
        (people[match.mentor].name, people[match.mentee].name)
        for match in matches
        if match.mentor in people and match.mentee in people
    )
