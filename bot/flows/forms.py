"""Forms, whoever asks them: as a conversation in the DM, as one modal, or by typed words.

Answers are read and checked in one place (`domain.forms.read`) and kept as they come; when the last required one is
there, the feature whose form it is takes over (`Turn.finish`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.calendar import local_date
from bot.domain.days import parse_day
from bot.domain.forms import Answer, Answers, Fault, Kind, Question, read
from bot.domain.words import plain
from bot.messages import forms as say
from bot.messages.base import FieldErrors, Filled, Message, Refused, Result
from bot.messages.skills import DidYouMean, Meant
from bot.store.answers import Draft
from bot.turn import Finished, Turn

BACK, SKIP, STOP = (
    {"back", "go back", "previous"},
    {"skip", "skip it", "skip this", "pass"},
    {"stop", "later", "not now", "cancel", "stop for now"},
)


async def pick(turn: Turn, click: say.Pick) -> Result:
    """A choice was pressed."""
    return await _pressed(turn, click.form, click.about, click.key, click.value)


async def done(turn: Turn, click: say.Done) -> Result:
    """What was picked beside *Done* is the answer."""
    return await _pressed(turn, click.form, click.about, click.key, click.given.get(click.key, ()))


async def meant(turn: Turn, click: Meant) -> Result:
    """Whoever typed what is nearly a skill's name says which was meant, or keeps their own word."""
    draft, question = await _asked_by(turn, click.form, click.about, click.key)
    still = question is not None and draft.state != "done" and not _goes_on(draft, click.key)
    near = _nearly(turn, draft, question, click.words, click.sure) if question and still else None
    if near:
        return await turn.answer(near)
    return await _pressed(turn, click.form, click.about, click.key, click.words)


async def skip(turn: Turn, click: say.Skip) -> Result:
    draft, question = await _asked_by(turn, click.form, click.about, click.key)
    if question is None or question.required:
        return await turn.answer(say.Closed())
    if draft.state == "done":
        return await turn.answer(_stands(draft, question))
    if _goes_on(draft, click.key) and draft.answers[click.key] is None:
        return await turn.answer(_stands(draft, question))
    await turn.rewrite(say.Answered(click.form, click.about, click.key, None))
    return await _take(turn, draft, question, None)


async def back(turn: Turn, click: say.Back) -> Result:
    draft = await _draft(turn, click.form, click.about)
    if draft.state == "done":
        return await turn.answer(say.Closed())
    now_asked = turn.program.form(click.form).next_question(draft.answers)
    if click.key and (now_asked is None or now_asked.key != click.key):
        return await turn.answer(say.Moved())  # pressed twice, or on a question of before
    await turn.rewrite(say.Moved())
    return await _go_back(turn, draft)


async def stop(turn: Turn, click: say.Stop) -> Result:
    draft = await _draft(turn, click.form, click.about)
    if draft.state == "done":
        return await turn.answer(say.Closed())
    await _keep(turn, draft, draft.answers, state="aside")
    question = turn.program.form(click.form).next_question(draft.answers)
    return await turn.answer(say.SetAside(click.form, click.about, question.key if question else ""))


async def resume(turn: Turn, click: say.Resume) -> Result:
    draft = await _draft(turn, click.form, click.about)
    if draft.state == "done":
        return await turn.answer(say.Closed())
    await turn.rewrite(say.Moved())
    return await turn.ask(draft.form, draft.answers, draft.about)


async def as_form(turn: Turn, click: say.AsForm) -> Result:
    draft = await _draft(turn, click.form, click.about)
    return say.Questions(click.form, click.about, answers=draft.answers)


async def submit(turn: Turn, filled: Filled) -> Result:
    """A modal of questions came back: every answer is read, and either all are kept or the faults are shown."""
    view = filled.view
    assert isinstance(view, say.Questions)
    draft = await _draft(turn, view.form, view.about)
    form = turn.program.form(view.form)
    answers, faults = await _read_all(turn, view, draft.answers, filled.given)
    if faults:
        return faults
    if question := form.next_question(draft.answers):
        await _close(turn, draft, question, say.Moved())
    await _keep(turn, draft, answers, state="done")
    return await turn.finish(Finished(form.name, view.about, answers))


async def decides(turn: Turn, click: say.Decides) -> Result:
    """An answer that decides which questions apply was given in an open modal: draw it again."""
    view = say.Questions.read(click.metadata)
    draft = await _draft(turn, view.form, view.about)
    known, _ = await _read_given(turn, view, draft.answers, click.given)
    return replace(view, answers=known)


async def heard(turn: Turn, text: str) -> tuple[bool, Result]:
    """Typed words, if they answer a question that this person is being asked: whether they did, and the result."""
    draft = await _conversation(turn)
    question = turn.program.form(draft.form).next_question(draft.answers) if draft else None
    if draft is None or question is None:
        return False, None
    said = plain(text)
    if said in STOP:
        await _keep(turn, draft, draft.answers, state="aside")
        await _close(turn, draft, question, say.Moved())
        return True, say.SetAside(draft.form, draft.about, question.key)
    if said in BACK:
        await _close(turn, draft, question, say.Moved())
        return True, await _go_back(turn, draft)
    if said in SKIP:
        if question.required:
            return True, await _again(turn, draft, question, Fault("required"))
        await _close(turn, draft, question, say.Answered(draft.form, draft.about, question.key, None))
        return True, await _take(turn, draft, question, None)
    return True, await _answer(turn, draft, question, text)


async def _conversation(turn: Turn) -> Draft | None:
    """The form this person is being asked. One that may no longer be answered is left, and swallows no words."""
    while draft := await turn.db.answers.open_draft(turn.who):
        try:
            await turn.may_answer(draft.form, draft.about)
        except Refused:
            await _keep(turn, draft, draft.answers, state="aside")
        else:
            return draft
    return None


async def _pressed(turn: Turn, form: str, about: int, key: str, given: str | Sequence[str]) -> Result:
    """A button of a question. On a form that is complete, an old one says what holds and changes nothing."""
    draft, question = await _asked_by(turn, form, about, key)
    if question is None:
        return await turn.answer(say.Closed())
    if draft.state == "done":
        return await turn.answer(_stands(draft, question))
    if _goes_on(draft, key) and draft.answers[key] == await _read(turn, question, given):
        return await turn.answer(_stands(draft, question))  # pressed twice: what follows has been asked
    return await _answer(turn, draft, question, given)


def _goes_on(draft: Draft, key: str) -> bool:
    """Whether it is another question than this one that is being asked."""
    return draft.state == "open" and key in draft.answers


def _stands(draft: Draft, question: Question) -> Message:
    if question.key not in draft.answers:
        return say.Closed()
    return say.Answered(draft.form, draft.about, question.key, draft.answers[question.key])


async def _again(turn: Turn, draft: Draft, question: Question, fault: Fault) -> Result:
    """The same question with what was wrong: in its own place where it was pressed, below where it was typed."""
    left = turn.program.form(draft.form).left(draft.answers)
    ask = say.Ask(draft.form, draft.about, question.key, fault=fault.why, limit=fault.limit, left=left)
    if turn.pressed:
        return await turn.answer(ask)
    await _close(turn, draft, question, say.Moved())
    turn.say(turn.who, ask)
    return None


async def _close(turn: Turn, draft: Draft, question: Question, becomes: Message) -> None:
    """Let no question stand open whose buttons would answer it once more: the one above, answered by typing."""
    await turn.settle(f"ask:{draft.form}:{draft.about}:{question.key}", becomes, to=turn.who)


async def _draft(turn: Turn, form: str, about: int) -> Draft:
    """What they have answered so far. Raises `Refused` where they may not answer: not theirs, or over."""
    await turn.may_answer(form, about)
    return await turn.db.answers.draft(turn.who, form, about) or Draft(turn.who, form, about, {})


async def _asked_by(turn: Turn, form: str, about: int, key: str) -> tuple[Draft, Question | None]:
    draft = await _draft(turn, form, about)
    return draft, turn.program.form(form).question(key)


async def _keep(turn: Turn, draft: Draft, answers: Answers, *, state: str) -> None:
    await turn.db.answers.put(draft.who, draft.form, draft.about, answers, state=state, now=turn.now)


async def _answer(turn: Turn, draft: Draft, question: Question, given: str | Sequence[str]) -> Result:
    value = await _read(turn, question, given)
    if isinstance(value, Fault):
        return await _again(turn, draft, question, value)
    typed = value if isinstance(given, str) and isinstance(value, tuple) else ()
    if near := _nearly(turn, draft, question, typed):
        await _close(turn, draft, question, say.Moved())
        turn.say(turn.who, near)
        return None
    answered = say.Answered(draft.form, draft.about, question.key, value)
    await _close(turn, draft, question, answered)
    await turn.rewrite(answered)
    return await _take(turn, draft, question, value)


def _nearly(
    turn: Turn, draft: Draft, question: Question, words: tuple[str, ...], sure: int = 0
) -> DidYouMean | None:
    """Of the words after the first `sure` the first that is new and nearly a skill's name, to be asked about."""
    for place, word in enumerate(words if question.of_skills else ()):
        new = place >= sure and turn.program.catalogue.is_new(word)
        if near := turn.program.names.near(word) if new else ():
            return DidYouMean(draft.form, draft.about, question.key, words, place, near)
    return None


async def _take(turn: Turn, draft: Draft, question: Question, value: Answer) -> Result:
    """Keep an answer and ask what follows."""
    return await turn.ask(draft.form, {**draft.answers, question.key: value}, draft.about)


async def _go_back(turn: Turn, draft: Draft) -> Result:
    answers = turn.program.form(draft.form).without_last(draft.answers)
    return await turn.ask(draft.form, answers, draft.about, first=not answers)


async def _read_given(
    turn: Turn, view: say.Questions, known: Answers, given: Mapping[str, str | tuple[str, ...]]
) -> tuple[dict[str, Answer], FieldErrors]:
    """The answers known before with those given in a modal; and the faults in these, by the key of each."""
    answers, faults = dict(known), FieldErrors()
    for key, words in given.items():
        question = turn.program.form(view.form).question(key)
        if question is None or not words:  # an empty list is given for a select that nobody touched
            continue
        value = await _read(turn, question, words)
        if isinstance(value, Fault):
            faults[key] = say.fault_words(value.why, value.limit)
        else:
            answers[key] = value
    return answers, faults


async def _read_all(
    turn: Turn, view: say.Questions, known: Answers, given: Mapping[str, str | tuple[str, ...]]
) -> tuple[dict[str, Answer], FieldErrors]:
    """As `_read_given`, but whole: what was left empty is no answer, and a fault where one is required."""
    form = turn.program.form(view.form)
    answers, faults = await _read_given(turn, view, known, given)
    stale = [key for key in form.deciding if key in given and given[key] != view.decided.get(key)]
    for question in form.applying(answers):
        if given.get(question.key):
            continue
        if not question.required:
            answers.pop(question.key, None)
        elif stale:  # the field is not there to be filled in: Slack has yet to draw it
            faults[stale[0]] = say.STILL_DRAWING
        else:
            faults[question.key] = say.fault_words("empty", 0)
    applying = {question.key for question in form.applying(answers)}
    return answers, {key: words for key, words in faults.items() if key in applying}


async def _read(turn: Turn, question: Question, given: str | Sequence[str]) -> Answer | Fault:
    today = local_date(turn.now, await turn.zone(turn.who))
    if question.kind is Kind.DAY and isinstance(given, str):
        day = parse_day(given, today)
        given = day.isoformat() if day else given
    value = read(question, given, today)
    if question.of_skills and isinstance(value, tuple):
        return turn.program.catalogue.named(value)
    if question.kind in (Kind.PERSON, Kind.PEOPLE) and not isinstance(value, Fault):
        return await _people(turn, value)
    return value


async def _people(turn: Turn, value: Answer) -> Answer | Fault:
    """Slack's lists cannot leave out bots and guests, so they are found here."""
    ids = value if isinstance(value, tuple) else (str(value),)
    if turn.who in ids:
        return Fault("yourself")
    known = await turn.db.people.named(ids)
    return Fault("cannot_take_part") if any(person.why_not for person in known.values()) else value
