"""A round looked through by the program team: locks, other weights, what changed, an undone publishing, a second one."""

import json
from datetime import UTC, datetime

from bot.config import Config
from bot.domain.people import Person, Role, Status
from bot.messages.rules import CRITERIA, WORDS
from bot.operate.verify import faults
from bot.store.columns import Seal
from bot.store.store import Store
from tests.stories.conftest import MONDAY, company_with_bot

MENTEES = {
    "ANA": (("SQL", "Hiring"), "give a talk about hiring to the board"),
    "ADA": (("SQL", "Statistics"), "explain numbers to the board"),
    "CY": (("SQL",), "write queries that the whole team can read"),
    "DI": (("Hiring",), "lead fair interviews"),
}
MENTORS = {
    "BO": (("SQL", "Hiring"), "hiring, and talks about it"),
    "BEN": (("SQL", "Statistics"), "numbers that a board understands"),
    "LENA": (("SQL",), "queries that a whole team can read"),
    "GIL": (("Hiring",), "fair interviews"),
}


async def move_in(url: str) -> None:
    """Four who look for a mentor and four who could be one, as if they had joined."""
    key = Config(bot_token="xoxb-none", database_url=url, secret_key="k" * 40).key()
    store = Store(url.replace("sqlite:", "sqlite+aiosqlite:"), Seal(key), lambda: datetime.now(UTC))
    async with store.begin() as db:
        for role, people in ((Role.MENTEE, MENTEES), (Role.MENTOR, MENTORS)):
            for who, (skills, words) in people.items():
                told = {"wanted": skills, "goal": words} if role is Role.MENTEE else {"offered": skills}
                told |= {"role": role.value, "capacity": 1, "expertise": words}
                await db.people.put(Person(who, f"{who.title()} Story", tz="Europe/Berlin"), MONDAY)
                await db.participants.put(who, status=Status.ACTIVE, role=role, joined_at=MONDAY)
                await db.answers.put(who, "intake", 0, told, state="done", now=MONDAY)
    await store.close()


async def test_a_draft_is_looked_through_changed_and_published(tmp_path):
    url = f"sqlite:///{tmp_path}/bot.db"
    async with company_with_bot("socket-sqlite", url) as company:
        await move_in(url)
        hana = company.hana
        await hana.types("/mentor-admin match", channel="admins")
        await hana.sees("Proven best under your rules")
        await hana.clicks("Lock")
        await hana.sees("1 locked")
        await hana.clicks("Lock")
        await hana.sees("2 locked")

        await hana.clicks("Swap")
        await hana.sees("Choose a pair")
        assert "Everybody together" in hana.reads()
        await hana.clicks("Choose")
        await hana.sees("The rest is worked out again")
        await hana.closes()
        await hana.sees("Against the draft before")
        await hana.sees("as you locked it")

        await hana.clicks("What counts")
        await hana.sees("Say how much each thing counts")
        await hana.fills({CRITERIA["goal"][0]: WORDS["off"]})
        await hana.sees("changed what counts")
        await hana.clicks("Work it out again")
        await hana.sees("Against the draft before: nothing changed")
        await hana.sees("3 locked")

        await hana.clicks("What is proven?")
        await hana.sees("What was checked")
        await hana.clicks("Get the round file")
        await hana.sees("direct message")
        await hana.closes()
        dm = company.workspace.direct("UHANA")
        await company.workspace.changed.until(lambda: any(post.files for post in dm.posts), 60)
        [file] = [file for post in dm.posts for file in post.files]
        assert faults(json.loads(file.data)) == []
        assert b"ANA" not in file.data

        await hana.clicks("Publish 4 pairs")
        await hana.sees("it can be undone")
        await hana.clicks("Undo")
        await hana.sees("Nobody heard of it")
        await hana.clicks("Publish 4 pairs", again=True)
        await hana.sees("it can be undone")
        await hana.clicks("Send now", again=True)
        await hana.sees("4 pairs published")
