"""Until something happens: to what next concerns somebody, no shorter and no further."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.company import Company
from bot.sandbox.page.waiting import Happened, wait_for
from bot.sandbox.posting import content, new_post
from tests.sandbox.small_app import a_company

START = datetime(2040, 1, 2, 9, 0, tzinfo=UTC)


def later(company: Company, hours: int, who: str, words: str) -> None:
    """The app writes to somebody in so many hours, and foretells that for Ana."""
    due = START + timedelta(hours=hours)
    said: list[Any] = []

    async def follows(now: datetime) -> datetime | None:
        if now >= due and not said:
            said.append(
                new_post(
                    company.platform, company.member(who).dm, *content(company.platform, {"text": words})
                )
            )
        company.clock.due_for = {} if said else {"UANA": due}
        return None if said else due

    company.clock.followers.append(follows)


async def test_it_says_at_what_it_stopped() -> None:
    async with a_company(start=START) as company:
        later(company, 5, "ana", "*Did you meet?* One tap")
        bot = company.workspace.bot_name
        ana = company.workspace.users["UANA"].real_name
        assert await wait_for(company, ["UANA"]) == Happened(
            f"{ana}: a new message from {bot}. “Did you meet? One tap”",
            "UANA",
            company.workspace.direct("UANA").id,
        )
        assert (company.clock.now() - START).seconds // 3600 == 5
        assert (await wait_for(company, ["UANA"])).words.startswith("Nothing is due for Ana")


async def test_it_stops_at_the_hour_that_they_have_agreed_on() -> None:
    async with a_company(start=START) as company:
        later(company, 50, "ana", "Did you meet?")
        company.clock.agreed = {"UANA": START + timedelta(hours=20)}
        assert "the hour you have agreed to meet at" in (await wait_for(company, ["UANA"])).words
        assert (company.clock.now() - START) // timedelta(hours=1) == 20
        assert "Did you meet?" in (await wait_for(company, ["UANA"])).words


async def test_it_stops_at_that_hour_also_where_nothing_else_is_due() -> None:
    async with a_company(start=START) as company:
        company.clock.due_for = {}
        company.clock.agreed = {"UANA": START + timedelta(hours=20)}
        assert "the hour you have agreed to meet at" in (await wait_for(company, ["UANA"])).words


async def test_news_in_a_public_channel_does_not_stop_it() -> None:
    async with a_company(start=START) as company:
        general = company.workspace.channel_named("general")
        general.members += [who for who in ("UANA", company.workspace.bot_user) if who not in general.members]
        later(company, 5, "ana", "Did you meet?")
        posted: list[Any] = []

        async def follows(now: datetime) -> datetime | None:
            if now >= START + timedelta(hours=2) and not posted:
                posted.append(
                    new_post(company.platform, general, *content(company.platform, {"text": "<@UANA>"}))
                )
            return None if posted else START + timedelta(hours=2)

        company.clock.followers.append(follows)
        assert "Did you meet?" in (await wait_for(company, ["UANA"])).words
        assert posted


async def test_what_is_said_about_somebody_stops_it_if_nobody_else_lets_the_other_answer() -> None:
    async with a_company(start=START) as company:
        later(company, 5, "bo", "Did you and <@UANA> meet?")
        company.workspace.played.add("UBO")
        said = (await wait_for(company, ["UANA"])).words
        assert said.startswith(company.workspace.users["UBO"].real_name) and "about Ana" in said


async def test_what_was_under_way_already_is_not_run_past() -> None:
    async with a_company(start=START) as company:
        later(company, 0, "ana", "Your conversation is open")
        assert "conversation is open" in (await wait_for(company, ["UANA"])).words
        assert company.clock.now() - START < timedelta(minutes=1)
