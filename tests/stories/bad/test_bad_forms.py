"""Forms with faults, sent twice, crafted, or too late."""

import json
from typing import Any

from bot.sandbox.company import Company
from bot.sandbox.delivery import Answer, Envelope
from bot.sandbox.payloads import interaction, view_object
from tests.stories.bad.scenes import asked_about_the_match, joining_is_open, last_post_with, leaves, matched
from tests.stories.bad.tables import Memory

AS_MENTOR = {
    "What you could pass on": ["Public speaking"],
    "What to ask you about": "Speaking without notes",
    "People at once": "2",
}
SBI = {"Situation": "On Monday", "Behavior": "you asked before you advised", "Impact": "I found it myself"}


async def bo_opens_the_form(company: Company) -> None:
    await joining_is_open(company)
    await company.bo.clicks("Join as mentor")
    await company.bo.clicks("Fill in one form instead")
    await company.bo.waits_for("the form", lambda: company.bo.view)


async def submitted(company: Company, who: str, **changed: Any) -> Answer:
    """The open form of somebody, sent as it stands, or with parts of it changed by hand."""
    user, view = company.workspace.users[who], company.member(who).view
    assert view is not None
    payload = interaction(company.workspace, "view_submission", user)
    payload |= {"trigger_id": company.platform.new_trigger(who, view.id), "response_urls": []}
    payload["view"] = view_object(company.workspace, view) | changed
    return await company.platform.courier.deliver(Envelope("interactive", payload))


def typed(**fields: str) -> dict[str, Any]:
    """The state of a form whose fields were typed into, whatever Slack's own fields would take."""
    return {
        "values": {
            key: {f"input:{key}": {"type": "plain_text_input", "value": words}}
            for key, words in fields.items()
        }
    }


async def test_a_form_with_faults_names_each_at_its_field_and_is_taken_once_corrected(
    small_company: Company, memory: Memory
) -> None:
    bo = small_company.bo
    await bo_opens_the_form(small_company)
    async with memory.unchanged():
        wrong = typed(role="mentor", offered="a, b, c, d, e, f, g", expertise="x" * 3000, capacity="many")
        answer = await submitted(small_company, "UBO", state=wrong)
        assert answer.body == {
            "response_action": "errors",
            "errors": {
                "offered": "Those are too many: please keep at most 6.",
                "expertise": "That is longer than 300 characters. Could you say it more briefly?",
                "capacity": "I need a whole number here, from 1 to 5. Please type one, or press a button.",
            },
        }
    await bo.fills(AS_MENTOR)
    await bo.sees("You're in! Thank you.")
    await bo.sees("People at once: 2")


async def test_a_form_with_nothing_in_it_says_what_is_needed(small_company: Company, memory: Memory) -> None:
    await bo_opens_the_form(small_company)
    async with memory.unchanged():
        answer = await submitted(small_company, "UBO", state=typed(role="mentor"))
        assert answer.body is not None
        needed = "I need at least one word here."
        assert answer.body["errors"] == dict.fromkeys(("offered", "expertise", "capacity"), needed)


async def test_a_form_sent_twice_is_taken_once(small_company: Company, memory: Memory) -> None:
    bo = small_company.bo
    await bo_opens_the_form(small_company)
    await bo.fills(AS_MENTOR, submit=False)
    first, second = await submitted(small_company, "UBO"), None
    await bo.sees("You're in! Thank you.")
    async with memory.unchanged():
        second = await submitted(small_company, "UBO")
        assert "This was already sent, so I kept the first one." in json.dumps(second.body)
    assert first.body == {"response_action": "clear"}
    await memory.quiet()
    assert bo.reads(everywhere=True).count("You're in! Thank you.") == 1


async def test_a_form_delivered_twice_by_slack_is_taken_once(small_company: Company, memory: Memory) -> None:
    bo = small_company.bo
    await bo_opens_the_form(small_company)
    small_company.faults.plan("interactive", do="duplicate")
    await bo.fills(AS_MENTOR, submit=False)
    small_company.faults.clear()
    small_company.faults.plan("interactive", do="duplicate")
    await bo.submits()
    await bo.sees("You're in! Thank you.")
    await memory.quiet()
    await small_company.platform.courier.idle()
    assert bo.reads(everywhere=True).count("You're in! Thank you.") == 1


async def test_a_form_that_is_no_more_or_makes_no_sense_changes_nothing(
    small_company: Company, memory: Memory
) -> None:
    await bo_opens_the_form(small_company)
    crafted: tuple[dict[str, Any], ...] = (
        {"callback_id": "moonphase"},
        {"private_metadata": "{"},
        {"private_metadata": "[]"},
        {"private_metadata": '{"form": "moonphase", "about": 0}'},
        {"private_metadata": '{"form": "intake", "about": "x"}'},
        {"private_metadata": '{"form": "sbi", "about": 4711}'},
    )
    async with memory.unchanged():
        for changed in crafted:
            answer = await submitted(small_company, "UBO", **changed)
            assert answer.body is not None, changed
            assert answer.body["response_action"] in ("update", "errors"), changed
            assert "no longer" in json.dumps(answer.body) or "I need" in json.dumps(answer.body), changed


async def test_feedback_for_a_match_that_ended_meanwhile_is_kept_and_not_sent(
    small_company: Company, memory: Memory
) -> None:
    ana, bo = small_company.ana, small_company.bo
    await matched(small_company)
    await ana.types("feedback", channel=ana.dm.id)
    await ana.clicks("Write")
    await ana.waits_for("the form", lambda: ana.view)
    await ana.fills(SBI, submit=False)
    await leaves(small_company, "UBO")
    await ana.submits()
    await ana.sees("has ended")
    assert "before you advised" not in bo.reads(everywhere=True)


async def test_a_concern_about_a_match_that_ended_meanwhile_says_that_it_has(
    small_company: Company, memory: Memory
) -> None:
    ana = small_company.ana
    await asked_about_the_match(small_company)
    await ana.clicks("I have a concern", last_post_with(small_company, "UANA", "Looks good"))
    await ana.waits_for("the form", lambda: ana.view)
    await ana.selects("Who may read it", "Share my words with the program team")
    await ana.selects("What troubles you", "We talked past each other")
    await leaves(small_company, "UBO")
    async with memory.unchanged():
        await ana.submits()
        await ana.sees("That is no longer open, or it was not meant for you. Nothing was changed.")
        await ana.sees("Type `status` to see what is.")
