"""Acts written in a file, as a person would do them: `{types: /mentor join, in: general}`, `{clicks: We met}`.

One act is one mapping. What it may say: types (with `in`), clicks, selects, fills, submits, closes, opens
(home or dm), goes, sees, shortcut, answers. `{name}` in any text is filled from what is known of the person.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.acting import Member
from bot.sandbox.workspace import Post

Json = dict[str, Any]
MOST_ANSWERS = 40


def filled(value: Any, known: Mapping[str, Any]) -> Any:
    """`{goal}` becomes the person's goal; a text that is only `{skills}` may become a list."""
    if isinstance(value, str):
        if value.startswith("{") and value.endswith("}") and value[1:-1] in known:
            return known[value[1:-1]]
        for name, held in known.items():
            value = value.replace("{" + name + "}", str(held))
        return value
    if isinstance(value, dict):
        return {filled(key, known): filled(item, known) for key, item in value.items()}
    return [filled(item, known) for item in value] if isinstance(value, list) else value


async def perform(member: Member, act: Json, known: Mapping[str, Any] | None = None) -> None:
    """Do one act. Raises AssertionError when what it needs does not appear."""
    act = filled(act, known or {})
    if "in" in act:
        member.goes(act["in"])
    done = False
    for name, doing in DOINGS.items():
        if name in act:
            await doing(member, act[name])
            done = True
    if not done:
        raise ValueError(f"an act must say one of {', '.join(DOINGS)}: {act}")


async def _opens(member: Member, what: str) -> None:
    await (member.opens_home() if what == "home" else member.opens_dm())


async def _goes(member: Member, channel: str) -> None:
    member.goes(channel)


async def _types(member: Member, line: str) -> None:
    await member.types(line)


async def _clicks(member: Member, label: str) -> None:
    await member.clicks(label)


async def _selects(member: Member, choices: Json) -> None:
    for label, choice in choices.items():
        await member.selects(label, choice)


async def _fills(member: Member, values: Json) -> None:
    await member.fills(values, submit=False)


async def _submits(member: Member, _: Any) -> None:
    if not await member.submits():
        raise AssertionError(f"the form was not taken: {member.errors or member.reads()}")


async def _closes(member: Member, _: Any) -> None:
    await member.closes()


async def _sees(member: Member, text: str) -> None:
    await member.sees(text)


async def _shortcut(member: Member, callback_id: str) -> None:
    await member.shortcut(callback_id)


async def _answers(member: Member, plan: Json) -> None:
    """A conversation: `{until: Thank you, to: {part of a question: act}}`, answering the newest message each time.

    An answer may be an act, or a text, which is pressed if there is such a button and typed otherwise.
    """
    done, answered = str(plan["until"]), set[tuple[str, int]]()
    awaited = f"{done!r}, or a message with one of {list(plan['to'])}"
    for _ in range(MOST_ANSWERS):
        question, part = await member.waits_for(awaited, lambda: _next_question(member, plan, answered))
        if part == done:
            return
        answered.add((question.ts, question.revision))
        act = plan["to"][part]
        await (perform(member, act) if isinstance(act, dict) else member.answers(str(act), question))
    raise AssertionError(f"after {MOST_ANSWERS} answers there is no {done!r}")


def _next_question(member: Member, plan: Json, answered: set[tuple[str, int]]) -> tuple[Post, str] | None:
    """The newest message in the DM that asks what the plan knows, or ends it, and what it says of that."""
    for post in reversed(member.posts(member.dm.id)):
        if post.user != member.id and (post.ts, post.revision) not in answered:
            words = member.words(post)
            for part in (str(plan["until"]), *plan["to"]):
                if part in words:
                    return post, part
    return None


DOINGS: dict[str, Callable[[Member, Any], Any]] = {
    "opens": _opens,
    "goes": _goes,
    "types": _types,
    "clicks": _clicks,
    "selects": _selects,
    "fills": _fills,
    "submits": _submits,
    "closes": _closes,
    "sees": _sees,
    "shortcut": _shortcut,
    "answers": _answers,
}
