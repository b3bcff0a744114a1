"""Forms, whoever asks them: as a conversation in the DM, as one modal, or by typed words.

Answers are read and checked in one place (`domain.forms.read`) and kept as they come; when the last required one is
there, the feature whose form it is takes over (`Turn.finish`).
"""

from collections.abc import Sequence

from bot.domain.calendar import local_date
from bot.domain.days import parse_day
from bot.domain.forms import Answer, Answers, Fault, Form, Kind, Question, read
from bot.domain.words import plain
from bot.messages import forms as say
from bot.messages.base import FieldErrors, Filled, Result
from bot.store.answers import Draft
from bot.turn import Finished, Turn

BACK, SKIP, STOP = (
    {"back", "go back", "previous"},
    {"skip", "skip it", "pass"},
    {"stop", "later", "not now", "cancel"},
)


async def pick(turn: Turn, click: say.Pick) -> Result:
    """A choice was pressed."""
    return await _answer(turn, click.form, click.about, click.key, click.value)


async def done(turn: Turn, click: say.Done) -> Result:
    """What was picked beside *Done* is the answer."""
    return await _answer(turn, click.form, click.about, click.key, click.given.get(click.key, ()))


async def skip(turn: Turn, click: say.Skip) -> Result:
    draft = await _draft(turn, click.form, click.about)
    question = _form(turn, click.form).question(click.key)
    if question is None or question.required:
        return None
    await turn.rewrite(say.Answered(click.form, click.about, click.key, "skipped"))
    return await _take(turn, draft, {**draft.answers, click.key: None}, click.key)


async def back(turn: Turn, click: say.Back) -> Result:
    draft = await _draft(turn, click.form, click.about)
    await turn.rewrite(say.Moved())
    return await _go_back(turn, draft)


async def stop(turn: Turn, click: say.Stop) -> Result:
    draft = await _draft(turn, click.form, click.about)
    await _set_aside(turn, draft)
    await turn.rewrite(say.SetAside(click.form, click.about))
    return None


async def resume(turn: Turn, click: say.Resume) -> Result:
    draft = await _draft(turn, click.form, click.about)
    await turn.rewrite(say.Moved())
    return await _ask_next(turn, draft)


async def change(turn: Turn, click: say.Change) -> Result:
    """Ask one question again; its old answer holds until there is a new one."""
    draft = await _draft(turn, click.form, click.about)
    if _form(turn, click.form).question(click.key) is None:
        return None
    await _keep(turn, draft, draft.answers, asked=click.key)
    turn.reply(say.Ask(click.form, click.about, click.key, first=True))
    return None


async def as_form(turn: Turn, click: say.AsForm) -> Result:
    draft = await _draft(turn, click.form, click.about)
    return say.Questions(click.form, click.about, answers=draft.answers)


async def submit(turn: Turn, filled: Filled) -> Result:
    """A modal of questions came back: every answer is read, and either all are kept or the faults are shown."""
    view = filled.view
    assert isinstance(view, say.Questions)
    draft = await _draft(turn, view.form, view.about)
    form = _form(turn, view.form)
    answers, faults = await _read_all(turn, form, draft.answers, filled)
    if faults:
        return faults
    await _keep(turn, draft, answers, state="done")
    shown = await turn.finish(Finished(form.name, view.about, answers))
    return shown


async def decides(turn: Turn, click: say.Decides) -> Result:
    """An answer that decides which questions apply was given in an open modal: draw it again."""
    view = say.Questions.read(click.metadata)
    draft = await _draft(turn, view.form, view.about)
    known = dict(draft.answers)
    for question in _form(turn, view.form).questions:
        given = click.given.get(question.key)
        value = await _read(turn, question, given) if given else Fault("empty")
        if not isinstance(value, Fault):
            known[question.key] = value
    return say.Questions(view.form, view.about, view.keys, known, view.intro)


async def heard(turn: Turn, text: str) -> tuple[bool, Result]:
    """Typed words, if they answer a question that this person is being asked: whether they did, and the result."""
    draft = await turn.db.answers.open_draft(turn.who)
    question = _asked(_form(turn, draft.form), draft) if draft else None
    if draft is None or question is None:
        return False, None
    said = plain(text)
    if said in STOP:
        await _set_aside(turn, draft)
        turn.reply(say.SetAside(draft.form, draft.about))
        return True, None
    if said in BACK:
        return True, await _go_back(turn, draft)
    if said in SKIP and not question.required:
        return True, await _take(turn, draft, {**draft.answers, question.key: None}, question.key)
    return True, await _answer(turn, draft.form, draft.about, question.key, text)


async def begin(turn: Turn, form: str, about: int = 0, known: Answers | None = None) -> None:
    """Start or resume a form in the DM: ask the first question that has no answer."""
    draft = await turn.db.answers.draft(turn.who, form, about)
    answers = {**(known or {}), **(draft.answers if draft else {})}
    await _ask_next(turn, Draft(turn.who, form, about, answers), first=True)


def _form(turn: Turn, name: str) -> Form:
    return turn.program.form(name)


def _asked(form: Form, draft: Draft) -> Question | None:
    return form.question(draft.asked) if draft.asked else form.next_question(draft.answers)


async def _draft(turn: Turn, form: str, about: int) -> Draft:
    return await turn.db.answers.draft(turn.who, form, about) or Draft(turn.who, form, about, {})


async def _keep(turn: Turn, draft: Draft, answers: Answers, *, state: str = "open", asked: str = "") -> None:
    await turn.db.answers.put(
        draft.who, draft.form, draft.about, answers, state=state, now=turn.now, asked=asked
    )


async def _set_aside(turn: Turn, draft: Draft) -> None:
    await _keep(turn, draft, draft.answers, state="aside")


async def _answer(turn: Turn, form: str, about: int, key: str, given: str | Sequence[str]) -> Result:
    draft = await _draft(turn, form, about)
    question = _form(turn, form).question(key)
    if question is None:
        return None
    value = await _read(turn, question, given)
    if isinstance(value, Fault):
        turn.reply(say.Ask(form, about, key, fault=value.why, limit=value.limit))
        return None
    await turn.rewrite(say.Answered(form, about, key, say.answer_words(question, value)))
    return await _take(turn, draft, {**draft.answers, key: value}, key)


async def _take(turn: Turn, draft: Draft, answers: Answers, key: str) -> Result:
    """Keep an answer and ask what follows, or tell the feature that the form is complete."""
    form = _form(turn, draft.form)
    if form.next_question(answers) is None or draft.asked:
        await _keep(turn, draft, answers, state="done")
        return await turn.finish(Finished(form.name, draft.about, answers, changed=draft.asked and key))
    return await _ask_next(turn, Draft(draft.who, draft.form, draft.about, dict(answers)))


async def _ask_next(turn: Turn, draft: Draft, *, first: bool = False) -> Result:
    question = _form(turn, draft.form).next_question(draft.answers)
    if question is None:
        await _keep(turn, draft, draft.answers, state="done")
        return await turn.finish(Finished(draft.form, draft.about, draft.answers))
    await _keep(turn, draft, draft.answers)
    turn.reply(say.Ask(draft.form, draft.about, question.key, first=first))
    return None


async def _go_back(turn: Turn, draft: Draft) -> Result:
    answers = _form(turn, draft.form).without_last(draft.answers)
    return await _ask_next(turn, Draft(draft.who, draft.form, draft.about, answers), first=not answers)


async def _read_all(
    turn: Turn, form: Form, known: Answers, filled: Filled
) -> tuple[dict[str, Answer], FieldErrors]:
    view = filled.view
    assert isinstance(view, say.Questions)
    answers, faults = dict(known), FieldErrors()
    for question in form.questions:  # first what decides, so that what applies is known
        if question.key in filled.given:
            value = await _read(turn, question, filled.given[question.key])
            if not isinstance(value, Fault):
                answers[question.key] = value
    for question in form.applying(answers):
        if view.keys and question.key.partition(":")[0] not in view.keys:
            continue
        given = filled.given.get(question.key)
        if not given:
            answers.pop(question.key, None)
            if question.required:
                faults[question.key] = say.fault_words("empty", 0)
            continue
        value = await _read(turn, question, given)
        if isinstance(value, Fault):
            faults[question.key] = say.fault_words(value.why, value.limit)
        else:
            answers[question.key] = value
    return answers, faults


async def _read(turn: Turn, question: Question, given: str | Sequence[str]) -> Answer | Fault:
    today = local_date(turn.now, await turn.zone(turn.who))
    if question.kind is Kind.DAY and isinstance(given, str):
        day = parse_day(given, today)
        given = day.isoformat() if day else given
    value = read(question, given, today)
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
