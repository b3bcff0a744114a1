"""What it costs people: the acts of joining, and how often the bot writes unasked in the first thirty days."""

import sqlite3
from collections import defaultdict
from contextlib import closing

import pytest

from tests.stories.conftest import company_with_bot
from tests.stories.paths import ana_joins_by_conversation, bo_joins_by_form, open_joining

MOST_TO_JOIN = 12
MOST_UNASKED = {"UANA": 6, "UBO": 4}


async def test_a_mentee_joins_in_few_acts(small_company):
    await open_joining(small_company)
    await ana_joins_by_conversation(small_company)
    print(f"\na mentee joins in {small_company.ana.actions} acts, a mentor by form in ", end="")
    await bo_joins_by_form(small_company)
    print(small_company.bo.actions)
    assert small_company.ana.actions <= MOST_TO_JOIN
    assert small_company.bo.actions <= MOST_TO_JOIN


@pytest.mark.parametrize("told_after", [(15,), (3, 15)], ids=["by rhythm", "agreed"])
async def test_thirty_days_bring_few_unasked_messages(tmp_path, told_after):
    """A pair that meets, and answers when asked: every message that nobody asked for, listed."""
    async with company_with_bot("socket-sqlite", f"sqlite:///{tmp_path}/bot.db") as company:
        await open_joining(company)
        await ana_joins_by_conversation(company)
        await bo_joins_by_form(company)
        hana, ana, bo = company.hana, company.ana, company.bo
        await hana.types("/mentor-admin", channel="admins")
        await hana.clicks("Preview match")
        await hana.clicks("Publish 1 pair")
        await hana.clicks("Send now")
        await ana.sees("Your mentor could be")
        await ana.clicks("Looks good")
        await bo.clicks("Gladly")
        await ana.sees("cannot read what you write")
        if len(told_after) > 1:
            await ana.clicks("Works for me")
            await bo.clicks("Works for me too")
            await ana.sees("Agreed: you meet")
        for days in told_after:
            await company.after(days=days)
            await ana.clicks("We met")
            await ana.sees("Give feedback now")
        await company.after(days=30 - sum(told_after))
        rooms = [channel for channel in company.workspace.channels.values() if channel.kind == "mpim"]
        in_rooms = [post for room in rooms for post in room.posts if "Agreed: you meet" not in post.text]
    reached = defaultdict(list)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as db:
        for who, kind, at in db.execute("SELECT who, kind, at FROM reached ORDER BY at"):
            reached[who].append((at[:16], kind))
    assert [kind for _, kind in reached["UANA"]].count("checkin.mentee") == 2
    for who, most in MOST_UNASKED.items():
        reached[who] += [(f"{post.at:%Y-%m-%dT%H:%M}", "in the room of the pair") for post in in_rooms]
        print(f"\n{who}, unasked in 30 days:", *(f"{at} {kind}" for at, kind in reached[who]), sep="\n  ")
        assert 0 < len(reached[who]) <= most
