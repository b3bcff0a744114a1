"""What counts in a matching, changed by the program team; and its list of pairs that should never be made."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.due import Due
from bot.domain.forms import mentioned
from bot.domain.joining import CIRCLE, PEER, all_asked, open_for, to_ask
from bot.domain.learning import FIRST_WEEKS, Link, Went, links, suggested
from bot.domain.people import Status
from bot.domain.program import Format, MatchingRules
from bot.domain.rules import (
    LISTS,
    LONGEST_NAME,
    MOST_NAMES,
    Changes,
    changed,
    clashes,
    differing,
    names,
    steps,
)
from bot.flows.matching.saving import RULES, draft_there, not_told, written
from bot.flows.matching.saving import save as save_rules
from bot.messages import learning as say_learning
from bot.messages import never as say_never
from bot.messages import rules as say
from bot.messages.asking_more import AskedForMore, AskForMore, MoreAsked
from bot.messages.base import Filled, Message, Result
from bot.messages.format_choice import CLASHES
from bot.messages.rules_changed import RulesSame
from bot.turn import Turn


async def show(turn: Turn, _: object) -> Result:
    await turn.require_admin()
    return await _form(turn, turn.program.matching)


async def weigh(turn: Turn, click: say.Weigh) -> Result:
    """A word was picked: the form with the points that come of it. Nothing is saved yet."""
    await turn.require_admin()
    view = say.RulesForm.read(click.metadata)
    return replace(view, rules=changed(written(turn), view.changes(click.given)))


async def from_file(turn: Turn, click: say.FromFile) -> Result:
    """The form with the program file's own rules in it, to be saved or not."""
    await turn.require_admin()
    return await _form(turn, written(turn), fresh=click.fresh + 1)


async def save(turn: Turn, filled: Filled) -> Result:
    """Save other rules as a version of their own; a form that was opened on an older one changes nothing."""
    await turn.require_admin()
    view = filled.view
    assert isinstance(view, say.RulesForm)
    await turn.db.one_at_a_time(RULES)
    latest, rules = await turn.db.rules.latest(), written(turn)
    before = changed(rules, latest.changes)
    if latest.number != view.number:
        who = await _name(turn, latest.by)
        return await _form(turn, before, number=latest.number, fresh=view.fresh + 1, changed_by=who)
    picked = view.changes(filled.given)
    after = changed(rules, picked)
    if faults := _faults(turn, view, picked, after):
        return faults
    if not steps(before, after):
        return RulesSame()
    await save_rules(turn, latest.number + 1, before, after)
    return None


def _faults(turn: Turn, view: say.RulesForm, picked: Changes, after: MatchingRules) -> dict[str, str]:
    """What cannot be, beside the fields that it is about."""
    long = f"At most {MOST_NAMES} names, each of at most {LONGEST_NAME} characters."
    found = {f"{name}/{view.fresh}": long for name in LISTS if not names(picked.rules[name])}
    if set(picked.criteria.values()) == {"off"}:
        found[view.field_of("skills")] = (
            "At least one thing must count, or all pairs are as good as each other."
        )
    for name in clashes(after, _most_places(turn)):
        for key, words in CLASHES[name].items():
            field = view.field_of(key) if key in after.words else f"{key}/{view.fresh}"
            found[field] = words.format(most=_most_places(turn), least=after.circle[0])
    return found


def _most_places(turn: Turn) -> int:
    """How many people at once somebody can say that they take."""
    asked = turn.program.form("intake").question("capacity")
    return asked.at_most if asked else 0


async def ask_for_more(turn: Turn, click: AskForMore) -> Result:
    """Ask everybody who has not told yet what counts from now on: once each, as their week allows."""
    await turn.require_admin()
    silent, _ = await not_told(turn, click.criteria.split(","))
    times: dict[datetime, list[str]] = {}  # by zone and not by person: there may be thousands
    for who in silent:
        times.setdefault(await turn.due_at("intake.more", turn.now, who), []).append(who)
    for at, those in times.items():
        keys = ((f"{who}:{click.number}:{click.criteria}", who, 0) for who in those)
        await turn.db.due.plan_all("intake.more", at, keys)
    turn.db.audit.note(turn.who, "matching.ask", turn.now, str(click.number))
    return await turn.answer(AskedForMore(len(silent)))


async def more(turn: Turn, due: Due) -> None:
    """Due `intake.more`, whose key ends with the criteria: somebody is asked for what they have not told meanwhile."""
    person = await turn.db.participants.get(due.who)
    if person is None or person.status not in (Status.ACTIVE, Status.PAUSED):
        return
    criteria = due.key.rpartition(":")[2].split(",")
    form = turn.program.matching.format
    needed = {CIRCLE: Format.CIRCLES, PEER: Format.PEERS}  # it may have been changed back
    criteria = [one for one in criteria if needed.get(one, form) is form]
    if left := to_ask(turn.program.form("intake"), person, criteria, turn.program.matching.circle[0]):
        await turn.reach(due, MoreAsked(left, person.capacity if CIRCLE in criteria and person.gives else -1))


async def worked(turn: Turn, _: object) -> Result:
    """What has worked so far, and what that suggests. Nothing is changed before somebody takes it over."""
    await turn.require_admin()
    went = await _went(turn)
    return await turn.answer(await _worked(turn, went, links(went)))


async def take_over(turn: Turn, click: say_learning.TakeOver) -> Result:
    """Save what is suggested, if the rules are still those that it was suggested for; else it is looked at anew."""
    await turn.require_admin()
    await turn.db.one_at_a_time(RULES)
    latest, before = await turn.db.rules.latest(), turn.program.matching
    went = await _went(turn)
    found = links(went)
    wished = suggested(found, before.words)
    if latest.number == click.number and wished:
        rules = written(turn)
        kept = differing(rules, before)
        after = changed(rules, replace(kept, criteria={**kept.criteria, **wished}))
        await save_rules(turn, latest.number + 1, before, after)
        return await turn.answer(say_learning.TakenOver())
    return await turn.answer(await _worked(turn, went, found))


async def _went(turn: Turn) -> list[Went]:
    """How the pairs went that opened long enough ago; those whose reasons are no longer kept are left out."""
    met = await turn.db.sessions.within(FIRST_WEEKS)
    return [
        Went(match.round_id, {one.kind.value: one.points for one in match.reasons}, met.get(match.id, 0))
        for match in await turn.db.matches.opened_by(turn.now - FIRST_WEEKS)
        if match.reasons
    ]


async def _worked(turn: Turn, went: Sequence[Went], found: Sequence[Link]) -> say_learning.Worked:
    words = turn.program.matching.words
    sure = tuple(one for one in found if one.more or one.fewer)
    return say_learning.Worked(
        pairs=len(went),
        meetings=sum(one.meetings for one in went) / len(went) if went else 0.0,
        links=tuple((one.criterion, one.rank, one.least, one.most) for one in sure),
        open=tuple(one.criterion for one in found if one not in sure),
        steps=tuple((name, words.get(name, "off"), word) for name, word in suggested(found, words).items()),
        number=(await turn.db.rules.latest()).number,
    )


async def never(turn: Turn, text: str) -> Result:
    """`never @a @b` puts two people on the list; without them it shows the list."""
    await turn.require_admin()
    people = mentioned(text)
    if not text.strip():
        return await _list(turn)
    if len(people) != 2:
        return await _list(turn, "same" if len(people) == 1 and text.count("<@") == 2 else "two")
    return await _forbid(turn, people)


async def show_never(turn: Turn, _: object) -> Result:
    await turn.require_admin()
    return await turn.answer(await _list(turn))


async def never_asked(turn: Turn, _: say_never.NeverAsked) -> Result:
    await turn.require_admin()
    return say_never.NeverForm()


async def never_picked(turn: Turn, filled: Filled) -> Result:
    await turn.require_admin()
    people = tuple(str(one) for key in ("one", "other") for one in filled.given.get(key, ()))
    if len(set(people)) != 2:
        return {"other": "Please pick two different people."}
    return await _forbid(turn, people)


async def allow_again(turn: Turn, click: say_never.AllowAgain) -> Result:
    await turn.require_admin()
    removed = await turn.db.nevers.remove(click.one, click.other)
    if removed:
        turn.db.audit.note(turn.who, "matching.never_undone", turn.now, f"{click.one} {click.other}")
    return await turn.answer(await _list(turn, "removed" if removed else "gone", (click.one, click.other)))


async def _forbid(turn: Turn, people: Sequence[str]) -> Message:
    one, other = people
    await turn.db.one_at_a_time(RULES)
    added = await turn.db.nevers.add(one, other, turn.who, turn.now)
    if added:
        turn.db.audit.note(turn.who, "matching.never", turn.now, f"{one} {other}")
    return await _list(turn, "added" if added else "already", people)


async def _list(turn: Turn, note: str = "", about: Sequence[str] = ()) -> Message:
    pairs = await turn.db.nevers.all()
    shown = pairs[: say_never.SHOWN_AT_MOST]
    named = await turn.db.people.named({*about, *(who for pair in shown for who in (pair.one, pair.other))})
    names = {who: person.name for who, person in named.items()}
    return say_never.NeverList(
        tuple(
            (one.one, one.other, names.get(one.one, one.one), names.get(one.other, one.other))
            for one in shown
        ),
        len(pairs),
        note,
        tuple(names.get(who, who) for who in about),
        any(set(match.people) == set(about) for match in await turn.db.matches.live()),
        await draft_there(turn) is not None,
    )


async def _form(
    turn: Turn, rules: MatchingRules, *, number: int | None = None, fresh: int = 0, changed_by: str = ""
) -> say.RulesForm:
    people = await turn.db.participants.of_status(Status.ACTIVE, Status.PAUSED)
    told = [one.avoid for one in people if one.avoid]
    intake = all_asked(turn.program.form("intake"))
    own = {question.counts_for for question in intake.questions} - {""}
    mentors = [one for one in people if one.gives and one.capacity]
    roomy = sum(one.capacity >= rules.circle[0] for one in mentors)
    untold = sum(one.gives and not one.capacity for one in people)
    silent = {
        name: sum(bool(open_for(intake, one.answers, (name,))) for one in people) for name in sorted(own)
    }
    return say.RulesForm(
        (await turn.db.rules.latest()).number if number is None else number,
        fresh,
        rules,
        (len(told), sum(map(len, told))),
        len(await turn.db.nevers.all()),
        changed_by,
        (roomy, len(mentors), untold),
        {"": len(people), **silent},
    )


async def _name(turn: Turn, who: str) -> str:
    person = await turn.db.people.get(who)
    return person.name if person else who
