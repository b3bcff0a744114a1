"""What the program team does with the words people typed, and with the names of skills."""

from collections import Counter
from zlib import crc32

from bot.domain.forms import Audience, Question
from bot.domain.people import Status
from bot.domain.skills import LONGEST, Act, Change, same
from bot.domain.words import visible
from bot.messages import skill_list as say
from bot.messages.base import Filled, Message, Result
from bot.programs.skills import NO_GROUP, shipped
from bot.turn import Turn

SKILLS = "skills"
"""What is locked while it is changed."""

NO_SKILL = "Please pick a skill of the list."


async def show(turn: Turn, _: object) -> Result:
    await turn.require_admin()
    return await turn.answer(await _list(turn))


async def add(turn: Turn, click: say.AddSkill) -> Result:
    return await _decide(turn, click.key, Act.ADD, NO_GROUP)


async def leave_own(turn: Turn, click: say.LeaveOwn) -> Result:
    return await _decide(turn, click.key, Act.OWN)


async def same_as(turn: Turn, click: say.SameAs) -> Result:
    await turn.require_admin()
    word, people = (await _new_words(turn)).get(click.key, ("", 0))
    if not word:
        return await turn.answer(await _list(turn, "gone"))
    return say.SameForm(click.key, word, people)


async def same_picked(turn: Turn, filled: Filled) -> Result:
    await turn.require_admin()
    assert isinstance(filled.view, say.SameForm)
    skill = turn.program.catalogue.find(str(filled.given.get("skill", "")))
    if skill is None:
        return {"skill": NO_SKILL}
    word, _ = (await _new_words(turn)).get(filled.view.key, ("", 0))
    return await _changed(turn, Change(Act.MERGE, word, skill.name) if word else None)


async def change(turn: Turn, _: say.ChangeSkill) -> Result:
    await turn.require_admin()
    return say.ChangeForm()


async def change_filled(turn: Turn, filled: Filled) -> Result:
    """A skill is renamed, or counts as another: one of the two."""
    await turn.require_admin()
    given, catalogue = filled.given, turn.program.catalogue
    skill = catalogue.find(str(given.get("skill", "")))
    name = " ".join(visible(str(given.get("name", ""))).split())[:LONGEST]
    into = str(given.get("into", ""))
    if skill is None:
        return {"skill": NO_SKILL}
    if bool(name) == bool(into):
        return {"name": "Please give a new name or pick another skill, one of the two."}
    if name:
        taken = catalogue.find(name)
        if taken and taken.name != skill.name:
            return {"name": f"That is a name of {taken.name}. To make them one, pick it below."}
        return await _changed(turn, Change(Act.RENAME, skill.name, name))
    other = catalogue.find(into)
    if other is None or other.name == skill.name:
        return {"into": "Please pick another skill of the list."}
    return await _changed(turn, Change(Act.MERGE, skill.name, other.name))


async def undo(turn: Turn, click: say.UndoChange) -> Result:
    await turn.require_admin()
    undone = await turn.db.skills.undo(click.id, turn.who)
    if undone:
        turn.db.audit.note(turn.who, "skills.undo", turn.now, str(click.id))
    return await turn.answer(await _list(turn, "undone" if undone else "gone"))


async def _decide(turn: Turn, key: int, act: Act, other: str = "") -> Result:
    await turn.require_admin()
    await turn.db.one_at_a_time(SKILLS)
    word, _ = (await _new_words(turn)).get(key, ("", 0))
    if word:
        await _keep(turn, Change(act, word, other))
    return await turn.answer(await _list(turn, "changed" if word else "gone"))


async def _changed(turn: Turn, made: Change | None) -> Result:
    """A form was submitted: the page says in the channel what came of it."""
    if made:
        await turn.db.one_at_a_time(SKILLS)
        await _keep(turn, made)
    channel = await turn.db.settings.get("admin_channel")
    turn.say(channel, await _list(turn, "changed" if made else "gone"))
    return None


async def _keep(turn: Turn, made: Change) -> None:
    await turn.db.skills.add([made], turn.who, turn.now)
    turn.db.audit.note(turn.who, f"skills.{made.act}", turn.now)


async def _new_words(turn: Turn) -> dict[int, tuple[str, int]]:
    """Words that nobody decided about, by what stands for each: as most spell it, and how many typed it."""
    catalogue = shipped().changed(await turn.db.skills.all())
    intake = turn.program.form("intake")
    told = {key for key in ("wanted", "offered") if _team_reads(intake.question(key))}
    spelt: dict[str, Counter[str]] = {}
    for one in await turn.db.participants.of_status(Status.ACTIVE, Status.PAUSED):
        typed = (*(one.wanted if "wanted" in told else ()), *(one.offered if "offered" in told else ()))
        for key, word in {same(word): word for word in typed if catalogue.is_new(word)}.items():
            spelt.setdefault(key, Counter())[word] += 1
    ranked = sorted(spelt.items(), key=lambda item: (-item[1].total(), item[0]))
    return {crc32(key.encode()): (words.most_common(1)[0][0], words.total()) for key, words in ranked}


def _team_reads(question: Question | None) -> bool:
    return question is not None and Audience.PROGRAM_TEAM in question.seen_by


async def _list(turn: Turn, note: str = "") -> Message:
    words, changes = await _new_words(turn), await turn.db.skills.all()
    return say.SkillList(
        tuple((key, word, n) for key, (word, n) in list(words.items())[: say.SHOWN_AT_MOST]),
        len(words),
        tuple((c.id, c.act.value, c.name, c.other) for c in reversed(changes[-say.CHANGES_SHOWN :])),
        note,
    )
