"""The program team's page of skills: new words, what becomes of each, and taking it back."""

from random import Random

import pytest

from bot.domain.matching import Candidate
from bot.domain.people import Role
from bot.domain.rounds import by_name
from bot.flows import skills as flows
from bot.handlers import routes
from bot.messages import skill_list as say
from bot.messages.base import Filled
from bot.messages.words import NotForYou
from bot.programs.reading import standard
from bot.turn import Pressed
from bot.turns import Act, Turns
from tests.flows.pairs import ADMINS, joined, opened_for_admins


@pytest.fixture
async def team(desk):
    """Two people who typed words that no skill goes by."""
    await opened_for_admins(desk)
    await joined(desk, "ANA", Role.MENTEE, wanted=("kuberntes", "Basket weaving"))
    await joined(desk, "CY", Role.MENTEE, wanted=("Basket Weaving", "SQL"))
    return desk


async def asks(desk):
    return await desk.commands("HANA", "skills", "/mentor-admin", ADMINS)


async def presses(desk, flow, click):
    result = await desk.run("HANA", flow, click, channel=ADMINS)
    return result or (desk.rewritten or [None])[-1]


async def fills(desk, flow, view, **given):
    desk._clear()
    act = Act("HANA", pressed=Pressed(view="V1"))
    ended = await desk.turns.run(flow, act, Filled(view, given))
    await desk._lay_out()
    return ended.result or desk.told(ADMINS)[-1]


def keys(page):
    return {word: key for key, word, _ in page.words}


async def test_new_words_are_counted_and_named_by_nobody(team):
    page = await asks(team)
    assert [(word.lower(), n) for _, word, n in page.words] == [("basket weaving", 2), ("kuberntes", 1)]
    assert "Ana" not in page.render(standard()).text


async def test_a_word_is_added_to_the_list_and_taken_back(team):
    page = await asks(team)
    page = await presses(team, flows.add, say.AddSkill(page.words[0][0]))
    assert page.note == "changed"
    assert team.turns.program.names.near("basket weavin") != ()
    assert team.turns.program.catalogue.find("basket weaving") is not None
    again = await presses(team, flows.add, say.AddSkill(crc(page, "basket weaving")))
    assert again.note == "gone"
    page = await presses(team, flows.undo, say.UndoChange(page.changes[0][0]))
    assert (page.note, page.total) == ("undone", 2)
    assert team.turns.program.catalogue.find("basket weaving") is None
    assert (await presses(team, flows.undo, say.UndoChange(1))).note == "gone"


def crc(page, word):
    return flows.crc32(flows.same(word).encode())


async def test_a_word_becomes_another_name_after_it_was_said_what_becomes_what(team):
    key = keys(await asks(team))["kuberntes"]
    form = await presses(team, flows.same_as, say.SameAs(key))
    assert "kuberntes" in str(form.draw(standard())) and form.people == 1
    assert await fills(team, flows.same_picked, form, skill="kuberntes") == {"skill": flows.NO_SKILL}
    page = await fills(team, flows.same_picked, form, skill="Kubernetes")
    assert page.changes[0][1:] == ("merge", "kuberntes", "Kubernetes")
    assert team.turns.program.catalogue.name("kuberntes") == "Kubernetes"
    assert (await fills(team, flows.same_picked, form, skill="Kubernetes")).note == "gone"
    assert (await presses(team, flows.same_as, say.SameAs(key))).note == "gone"


async def test_a_word_left_alone_is_not_shown_again(team):
    key = keys(await asks(team))["kuberntes"]
    assert (await presses(team, flows.leave_own, say.LeaveOwn(key))).total == 1


async def test_skills_are_renamed_and_merged_and_a_restart_keeps_it(team):
    form = await presses(team, flows.change, say.ChangeSkill())
    assert "name" in await fills(team, flows.change_filled, form, skill="SQL")
    assert "name" in await fills(team, flows.change_filled, form, skill="SQL", name="Python")
    assert "skill" in await fills(team, flows.change_filled, form, skill="zzz", name="Q")
    assert "into" in await fills(team, flows.change_filled, form, skill="SQL", into="SQL")
    await fills(team, flows.change_filled, form, skill="SQL", name="SQL queries")
    page = await fills(team, flows.change_filled, form, skill="Spreadsheets", into="Data analysis")
    assert [one[1] for one in page.changes] == ["merge", "rename"]
    assert "is called" in page.render(standard()).text
    again = Turns(team.turns.store, team.clock, Random(1), standard(), routes.FINISHERS, lambda: None)
    await again.load_rules()
    assert again.program.catalogue.name("sql") == "SQL queries"
    assert again.program.catalogue.name("spreadsheets") == "Data analysis"
    assert again.program.catalogue == team.turns.program.catalogue


@pytest.mark.parametrize(
    "flow", [flows.show, flows.add, flows.same_as, flows.leave_own, flows.change, flows.undo]
)
async def test_only_the_program_team_may(team, flow):
    result = await team.run("ANA", flow, say.AddSkill(1))
    assert isinstance(result or team.rewritten[-1], NotForYou)


async def test_whoever_typed_the_word_before_counts_under_the_skills_name(team):
    key = keys(await asks(team))["kuberntes"]
    form = await presses(team, flows.same_as, say.SameAs(key))
    await fills(team, flows.same_picked, form, skill="Kubernetes")
    one = Candidate(id="ANA", wanted=("kuberntes",), wanted_levels={"kuberntes": "help"})
    named = by_name(one, team.turns.program.catalogue)
    assert (named.wanted, named.wanted_levels) == (("Kubernetes",), {"Kubernetes": "help"})
