"""Those who wait for the same skill begin together, if they wish: a conversation of their own, and no place lost."""

from bot.domain.barred import barred
from bot.domain.due import Due
from bot.domain.letters import Room, addressed
from bot.domain.matching import Pair, candidate
from bot.domain.people import Person, Status
from bot.domain.together import FORM, LEAST, Wish, circle
from bot.messages import together as say
from bot.messages.base import Refused, Result
from bot.messages.waiting import NoLongerWaiting
from bot.messages.words import NotYours
from bot.turn import Turn


async def count_in(turn: Turn, click: say.BeginTogether) -> Result:
    """Somebody who waits says yes. When enough have, the circle begins the next working day."""
    told = await turn.db.participants.get(turn.who)
    if told is None or not told.here or await _hears_of_a_mentor(turn):
        return await turn.answer(NoLongerWaiting())
    skill = turn.program.catalogue.find(click.skill)
    if skill is None or not told.seeks or skill.name not in turn.program.catalogue.named(told.wanted):
        raise Refused(NotYours())
    before = await turn.db.answers.of(turn.who, FORM)
    at = before["at"] if before.get("skill") == skill.name else turn.now.isoformat()
    wish = {"skill": skill.name, "at": at}
    await turn.db.answers.put(turn.who, FORM, 0, wish, state="done", now=turn.now)
    if len(await _wishes(turn, skill.name)) >= LEAST:
        begins_at = await turn.due_at("together.begins", turn.now, turn.who)
        await turn.db.due.plan("together.begins", skill.name, begins_at, again=True)
    return await turn.answer(say.CountedIn(skill.name))


async def count_out(turn: Turn, _: say.NotTogether) -> Result:
    await turn.db.answers.forget(turn.who, FORM)
    return await turn.answer(say.CountedOut())


async def begins(turn: Turn, due: Due) -> None:
    """Due `together.begins`, whose key names the skill: those of them who can begin, do; too few go on waiting."""
    skill = due.key.removeprefix(f"{due.kind}:")
    wishes = await _wishes(turn, skill)
    people = circle(wishes, await _apart(turn, wishes))
    if not people or not await turn.reach(due, say.Begun(skill, people), to=Room(people)):
        return
    for who in people:
        await turn.db.answers.forget(who, FORM)
        await turn.settle("news", say.UnderWay(skill), to=who, for_good=False)
    if len(wishes) - len(people) >= LEAST:
        at = await turn.due_at(due.kind, turn.now, people[0])
        await turn.db.due.plan(due.kind, skill, at, again=True)


async def leads_there(turn: Turn, due: Due) -> None:
    """Due `together.way`, whose key names the people and the skill: their conversation is open now, and what told each of
    them of it leads there."""
    ids, _, skill = due.key.removeprefix(f"{due.kind}:").partition(":")
    people = tuple(ids.split(","))
    link = await turn.db.settings.way_to(await turn.db.outbox.channel_of(addressed(Room(people))))
    for who in people:
        await turn.settle("news", say.UnderWay(skill, link), to=who)


async def _hears_of_a_mentor(turn: Turn) -> bool:
    matches = await turn.db.matches.of(turn.who)
    return any(match.mentee == turn.who and match.known_to(turn.who) for match in matches)


async def _wishes(turn: Turn, skill: str) -> list[Wish]:
    """Who would begin with this skill and can: they take part, are not on a pause, and have no mentor yet."""
    kept = await turn.db.answers.all_of(FORM)
    wishes = [Wish(who, skill, str(one["at"])) for who, one in kept.items() if one["skill"] == skill]
    people = {wish.who for wish in wishes}
    told = await turn.db.participants.those(people)
    active = {one.id for one in told if one.status is Status.ACTIVE}
    free = active - await turn.db.matches.with_mentor(people)
    return [wish for wish in wishes if wish.who in free]


async def _apart(turn: Turn, wishes: list[Wish]) -> set[Pair]:
    """Between whom a rule stands: a private wish, the reporting line, one team, or a word of the program team."""
    told = await turn.db.participants.those({wish.who for wish in wishes})
    people, rules = await turn.db.people.named({one.id for one in told}), turn.program.matching
    all_ = [candidate(people.get(one.id, Person(one.id, one.id)), one, rules) for one in told]
    never = await turn.db.nevers.pairs()
    return set(barred(all_, all_, forbidden=never, same_team_allowed=rules.same_team_allowed))
