"""`pair @mentor @mentee`: a pair made by hand, locked in the draft; where there is none, one is begun with it."""

from bot.domain.drafts import RulingKind
from bot.domain.explaining import Force
from bot.domain.forms import mentioned
from bot.domain.rounds import RoundState
from bot.flows.matching import asked, cards, locking
from bot.messages import asking as pressed
from bot.messages import matching as said
from bot.messages import pairing as say
from bot.messages import review
from bot.messages.base import Result
from bot.turn import Turn


async def word(turn: Turn, text: str) -> Result:
    await turn.require_admin()
    people = mentioned(text)
    return await pair(turn, pressed.PairThem(*people)) if len(people) == 2 else say.PairHow()


async def pair(turn: Turn, click: pressed.PairThem) -> Result:
    await turn.require_admin()
    asking = asked.Asking(Force(click.mentor, click.mentee), (click.mentor, click.mentee), turn.now)
    sitting, known = await asked.about(turn.db, turn.program, asking)
    assert isinstance(sitting.question, Force)
    mentor, mentee = sitting.question.mentor, sitting.question.mentee
    if known.absent:
        names = known.name(mentor), known.name(mentee)
        return say.CannotPair(
            *names, absent=tuple((known.name(who), why) for who, why in known.absent.items())
        )
    found = await turn.db.rounds.under_way()
    if found and found.state is RoundState.PROPOSED:
        return await locking.lock_pair(turn, review.LockPair(found.id, found.edit, mentor, mentee))
    if found and found.state is RoundState.PUBLISHING:
        return await turn.answer(await cards.as_it_stands(turn, found))
    if refused := await locking.refusal(turn, sitting.request, (mentor, mentee), found):
        return refused
    begun = found or await cards.ask(turn, None, ("", ""))
    await turn.db.rulings.add(begun.id, mentor, mentee, RulingKind.LOCKED, by=turn.who, now=turn.now)
    turn.db.audit.note(turn.who, "matching.lock_pair", turn.now, str(begun.id))
    if not found:
        await cards.put(turn, begun, said.Working(len(sitting.request.people)))
    return say.PairStaged(known.name(mentor), known.name(mentee))
