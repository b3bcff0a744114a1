"""What a change would do, worked out in the worker; and the change of a rule that came out well."""

from dataclasses import replace

from bot.domain.explaining import Forbid, Force, WhatIf
from bot.domain.questions import Known
from bot.domain.rules import Changes, changed
from bot.flows.matching import asked
from bot.flows.matching.saving import RULES, save, written
from bot.messages import asking as pressed
from bot.messages import whatif as say
from bot.messages.base import FieldErrors, Filled, Later, Refused, Result
from bot.messages.inputs import only
from bot.messages.words import Outdated
from bot.turn import Turn


async def word(turn: Turn, _: str) -> Result:
    await turn.require_admin()
    return say.WhatIfForm()


async def ask(turn: Turn, click: pressed.OpenWhatIf) -> Result:
    await turn.require_admin()
    return say.WhatIfForm(click.mentor, click.mentee)


async def shape(turn: Turn, click: pressed.ShapeWhatIf) -> Result:
    """Another kind of change was picked: the form with the fields of that, and whom it named already."""
    await turn.require_admin()
    what = only(click.given.get("what"))
    if what not in say.NEEDS:
        raise Refused(Outdated())
    return say.WhatIfForm(only(click.given.get("mentor")), only(click.given.get("mentee")), what)


async def picked(turn: Turn, filled: Filled) -> Result:
    given = {key: only(filled.given.get(key)) for key in ("what", "mentor", "mentee", "criterion", "word")}
    if faults := _faults(given):
        return faults
    used = {key: value for key, value in given.items() if key in say.NEEDS[given["what"]]}
    return await tried(turn, pressed.TryChange(given["what"], **used))


def _faults(given: dict[str, str]) -> FieldErrors:
    needs = say.NEEDS.get(given["what"])
    if needs is None:
        return {"what": "Please pick what to look at."}
    found = {key: say.MISSING[key] for key in needs if not given[key]}
    if given["what"] == pressed.WEIGH and not found and say.cannot(given["criterion"], given["word"]):
        return {"word": say.NO_MUST}
    if "mentee" in needs and not found and given["mentor"] == given["mentee"]:
        return {"mentee": "Please pick two people."}
    return found


async def tried(turn: Turn, click: pressed.TryChange) -> Result:
    await turn.require_admin()
    try:
        change = click.change(turn.program.matching.words)
    except ValueError:
        raise Refused(Outdated()) from None
    people = tuple(who for who in (click.mentor, click.mentee) if who)
    view = say.WhatIfWindow(
        click.what,
        click.mentor,
        click.mentee,
        click.criterion,
        click.word,
        rules=(await turn.db.rules.latest()).number,
    )
    return Later(view, asked.worked_out, asked.Asking(change, people, turn.now), _told)


async def _told(turn: Turn, given: tuple[say.WhatIfWindow, tuple[Known, WhatIf]]) -> Result:
    await turn.require_admin()
    view, (known, found) = given
    if isinstance(found.change, Force | Forbid):  # in order: told the other way round, perhaps
        view = replace(view, mentor=found.change.mentor, mentee=found.change.mentee)
    return replace(view, found=found, known=await asked.answered(turn, known, found))


async def save_weight(turn: Turn, click: pressed.SaveWeight) -> Result:
    """Let a criterion count so from now on; not if the rules have changed since it was worked out."""
    await turn.require_admin()
    await turn.db.one_at_a_time(RULES)
    latest = await turn.db.rules.latest()
    if latest.number != click.number:
        return say.WeightSaved(click.criterion, click.word, late=True)
    before = changed(written(turn), latest.changes)
    words = Changes({**before.words, click.criterion: click.word}, latest.changes.rules)
    if (after := changed(written(turn), words)) != before:
        await save(turn, latest.number + 1, before, after)
    return say.WeightSaved(click.criterion, click.word)
