"""People whom nobody plays act by themselves, by rules, as program time moves."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.autopilot import Autopilot, duration
from bot.sandbox.company import Company
from bot.sandbox.posting import content, new_post, rewrite
from tests.sandbox.small_app import Seen, actions, button, running

START = datetime(2040, 1, 2, 9, 0, tzinfo=UTC)


def test_durations() -> None:
    assert duration("90m") == timedelta(minutes=90)
    assert duration("1.5d") == timedelta(hours=36)
    with pytest.raises(ValueError, match="no duration"):
        duration("soon")


RULES = {
    "seed": 3,
    "rest_minutes": 30,
    "rules": [
        {"label": "Looks good", "after": "2h", "chance": 0.5, "otherwise": "I have a concern"},
        {"label": "Works for me", "after": "1h", "where": "mpim"},
        {"label": "Now", "after": "1m"},
    ],
}


def ask(company: Company, where: Any, *labels: str) -> Any:
    blocks = [actions(*[button(label, f"a{number}") for number, label in enumerate(labels)])]
    return new_post(company.platform, where, *content(company.platform, {"text": "?", "blocks": blocks}))


def pressing(app: AsyncApp, seen: Seen) -> None:
    @app.action(re.compile(""))
    async def acted(ack: Any, body: Any) -> None:
        await seen.note(body)
        await ack()


async def test_people_nobody_plays_act_by_themselves_when_their_time_has_come() -> None:
    async with running("socket", pressing, start=START) as it:
        company = it.company
        pilot = Autopilot(company, RULES)
        company.workspace.played.add("UANA")
        ask(company, company.ana.dm, "Looks good", "I have a concern")
        ask(company, company.bo.dm, "Looks good", "I have a concern")
        ask(company, company.workspace.direct("UBO", "UGUEST"), "Works for me", "Another time")
        await company.after(minutes=30)
        assert it.seen.bodies == []
        await company.after(hours=3)
        pressed = sorted((body["user"]["id"], body["actions"][0]["text"]["text"]) for body in it.seen.bodies)
        assert len(pressed) == 2
        assert {user for user, _ in pressed} <= {"UBO", "UGUEST"}
        assert pilot.problems == []
        await company.after(days=9)
        assert len(it.seen.bodies) == 2


async def test_nobody_answers_what_was_rewritten_meanwhile_and_nothing_comes_in_the_first_minutes() -> None:
    async with running("socket", pressing, start=START) as it:
        company = it.company
        pilot = Autopilot(company, RULES)
        rewritten = ask(company, company.bo.dm, "Looks good")
        ask(company, company.bo.dm, "Now")
        soon = pilot.next_act()
        assert soon is not None
        assert soon - company.clock.now() > timedelta(minutes=29)
        rewrite(company.platform, rewritten, "Too late", [])
        await company.after(days=1)
        assert [body["actions"][0]["text"]["text"] for body in it.seen.bodies] == ["Now"]


async def test_a_message_rewritten_with_the_same_button_is_not_pressed_over_and_over() -> None:
    async with running("socket", pressing, start=START) as it:
        Autopilot(it.company, RULES)
        room = ask(it.company, it.company.workspace.direct("UBO", "UANA"), "Works for me")
        for _ in range(5):
            await it.company.after(days=1)
            rewrite(it.company.platform, room, "?", [actions(button("Works for me", "a0"))])
        assert sorted(body["user"]["id"] for body in it.seen.bodies) == ["UANA", "UBO"]


@pytest.mark.parametrize(("played", "other"), [("UANA", "UBO"), ("UBO", "UANA")])
async def test_whoever_is_not_played_answers_also_after_the_played_one_has_pressed_first(
    played: str, other: str
) -> None:
    async with running("socket", pressing, start=START) as it:
        Autopilot(it.company, RULES)
        it.company.workspace.played.add(played)
        room = ask(it.company, it.company.workspace.direct("UBO", "UANA"), "Works for me")
        rewrite(it.company.platform, room, "It works for one", [actions(button("Works for me", "a0"))])
        await it.company.after(hours=3)
        assert [body["user"]["id"] for body in it.seen.bodies] == [other]


async def test_the_same_seed_plays_the_same_way() -> None:
    async def played() -> list[str]:
        async with running("socket", pressing, start=START) as it:
            Autopilot(it.company, RULES)
            for _ in range(6):
                ask(it.company, it.company.bo.dm, "Looks good", "I have a concern")
                await it.company.after(hours=3)
            return [body["actions"][0]["text"]["text"] for body in it.seen.bodies]

    first = await played()
    assert first == await played()
    assert set(first) == {"Looks good", "I have a concern"}


async def test_an_act_that_does_not_work_out_is_noted() -> None:
    async with running("socket", pressing, start=START) as it:
        rules = {"rules": [{"label": "Now", "after": "1m", "then": [{"submits": True}]}]}
        pilot = Autopilot(it.company, rules)
        pilot.patience = 0.01
        ask(it.company, it.company.bo.dm, "Now")
        await it.company.after(hours=1)
        assert len(pilot.problems) == 1


async def test_whoever_acts_by_themselves_says_it_in_one_of_several_ways() -> None:
    async with running("socket", pressing, start=START) as it:
        ways = [{"said": "One"}, {"said": "Two"}, {"said": "Three"}]
        rules = [{"label": "Now", "after": "1m", "then": [{"types": "{said}, {name}"}], "words": ways}]
        pilot = Autopilot(it.company, {"rules": rules})
        for _ in range(12):
            ask(it.company, it.company.bo.dm, "Now")
        await it.company.after(hours=1)
        said = {post.text for post in it.company.bo.posts() if post.user == "UBO"}
        assert said == {f"{way['said']}, {it.company.workspace.users['UBO'].name}" for way in ways}
        assert pilot.problems == []


async def test_a_rule_with_told_is_for_those_alone_who_were_told_these_words() -> None:
    async with running("socket", pressing, start=START) as it:
        ways = [
            {"label": "Now", "after": "1m", "then": [{"types": said}]} for said in ("As mentor", "As mentee")
        ]
        rules = [{**ways[0], "told": "<@{id}>, your mentor"}, ways[1]]
        pilot = Autopilot(it.company, {"rules": rules})
        room = it.company.workspace.direct("UBO", "UANA")
        new_post(it.company.platform, room, "<@UANA>, meet <@UBO>, your mentor.", [])
        for dm in (it.company.bo.dm, it.company.ana.dm):
            ask(it.company, dm, "Now")
        await it.company.after(hours=1)
        for member, said in ((it.company.bo, "As mentor"), (it.company.ana, "As mentee")):
            assert [post.text for post in member.posts() if post.user == member.id] == [said]
        assert pilot.problems == []
