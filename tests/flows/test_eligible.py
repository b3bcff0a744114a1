"""Whom the program takes, changed in Slack: lists of departments and sites beside what counts."""

from random import Random

from bot.handlers import routes
from bot.programs.reading import standard
from bot.turns import Turns
from tests.flows.pairs import ADMINS, company
from tests.flows.test_rules import FILE, opened, picked, submits


async def test_only_some_departments_take_part_and_saying_so_in_slack_holds_at_once(desk):
    await company(desk)
    view = await opened(desk)
    given = {**picked(view), "departments/0": "Sales, Research and Development,, Sales", "sites/0": ""}
    assert await submits(desk, view, given) is None
    assert desk.turns.program.matching.departments == ("Sales", "Research and Development")
    assert desk.turns.program.matching.sites == ()
    assert "Only people of these departments: *Sales, Research and Development*, was all" in desk.text(ADMINS)
    again = Turns(desk.turns.store, desk.clock, Random(1), standard(), routes.FINISHERS, lambda: None)
    await again.load_rules()
    assert again.program.matching.departments == ("Sales", "Research and Development")
    shown = await opened(desk)
    assert "Sales, Research and Development" in str(shown.draw(desk.turns.program)["blocks"])
    emptied = {**picked(shown), "departments/0": ""}
    assert await submits(desk, shown, emptied) is None
    assert desk.turns.program.matching == FILE


async def test_a_name_that_is_too_long_is_told_beside_its_field(desk):
    await company(desk)
    view = await opened(desk)
    faults = await submits(desk, view, {**picked(view), "sites/0": "x" * 61})
    assert set(faults) == {"sites/0"} and "60" in faults["sites/0"]
    faults = await submits(desk, view, {**picked(view), "departments/0": ",".join(map(str, range(101)))})
    assert set(faults) == {"departments/0"}
    assert desk.turns.program.matching == FILE
