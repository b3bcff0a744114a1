"""What was told of other rules says no more that a draft is out of date, once that draft is published."""

from bot.messages import matching as matching_said
from bot.messages.rules_changed import RulesChanged
from tests.flows.pairs import company, presses, previewed
from tests.flows.test_rules import opened, picked, submits


async def test_what_was_told_of_other_rules_settles_with_the_publishing_too(desk):
    await company(desk)
    first = await previewed(desk)
    view = await opened(desk)
    await submits(desk, view, picked(view, languages="high"))
    await presses(desk, matching_said.Publish(first.round_id, first.approved, anyway=True, edit=0))
    (settled,) = [one for one in desk.rewritten if isinstance(one, RulesChanged)]
    words = settled.render(desk.turns.program).text
    assert "counts from the next working out on" in words and "out of date" not in words


async def test_on_every_page_of_an_outdated_draft_publishing_comes_second_and_asks(desk):
    await company(desk)
    first = await previewed(desk)
    view = await opened(desk)
    await submits(desk, view, picked(view, languages="high"))
    turned = (
        matching_said.TurnPage(first.round_id, 0),
        matching_said.ShowWithout(first.round_id),
        matching_said.ShowPerson({"person": ("ANA",)}),
    )
    for click in turned:
        await presses(desk, click)
        (page,) = desk.rewritten
        shown = page.render(desk.turns.program)
        pressed = [one for block in shown.blocks if block["type"] == "actions" for one in block["elements"]]
        primary = [one["text"]["text"] for one in pressed if one.get("style") == "primary"]
        labels = [one["text"]["text"] for one in pressed]
        assert primary == ["Work it out again"], click
        assert labels.index("Work it out again") < labels.index(f"Publish {first.approved} pairs")
        assert "Out of date" in shown.text
    await presses(desk, matching_said.Publish(first.round_id, first.approved))
    assert isinstance(desk.rewritten[0], matching_said.Outdated)
