"""A tour that ticks itself, and leads to where each step is done."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.platform import Trigger
from bot.sandbox.posting import new_post
from bot.sandbox.tour import Tours
from bot.sandbox.views import open_view
from tests.sandbox.small_app import a_company, modal

Json = dict[str, Any]
START = datetime(2040, 1, 2, 9, 0, tzinfo=UTC)

STEPS = [
    {"title": "Read", "text": "You are {me}", "go": "general", "done_when": {"sees": "Hi, {me} | Welcome"}},
    {"title": "Ask", "text": "Type it", "done_when": {"typed": "/unheard"}},
    {
        "title": "Form",
        "text": "Open it",
        "as": "bo",
        "go": "home",
        "done_when": {"opens": "A form", "who": "ana"},
    },
    {"title": "Wait", "text": "Move", "done_when": {"moved": "1d"}},
    {"title": "Hear", "text": "x", "done_when": {"sees_new": "could be"}},
]
TOURS: Json = {
    "starts": [{"label": "A newcomer", "as": "ana", "go": "general"}],
    "tours": [
        {
            "of": ["bo"],
            "sees": "You lead",
            "steps": [{"title": "Lead", "text": "x", "done_when": {"typed": "/lead"}}],
        },
        {"steps": STEPS},
    ],
}


async def test_a_tour_ticks_itself_in_any_order_and_speaks_of_whoever_is_played() -> None:
    async with a_company(start=START) as company:
        new_post(company.platform, company.ana.dm, "It could be anybody", [])
        tours = Tours(company, TOURS)
        done = lambda: [step.title for step in tours.of("UANA") if step.done]  # noqa: E731
        first, _, form, *_ = tours.of("UANA")
        assert (first.text, first.person, first.go) == ("You are Ana", "UANA", "CGENERAL")
        assert (form.person, form.go) == ("UBO", "home")
        await company.ana.types("/unheard of")
        assert done() == ["Ask"]
        await company.after(days=1)
        assert done() == ["Ask", "Wait"]
        new_post(company.platform, company.ana.dm, "Welcome, all", [])
        open_view(company.platform, modal(), Trigger("UANA", 0.0))
        assert done() == ["Read", "Ask", "Form", "Wait"]
        new_post(company.platform, company.ana.dm, "It could be Bo", [])
        assert all(step.done for step in tours.of("UANA"))


async def test_each_visitor_has_the_tour_of_whom_they_play_and_ticks_of_their_own() -> None:
    async with a_company(start=START) as company:
        tours = Tours(company, TOURS)
        assert [(one.label, one.person, one.go) for one in tours.starts] == [
            ("A newcomer", "UANA", "CGENERAL")
        ]
        await company.ana.types("/unheard of")
        assert [step.title for step in tours.of("UBO")] == ["Lead"]
        assert [step.done for step in tours.of("UANA")] == [False, True, False, False, False]
        new_post(company.platform, company.ana.dm, "You lead from here", [])
        assert [step.title for step in tours.of("UANA")] == ["Lead"]
        assert Tours(company, {}).of("UANA") == []


async def test_a_step_can_wait_for_what_is_written_once_the_one_above_it_is_done() -> None:
    async with a_company(start=START) as company:
        steps = [
            {"title": "Join", "text": "x", "done_when": {"sees": "You are in"}},
            {"title": "Hear", "text": "x", "as": "bo", "done_when": {"sees_next": "Published | Sent"}},
        ]
        tours = Tours(company, {"tours": [{"steps": steps}]})
        done = lambda: [step.done for step in tours.of("UANA")]  # noqa: E731
        new_post(company.platform, company.bo.dm, "Published without her", [])
        assert done() == [False, False]
        new_post(company.platform, company.ana.dm, "You are in", [])
        assert done() == [True, False]
        new_post(company.platform, company.bo.dm, "Sent to her too", [])
        assert done() == [True, True]


async def test_a_step_leads_to_the_newest_conversation_of_several_people() -> None:
    async with a_company(start=START) as company:
        step = {"title": "x", "text": "x", "go": "conversation", "done_when": {"typed": "never"}}
        tours = Tours(company, {"tours": [{"steps": [step]}]})
        assert [one.go for one in tours.of("UANA")] == ["dm"]
        company.workspace.direct("UANA", "UGUEST")
        room = company.workspace.direct("UANA", "UBO")
        assert [one.go for one in tours.of("UANA")] == [room.id]


async def test_a_step_leads_to_where_it_goes_on_once_the_app_has_written() -> None:
    async with a_company(start=START) as company:
        step = {"title": "x", "text": "x", "go": "general", "then_go": "dm", "done_when": {"typed": "never"}}
        tours = Tours(company, {"tours": [{"steps": [step]}]})
        assert [(one.go, one.began) for one in tours.of("UANA")] == [("CGENERAL", "CGENERAL")]
        new_post(company.platform, company.ana.dm, "What would you like to learn?", [])
        assert [(one.go, one.began) for one in tours.of("UANA")] == [("dm", "CGENERAL")]


async def test_a_step_can_wait_for_anybody() -> None:
    async with a_company(start=START) as company:
        step = {"title": "x", "text": "x", "done_when": {"who": "anybody", "moved": "1d", "sees": "You met"}}
        tours = Tours(company, {"tours": [{"steps": [step]}]})
        assert [one.done for one in tours.of("UANA")] == [False]
        new_post(company.platform, company.bo.dm, "You met", [])
        assert [one.done for one in tours.of("UANA")] == [False]
        await company.after(days=1)
        assert [one.done for one in tours.of("UANA")] == [True]


async def test_a_tour_knows_what_it_can_wait_for() -> None:
    async with a_company(start=START) as company:
        step = {"title": "x", "text": "x", "done_when": {"smells": "y"}}
        with pytest.raises(ValueError, match="cannot wait for 'smells'"):
            Tours(company, {"tours": [{"steps": [step]}]}).of("UANA")
