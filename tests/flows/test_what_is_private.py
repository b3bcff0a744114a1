"""What people tell the matching alone: it counts, and nobody ever reads it."""

from bot.domain.matches import State
from bot.domain.people import Role
from bot.domain.rules import Changes
from bot.flows import joining
from bot.messages import joining as joining_said
from bot.messages import matching as say
from bot.messages.preview_pairs import Preview
from tests.flows.company import participant
from tests.flows.pairs import ADMINS, joined, opened_for_admins, presses, previewed

SECRETS = ("parent", "children", "in common", "quiet", "UOLD", "Uold")


async def counting(desk, **words):
    async with desk.turns.store.begin() as db:
        latest = await db.rules.latest()
        await db.rules.save(latest.number + 1, Changes(words), "HANA", desk.clock.now)
    await desk.turns.load_rules()


async def test_what_a_mentee_hopes_to_share_decides_and_is_told_to_nobody(desk):
    await opened_for_admins(desk)
    await counting(desk, affinity="high")
    await joined(desk, "ANA", Role.MENTEE, "SQL", affinity_wanted=("parent",), again=("UOLD",))
    await joined(desk, "BO", Role.MENTOR, "SQL", affinity=("quiet",))
    await joined(desk, "CLEO", Role.MENTOR, "SQL", affinity=("parent", "quiet"))
    draft = await previewed(desk)
    assert [(pair[1], pair[2]) for pair in draft.pairs] == [("Cleo", "Ana")]
    assert isinstance(draft, Preview)
    program, heard = desk.turns.program, [str(draft.render(desk.turns.program))]
    await presses(desk, say.Publish(draft.round_id, 1))
    heard += [str(message.render(program)) for _, message in await desk.after(days=7)]
    assert len(heard) > 3
    told = "\n".join(heard)
    assert not [word for word in SECRETS if word in told]
    assert "which only the matching reads" not in "\n".join(heard[1:])


async def test_only_whoever_had_a_partner_is_asked_about_one_again(desk):
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, "SQL")
    await joined(desk, "BO", Role.MENTOR, "SQL")
    view = await desk.run("ANA", joining.change, joining_said.ChangeAnswers())
    assert "With whom again" not in str(view.draw(desk.turns.program))
    draft = await previewed(desk)
    await presses(desk, say.Publish(draft.round_id, 1))
    await desk.after(minutes=10)
    async with desk.turns.store.begin() as db:
        (match,) = await db.matches.live()
        await db.matches.change(match.id, state=State.ENDED, ended_at=desk.clock.now)
    view = await desk.run("ANA", joining.change, joining_said.ChangeAnswers())
    assert "With whom again" in str(view.draw(desk.turns.program))
    profile = (await participant(desk, "ANA")).again
    assert (profile, ADMINS) == ((), "CADMINS")
