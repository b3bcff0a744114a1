"""Joining: from the invitation through the questions to the card at the end; and the profile afterwards."""

from dataclasses import replace

from bot.domain.calendar import local_date
from bot.domain.due import Due
from bot.domain.forms import Answer, Answers
from bot.domain.joining import MORE, OPEN, PARTNERS, from_slack, open_questions, told, wish
from bot.domain.matches import State
from bot.domain.people import Participant, Role, Status
from bot.domain.program import Format
from bot.messages import joining as say
from bot.messages.base import Message, Refused, Result
from bot.messages.forms import Questions
from bot.messages.leaving import NotTakingPart
from bot.messages.waiting import InSince
from bot.turn import Finished, Turn

MEMBERS = (Status.ACTIVE, Status.PAUSED)


async def join(turn: Turn, words: str) -> Result:
    """`join`, `join mentor`, or a wish in a whole sentence."""
    return await _join(turn, wish(turn.program.form("intake"), words))


async def join_as(turn: Turn, click: say.JoinAs) -> Result:
    return await _join(turn, {"role": click.role} if click.role in set(Role) else {})


async def tell_more(turn: Turn, _: say.TellMeMore) -> Result:
    return await _answer(turn, say.More(is_open=await _is_open(turn)))


async def tell_when_open(turn: Turn, _: say.TellMeWhenOpen) -> Result:
    participant = await turn.db.participants.get(turn.who)
    if await _is_open(turn) or _inside(participant):
        return await _join(turn, {})
    await turn.db.participants.put(turn.who, status=Status.INTERESTED)
    await turn.refresh_home(turn.who)
    return await _answer(turn, say.Interested())


async def opened(turn: Turn, due: Due) -> None:
    """Joining has opened, and somebody had asked to be told. They are told once."""
    participant = await turn.db.participants.get(due.who)
    if participant is None or participant.status is not Status.INTERESTED:
        return
    if not await _is_open(turn):
        await turn.db.due.skip(due, "closed")
    elif await turn.reach(due, say.Opened()):
        if (
            participant.joined_at or participant.answers
        ):  # they were here before, and what they told then is kept its time
            await turn.db.participants.put(due.who, status=Status.LEFT, left_at=turn.now)
        else:
            await turn.db.participants.remove(due.who)
        await turn.refresh_home(due.who)


async def unfinished(turn: Turn, due: Due) -> None:
    participant = await turn.db.participants.get(due.who)
    if participant is None or participant.status is not Status.JOINING:
        return
    left = turn.program.form("intake").missing(participant.answers)
    await turn.reach(due, say.Unfinished(max(1, len(left))))


async def may_answer(turn: Turn, about: int) -> None:
    """Whoever has begun to join, or joined; nobody comes in by an old button."""
    if about or not _inside(await turn.db.participants.get(turn.who)):
        raise Refused(say.NoProfile() if await _is_open(turn) else say.NotOpen())


async def finished(turn: Turn, form: Finished) -> Result:
    """The questions are answered, for the first time or anew."""
    before = await turn.db.participants.get(turn.who)
    first = before is None or before.status not in MEMBERS
    await turn.db.participants.put(
        turn.who,
        status=Status.ACTIVE if first or before is None else before.status,
        role=Role(str(form.answers["role"])),
        joined_at=turn.now if first else None,
        paused_until=None if first or before is None else before.paused_until,
    )
    await turn.db.due.drop("intake.resume", who=turn.who, reason="joined")
    card = await _card(turn, form.answers)
    hear_by = await (_news_planned(turn) if first else _news_at(turn))
    for what in ("joining", "joined", "leave"):
        await turn.settle(what, InSince(), to=turn.who)
    turn.reply(replace(card, first=first, hear_by=hear_by))
    await turn.refresh_home(turn.who)
    return None


async def _news_planned(turn: Turn) -> int:
    """When they hear how the search stands, should there be no match before: a Unix time, kept as a due row."""
    at = await turn.due_at("waiting.news", turn.now, turn.who)
    key = f"{turn.who}/{local_date(turn.now, await turn.zone(turn.who))}:0"
    await turn.db.due.plan("waiting.news", key, at, who=turn.who)
    return int(at.timestamp())


async def _news_at(turn: Turn) -> int:
    """When they next hear how the search stands, a Unix time; 0 if nothing is planned."""
    planned = (due for due in await turn.db.due.waiting_for(turn.who) if due.kind == "waiting.news")
    return next((int(due.due_at.timestamp()) for due in planned), 0)


async def better(turn: Turn, _: say.Better) -> Result:
    """Ask what is optional, one question at a time; the card stays, without this button."""
    participant = await turn.db.participants.get(turn.who)
    if participant is None or not _inside(participant):
        return NotTakingPart()
    answers = await _with_more(turn, participant)
    if participant.status in MEMBERS and not open_questions(turn.program.form("intake"), answers):
        return await change(turn, say.ChangeAnswers())
    card = replace(await _card(turn, answers), more=0, hear_by=await _news_at(turn))
    await turn.settle("joined", card, to=turn.who, for_good=False)
    if not _in_public(turn):
        await turn.rewrite(card)
    await turn.ask("intake", answers, first=True)
    return await _elsewhere(turn)


async def change(turn: Turn, _: say.ChangeAnswers) -> Result:
    """Everything they told, in one form, with what is optional."""
    participant = await turn.db.participants.get(turn.who)
    if participant is None or not _inside(participant):
        return NotTakingPart()
    answers = await _with_more(turn, participant)
    draft = await turn.db.answers.draft(turn.who, "intake")
    state = draft.state if draft else "aside"
    await turn.db.answers.put(turn.who, "intake", 0, answers, state=state, now=turn.now)
    return Questions(
        "intake", 0, answers=answers, intro="Change what you like. What is optional may stay empty."
    )


async def _with_more(turn: Turn, participant: Participant) -> dict[str, Answer]:
    """Their answers, and what asks the optional questions: the one about former partners only of those who had one."""
    had = await turn.db.matches.of(turn.who, State.ENDED)
    return {**participant.answers, **_given(turn), MORE: "yes", **({PARTNERS: "yes"} if had else {})}


def _given(turn: Turn) -> dict[str, Answer]:
    """What nobody is asked in this format: of peers everybody learns and passes on."""
    return {"role": Role.BOTH.value} if turn.program.matching.format is Format.PEERS else {}


async def profile(turn: Turn, _: object) -> Result:
    participant = await turn.db.participants.get(turn.who)
    if participant is None or not _inside(participant):
        return say.NoProfile() if await _is_open(turn) else say.NotOpen()
    return await _profile(turn, participant)


async def _join(turn: Turn, said: Answers) -> Result:
    """Begin to join, or go on. Whoever began may finish even after joining was closed."""
    participant = await turn.db.participants.get(turn.who)
    if participant and participant.status in MEMBERS:
        return await _answer(turn, await _profile(turn, participant))
    began = participant is not None and participant.status is Status.JOINING
    if not began and not await _is_open(turn):
        return await _answer(turn, say.NotOpen())
    kept = await turn.db.answers.of(turn.who, "intake")
    answers = {**from_slack(await turn.db.people.get(turn.who)), **kept, **said, **_given(turn)}
    answers.pop(MORE, None)
    form = turn.program.form("intake")
    role = Role(str(answers["role"])) if "role" in answers else None
    await turn.db.participants.put(turn.who, status=Status.JOINING, role=role)
    if not began:
        await _remind(turn)
    if form.next_question(answers):
        known = tuple((question.key, answer) for question, answer in told(form, answers))
        if welcome := await _answer(turn, say.Welcome(known, back=bool(kept))):
            turn.reply(welcome)
    await turn.ask("intake", answers, first=True)
    await turn.refresh_home(turn.who)
    return await _elsewhere(turn)


async def _remind(turn: Turn) -> None:
    at = await turn.due_at("intake.resume", turn.now, turn.who)
    key = f"{turn.who}:{local_date(turn.now, await turn.zone(turn.who))}"
    await turn.db.due.plan("intake.resume", key, at, who=turn.who)


def _inside(participant: Participant | None) -> bool:
    return participant is not None and participant.here


async def _is_open(turn: Turn) -> bool:
    return await turn.db.settings.get("joining") == OPEN


def _in_public(turn: Turn) -> bool:
    """Whether this happened outside of the bot's own DM and Home: what was pressed there is not this person's alone."""
    return bool(turn.channel) and not turn.channel.startswith("D")


async def _answer(turn: Turn, message: Message) -> Message | None:
    """Let what was pressed become its answer; but an invitation in a channel stays, for the others."""
    return message if _in_public(turn) else await turn.answer(message)


async def _elsewhere(turn: Turn) -> Message | None:
    """A note where something was asked in a channel, since the conversation goes on in the DM."""
    if not _in_public(turn):
        return None
    return say.WrittenToYou(await _way_to_dm(turn))


async def _way_to_dm(turn: Turn) -> str:
    """A link to the conversation with the bot, also while Slack has not told its id; "" where nothing is known."""
    settings = turn.db.settings
    team, dm, me = (
        await settings.get("team_id"),
        await turn.db.people.dm(turn.who),
        await settings.get("bot_user"),
    )
    if team and dm:
        return f"https://slack.com/app_redirect?channel={dm}&team={team}"
    return f"slack://user?team={team}&id={me}" if team and me else ""


async def _card(turn: Turn, answers: Answers) -> say.Joined:
    form, person = turn.program.form("intake"), await turn.db.people.get(turn.who)
    return say.Joined(
        told=tuple((question.key, answer) for question, answer in told(form, answers)),
        name=person.name if person else "",
        title=person.title if person else "",
        tz=person.tz if person else "",
        more=open_questions(form, answers),
        waiting=not await turn.db.matches.of(turn.who),
    )


async def _profile(turn: Turn, participant: Participant) -> Message:
    card = await _card(turn, participant.answers)
    return say.Profile(card.told, participant.status.value, card.name, card.title, card.tz, card.more)
