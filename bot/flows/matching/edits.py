"""Changes of a draft, one after the other: whoever presses a button of an older one sees how it stands, and who it was."""

from bot.domain.matching import Pair
from bot.domain.rounds import Round, RoundState
from bot.flows.matching import cards
from bot.flows.matching.facts import locked_round
from bot.messages import matching as say
from bot.messages.base import Message
from bot.turn import Turn


async def draft(turn: Turn, round_id: int, edit: int) -> tuple[Round, Message | None]:
    """The round, for nobody else to change meanwhile; and what to show in place of a change, where it is no draft any
    more or was changed since the button was drawn."""
    found = await locked_round(turn, round_id)
    if found.state is not RoundState.PROPOSED:
        return found, await cards.as_it_stands(turn, found)
    if found.edit != edit:
        return found, await cards.preview(turn, found, changed_by=await name_of(turn, found.edited_by))
    return found, None


async def edited(turn: Turn, found: Round, act: str, about: str) -> Round:
    turn.db.audit.note(turn.who, act, turn.now, about)
    return await turn.db.rounds.change(found.id, edit=found.edit + 1, edited_by=turn.who)


async def names_of(turn: Turn, pair: Pair) -> tuple[str, str]:
    names = await turn.db.people.names(pair)
    return names[pair[0]], names[pair[1]]


async def name_of(turn: Turn, who: str) -> str:
    person = await turn.db.people.get(who) if who else None
    return person.name if person and person.name else "Somebody else"


async def work_again(turn: Turn, found: Round, *, calm: bool | None = None) -> Round:
    """Let a draft give way to a new working out, which takes over its card."""
    place = await cards.place(turn, found)
    await turn.db.rounds.change(found.id, state=RoundState.REPLACED, edited_by=turn.who, edit=found.edit + 1)
    asked = await cards.ask(turn, found, place, calm=found.calm if calm is None else calm)
    people = await cards.people_in(turn)
    await cards.put(turn, asked, say.Working(people))
    return asked
