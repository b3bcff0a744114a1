"""Other formats on the whole bot: a circle and two peers, from joining to the opened room."""

import re
from pathlib import Path

import pytest

from bot.programs.reading import standard_text
from bot.sandbox.company import Company
from tests.stories.conftest import company_with_bot
from tests.stories.paths import open_joining, publishes


def program_file(folder: Path, form: str) -> str:
    """The standard program in another format."""
    path = folder / "program.yml"
    path.write_text(standard_text().replace("format: one_to_one", f"format: {form}", 1), encoding="utf-8")
    return str(path)


async def joins_to_learn(company: Company, name: str, skill: str = "Public speaking") -> None:
    one = company.member(name)
    one.goes("mentorship")
    await one.clicks("Join as mentee")
    one.at = one.dm.id
    await one.sees("What would you like to learn?")
    await one.types(skill)
    await one.sees("In your own words")
    await one.types(f"{name} speaks without notes")
    await one.sees("You're in! Thank you.")


async def bo_joins_to_lead(company: Company) -> None:
    bo = company.bo
    await bo.clicks("Join as mentor")
    await bo.sees("What could you help somebody with?")
    await bo.types("Public speaking")
    await bo.sees("In your own words")
    await bo.types("Speaking without notes")
    await bo.sees("How many people could you mentor at once?")
    await bo.types("4")
    await bo.sees("You're in! Thank you.")


@pytest.mark.parametrize("way", ["socket-sqlite", "http-postgres"])
async def test_a_circle_from_joining_to_its_room(way, request, tmp_path):
    url = f"sqlite:///{tmp_path}/bot.db"
    if way.endswith("postgres"):
        url = request.getfixturevalue("fresh_postgres_url")
    given = {"program_file": program_file(tmp_path, "circles")}
    async with company_with_bot(way, url, **given) as company:
        ana, bo, hana, kei = company.ana, company.bo, company.hana, company.kei
        company.workspace.users["UKEI"].tz = "Europe/Paris"  # who else would share no working hour with Bo
        await open_joining(company)
        for name in ("ana", "kei", "hana"):
            await joins_to_learn(company, name)
        await bo_joins_to_lead(company)
        await hana.types("/mentor-admin", channel="admins")
        await hana.clicks("Preview match")
        await hana.sees("Circle of Bo Nielsen: 3 people of 3 to 6", within=40)
        await publishes(hana, "1 circle")
        await company.after(hours=1)
        for one in (ana, hana, kei):
            one.at = one.dm.id
            await one.sees("in a circle of 3")
            assert "Would you lead" not in bo.reads(everywhere=True)
            await one.clicks("Looks good")
            await one.sees("your circle")
        bo.at = bo.dm.id
        await bo.sees("Would you lead a circle of 3?")
        assert "without notes" not in bo.reads().split("Would you lead")[1]
        await bo.clicks("Gladly")
        await bo.sees("Your circle with")
        await company.after(days=2)
        rooms = [one for one in company.workspace.channels.values() if one.kind == "mpim"]
        assert [sorted(set(one.members) - {company.workspace.bot_user}) for one in rooms] == [
            sorted((ana.id, bo.id, hana.id, kei.id))
        ]
        for one in (ana, bo, hana, kei):
            one.at = rooms[0].id
            await one.sees("is its mentor")
            await one.sees("cannot read what you write")


async def test_two_peers_from_joining_to_their_room(tmp_path):
    url = f"sqlite:///{tmp_path}/bot.db"
    given = {"program_file": program_file(tmp_path, "peers")}
    async with company_with_bot("socket-sqlite", url, **given) as company:
        ana, bo, hana = company.ana, company.bo, company.hana
        await open_joining(company, "Join")
        for one, wants, offers in ((ana, "SQL", "Public speaking"), (bo, "Public speaking", "SQL")):
            await one.sees("[Join]")
            await one.clicks("Join")
            await one.sees("What would you like to learn?")
            await one.types(wants)
            await one.sees("In your own words")
            await one.types("A goal of my own")
            await one.sees("What could you help somebody with?")
            await one.types(offers)
            await one.sees("what could people come to you with?")
            await one.types("What I know")
            await one.sees("You're in! Thank you.")
        await hana.types("/mentor-admin", channel="admins")
        await hana.clicks("Preview match")
        await hana.sees("Publish 1 pair", within=40)
        assert not re.search(r"\bmentees?\b", hana.reads().split("The best pairs")[1])
        await publishes(hana, "1 pair")
        await company.after(hours=1)
        await bo.sees("could be your peer")
        await bo.clicks("Looks good")
        await ana.sees("like to be peers?")
        await ana.clicks("Looks good")
        for one in (ana, bo):
            await one.sees("You are peers")
