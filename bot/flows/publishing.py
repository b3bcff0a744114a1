"""Publishing, when its minutes are over: matches begin, and everybody else hears that they wait."""

from collections import Counter
from datetime import datetime

from bot.domain.admin import PUBLISHED
from bot.domain.calendar import local_date
from bot.domain.circles import how_many, will_begin
from bot.domain.due import Due
from bot.domain.joining import OPEN
from bot.domain.matches import Match, State, furthest
from bot.domain.people import ASKED_FOR, Participant, Status
from bot.domain.program import Format, MatchingRules
from bot.domain.rounds import ProposedPair, Round, RoundState, Scene, left_over, possible
from bot.domain.together import TOGETHER, asked_for, together
from bot.messages import publishing as say
from bot.messages.lead import CARD, LeadCard
from bot.turn import Turn


async def publish(turn: Turn, due: Due) -> None:
    """Bring the approved pairs into force, if nobody has undone it. Everybody hears by a due row of their own."""
    found = await turn.db.rounds.locked(due.about)
    if found is None or found.state is not RoundState.PUBLISHING:
        return
    pairs = await turn.db.rounds.pairs(found.id)
    scene, rules = await _scene(turn), turn.program.matching.in_format(found.format)
    wanted = will_begin(pairs, rules)
    kept, broken = possible(wanted, scene, rules)
    begun = await turn.db.matches.begin(found.id, kept, turn.program.rhythms[0].key, turn.now, rules.format)
    asked = ((f"{match_id}", mentee, match_id) for match_id, mentee in begun)
    await turn.db.due.plan_all("match.mentee_turn", turn.now, asked)
    dropped = [pair for pair in pairs if pair not in wanted]
    known = await turn.db.rounds.left_over(found.id)
    left = await turn.db.rounds.leave_over(left_over(known, [*broken, *dropped], scene, kept))
    await turn.db.due.drop_for("waiting.news", [one.who for one in left], "a newer round")
    await turn.db.due.plan_all("waiting.news", turn.now, ((f"{one.id}:0", one.who, one.id) for one in left))
    await turn.db.rounds.change(found.id, state=RoundState.PUBLISHED, published_at=turn.now)
    waiting = _waiting(scene, kept, rules)
    await turn.db.settings.put(ASKED_FOR, "\n".join(asked_for(waiting, turn.program.catalogue)))
    await turn.db.settings.put(TOGETHER, "\n".join(together(waiting, turn.program.catalogue)))
    news_at = await _plan_news(turn, found)
    opens_by = await turn.due_at("match.open", turn.now, found.by)
    count = how_many(kept, rules)
    told = say.Published(
        count, len(broken), len(left), _seconds(opens_by), _seconds(news_at), format=rules.format
    )
    await _tell_team(turn, found, told)
    if kept:
        await _card_follows(turn, found, count)


async def post(turn: Turn, due: Due) -> None:
    """The one public post of a round: a number, and by name only those where both said yes. The program team hears
    how it went."""
    channel = await turn.db.settings.get("program_channel")
    matches = await turn.db.matches.of_round(due.about)
    form = matches[0].format if matches else Format.ONE_TO_ONE
    await _tell_how_it_went(turn, due.about, matches)
    started = [match for match in matches if match.opened_at and match.state is not State.ENDED]
    count = how_many(started, turn.program.matching.in_format(form))
    count = count if count >= turn.program.public_from_pairs else 0
    named = [match for match in started if match.mentee_public == match.mentor_public == "yes"]
    if channel and (count or named):
        turn.say(
            channel, say.NewPairs(count, await _names(turn, named), form), once=f"match.public:{due.about}"
        )


def _waiting(scene: Scene, kept: list[ProposedPair], rules: MatchingRules) -> list[Participant]:
    """Who takes part, wants something, and has no mentor; or no peer."""
    taken = {who for match in scene.live for who in match.served} | {pair.mentee for pair in kept}
    if rules.format is Format.PEERS:
        taken |= {pair.mentor for pair in kept}
    told = scene.participants.values()
    return [one for one in told if one.id not in taken and one.status is Status.ACTIVE]


async def _scene(turn: Turn) -> Scene:
    told = await turn.db.participants.of_status(Status.ACTIVE, Status.PAUSED)
    participants = {one.id: one for one in told}
    people, live = await turn.db.people.named(participants), await turn.db.matches.live()
    return Scene(people, participants, live, never=await turn.db.nevers.pairs())


async def _plan_news(turn: Turn, found: Round) -> datetime:
    """Plan what the company and the program team hear of this round; when."""
    at = await turn.due_at("match.public", turn.now, found.by)
    await turn.db.due.plan("match.public", f"{found.id}", at, about=found.id)
    return at


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


async def _tell_how_it_went(turn: Turn, round_id: int, matches: list[Match]) -> None:
    channel = await turn.db.settings.get("admin_channel")
    if not channel or not matches:
        return
    form = matches[0].format
    if form is Format.CIRCLES:  # a circle stands as the one of it that came furthest
        mentors = dict.fromkeys(match.mentor for match in matches)
        matches = [furthest([one for one in matches if one.mentor == mentor]) for mentor in mentors]
    states = Counter(match.state for match in matches)
    begun = sum(match.opened_at is not None for match in matches)
    held = sum(match.state is State.HELD and not match.opened_at for match in matches)
    ended = sum(match.state is State.ENDED and not match.opened_at for match in matches)
    waiting = sum(states[one] for one in (State.MENTEE_ASKED, State.MENTOR_ASKED, State.AGREED))
    turn.say(channel, say.Started(begun, waiting, held, ended, form), once=f"matching.started:{round_id}")


async def _tell_team(turn: Turn, found: Round, message: say.Published) -> None:
    channel, ts = found.card
    if ts:
        await turn.rewrite_at(channel, ts, message)
    elif channel := await turn.db.settings.get("admin_channel"):
        turn.say(channel, message)


async def _card_follows(turn: Turn, found: Round, count: int) -> None:
    """Let the card in the admin channel say that pairs were published."""
    settings = turn.db.settings
    channel, is_open = await settings.get("admin_channel"), await settings.get("joining") == OPEN
    published = f"{count} {local_date(turn.now, await turn.zone(found.by))}"
    await settings.put(PUBLISHED, published)
    if channel:
        card = LeadCard(await settings.get("program_channel"), is_open, published)
        await turn.rewrite_all(f"{CARD}{channel}:", card, to=channel)


async def _names(turn: Turn, matches: list[Match]) -> tuple[tuple[str, str], ...]:
    people = await turn.db.people.named({who for match in matches for who in match.people})
    return tuple(
        (people[match.mentor].name, people[match.mentee].name)
        for match in matches
        if match.mentor in people and match.mentee in people
    )
