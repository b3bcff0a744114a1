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
