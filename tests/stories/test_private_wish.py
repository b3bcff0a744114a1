"""A wish not to be paired with somebody, planted in a whole bot: Kei, who takes no part, is named by Ana in the form and
by Bo in words. Then everything is searched for him: what all others read, the log, and every table of the database."""

import sqlite3
from contextlib import closing

from structlog.testing import capture_logs

from tests.stories.paths import ana_joins_by_conversation, bo_joins_by_form, open_joining

KEI = ("UKEI", "Kei", "kei")
CANARY = "xylophone"
MAY_NAME_HIM = {("person", "id"), ("person", "name"), ("person", "title"), ("person", "handle")}
"""What Slack tells of everybody."""


async def test_who_is_named_in_a_wish_stands_nowhere_in_the_clear(small_company, tmp_path, caplog):
    company, hana = small_company, small_company.hana
    with capture_logs() as lines, caplog.at_level("INFO"):
        await open_joining(company)
        await ana_joins_by_conversation(company)
        await bo_joins_by_form(company)
        await ana_names_him_in_the_form(company.ana)
        await bo_names_him_in_words(company.bo)
        await hana_looks_round(hana)
        await hana.clicks("Publish 1 pair")
        await hana.clicks("Send now")
        await hana.sees("1 pair published")
        await company.until_something_happens(to={"UANA"})
        await company.ana.sees("Your mentor could be")
    told = {who: company.member(who).reads(everywhere=True) for who in ("ana", "hana", "kei")}
    told["the log"] = repr(lines) + caplog.text
    told |= {f"{table}.{column}": text for (table, column), text in in_the_clear(tmp_path / "bot.db").items()}
    found = {where for where, text in told.items() if any(name in text for name in (*KEI, CANARY))}
    assert "person.id" in found  # so that the search finds what there is
    assert found - {".".join(place) for place in MAY_NAME_HIM} == set()
    assert CANARY.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("bot.db*"))


async def ana_names_him_in_the_form(ana):
    await ana.types("profile")
    await ana.clicks("Change")
    await ana.fills({"Rather not with": ["Kei Mori"]})
    await ana.sees("Rather not with: noted, and shown to nobody")


async def bo_names_him_in_words(bo):
    await bo.clicks("Make my match better")
    asked = ""
    while "anybody you would rather not be paired with" not in asked:
        if asked:
            await bo.clicks("Skip")
        asked = await bo.waits_for("a question", lambda before=asked: next_question(bo, before))
    await bo.types(f"@kei, he plays the {CANARY}")
    await bo.sees("Rather not with: noted, and shown to nobody")


def next_question(bo, before):
    text = bo.words(bo.posts(bo.dm.id)[-1])
    return text if "[Skip]" in text and text != before else None


async def hana_looks_round(hana):
    await hana.types("/mentor-admin match", channel="admins")
    await hana.sees("Ana Ferreira with Bo Nielsen as mentor")
    for words in ("why @ana @bo", "gaps", "weights"):
        await hana.types(f"/mentor-admin {words}", channel="admins")
        await hana.waits_for("the window", lambda: hana.view)
        await hana.closes()
    for words in ("people", "pairs", "matrix", "never"):
        await hana.types(f"/mentor-admin {words}", channel="admins")


def in_the_clear(file):
    """Each column of each table, as text; what is sealed is bytes, and read as such."""
    with closing(sqlite3.connect(file)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [(name, row[1]) for name in names for row in db.execute(f'PRAGMA table_info("{name}")')]
        return {
            (table, column): repr(db.execute(f'SELECT "{column}" FROM "{table}"').fetchall())
            for table, column in columns
        }
